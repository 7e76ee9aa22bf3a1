"""The Träger of a public entry: who it is, and the link with which they keep it true."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from projects import outbox, tokens
from projects.models import AccessToken, Project, Scope, Steward

KEY_SCOPES = [Scope.OWNER, Scope.REMINDER]
BETWEEN_LINKS = datetime.timedelta(minutes=10)
LINK_DAYS = 365
ASKED_FOR = (
    "Diese Mail kommt, weil jemand auf dem Portal den Link zu deinem Projekt angefordert "
    "hat. Warst du das nicht, brauchst du nichts zu tun."
)
YOURS = (
    "Diese Mail kommt, weil du dieses Projekt pflegst. Auf der Seite deines Projekts "
    "kannst du Erinnerungen und Nachrichten abbestellen oder alles zurückziehen."
)


def appoint(project: Project, email: str, now: datetime.datetime) -> Steward:
    """Take this confirmed address as the one of the Träger and start the clock."""
    steward, _ = Steward.objects.update_or_create(
        project=project,
        defaults={"email": email, "answered_on": timezone.localdate(now)},
    )
    steward.schedule(timezone.localdate(now))
    return steward


def find(token: str) -> Steward | None:
    """Return whose project this link opens; a link from a reminder opens it too."""
    for scope in KEY_SCOPES:
        if found := tokens.find(scope, token):
            return steward_of(found)
    return None


def find_active(token: str) -> Steward | None:
    """Return whose project it is while there is still something to change."""
    steward = find(token)
    return steward if steward and steward.may_confirm else None


def steward_of(found: AccessToken) -> Steward | None:
    owned = Steward.objects.filter(project=found.project_id)
    return owned.select_related("project").first()


def link_for(project: Project, now: datetime.datetime) -> str:
    token = tokens.issue(Scope.OWNER, project=project, days=LINK_DAYS, now=now)
    return outbox.address_of(reverse("stewardship:owner", args=[token]))


def mail_links(email: str, now: datetime.datetime) -> int:
    """Mail the links of all projects of an address, to that address and no other.

    The older links end with it; who asks again at once gets no second mail.
    """
    with transaction.atomic():
        mine = Steward.objects.of_address(email).without_new_link(now - BETWEEN_LINKS)
        stewards = list(mine)
        for steward in stewards:
            tokens.revoke(Scope.OWNER, project=steward.project, now=now)
            outbox.post(
                steward.email,
                "Dein Link zu deinem Projekt",
                "owner_link",
                {
                    "name": steward.project.name,
                    "link": link_for(steward.project, now),
                    "days": LINK_DAYS,
                },
                reason=ASKED_FOR,
            )
            steward.note_link(now)
    return len(stewards)


def tell(
    steward: Steward, subject: str, template: str, now: datetime.datetime, **more: str
) -> None:
    """Mail the Träger what has just happened to the entry, with a fresh link."""
    link = link_for(steward.project, now)
    context = {"name": steward.project.name, "link": link, **more}
    outbox.post(steward.email, subject, template, context, reason=YOURS)
