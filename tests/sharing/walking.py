"""Walk through the steps as a browser does: read the form, type, press a button."""

import re

from projects.models import Mail
from tests.admin.typing_in import fields_of
from tests.guarding import guard

YES = {"solves": "ja", "is_new": "ja", "is_here": "ja"}
TYPED = {
    "was": {
        "name": "Dorfladen Musterstedt",
        "tagline": "Ein Laden, der allen gehört",
        "description": "Der letzte Laden schloss 2010.\nJetzt führen ihn alle selbst.",
        "themes": ["testfeld"],
        "website": "www.example.org/laden",
    },
    "wo": {"city": "Musterstedt", "street": "Hauptstraße 7"},
    "wer": {"organisation": "Dorfverein e. V.", "email": "anna@example.org"},
    "wirkung": {"stage": "pilot", "reach": "local", "started_year": "2013"},
    "erfahrungen": {"experience_worked": "Alle packen an.", "open_to_copy": "ja"},
    "bilder": {},
    "einwilligung": {"speaks_for_it": "on", "consent": "on"},
}


def begin(client):
    return client.post("/teilen/", YES)


def press(client, step, ziel="weiter", follow=False, **typed):
    """Fill in what is given over what stands in the form, and press a button."""
    url = f"/teilen/{step}/"
    shown = fields_of(client.get(url))
    return client.post(url, shown | typed | {"ziel": ziel}, follow=follow)


def walk(client, **changes):
    """Walk through all steps up to the summary."""
    begin(client)
    for step, typed in TYPED.items():
        response = press(client, step, **typed | changes.get(step, {}))
        assert response.status_code == 302, response.text
    return client.get("/teilen/pruefen/")


def send(client):
    return client.post("/teilen/pruefen/", guard("submission"))


def link_in(mail, path):
    """Return the path of the link in a mail, without host."""
    found = re.search(rf"https?://[^/\s]+(/{path}/\S+)", mail.body_text)
    assert found, mail.body_text
    return found.group(1)


def last_mail(template):
    return Mail.objects.filter(template=template).latest("pk")


def confirm(client):
    return client.post(link_in(last_mail("confirm"), "teilen/bestaetigen"), follow=True)


def submit(client, **changes):
    """Walk, send, confirm; return the page of the status."""
    walk(client, **changes)
    send(client)
    return confirm(client)
