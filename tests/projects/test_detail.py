import datetime
import json
import re

from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from projects.models import Lifecycle, Status
from tests.factories import (
    make_category,
    make_district,
    make_full_project,
    make_goal,
    make_lighthouse,
    make_location,
    make_organisation,
    make_project,
    make_theme,
)

URL = "/projekte/solardach/"


def test_shows_what_where_who_and_how_to_copy_it(client, db):
    project = make_project(
        "Solardach",
        tagline="Strom vom Dach der Schule",
        description="Eltern bauen Solaranlagen.",
        organisations=[make_organisation("Sonnenverein e. V.")],
        themes=[make_theme("Arbeit")],
        goals=[make_goal(7, name="Saubere Energie")],
        website="https://solardach.example/",
        stage="established",
        started_year=2016,
        experience_worked="Viele Hände.",
        experience_failed="Der erste Antrag.",
        experience_needed="Ein Dach und Geduld.",
        offers="Führungen",
        seeks="Dächer",
        funding="LEADER",
        open_to_copy=True,
        checked_on=datetime.date(2026, 3, 12),
        checked_by="Redaktion",
    )
    harz = make_district("Harz")
    make_location(project, city="Zeitz", district=harz, street="Markt 1")
    project.sources.create(title="Zeitung", url="https://zeitung.example/1")
    project.links.create(title="Film", url="https://film.example/")

    response = client.get(URL)

    for text in (
        "Strom vom Dach der Schule",
        "Eltern bauen Solaranlagen.",
        "Sonnenverein e. V.",
        "solardach.example",
        "seit 2016",
        "Zeitz · Harz",
        "Nachhaltig verstetigt",
        "Viele Hände.",
        "Der erste Antrag.",
        "Ein Dach und Geduld.",
        "offen für Nachahmer*innen",
        "Führungen",
        "Dächer",
        "LEADER",
        "Saubere Energie",
        "12. März 2026",
        "Redaktion",
        "https://zeitung.example/1",
        "https://film.example/",
    ):
        assertContains(response, text)


def test_internal_notes_are_never_shown(client, db):
    make_project(
        "Solardach",
        internal_notes="Nur für uns",
        consent_wording="Ich stimme zu",
    )
    for address in (URL, "/projekte/solardach.json"):
        response = client.get(address)
        assertNotContains(response, "Nur für uns")
        assertNotContains(response, "Ich stimme zu")


def test_a_former_address_leads_to_the_present_one(client, db):
    project = make_project("Solardach", slug="sonnendach")
    project.move_to("solardach", old_slug="sonnendach")
    assertRedirects(client.get("/projekte/sonnendach/"), URL, status_code=301)
    response = client.get("/projekte/sonnendach.json")
    assertRedirects(response, "/projekte/solardach.json", status_code=301)
    project.take_back(Status.WITHDRAWN)
    assert client.get("/projekte/sonnendach/").status_code == 404


def test_an_address_that_moved_back_and_forth_still_works(client, db):
    project = make_project("Solardach", slug="solardach")
    project.move_to("sonnendach", old_slug="solardach")
    project.move_to("solardach", old_slug="sonnendach")
    assert client.get(URL).status_code == 200
    assertRedirects(client.get("/projekte/sonnendach/"), URL, status_code=301)


def test_an_award_stands_with_its_reason(client, db):
    project = make_project("Solardach")
    make_lighthouse(
        project, reason="Macht Schule.", awarded_on=datetime.date(2021, 5, 4)
    )
    response = client.get(URL)
    assertContains(response, "Macht Schule.")
    assertContains(response, "4. Mai 2021")


def test_an_ended_and_an_old_entry_say_so(client, db):
    make_project("Solardach", lifecycle=Lifecycle.ENDED)
    assertContains(client.get(URL), "Dieses Projekt ist beendet")
    make_project("Altes", slug="altes", checked_on=datetime.date(2020, 1, 1))
    assertContains(client.get("/projekte/altes/"), "längere Zeit niemand bestätigt")


def test_the_family_shows_public_members_only(client, db):
    elder = make_project("Vorbild")
    hidden = make_project("Entwurf", status=Status.DRAFT)
    child = make_project("Solardach", inspired_by=[elder, hidden])
    make_project("Ableger", inspired_by=[child])
    response = client.get(URL)
    assertContains(response, 'href="/projekte/vorbild/"')
    assertContains(response, 'href="/projekte/ableger/"')
    assertNotContains(response, "Entwurf")


def test_related_projects_share_the_rarest_terms(client, db):
    common, rare = make_category("Häufig"), make_category("Selten")
    make_project("Solardach", categories=[common, rare])
    for number in range(5):
        make_project(f"Weitläufig {number}", categories=[common])
    make_project("Nahe verwandt", categories=[common, rare])
    response = client.get(URL)
    related = response.text.split("Verwandte Projekte")[1]
    assert related.index("Nahe verwandt") < related.index("Weitläufig")


def test_the_structured_data_says_what_the_page_says(client, db):
    project = make_full_project("Solardach </script><b>")
    response = client.get(project.get_absolute_url())
    block = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', response.text
    )
    data = json.loads(block[1])
    assert data["@type"] == "Project"
    assert data["name"] == "Solardach </script><b>"
    assert data["url"] == f"http://testserver{project.get_absolute_url()}"
    assert data["location"][0]["geo"]["latitude"] == 51.8


def test_the_json_carries_the_same_facts_for_everybody(client, db):
    project = make_full_project("Solardach")
    make_lighthouse(project, reason="Macht Schule.")
    response = client.get("/projekte/solardach.json")
    data = response.json()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert data["name"] == "Solardach"
    assert data["leuchtturm"] is True
    assert data["orte"][0]["breite"] == 51.8
    assert data["stand"] == "2026-11-01"
    assert [source["titel"] for source in data["quellen"]] == ["Quelle 1", "Quelle 2"]
