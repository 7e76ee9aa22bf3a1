"""Ask the Träger once a year whether the entry still holds; fade it when nobody answers.

Each steward takes one step at a time in a transaction of its own, so that a worker that
is killed leaves no mail without its step and no step without its mail.
"""

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects import outbox, tokens
from projects.models import Project, Scope, Status, Steward
from projects.stewardship import owners

REMINDED = (
    "Diese Mail kommt einmal im Jahr, weil du dieses Projekt pflegst. Erinnerungen "
    "bestellst du hier ab: {link}"
)


def run(now: datetime.datetime) -> int:
    """Take every step that is due by `now`; return how many were taken."""
    today = timezone.localdate(now)
    for steward in Steward.objects.unscheduled().select_related("project"):
        steward.schedule(steward.project.checked_on or today)
    due = list(Steward.objects.due(today).values_list("pk", flat=True))
    return sum(take_turn(pk, now) for pk in due)


def take_turn(pk: int, now: datetime.datetime) -> bool:
    """Take one step of a steward unless another worker has taken it."""
    today = timezone.localdate(now)
    with transaction.atomic():
        steward = Steward.objects.locked(pk)
        if steward is None or steward.due_on is None or steward.due_on > today:
            return False
        checked_on = steward.project.checked_on
        if checked_on and checked_on > steward.answered_on:
            steward.schedule(checked_on)
            return False
        _step(steward, now)
    return True


def _step(steward: Steward, now: datetime.datetime) -> None:
    status = steward.project.status
    if status == Status.FADED:
        _archive(steward, now)
    elif status != Status.PUBLISHED or steward.project.is_ended:
        steward.wait_until(None)
    elif steward.is_asked_next:
        _ask(steward, now)
    else:
        _fade(steward, now)


def _ask(steward: Steward, now: datetime.datetime) -> None:
    days = settings.FOLLOW_UP_DAYS
    is_last = steward.asked >= settings.FOLLOW_UPS
    if is_last:
        days = settings.FADE_DAYS
    until = timezone.localdate(now) + datetime.timedelta(days=days)
    name = steward.project.name
    subject = f"Stimmt „{name}“ noch?"
    links = _answers(steward.project, now)
    context = {
        "name": name,
        "public_link": outbox.address_of(steward.project.get_absolute_url()),
        "is_again": steward.asked > 0,
        "fades_on": until if is_last else None,
        **links,
    }
    outbox.post(
        steward.email,
        f"Noch einmal: {subject}" if steward.asked else subject,
        "reminder",
        context,
        reason=REMINDED.format(link=links["stop_link"]),
        dedup_key=f"reminder {steward.pk} {timezone.localdate(now)}",
    )
    steward.count_question(until)


def _answers(project: Project, now: datetime.datetime) -> dict[str, str]:
    token = tokens.issue(
        Scope.REMINDER, project=project, days=settings.REMINDER_DAYS, now=now
    )
    names = {
        "holds_link": "stimmt",
        "change_link": "aendern",
        "ended_link": "beendet",
        "stop_link": "abbestellen",
    }
    return {
        key: outbox.address_of(reverse("stewardship:reminder", args=[token, answer]))
        for key, answer in names.items()
    }


def _fade(steward: Steward, now: datetime.datetime) -> None:
    steward.project.fade()
    steward.count_question(
        timezone.localdate(now) + datetime.timedelta(days=settings.ARCHIVE_DAYS)
    )
    _tell(steward, "Dein Steckbrief ist verblasst", "faded", now)


def _archive(steward: Steward, now: datetime.datetime) -> None:
    steward.project.take_back(Status.ARCHIVED)
    steward.wait_until(None)
    _tell(steward, "Dein Steckbrief ist im Archiv", "archived", now)


def _tell(
    steward: Steward, subject: str, template: str, now: datetime.datetime
) -> None:
    if steward.wants_reminders:
        owners.tell(steward, subject, template, now)
