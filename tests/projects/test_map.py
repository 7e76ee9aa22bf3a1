import json
import re
from html import unescape

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from projects.geometry import Area
from projects.management.commands.demo import STOCK
from projects.models import District, Location, Project
from tests.factories import (
    make_district,
    make_lighthouse,
    make_location,
    make_project,
    make_projects,
    make_theme,
)

URL = "/karte/"
DATA = "/karte/daten.json"
SPOT = "/karte/projekte/"
STATE = "10.4,50.8,13.4,53.2"
HALLE = {"latitude": 51.483, "longitude": 11.972}
ZEITZ = {"latitude": 51.0496, "longitude": 12.1369}


def place(name, district=None, **point):
    project = make_project(name)
    make_location(project, district=district, city=name, **point)
    return project


def marks(client, query=None, box=STATE, zoom=8):
    response = client.get(DATA, {"box": box, "zoom": zoom} | (query or {}))
    assert response.status_code == 200
    return response.json()["marks"]


def named_on_the_map(response):
    """Read the projects that the page names beside the map."""
    text = response.text[response.text.index('class="map-places"') :]
    return set(re.findall(r'href="/projekte/([a-z0-9-]+)/"', text))


def named_in_the_list(client, query):
    found, number = set(), 1
    while True:
        response = client.get("/projekte/", query | {"seite": number})
        cards = re.findall(
            r'class="card__name"><a href="/projekte/(.*?)/"', response.text
        )
        if set(cards) <= found:
            return found
        found |= set(cards)
        number += 1


@pytest.fixture
def real_stock(db):
    paths = [settings.BASE_DIR / "fixtures" / f"{name}.json" for name in STOCK]
    call_command("loaddata", *paths, verbosity=0)


def test_the_page_counts_and_names_the_projects_of_each_district(client, db):
    halle, harz = (
        make_district("Halle (Saale)", slug="halle-saale"),
        make_district("Harz"),
    )
    place("Nachbarschaftscafé", halle, **HALLE)
    place("Reparaturtreff", halle)
    place("Dorfladen", harz, latitude=51.9, longitude=10.8)

    response = client.get(URL)

    assertContains(response, "Hier sind 3 Projekte")
    assertContains(response, 'aria-label="Halle (Saale): 2 Projekte"')
    assertContains(response, 'href="/karte/?kreis=halle-saale"')
    assert named_on_the_map(response) == {
        "nachbarschaftscafe",
        "reparaturtreff",
        "dorfladen",
    }


def test_a_district_leads_into_itself_and_then_to_the_list(client, db):
    harz = make_district("Harz")
    for project in make_projects(3):
        make_location(project, district=harz)

    first = client.get(URL, {"technologie": "gibt es nicht"})
    assertContains(first, 'href="/karte/?kreis=harz"')
    second = client.get(URL, {"kreis": "harz"})
    assertContains(second, 'href="/projekte/?kreis=harz"')


def test_a_district_alone_shows_its_points(client, db):
    harz = make_district("Harz")
    place("Dorfladen", harz, latitude=51.9, longitude=10.8)
    assertContains(client.get(URL, {"kreis": "harz"}), "<title>Dorfladen</title>")


def test_list_and_map_lead_to_each_other_with_every_filter(client, db):
    make_theme("Arbeit")
    query = "q=laden&themenfeld=arbeit"
    assertContains(
        client.get(f"/projekte/?{query}"),
        f'href="/karte/?{query.replace("&", "&amp;")}"',
    )
    assertContains(
        client.get(f"/karte/?{query}"),
        f'href="/projekte/?{query.replace("&", "&amp;")}"',
    )
    assertContains(client.get(f"/karte/?{query}"), 'action="/karte/"')


def test_projects_without_a_point_are_never_drawn_and_never_lost(client, db):
    harz = make_district("Harz")
    place("Mit Kreis", harz)
    make_project("Im Land", is_statewide=True)
    make_project("Irgendwo")
    place("Mit Punkt", harz, latitude=51.9, longitude=10.8)

    response = client.get(URL)

    assert named_on_the_map(response) == {
        "mit-kreis",
        "im-land",
        "irgendwo",
        "mit-punkt",
    }
    assertContains(response, "Im ganzen Land")
    assertContains(response, "Ohne Punkt auf der Karte")
    assert [mark["name"] for mark in marks(client)] == ["Mit Punkt"]
    status = client.get(DATA, {"box": STATE, "zoom": 8}).json()["status"]
    assert status == "Im Ausschnitt: 1 von 4 Projekten, 3 ohne Punkt auf der Karte"


