"""What we keep of a person, by the address: hand it out, delete it, forget it in time."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects import outbox, tokens
from projects.models import (
    AccessToken,
    ContactMessage,
    Erasure,
    FaultReport,
    Lead,
    Mail,
    Scope,
    Steward,
    Submission,
)
from projects.sharing import confirm

LINK_DAYS = 7
BETWEEN_MAILS = datetime.timedelta(minutes=10)
ASKED_FOR = (
    "Diese Mail kommt, weil jemand mit dieser Adresse sehen möchte, was das Portal über "
    "sie gespeichert hat. Warst du das nicht, brauchst du nichts zu tun."
)


def mail_link(email: str, now: datetime.datetime) -> None:
    """Mail the link to the data of an address to it, known or not; not twice at once."""
    recent = AccessToken.objects.issued_since(Scope.DATA, email, now - BETWEEN_MAILS)
    with transaction.atomic():
        if recent.exists():
            return
        token = tokens.issue(Scope.DATA, email=email, days=LINK_DAYS, now=now)
        outbox.post(
            email,
            "Deine Daten auf dem Portal",
            "data_link",
            {
                "link": outbox.address_of(reverse("stewardship:data", args=[token])),
                "days": LINK_DAYS,
            },
            reason=ASKED_FOR,
        )


def find(token: str) -> str | None:
    """Return whose data this link opens; every other link of a person opens them too."""
    if found := tokens.find(Scope.DATA, token):
        return found.email
    if found := tokens.find(Scope.STATUS, token):
        return found.submission.email if found.submission else None
    return None


def collect(email: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything we keep with this address, in words for people."""
    return {
        "einsendungen": [
            {
                "eingangsnummer": row.receipt,
                "art": row.get_kind_display(),
                "stand": row.get_state_display(),
                "angaben": row.data,
                "einwilligung": row.consent_text,
                "eingewilligt_am": row.consent_at,
                "bestaetigt_am": row.confirmed_at,
                "begonnen_am": row.created_at,
                "begruendung": row.reason,
                "nachrichten": [
                    {
                        "von": line.get_author_display(),
                        "am": line.sent_at,
                        "text": line.text,
                    }
                    for line in row.messages.all()
                ],
                "bilder": [picture.alt for picture in row.pictures.all()],
            }
            for row in Submission.objects.of_address(email)
        ],
        "projekte": [
            {
                "projekt": row.project.name,
                "erinnerungen": row.wants_reminders,
                "nachrichten": row.wants_messages,
                "bestaetigt_am": row.answered_on,
                "naechster_schritt_am": row.due_on,
            }
            for row in Steward.objects.of_address(email)
        ],
        "tipps": [
            {
                "projekt": row.name,
                "wo": row.where,
                "warum": row.why,
                "am": row.created_at,
            }
            for row in Lead.objects.of_address(email)
        ],
        "fehlermeldungen": [
            {
                "projekt": row.project.name,
                "text": row.text,
                "quelle": row.source,
                "am": row.created_at,
            }
            for row in FaultReport.objects.of_address(email)
        ],
        "nachrichten": [
            {
                "projekt": row.project.name,
                "name": row.name,
                "text": row.text,
                "am": row.created_at,
                "bestaetigt_am": row.confirmed_at,
            }
            for row in ContactMessage.objects.of_address(email)
        ],
        "mails": [
            {
                "betreff": row.subject,
                "text": row.body_text,
                "am": row.created_at,
                "versendet_am": row.sent_at,
            }
            for row in Mail.objects.to_address(email)
        ],
    }


def count(email: str) -> dict[str, int]:
    return {name: len(rows) for name, rows in collect(email).items()}


def erase(email: str, *, withdraw: bool, now: datetime.datetime) -> Erasure:
    """Delete everything kept with this address; note that, not whose it was.

    Hints stay as they are about projects, without the address. What is published stays
    unless it is withdrawn; that somebody agreed to it is kept there, without a name.
    """
    with transaction.atomic():
        counts = count(email)
        for steward in Steward.objects.of_address(email):
            if withdraw and steward.project.is_public:
                steward.withdraw()
            for scope in (Scope.OWNER, Scope.REMINDER):
                tokens.revoke(scope, project=steward.project, now=now)
            steward.delete()
        for submission in Submission.objects.of_address(email):
            confirm.delete(submission)
        Lead.objects.of_address(email).update(email="")
        FaultReport.objects.of_address(email).update(email="")
        ContactMessage.objects.of_address(email).delete()
        Mail.objects.about_address(email).delete()
        AccessToken.objects.of_address(email).delete()
        return Erasure.objects.create(erased_at=now, counts=counts)


def forget_addresses(now: datetime.datetime) -> int:
    """Take the address off hints that are old enough."""
    before = now - datetime.timedelta(days=settings.HINT_ADDRESS_DAYS)
    old = [hints.objects.with_address_before(before) for hints in (Lead, FaultReport)]
    return sum(rows.update(email="") for rows in old)


def forget_refused(now: datetime.datetime) -> int:
    """Delete what was rejected or withdrawn, with its pictures."""
    before = now - datetime.timedelta(days=settings.DECIDED_DAYS)
    old = list(Submission.objects.refused_before(before))
    for submission in old:
        confirm.delete(submission)
    return len(old)


def forget_messages(now: datetime.datetime) -> int:
    old = ContactMessage.objects.over(
        now - datetime.timedelta(days=settings.UNCONFIRMED_DAYS),
        now - datetime.timedelta(days=settings.MESSAGE_DAYS),
    )
    return old.delete()[0]


def forget_mails(now: datetime.datetime) -> int:
    """Delete the log of old mails with the addresses in it."""
    before = now - datetime.timedelta(days=settings.MAIL_DAYS)
    return Mail.objects.done_before(before).delete()[0]


def export_name(now: datetime.datetime) -> str:
    return f"meine-daten-{timezone.localdate(now):%Y-%m-%d}.json"
