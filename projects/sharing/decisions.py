"""What staff decide on a submission: each decision reaches the sender by mail."""

import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects import outbox, tokens
from projects.models import (
    LegalGround,
    Lifecycle,
    Location,
    Organisation,
    Picture,
    Project,
    Scope,
    Submission,
)
from projects.sharing import place
from projects.sharing.confirm import ABOUT_YOURS
from projects.sharing.difference import differences_of
from projects.sharing.fields import YES
from projects.sharing.steps import Progress
from projects.stewardship import owners

PLAIN = [
    *("name", "tagline", "description", "website", "stage", "reach", "audience"),
    *("started_year", "ended_year", "experience_worked", "experience_failed"),
    *("experience_needed", "offers", "seeks", "funding", "is_statewide"),
]
RELATED = ["themes", "categories", "megatrends", "goals", "challenges"]
SAID = {"": None, YES: True}


class Decided(Exception):
    """Somebody else has decided on the submission in the meantime."""


def _still_waiting(submission: Submission) -> Submission:
    locked = Submission.objects.locked(submission.pk)
    if not locked.is_waiting:
        raise Decided(locked.get_state_display())
    return locked


def begin_review(submission: Submission, now: datetime.datetime) -> Project:
    """Make an entry of it that only staff see; its state says so to the sender."""
    with transaction.atomic():
        locked = _still_waiting(submission)
        project = locked.project or make_project(locked, now)
        locked.review(now, project)
    return project


def publish(submission: Submission, now: datetime.datetime) -> Project:
    with transaction.atomic():
        locked = _still_waiting(submission)
        project = locked.project or make_project(locked, now)
        locked.project = project
        locked.save(update_fields=["project"])
        if not project.is_public:
            project.publish(now)
        _tell_published(locked, project, now)
    return project


def ask(submission: Submission, words: str, now: datetime.datetime) -> None:
    with transaction.atomic():
        locked = _still_waiting(submission)
        locked.ask(words, now)
        _mail(locked, "Rückfrage zu deinem Eintrag", "question", {"question": words})


def reject(submission: Submission, reason: str, now: datetime.datetime) -> None:
    with transaction.atomic():
        locked = _still_waiting(submission)
        locked.reject(reason, now)
        _mail(locked, "Entscheidung zu deinem Eintrag", "rejected", {"why": reason})


def tell_published(now: datetime.datetime) -> int:
    """Tell those whose entry staff published by the project itself."""
    waiting = Submission.objects.published_elsewhere()
    for submission in waiting:
        with transaction.atomic():
            locked = Submission.objects.locked(submission.pk)
            if locked.is_waiting and locked.project:
                _tell_published(locked, locked.project, now)
    return len(waiting)


def _tell_published(
    submission: Submission, project: Project, now: datetime.datetime
) -> None:
    submission.mark_published(now)
    owners.appoint(project, submission.email, now)
    _mail(
        submission,
        "Dein Eintrag ist veröffentlicht",
        "published",
        {
            "public_link": outbox.address_of(project.get_absolute_url()),
            "owner_link": owners.link_for(project, now),
            "differences": differences_of(submission),
        },
    )


def _mail(
    submission: Submission, subject: str, template: str, context: dict[str, Any]
) -> None:
    """Post a mail with a new link to the status page: of the old one only a hash is kept."""
    token = tokens.issue(Scope.STATUS, submission=submission, days=None)
    shared = {
        "name": submission.name,
        "receipt": submission.receipt,
        "link": outbox.address_of(reverse("sharing:status", args=[token])),
    }
    line = f"{subject}: {submission.receipt}"
    outbox.post(submission.email, line, template, shared | context, reason=ABOUT_YOURS)


def make_project(submission: Submission, now: datetime.datetime) -> Project:
    """Make a draft of an entry from what was sent in, with its pictures and its place."""
    values = Progress(submission).cleaned
    project = Project.objects.create(
        **{field: values[field] for field in PLAIN if values.get(field)},
        uses_technology=_said(values.get("uses_technology", "")),
        open_to_copy=_said(values.get("open_to_copy", "")),
        lifecycle=values.get("lifecycle") or Lifecycle.UNKNOWN,
        legal_ground=LegalGround.CONSENT,
        consent_on=timezone.localdate(submission.consent_at or now),
        consent_wording=submission.consent_text,
        checked_on=timezone.localdate(submission.confirmed_at or now),
        checked_by="Träger",
    )
    for field in RELATED:
        getattr(project, field).set(values.get(field) or [])
    if name := values.get("organisation"):
        project.organisations.add(organisation_of(name))
    _settle(project, values)
    _hand_over_pictures(submission, project)
    return project


def _said(answer: str) -> bool | None:
    return SAID.get(answer, False)


def organisation_of(name: str) -> Organisation:
    known = Organisation.objects.filter(name__iexact=name).first()
    return known or Organisation.objects.create(name=name)


def _settle(project: Project, values: dict[str, Any]) -> None:
    city, postal_code = values.get("city", ""), values.get("postal_code", "")
    if not city and not postal_code:
        return
    point = place.point_of(values)
    is_hidden = bool(values.get("only_place"))
    Location.objects.create(
        project=project,
        kind=Location.Kind.SEAT if project.is_statewide else Location.Kind.SITE,
        street="" if is_hidden else values.get("street", ""),
        postal_code=postal_code,
        city=city,
        district=place.district_of(point),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        precision=point.precision if point else "",
    )


def _hand_over_pictures(submission: Submission, project: Project) -> None:
    """Let the rows change hands; the files stay where they are."""
    form: Any = Progress(submission).forms["bilder"]
    form.is_valid()
    for number, waiting in enumerate(form.pictures):
        Picture.objects.create(
            project=project,
            key=waiting.key,
            width=waiting.width,
            height=waiting.height,
            position=number,
            **form.words_of(waiting),
        )
        waiting.delete()