def test_a_large_stock_names_ten_of_a_district_and_leads_to_the_rest(client, db):
    harz = make_district("Harz")
    for project in make_projects(201):
        make_location(project, district=harz)

    response = client.get(URL)

    assert len(named_on_the_map(response)) == 10
    assertContains(response, "Alle 201 in der Liste")


def test_nothing_found_still_helps(client, db):
    place("Dorfladen", **HALLE)
    response = client.get(URL, {"q": "gibtesnicht"})
    assertContains(response, "Hier ist noch kein Projekt")
    assertContains(response, "So kommst du weiter")


@pytest.mark.parametrize(
    "query",
    ["mitte=abc&zoom=NaN", "mitte=51,11&zoom=9", "mitte=1e400,-&zoom=" + "9" * 200],
)
def test_centre_and_zoom_are_the_scripts_own(client, db, query):
    place("Dorfladen", **HALLE)
    page = client.get(f"{URL}?{query}")
    assertContains(page, "1 Projekt")
    assertNotContains(page, "kennen wir")


def test_a_project_alone_is_a_pin_at_its_exact_point(client, db):
    theme = make_theme("Gesundheit")
    project = make_project("Praxis auf Rädern", themes=[theme])
    make_location(project, city="Zeitz", **ZEITZ)
    make_lighthouse(project)
    assert marks(client) == [
        {
            "at": [51.0496, 12.1369],
            "star": 1,
            "name": "Praxis auf Rädern",
            "theme": 0,
            "box": [12.1369, 51.0496, 12.1369, 51.0496],
        }
    ]


def test_near_projects_are_one_mark_that_says_where_it_falls_apart(client, db):
    for number in range(3):
        place(f"In Halle {number}", latitude=51.48 + number / 50, longitude=11.97)

    (mark,) = marks(client, zoom=8)
    assert mark["count"] == 3
    assert sum(mark["themes"]) == 3
    assert mark["place"].startswith("In Halle")
    near = f"{11.97 - 0.05},{51.4},{11.97 + 0.05},{51.6}"
    assert len(marks(client, box=near, zoom=mark["zoom"])) > 1


def test_projects_at_one_point_open_as_a_list(client, db):
    for number in range(3):
        make_location(make_project(f"Haus {number}"), city="Zeitz", **ZEITZ)

    (mark,) = marks(client, zoom=14, box="12.1,51.0,12.2,51.1")
    assert mark["count"] == 3
    box = ",".join(map(str, mark["box"]))
    response = client.get(SPOT, {"box": box})
    assertContains(response, "3 Projekte bei Zeitz")
    for number in range(3):
        assertContains(response, f'href="/projekte/haus-{number}/"')


def test_a_project_with_two_places_in_one_cluster_counts_once(client, db):
    project = make_project("Zwei Orte")
    make_location(project, **HALLE)
    make_location(project, latitude=51.484, longitude=11.973)
    place("Nachbar", latitude=51.485, longitude=11.974)
    (mark,) = marks(client)
    assert mark["count"] == 2


def test_the_view_counts_what_is_in_it(client, db):
    place("In Halle", **HALLE)
    place("In Zeitz", **ZEITZ)
    data = client.get(DATA, {"box": "12,51,12.3,51.1", "zoom": 10}).json()
    assert data["status"] == "Im Ausschnitt: 1 von 2 Projekten"


def test_the_map_follows_the_filters(client, db):
    theme = make_theme("Arbeit")
    make_location(make_project("Werkstatt", themes=[theme]), **HALLE)
    place("Garten", **ZEITZ)
    found = marks(client, {"themenfeld": theme.slug})
    assert [mark["name"] for mark in found] == ["Werkstatt"]


