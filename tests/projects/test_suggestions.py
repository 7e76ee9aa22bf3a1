import pytest

from projects.gazetteer import forget
from tests.factories import (
    make_category,
    make_district,
    make_location,
    make_place,
    make_project,
    make_theme,
)

URL = "/projekte/vorschlaege.json"


@pytest.fixture(autouse=True)
def no_places():
    forget()


def suggested(client, query):
    rows = client.get(URL, {"q": query}).json()["suggestions"]
    return [(row["text"], row["kind"]) for row in rows]


def test_suggests_projects_by_name(client, db):
    make_project("Dorfladen Deersheim")
    make_project("Etwas anderes", tagline="Ein Dorfladen")
    assert suggested(client, "dorfl") == [("Dorfladen Deersheim", "Projekt")]
    assert suggested(client, "laden dee") == [("Dorfladen Deersheim", "Projekt")]


def test_suggests_topics_and_places_that_some_project_has(client, db):
    project = make_project(
        "Nordlicht",
        themes=[make_theme("Gesundheit")],
        categories=[make_category("Gesunde Stadt")],
    )
    make_location(project, district=make_district("Harz"))
    make_district("Harzvorland")
    make_theme("Gesundheitswesen")
    expected = [("Gesundheit", "Themenfeld"), ("Gesunde Stadt", "Kategorie")]
    assert suggested(client, "gesund") == expected
    assert suggested(client, "harz") == [("Harz", "Kreis")]


def test_suggests_towns_the_important_ones_first(client, db):
    for name, rank in (("Zeitzberg", 0), ("Zeitz", 3), ("Zeithain", 5), ("Halle", 1)):
        make_place(name, rank=rank)
    expected = [("Zeitz", "Ort und Umgebung"), ("Zeithain", "Ort und Umgebung")]
    assert suggested(client, "Zeit") == expected


def test_every_suggestion_leads_to_its_projects(client, db):
    project = make_project("Garten", categories=[make_category("Gartenkunst")])
    make_project("Hof")
    harz = make_district("Gartenkreis")
    make_location(project, district=harz, city="Gartow", latitude=51.8, longitude=11.5)
    make_place("Gartow")
    rows = client.get(URL, {"q": "gart"}).json()["suggestions"]
    assert len(rows) == 4
    for row in rows:
        page = client.get(row["url"]).text
        assert "Garten" in page
        assert 'href="/projekte/hof/"' not in page


def test_gives_no_more_than_eight_and_leaves_room_for_places_and_topics(client, db):
    topics = [make_category(f"Garten {number}") for number in range(4)]
    for number in range(12):
        make_project(f"Gartenprojekt {number:02}", categories=topics)
    for number in range(4):
        make_place(f"Gartendorf {number}")
    kinds = [kind for _, kind in suggested(client, "garten")]
    assert kinds == [*["Projekt"] * 4, *["Ort und Umgebung"] * 2, *["Kategorie"] * 2]


def test_says_nothing_of_what_is_not_public(client, db):
    make_project("Garten", status="draft", categories=[make_category("Gartenkunst")])
    assert suggested(client, "garten") == []


@pytest.mark.parametrize(
    "query",
    ["", "a", " ", '"', "-", "🌻🌻", "\x00\x00", "(" * 500, "und der", "a" * 9999],
)
def test_strange_beginnings_are_answered(client, db, query):
    make_project("Garten", themes=[make_theme("Arbeit")])
    response = client.get(URL, {"q": query})
    assert response.status_code == 200
    assert response.json() == {"suggestions": []}


def test_the_number_of_queries_is_constant(client, db, django_assert_num_queries):
    category = make_category("Gartenkunst")
    for number in range(12):
        project = make_project(f"Garten {number}", categories=[category])
        make_location(project, district=make_district(f"Gartenkreis {number}"))
    client.get(URL, {"q": "gart"})
    with django_assert_num_queries(3):
        assert len(suggested(client, "garte")) == 8
