"""Hints, messages and the page of the Träger, on a telephone, with and without scripts."""

import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT
from tests.browser.test_sharing import look, onward

PROJECT = "/projekte/dorfladen-deersheim/"
APPOINT = """
from django.utils import timezone
from projects.models import Project, Scope
from projects.stewardship import owners
from projects.tokens import issue
project = Project.objects.get(slug="dorfladen-deersheim")
owners.appoint(project, "traeger@example.org", timezone.now())
print(issue(Scope.OWNER, project=project, days=None))
"""


@pytest.fixture(scope="module")
def key(portal, environment):
    """Let somebody keep a project; return what their link holds."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", APPOINT]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.split()[-1]


def send(page, label):
    """Send a form as somebody does who has read it first."""
    page.wait_for_timeout(2_500)
    onward(page, label)


def test_a_tip(phone):
    phone.goto("/teilen/")
    phone.get_by_role("main").get_by_role("link", name="Tipp").first.click()
    send(phone, "Tipp abschicken")
    problem = phone.get_by_role("alert").get_by_role("link").first
    problem.click()
    assert phone.locator("#id_name").evaluate(
        "field => field === document.activeElement"
    )
    phone.get_by_label("Welches Projekt meinst du?").fill("Kino im Konsum")
    phone.get_by_label("Wo ist es").fill("Tangerhütte")
    send(phone, "Tipp abschicken")
    assert (
        phone.get_by_role("heading", level=1).text_content() == "Danke für deinen Tipp"
    )
    look(phone)


def test_a_fault(phone):
    phone.goto(PROJECT)
    phone.get_by_role("link", name="Fehler melden").click()
    phone.get_by_label("Was stimmt nicht?").fill("Der Laden ist umgezogen.")
    send(phone, "Fehler melden")
    assert "Danke" in phone.get_by_role("heading", level=1).text_content()
    look(phone)


def test_a_message_by_the_mail_that_confirms_it(phone, key):
    phone.goto(PROJECT)
    phone.get_by_role("link", name="Nachricht schreiben").click()
    phone.get_by_label("Wie heißt du?").fill("Alma")
    phone.get_by_label("Deine E-Mail-Adresse").fill("alma@example.org")
    phone.get_by_label("Deine Nachricht").fill("Dürfen wir euch besuchen?")
    send(phone, "Nachricht abschicken")
    look(phone)
    phone.goto("/entwicklung/post/")
    phone.locator("main a[href^='/nachricht/']").first.click()
    onward(phone, "Ja, abschicken")
    look(phone)
    phone.goto("/entwicklung/post/")
    assert "An traeger@example.org" in phone.get_by_role("main").inner_text()


def test_the_owner_confirms_and_asks_for_a_change(phone, key):
    phone.goto(f"/mein-projekt/{key}/")
    onward(phone, "Ja, stimmt noch")
    assert "gilt als geprüft" in phone.get_by_role("status").inner_text()
    phone.get_by_role("link", name="Etwas ändern").click()
    line = phone.get_by_label("Wozu ist es da, in einem Satz?")
    line.fill("")
    onward(phone, "Änderung abschicken")
    phone.get_by_role("alert").get_by_role("link").first.click()
    line.fill(f"Der Laden aller, {phone.has_scripts}")
    onward(phone, "Änderung abschicken")
    assert "Die Redaktion sieht" in phone.get_by_role("status").inner_text()
    look(phone)


@pytest.mark.parametrize("part", ["beendet/", "nachgemacht/", "zurueckziehen/"])
def test_every_page_of_the_owner_says_what_is_missing(phone, key, part):
    phone.goto(f"/mein-projekt/{key}/{part}")
    look(phone)
    if part == "beendet/":
        phone.get_by_label("In welchem Jahr").fill("12")
    phone.locator("main form button").click()
    assert phone.get_by_role("alert").is_visible()
    look(phone)


def test_a_broken_link_leads_on(phone):
    phone.goto("/mein-projekt/zerbrochen/")
    phone.complaints = []
    phone.get_by_role("link", name="neuen Link").click()
    look(phone)