WRONG = [
    {},
    {"box": STATE},
    {"zoom": "8"},
    {"box": "", "zoom": "8"},
    {"box": "10,51,12", "zoom": "8"},
    {"box": "10,51,12,53,1", "zoom": "8"},
    {"box": "NaN,51,12,53", "zoom": "8"},
    {"box": "-inf,51,inf,53", "zoom": "8"},
    {"box": f"10,51,{'1' * 200},53", "zoom": "8"},
    {"box": f"10,51,12.{'1' * 200},53", "zoom": "8"},
    {"box": "1e1,51,12,53", "zoom": "8"},
    {"box": "1_0,51,12,53", "zoom": "8"},
    {"box": "١٠,51,12,53", "zoom": "8"},
    {"box": "13.4,50.8,10.4,53.2", "zoom": "8"},
    {"box": "10.4,53.2,13.4,50.8", "zoom": "8"},
    {"box": "50.8,10.4,53.2,13.4", "zoom": "8"},
    {"box": "10.4,50.8,13.4,90", "zoom": "8"},
    {"box": "100,51,120,53", "zoom": "8"},
    {"box": STATE, "zoom": "5"},
    {"box": STATE, "zoom": "21"},
    {"box": STATE, "zoom": "8.5"},
    {"box": STATE, "zoom": "-8"},
    {"box": STATE, "zoom": "NaN"},
    {"box": STATE, "zoom": "8" * 200},
    {"box": STATE, "zoom": "²"},
    {"box": STATE, "zoom": "20"},
    {"box": [STATE, "11,51,12,52"], "zoom": "8"},
    {"box": f"{STATE}\x00", "zoom": "8"},
]


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_view_is_refused_in_words(client, db, query):
    response = client.get(DATA, query)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(response.content)
    assert problem["status"] == 400
    assert re.search(r"box|zoom|Zoom|Ausschnitt", problem["detail"])
    assert client.get(SPOT, {"box": "NaN"}).status_code == 400


def test_an_answer_that_did_not_change_is_not_sent_again(client, db):
    place("Dorfladen", **HALLE)
    query = {"box": STATE, "zoom": 8}
    etag = client.get(DATA, query).headers["ETag"]
    again = client.get(DATA, query, headers={"if-none-match": etag})
    assert again.status_code == 304
    place("Hofladen", **ZEITZ)
    changed = client.get(DATA, query, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert len(changed.json()["marks"]) == 2


@pytest.mark.parametrize(
    ("address", "queries"),
    [(URL, 2), (DATA, 2), (SPOT, 3)],
    ids=["page", "data", "spot"],
)
def test_more_projects_cost_no_more_queries(
    client, db, address, queries, django_assert_num_queries
):
    harz = make_district("Harz")
    for number, project in enumerate(make_projects(30)):
        make_location(project, district=harz, latitude=51 + number / 20, longitude=11.5)
    query = {"box": STATE, "zoom": 10}
    client.get(address, query)
    with django_assert_num_queries(queries):
        client.get(address, query | {"status": "unbekannt"})


FILTERS = {
    "q": ["laden", "nachbarschaft", "schule", "xyz"],
    "themenfeld": ["arbeit", "gesundheit", "alter", "sozialer-zusammenhalt"],
    "kreis": ["harz", "halle-saale", "stendal", "boerde"],
    "status": ["laeuft", "beendet"],
    "leuchtturm": ["ja"],
    "sdg": ["3", "11"],
}
selections = st.dictionaries(
    st.sampled_from(sorted(FILTERS)), st.integers(0, 3), max_size=3
).map(
    lambda chosen: {
        name: FILTERS[name][number % len(FILTERS[name])]
        for name, number in chosen.items()
    }
)


@examples(max_examples=20)
@given(query=selections)
def test_list_and_map_show_the_same_projects(client, real_stock, query):
    page = client.get(URL, query)
    listed = named_in_the_list(client, query)
    assert named_on_the_map(page) == listed
    drawn = Project.objects.filter(slug__in=listed, locations__latitude__isnull=False)
    status = client.get(DATA, query | {"box": STATE, "zoom": 8}).json()["status"]
    words = f"Im Ausschnitt: {drawn.distinct().count()} von {len(listed)} "
    assert status.startswith(words if listed else "Kein Projekt passt")


def test_every_mark_stands_on_a_stored_point_in_its_own_district(client, real_stock):
    stored = {}
    areas = {row.pk: Area.from_geojson(row.boundary) for row in District.objects.all()}
    for row in Location.objects.exclude(latitude=None):
        stored[row.latitude, row.longitude] = row
        assert areas[row.district_id].contains(row.latitude, row.longitude), row
    assert stored
    for zoom in (7, 8, 9, 10):
        found = marks(client, zoom=zoom)
        assert found
        assert {tuple(mark["at"]) for mark in found} <= set(stored)


def test_the_data_of_a_view_is_small(client, real_stock):
    response = client.get(
        DATA, {"box": STATE, "zoom": 10}, headers={"accept-encoding": "gzip"}
    )
    assert len(response.content) < 6_000


def test_the_page_says_where_its_map_comes_from(client, db):
    page = client.get(URL)
    assertContains(page, "© GeoBasis-DE / BKG 2016")
    assertContains(page, 'href="/kartenquellen/"')
    script = re.search(r'id="karte-einstellungen"[^>]*>(.*?)</script>', page.text)
    assert json.loads(unescape(script[1]))["hasTiles"] is False
