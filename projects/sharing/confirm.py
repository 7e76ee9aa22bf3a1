"""Send, confirm, delete: what a submission goes through before staff see it."""

import datetime
import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects import outbox, tokens
from projects.models import Scope, Submission, SubmissionState
from projects.pictures import delete_files, file_names
from projects.sharing import consent
from projects.sharing.steps import Progress

SENT_BY_FORM = (
    "Diese Mail kommt, weil jemand mit dieser Adresse ein Projekt für die Landkarte "
    "sozialer Innovationen eingetragen hat. Warst du das nicht, brauchst du nichts zu "
    "tun: Ohne Bestätigung wird alles nach {days} Tagen gelöscht."
)
ASKED_FOR = (
    "Diese Mail kommt, weil jemand mit dieser Adresse den Link zu einem Entwurf bestellt "
    "hat. Warst du das nicht, brauchst du nichts zu tun."
)
ABOUT_YOURS = (
    "Diese Mail kommt, weil du dieses Projekt eingereicht hast. Auf der Seite mit dem "
    "Stand kannst du es zurückziehen, dann schreiben wir nicht mehr."
)


def problem_with(email: str) -> str:
    """Say what is wrong with an address, or nothing."""
    try:
        validate_email(email)
    except ValidationError:
        return "Gib die E-Mail-Adresse ein, an die der Link gehen soll."
    return ""


def send(submission: Submission) -> None:
    """Take the draft as sent and ask for the address; a second click changes nothing."""
    with transaction.atomic():
        locked = Submission.objects.locked(submission.pk)
        if not locked.is_open:
            return
        locked.email = Progress(locked).email
        locked.wait_for_confirmation(
            timezone.now(),
            consent_version=consent.VERSION,
            consent_text=consent.TEXT,
            email=locked.email,
        )
        mail_confirmation(locked, once=True)


def mail_confirmation(submission: Submission, *, once: bool = False) -> None:
    """Post the link that confirms; with `once`, one mail for each address."""
    address = hashlib.sha256(submission.email.encode()).hexdigest()[:16]
    key = f"confirm {submission.pk} {address}" if once else ""
    days = settings.UNCONFIRMED_DAYS
    with transaction.atomic():
        token = tokens.issue(Scope.CONFIRM, submission=submission, days=days)
        outbox.post(
            submission.email,
            "Bitte bestätige deinen Eintrag",
            "confirm",
            {
                "link": outbox.address_of(reverse("sharing:confirm", args=[token])),
                "days": days,
            },
            reason=SENT_BY_FORM.format(days=days),
            dedup_key=key,
        )


def mail_draft_link(submission: Submission, email: str) -> None:
    with transaction.atomic():
        token = tokens.issue(Scope.DRAFT, submission=submission, days=None)
        outbox.post(
            email,
            "Der Link zu deinem Entwurf",
            "draft_link",
            {
                "link": outbox.address_of(reverse("sharing:resume", args=[token])),
                "days": settings.DRAFT_DAYS,
            },
            reason=ASKED_FOR,
        )


def take(submission: Submission, now: datetime.datetime) -> str:
    """Make it a submission that staff see; return the key of its status page.

    Nothing is returned when it was confirmed before: the mail has the link.
    """
    with transaction.atomic():
        locked = Submission.objects.locked(submission.pk)
        if locked.state != SubmissionState.UNCONFIRMED:
            return ""
        locked.confirm(now)
        token = tokens.issue(Scope.STATUS, submission=locked, days=None)
        outbox.post(
            locked.email,
            f"Dein Eintrag ist eingegangen: {locked.receipt}",
            "received",
            {
                "name": locked.name,
                "receipt": locked.receipt,
                "link": outbox.address_of(reverse("sharing:status", args=[token])),
            },
            reason=ABOUT_YOURS,
            dedup_key=f"received {locked.pk}",
        )
    return token


def delete(submission: Submission) -> None:
    """Delete a draft with its pictures; their files go when the rows are surely gone."""
    with transaction.atomic():
        names = [
            name
            for picture in submission.pictures.all()
            for name in file_names(picture)
        ]
        submission.delete()
        transaction.on_commit(lambda: delete_files(names))


def delete_abandoned(now: datetime.datetime) -> int:
    """Delete the drafts nobody goes on with and what was never confirmed."""
    abandoned = Submission.objects.abandoned(
        now - timedelta(days=settings.DRAFT_DAYS),
        now - timedelta(days=settings.UNCONFIRMED_DAYS),
    )
    count = 0
    for submission in abandoned:
        delete(submission)
        count += 1
    return count
