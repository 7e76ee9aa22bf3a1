"""Pass a message on to the Träger without showing anybody's address before they answer."""

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from projects import outbox, tokens
from projects.models import ContactMessage, Scope, Steward
from projects.stewardship import owners

A_DAY = datetime.timedelta(days=1)
MAILS_A_DAY = 5
WRITTEN_BY = (
    "Diese Mail kommt, weil jemand mit dieser Adresse auf dem Portal eine Nachricht "
    "geschrieben hat. Warst du das nicht, brauchst du nichts zu tun: Ohne Bestätigung "
    "wird sie nicht verschickt und nach {days} Tagen gelöscht."
)
COPY = "Diese Mail kommt, weil du die Nachricht auf dem Portal bestätigt hast."


def ask(message: ContactMessage, now: datetime.datetime) -> None:
    """Ask the sender to confirm; the mail quotes nothing of what was typed.

    Nobody's letter box is filled by others: a few of these mails a day, no more.
    """
    waiting = ContactMessage.objects.unconfirmed_since(message.email, now - A_DAY)
    if waiting.count() > MAILS_A_DAY:
        return
    days = settings.UNCONFIRMED_DAYS
    token = tokens.issue(Scope.CONTACT, contact=message, days=days)
    outbox.post(
        message.email,
        "Bitte bestätige deine Nachricht",
        "contact_confirm",
        {
            "project": message.project.name,
            "link": outbox.address_of(reverse("stewardship:message", args=[token])),
            "days": days,
        },
        reason=WRITTEN_BY.format(days=days),
    )


def find(token: str) -> ContactMessage | None:
    found = tokens.find(Scope.CONTACT, token)
    return found.contact if found else None


def pass_on(message: ContactMessage, now: datetime.datetime) -> None:
    """Send the confirmed message once, and a copy to who wrote it.

    Where nobody is known or wants messages, staff find it in the admin.
    """
    with transaction.atomic():
        locked = ContactMessage.objects.locked(message.pk)
        if locked is None or locked.confirmed_at:
            return
        steward = Steward.objects.reachable(locked.project)
        locked.confirm(now, is_relayed=steward is not None)
        context = {
            "project": locked.project.name,
            "name": locked.name,
            "text": locked.text,
            "is_relayed": locked.is_relayed,
        }
        if steward:
            outbox.post(
                steward.email,
                f"Nachricht zu „{locked.project.name}“",
                "contact",
                context | {"link": owners.link_for(locked.project, now)},
                reason=owners.YOURS,
                reply_to=locked.email,
                dedup_key=f"contact {locked.pk}",
            )
        outbox.post(
            locked.email,
            f"Deine Nachricht zu „{locked.project.name}“",
            "contact_copy",
            context,
            reason=COPY,
            dedup_key=f"contact copy {locked.pk}",
        )
