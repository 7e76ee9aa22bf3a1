import datetime
import re
from urllib.parse import urljoin

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Project, Status
from tests.factories import (
    make_category,
    make_challenge,
    make_district,
    make_full_project,
    make_goal,
    make_lighthouse,
    make_location,
    make_megatrend,
    make_organisation,
    make_page,
    make_place,
    make_project,
    make_rubric,
    make_theme,
)
from themes.models import Synonym

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

URL = "/admin/projects/project/"


def make_row(number):
    """Make one more row in the list of every model."""
    project = make_full_project(f"Hofladen {number}", terms=(1, 2))
    make_goal(number) if number <= 17 else None
    make_rubric(f"Rubrik {number}", theme=make_theme(f"Feld {number}"))
    make_place(f"Ort {number}", district=make_district(f"Ortskreis {number}"))
    make_page(f"seite-{number}")
    make_lighthouse(project)
    Synonym.objects.create(words=f"alt {number}, betagt {number}")


LISTS = {
    model.__name__: reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    for model, meta in [(model, model._meta) for model in admin.site._registry]
}


def count_queries(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def test_longer_lists_cost_no_more_queries(admin_client):
    for number in range(1, 6):
        make_row(number)
    few = {name: count_queries(admin_client, url) for name, url in LISTS.items()}
    for number in range(6, 51):
        make_row(number)
    many = {name: count_queries(admin_client, url) for name, url in LISTS.items()}

    assert many == few
    assert max(few.values()) <= 25


def test_every_model_of_the_portal_has_its_admin():
    named = {
        *("Theme", "Rubric", "Megatrend", "Goal", "Challenge", "Category", "Synonym"),
        *("Project", "Organisation", "District", "Place", "Lighthouse", "Page"),
    }
    assert named <= set(LISTS)


def test_the_admin_speaks_german(admin_client):
    page = admin_client.get("/admin/")

    assertContains(page, "Redaktion · Soziale Innovationen in Sachsen-Anhalt")
    assertContains(page, "Themenfelder")
    assertContains(page, "Träger")


def test_the_list_shows_where_a_project_stands(admin_client):
    project = make_project(
        "Dorfladen", themes=[make_theme("Alter")], checked_on=datetime.date(2026, 3, 12)
    )
    make_location(project, district=make_district("Harz"))
    make_lighthouse(project)
    make_project("Bürgerbus", status=Status.DRAFT, is_statewide=True)

    page = admin_client.get(URL)

    for text in ["veröffentlicht", "Harz", "Alter", "12.03.2026", 'is_lighthouse">ja<']:
        assertContains(page, text)
    for text in ["Entwurf", "landesweit"]:
        assertContains(page, text)


def shown(page):
    return [str(project) for project in page.context["cl"].result_list]


def test_names_stand_in_german_order(admin_client):
    for name in ["Zeitbank", "Ärztebus", "Bauernmarkt", "alte Schule", "Arzt"]:
        make_project(name)

    assert shown(admin_client.get(URL)) == [
        "alte Schule",
        "Arzt",
        "Ärztebus",
        "Bauernmarkt",
        "Zeitbank",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=dorfladen", ["Dorfladen"]),
        ("q=zeitz", ["Bürgerbus"]),
        ("q=06712", ["Bürgerbus"]),
        ("q=landfrauen", ["Dorfladen"]),
        ("status=draft", ["Bürgerbus"]),
        ("leuchtturm=ja", ["Dorfladen"]),
        ("leuchtturm=nein", ["Bürgerbus"]),
        ("stand=nie", ["Bürgerbus"]),
        ("stand=alt", ["Dorfladen"]),
        ("stand=frisch", []),
        ("checked_on__year=2019", ["Dorfladen"]),
    ],
)
def test_editors_find_a_project(admin_client, query, expected):
    shop = make_project(
        "Dorfladen",
        checked_on=datetime.date(2019, 3, 12),
        organisations=[make_organisation("Landfrauen Harz")],
    )
    make_location(shop, district=make_district("Harz"))
    make_lighthouse(shop)
    bus = make_project("Bürgerbus", status=Status.DRAFT)
    make_location(bus, city="Zeitz", postal_code="06712")

    assert shown(admin_client.get(f"{URL}?{query}")) == expected


def test_a_revoked_award_is_no_lighthouse(admin_client):
    project = make_project("Dorfladen")
    make_lighthouse(
        project, revoked_on=datetime.date(2024, 1, 1), revoked_reason="Beendet."
    )

    assert shown(admin_client.get(f"{URL}?leuchtturm=ja")) == []


@pytest.mark.parametrize(
    ("url", "lookup"),
    [
        ("/admin/themes/theme/", "themes"),
        ("/admin/themes/category/", "categories"),
        ("/admin/themes/challenge/", "challenges"),
        ("/admin/themes/megatrend/", "megatrends"),
        ("/admin/themes/goal/", "goals"),
        ("/admin/projects/organisation/", "organisations"),
        ("/admin/projects/district/", "locations__district"),
    ],
)
def test_words_lead_to_their_projects(admin_client, url, lookup):
    make_full_project("Dorfladen")
    make_project("Bürgerbus")
    Project.objects.get(name="Dorfladen").goals.add(make_goal())

    page = admin_client.get(url).content.decode()
    link = re.search(rf'href="([./a-z]+/project/\?{lookup}__id__exact=\d+)">1<', page)

    assert shown(admin_client.get(urljoin(url, link[1]))) == ["Dorfladen"]


@pytest.mark.parametrize(
    ("kind", "make", "relation"),
    [
        ("theme", make_theme, "themes"),
        ("category", make_category, "categories"),
        ("challenge", make_challenge, "challenges"),
        ("megatrend", make_megatrend, "megatrends"),
        ("goal", make_goal, "goals"),
    ],
)
def test_a_word_in_use_is_not_deleted(admin_client, kind, make, relation):
    term = make()
    make_project("Dorfladen", **{relation: [term]})

    page = admin_client.post(f"/admin/themes/{kind}/{term.pk}/delete/", {"post": "yes"})

    assert page.status_code == 403
    assert type(term).objects.filter(pk=term.pk).exists()


def test_a_word_nobody_uses_is_deleted(admin_client):
    term = make_category()

    admin_client.post(f"/admin/themes/category/{term.pk}/delete/", {"post": "yes"})

    assert not type(term).objects.exists()


def test_the_names_of_organisations_are_offered_while_typing(admin_client):
    make_organisation("Landfrauen Harz")
    make_organisation("Bürgerbus e. V.")

    answer = admin_client.get(
        "/admin/autocomplete/",
        {
            "app_label": "projects",
            "model_name": "project",
            "field_name": "organisations",
            "term": "landfr",
        },
    )

    assert [row["text"] for row in answer.json()["results"]] == ["Landfrauen Harz"]


def test_visitors_are_asked_to_log_in(client):
    page = client.get(URL, follow=True)

    assertContains(page, 'name="username"')
    assertNotContains(page, "Projekt hinzufügen")
