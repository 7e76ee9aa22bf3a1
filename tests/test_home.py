from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Status
from tests.factories import (
    make_district,
    make_lighthouse,
    make_project,
    make_projects,
    make_theme,
)

URL = "/"


def test_the_counts_are_real(client, db):
    work = make_theme("Arbeit")
    make_district("Harz")
    projects = make_projects(3, themes=[work])
    make_project("Entwurf", status=Status.DRAFT, themes=[work])
    make_lighthouse(projects[0], reason="Leuchtet weit.")

    response = client.get(URL)

    assertContains(response, "<strong>3</strong> Projekte")
    assertContains(response, "<strong>1</strong> Kreis")
    assertContains(response, 'href="/projekte/?themenfeld=arbeit"')
    assertContains(response, "Leuchtet weit.")
    assertNotContains(response, "Entwurf")


def test_asks_the_two_questions_and_offers_search_and_sharing(client, db):
    response = client.get(URL)
    assertContains(response, "bietet")
    assertContains(response, "braucht")
    assertContains(response, 'name="q"')
    assertContains(response, "Eine soziale Innovation teilen")


def test_works_before_there_is_anything(client, db):
    assert client.get(URL).status_code == 200
