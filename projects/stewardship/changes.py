"""Changes of a published project: the Träger asks for them, staff decide."""

import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from projects.models import ChangeRequest, Lifecycle, Project, Steward, Submission
from projects.models.change_request import BEFORE, CHANGES, NOTE, Values
from projects.sharing.difference import Difference, compare
from projects.sharing.fields import NO, YES, text
from projects.sharing.forms import EffectForm, ExperienceForm, WhatForm
from projects.sharing.summary import as_words
from projects.stewardship import owners

RELATED = ["themes", "categories", "megatrends", "goals", "challenges"]
YES_OR_NO = {"uses_technology", "open_to_copy"}
ANSWERS = {True: [YES], False: [NO], None: []}
SAID = {YES: True, NO: False}


class EditForm(ExperienceForm, EffectForm, WhatForm):
    """Everything of a Steckbrief that is words or choices, in the order of sharing."""

    note = text(
        "Was sollen wir sonst noch ändern?",
        "Träger, Orte, Bilder und Links ändern wir für dich. Etwa: Wir sind jetzt in "
        "der Hauptstraße 9.",
        required=False,
    )


class Undecidable(Exception):
    """A change that cannot be applied; says in German why."""


def values_of(project: Project) -> Values:
    """Return the project as a browser would send it, field by field."""
    values: Values = {}
    for name in EditForm.base_fields:
        if name in RELATED:
            values[name] = [row.slug for row in getattr(project, name).all()]
        elif name in YES_OR_NO:
            values[name] = ANSWERS[getattr(project, name)]
        elif name != "note":
            values[name] = _one(getattr(project, name))
    return values


def _one(value: Any) -> list[str]:
    return [] if value in (None, "", Lifecycle.UNKNOWN) else [str(value)]


def form_of(values: Values) -> EditForm:
    return EditForm(MultiValueDict(values))


def initial_of(values: Values) -> dict[str, Any]:
    """Return the values as a form shows them that nobody has sent yet."""
    return {
        name: values.get(name, []) if name in RELATED else "".join(values.get(name, []))
        for name in EditForm.base_fields
    }


def typed(post: QueryDict) -> Values:
    return {
        name: [line.replace("\r\n", "\n") for line in post.getlist(name)]
        for name in EditForm.base_fields
    }


def changed(before: Values, after: Values) -> Values:
    """Return the fields that say something else now; order and edges do not matter."""
    return {
        name: values
        for name, values in after.items()
        if name != "note" and _plain(values) != _plain(before.get(name, []))
    }


def _plain(values: list[str]) -> list[str]:
    lines = (" ".join(value.split()) for value in values)
    return sorted(line for line in lines if line)


def ask(
    steward: Steward, changes: Values, note: str, now: datetime.datetime
) -> ChangeRequest:
    """Keep a change for the staff; the same one sent twice is kept once."""
    project = steward.project
    data = {
        "was": {"name": [project.name]},
        CHANGES: changes,
        BEFORE: {
            name: values
            for name, values in values_of(project).items()
            if name in changes
        },
        NOTE: {"note": [note]},
    }
    with transaction.atomic():
        Steward.objects.locked(steward.pk)
        for waiting in ChangeRequest.objects.of_project(project).waiting():
            if waiting.data == data:
                return waiting
        request = ChangeRequest.objects.create(
            kind=Submission.Kind.CHANGE,
            project=project,
            email=steward.email,
            data=data,
            state="unconfirmed",
        )
        request.confirm(now)
    return request


def differences(request: ChangeRequest) -> list[Difference]:
    """Show what the Träger changed, word by word."""
    before, after = form_of(request.before), form_of(request.changes)
    before.is_valid()
    after.is_valid()
    return [
        Difference(
            str(after[name].label), compare(_words(before, name), _words(after, name))
        )
        for name in after.fields
        if name in request.changes
    ]


def _words(form: EditForm, name: str) -> str:
    return as_words(form[name], form.cleaned_data.get(name))


def accept(request: ChangeRequest, now: datetime.datetime) -> None:
    with transaction.atomic():
        locked = _still_waiting(request)
        if locked.project is None:
            raise Undecidable("Das Projekt gibt es nicht mehr.")
        project = Project.objects.select_for_update().get(pk=locked.project.pk)
        if locked.changes:
            _apply(locked.changes, project)
        locked.mark_published(now)
        steward = Steward.objects.filter(project=project).first()
        if steward:
            steward.confirm(timezone.localdate(now))
            owners.tell(steward, "Deine Änderung ist übernommen", "change_taken", now)


def _apply(changes: Values, project: Project) -> None:
    form = form_of(values_of(project) | changes)
    if not form.is_valid():
        lines = [f"{label}: {message}" for _, label, message in form.problems]
        raise Undecidable(" ".join(lines))
    for name in changes:
        value = form.cleaned_data[name]
        if name in RELATED:
            getattr(project, name).set(value)
        elif name in YES_OR_NO:
            setattr(project, name, SAID.get(value))
        elif name == "lifecycle":
            project.lifecycle = value or Lifecycle.UNKNOWN
        else:
            setattr(project, name, value)
    project.save()


def reject(request: ChangeRequest, reason: str, now: datetime.datetime) -> None:
    with transaction.atomic():
        locked = _still_waiting(request)
        locked.reject(reason, now)
        steward = Steward.objects.filter(project=locked.project_id).first()
        if steward:
            owners.tell(
                steward,
                "Deine Änderung ist nicht übernommen",
                "change_refused",
                now,
                why=reason,
            )


def _still_waiting(request: ChangeRequest) -> ChangeRequest:
    locked = ChangeRequest.objects.select_for_update().get(pk=request.pk)
    if not locked.is_waiting:
        raise Undecidable(f"Der Stand ist schon: {locked.get_state_display()}.")
    return locked
