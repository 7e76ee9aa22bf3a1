"""Somebody who keeps a project, and the links that were mailed to them."""

import datetime
import re

from projects.models import Mail, Scope, Steward
from projects.stewardship import owners
from projects.tokens import issue
from tests.factories import make_project, make_theme

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
TODAY = NOW.date()
OWNER = "traeger@example.org"
LINK = re.compile(
    r"http://\S+?(/(?:mein-projekt|erinnerung|nachricht|meine-daten)/\S+)"
)


def make_kept_project(name="Solardach", *, email=OWNER, now=NOW, **fields):
    fields.setdefault("tagline", "Strom vom Dach der Schule")
    fields.setdefault("description", "Eltern bauen Solaranlagen.")
    fields.setdefault("themes", [make_theme(f"Feld von {name}")])
    fields.setdefault("checked_on", now.date())
    project = make_project(name, **fields)
    owners.appoint(project, email, now)
    return project


def page_of(project):
    return f"/mein-projekt/{issue(Scope.OWNER, project=project, days=None)}/"


def links(mail):
    return LINK.findall(mail.body_text)


def mails(template):
    return list(Mail.objects.filter(template=template).order_by("pk"))


def steward_of(project):
    return Steward.objects.select_related("project").get(project=project)
