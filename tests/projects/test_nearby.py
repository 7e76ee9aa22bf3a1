import html
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from projects import gazetteer
from projects.filters import ProjectFilter
from projects.geometry import Circle, distance_km
from projects.models import Place
from projects.points import Point, Points
from tests.factories import (
    make_district,
    make_location,
    make_place,
    make_project,
    make_theme,
)

pytestmark = pytest.mark.django_db

URL = "/projekte/"
ZEITZ = (51.05, 12.14)
NORTH = 111.195  # km from one degree of latitude to the next


@pytest.fixture(autouse=True)
def gazetteer_of_a_new_process():
    gazetteer.forget()


@pytest.fixture
def zeitz(db):
    district = make_district("Burgenlandkreis")
    fields = {"municipality": "Zeitz", "district": district}
    point = {"latitude": ZEITZ[0], "longitude": ZEITZ[1]}
    return make_place("Zeitz", kind=Place.Kind.TOWN, rank=9, **fields, **point)


@pytest.fixture
def seehausen(db):
    """Make two places of one name in two Kreise."""
    boerde, stendal = make_district("Börde"), make_district("Stendal")
    make_place("Seehausen", kind=Place.Kind.POSTCODE, postal_code="39365")
    make_place(
        "Seehausen",
        postal_code="39365",
        municipality="Wanzleben-Börde",
        district=boerde,
        latitude=52.1,
        longitude=11.29,
    )
    make_place(
        "Seehausen (Altmark)",
        postal_code="39615",
        municipality="Seehausen (Altmark)",
        district=stendal,
        latitude=52.89,
        longitude=11.75,
    )


def project_at(name, km, **fields):
    """Make a project so many kilometres north of Zeitz."""
    project = make_project(name, **fields)
    latitude, longitude = ZEITZ
    make_location(
        project, city="Ort", latitude=latitude + km / NORTH, longitude=longitude
    )
    return project


def project_on(name, latitude, longitude):
    project = make_project(name)
    make_location(project, city="Ort", latitude=latitude, longitude=longitude)
    return project


def names(response):
    cards = re.findall(r'class="card__name"><a [^>]*>(.*?)</a>', response.text)
    return [re.sub("</?mark>", "", name) for name in cards]


def links(response, words):
    """Return the addresses of the links whose text holds these words."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', response.text, re.S)
    return [html.unescape(url) for url, text in found if words in html.unescape(text)]


def map_address(response):
    return html.unescape(re.search(r'href="(/karte/[^"]*)"><svg', response.text)[1])


def sortings(response):
    select = response.text.partition('id="sortierung"')[2].partition("</select>")[0]
    return re.findall(r"<option[^>]*>(.*?)</option>", select)


def count_of(response, facet, value):
    found = re.search(f'data-live-region="count-{facet}-{value}">(\\d+)', response.text)
    return int(found[1])


def test_keeps_what_is_near_and_says_how_far_nearest_first(client, zeitz):
    project_at("Gartenhof", 7.26)
    project_at("Zollhaus", 0.2)
    project_at("Fernblick", 10.5)

    response = client.get(URL, {"ort": "Zeitz"})

    assert names(response) == ["Zollhaus", "Gartenhof"]
    assertContains(response, "7,3 km entfernt")
    assertContains(response, "unter 1 km entfernt")
    assertContains(response, "Hier sind 2 Projekte")
    assertContains(response, "Gefunden: Zeitz · Burgenlandkreis")


@pytest.mark.parametrize(
    ("radius", "expected"), [("5", 1), ("", 2), ("10", 2), ("25", 3), ("50", 4)]
)
def test_the_radius_decides(client, zeitz, radius, expected):
    for km in (4.9, 9.9, 24.9, 49.9, 50.1):
        project_at(f"Projekt {km}", km)
    response = client.get(URL, {"ort": "Zeitz", "umkreis": radius})
    assert len(names(response)) == expected
    selected = re.search(r"<option[^>]* selected>(\d+) km</option>", response.text)
    assert selected[1] == (radius or "10")


def test_the_nearest_of_several_places_counts(client, zeitz):
    project = project_at("Wanderküche", 40)
    make_location(project, latitude=ZEITZ[0] + 3 / NORTH, longitude=ZEITZ[1])
    response = client.get(URL, {"ort": "Zeitz"})
    assert names(response) == ["Wanderküche"]
    assertContains(response, "3,0 km entfernt")


def test_equal_distances_stand_in_the_order_of_names(client, zeitz):
    for name in ("Zettel", "Ähre", "Anker"):
        project_at(name, 2)
    assert names(client.get(URL, {"ort": "Zeitz"})) == ["Ähre", "Anker", "Zettel"]


def test_without_a_point_a_project_is_near_nothing(client, zeitz):
    make_location(make_project("Irgendwo"), city="Zeitz")
    assert names(client.get(URL, {"ort": "Zeitz", "umkreis": "50"})) == []


def test_a_place_counts_as_one_more_filter(client, zeitz):
    work, health = make_theme("Arbeit"), make_theme("Gesundheit")
    project_at("Nähwerk", 1, themes=[work])
    project_at("Nahrung", 2, themes=[health])
    project_at("Fernwerk", 30, themes=[work])

    response = client.get(URL, {"ort": "Zeitz", "themenfeld": "arbeit"})

    assert names(response) == ["Nähwerk"]
    assert count_of(response, "themenfeld", "arbeit") == 1
    assert count_of(response, "themenfeld", "gesundheit") == 1
    assert links(response, "im Umkreis von 10 km um Zeitz") == [
        "/projekte/?themenfeld=arbeit"
    ]
    assert links(response, "Arbeit") == ["/projekte/?ort=Zeitz"]


def test_map_pages_and_chips_keep_the_place(client, zeitz):
    for number in range(21):
        project_at(f"Projekt {number:02}", number)
    response = client.get(URL, {"ort": " Zeitz ", "umkreis": "25"})
    query = "ort=Zeitz&umkreis=25"
    assert map_address(response) == f"/karte/?{query}"
    assert f"/projekte/?{query}&seite=2" in links(response, "2")
    second = client.get(f"/projekte/?{query}&seite=2")
    assert names(second) == ["Projekt 20"]


def test_distance_is_an_order_only_around_a_place(client, zeitz):
    project_at("Apfelhof", 5, tagline="Garten")
    project_at("Garten", 8)
    assert "Entfernung" not in sortings(client.get(URL))
    assert sortings(client.get(URL, {"ort": "Zeitz"}))[0] == "Entfernung"
    assert sortings(client.get(URL, {"ort": "Zeitz", "q": "garten"}))[:2] == [
        "Relevanz",
        "Entfernung",
    ]
    around = {"ort": "Zeitz", "q": "garten"}
    assert names(client.get(URL, around)) == ["Garten", "Apfelhof"]
    by_distance = {**around, "sortierung": "entfernung"}
    assert names(client.get(URL, by_distance)) == ["Apfelhof", "Garten"]
    by_name = {"ort": "Zeitz", "sortierung": "name"}
    assert names(client.get(URL, by_name)) == ["Apfelhof", "Garten"]


def test_without_its_place_a_list_is_no_longer_sorted_by_distance(client, zeitz):
    project_at("Garten", 8)
    query = {"ort": "Zeitz", "q": "garten", "sortierung": "entfernung"}
    response = client.get(URL, query)
    assert links(response, "im Umkreis von 10 km") == ["/projekte/?q=garten"]
    assertContains(client.get(URL, {"sortierung": "entfernung"}), "Hier sind 1 Projekt")


def test_a_mistyped_place_is_found_and_named(client, zeitz):
    make_place("Quedlinburg", latitude=51.79, longitude=11.15)
    project_on("Fachwerk", 51.8, 11.15)
    response = client.get(URL, {"ort": "Quedlinbrug"})
    assert names(response) == ["Fachwerk"]
    assertContains(response, "Gefunden: Quedlinburg")
    assertContains(response, "im Umkreis von 10 km um Quedlinburg")


def test_an_ambiguous_place_offers_a_choice_and_filters_nothing(client, seehausen):
    project_on("Bördeblick", 52.1, 11.3)
    project_on("Altmarkhof", 52.9, 11.75)

    response = client.get(URL, {"ort": "Seehausen", "umkreis": "25"})

    assert len(names(response)) == 2
    assertContains(response, "„Seehausen“ gibt es mehrmals. Welcher Ort ist gemeint?")
    assertContains(response, 'name="ort" value="Seehausen"')
    assertNotContains(response, "im Umkreis von")
    boerde = links(response, "Seehausen · Wanzleben-Börde · Börde")
    stendal = links(response, "Seehausen (Altmark) · Stendal")
    assert boerde == ["/projekte/?ort=39365+Seehausen&umkreis=25"]
    assert names(client.get(boerde[0])) == ["Bördeblick"]
    assert names(client.get(stendal[0])) == ["Altmarkhof"]


def test_every_ambiguous_name_of_the_state_can_be_chosen(client):
    folder = settings.BASE_DIR / "fixtures"
    call_command(
        "loaddata", folder / "geography.json", folder / "places.json", verbosity=0
    )
    namesakes = set()
    for name in Place.objects.values_list("name", flat=True).distinct():
        if gazetteer.find(name).spot is None:
            namesakes.add(name)
    assert "Seehausen" in namesakes
    for name in namesakes:
        page = client.get(URL, {"ort": name}).text
        notice = page.partition("near__choices")[2].partition("</ul>")[0]
        choices = re.findall(r'href="([^"]*)"[^>]*>(.*?)</a>', notice)
        assert len(choices) > 1 or "im Umkreis von" in page, name
        for url, label in choices:
            assertContains(client.get(html.unescape(url)), f"Gefunden: {label}")


def test_a_place_nobody_knows_is_named_and_filters_nothing(client, zeitz):
    project_at("Zollhaus", 1)
    response = client.get(URL, {"ort": "Mordor"})
    assert names(response) == ["Zollhaus"]
    assertContains(response, "Den Ort „Mordor“ kennen wir")
    assertContains(response, "etwa 06712 oder Zeitz")
    assertContains(response, 'value="Mordor"')


def test_a_postal_code_far_away_is_refused_kindly(client, zeitz):
    project_at("Zollhaus", 1)
    response = client.get(URL, {"ort": "10115 Berlin"})
    assert names(response) == ["Zollhaus"]
    assertContains(response, "Die Postleitzahl 10115 liegt nicht in Sachsen-Anhalt")


def test_a_postal_code_next_door_works(client):
    kind = Place.Kind.NEIGHBOUR_POSTCODE
    fields = {"kind": kind, "latitude": 51.06, "longitude": 12.3}
    make_place("Elsterwerda", postal_code="04610", **fields)
    project_on("Grenzhof", 51.05, 12.2)
    response = client.get(URL, {"ort": "04610"})
    assert names(response) == ["Grenzhof"]
    assertContains(response, "im Umkreis von 10 km um 04610 Elsterwerda")


def test_a_position_is_a_place_and_is_kept_no_more_exactly_than_needed(client, zeitz):
    project_at("Zollhaus", 1)
    response = client.get(URL, {"ort": "51.053219,12.1412345"})
    assert names(response) == ["Zollhaus"]
    assertContains(response, "im Umkreis von 10 km um deinen Standort")
    assertContains(response, 'value="51.05,12.14"')
    assert map_address(response) == "/karte/?ort=51.05%2C12.14"
    assertNotContains(response, "51.053")


@pytest.mark.parametrize("text", ["0,0", "-0.0,0.0", "48.2,16.4", "51,99", "999,-999"])
def test_a_position_far_away_is_refused_kindly(client, zeitz, text):
    project_at("Zollhaus", 1)
    response = client.get(URL, {"ort": text})
    assert names(response) == ["Zollhaus"]
    assertContains(response, "Dein Standort liegt weit weg von Sachsen-Anhalt")


def test_statewide_projects_are_named_below(client, zeitz):
    work = make_theme("Arbeit")
    project_at("Zollhaus", 1, themes=[work])
    make_project("Landesweit A", is_statewide=True, themes=[work])
    make_project("Landesweit B", is_statewide=True, themes=[work])
    make_project("Landesweit C", is_statewide=True)

    response = client.get(URL, {"ort": "Zeitz", "themenfeld": "arbeit"})

    assert names(response) == ["Zollhaus"]
    (url,) = links(response, "2 landesweite Projekte")
    assert names(client.get(url)) == ["Landesweit A", "Landesweit B"]
    assertNotContains(client.get(URL), "Dazu")
    beyond = links(client.get(URL, {"ort": "Zeitz", "q": "C"}), "landesweites Projekt")
    assert len(beyond) == 1


def test_an_empty_radius_names_the_nearest_projects(client, zeitz):
    for km in (70, 20, 60, 30, 50, 40):
        project_at(f"Fern {km}", km)
    make_project("Ohne Ort")

    response = client.get(URL, {"ort": "Zeitz"})

    assert names(response) == []
    nearest = response.text.partition("Am nächsten")[2].partition("</ul>")[0]
    found = re.findall(r">(Fern \d+)</a>, (\d+) km entfernt", nearest)
    assert found == [(f"Fern {km}", str(km)) for km in (20, 30, 40, 50, 60)]
    assert links(response, "Ohne den Umkreis") == ["/projekte/"]
    assert links(response, "Im Umkreis von 25 km") == [
        "/projekte/?ort=Zeitz&umkreis=25"
    ]


def test_the_nearest_projects_fit_the_other_filters(client, zeitz):
    project_at("Garten", 30)
    project_at("Werkstatt", 20)
    response = client.get(URL, {"ort": "Zeitz", "q": "garten"})
    nearest = response.text.partition("Am nächsten")[2].partition("</ul>")[0]
    assert "Garten" in nearest
    assert "Werkstatt" not in nearest
    assert links(response, "Ohne den Umkreis") == ["/projekte/?q=garten"]


def test_a_moved_project_is_near_its_new_place(client, zeitz):
    project = project_at("Wanderbühne", 80)
    assert names(client.get(URL, {"ort": "Zeitz"})) == []
    project.locations.update(latitude=ZEITZ[0], longitude=ZEITZ[1])
    assert names(client.get(URL, {"ort": "Zeitz"})) == ["Wanderbühne"]
    project.locations.all().delete()
    assert names(client.get(URL, {"ort": "Zeitz"})) == []


def test_a_new_place_is_known_at_once(client, zeitz):
    project_on("Heidehof", 51.7, 12.7)
    assertContains(client.get(URL, {"ort": "Kemberg"}), "kennen wir")
    make_place("Kemberg", latitude=51.7, longitude=12.7)
    assert names(client.get(URL, {"ort": "Kemberg"})) == ["Heidehof"]


@pytest.mark.parametrize("radius", ["7", "0", "-5", "NaN", "1e400", "9" * 200, "10.0"])
def test_a_radius_that_is_not_offered_is_named(client, zeitz, radius):
    project_at("Zollhaus", 1)
    project_at("Fernblick", 11)
    response = client.get(URL, {"ort": "Zeitz", "umkreis": radius})
    assert names(response) == ["Zollhaus"]
    assertContains(response, f"Den Umkreis „{radius[:60]}")


def test_a_radius_alone_filters_nothing_but_is_kept(client, zeitz):
    project_at("Zollhaus", 1)
    response = client.get(URL, {"umkreis": "50"})
    assertContains(response, "Hier sind 1 Projekte")
    assertContains(response, '<option value="50" selected>50 km</option>')
    assert map_address(response) == "/karte/"


numbers = st.floats() | st.integers() | st.sampled_from(["NaN", "1e400", "9" * 200])


@given(text=st.text(max_size=40) | st.builds("{},{}".format, numbers, numbers))
@example("0,0")
@example("51.05,12.14")
@example("\u0665\u0661,\u0661\u0662")
@example("9" * 200 + "," + "9" * 200)
@example("-,-")
def test_no_text_breaks_the_list(client, zeitz, text):
    page = client.get(f"{URL}?ort={quote(text.encode('utf-8', 'replace'))}&umkreis=5")
    assert page.status_code == 200
    assert "<h1" in page.text


inside = st.tuples(st.floats(51, 53), st.floats(10.6, 13.1))


@given(
    points=st.lists(inside, min_size=1, max_size=8),
    middle=inside,
    radius=st.sampled_from([5, 10, 25, 50]),
)
def test_the_list_the_plain_sql_and_the_formula_agree(client, points, middle, radius):
    middle = tuple(round(part, 2) for part in middle)
    existing = {project.pk for project in ProjectFilter({}).qs}
    expected = []
    for number, point in enumerate(points):
        name = f"Punkt {len(existing) + number}"
        project_on(name, *point)
        if distance_km(*middle, *point) <= radius:
            expected.append((distance_km(*middle, *point), name))
    query = {"ort": f"{middle[0]},{middle[1]}", "umkreis": str(radius)}
    in_sql = ProjectFilter(query).qs.exclude(pk__in=existing)
    shown = [
        name for name in names(client.get(URL, query)) if int(name[6:]) >= len(existing)
    ]
    assert {project.name for project in in_sql} == {name for _, name in expected}
    assert shown == [name for _, name in sorted(expected)][: len(shown)]


@given(middle=inside, radius=st.floats(0.5, 60))
def test_a_dense_stock_is_measured_like_a_thin_one(middle, radius):
    grid = [(51.5 + n // 60 * 0.01, 11.5 + n % 60 * 0.015) for n in range(3_600)]
    points = Points.of(Point(*place, slot, 0, "") for slot, place in enumerate(grid))
    circle = Circle(*middle, radius)
    expected = {
        slot: km
        for slot, place in enumerate(grid)
        if (km := distance_km(*middle, *place)) <= radius
    }
    assert set(points.within(circle)) == expected.keys()
    assert points.distances(circle, (1 << len(grid)) - 1) == pytest.approx(expected)
    assert points.distances(circle, 0) == {}


@pytest.mark.parametrize("place", ["Zeitz", "51.05,12.14", "Mordor", "Seehausen"])
def test_a_place_costs_no_query(
    client, zeitz, seehausen, place, django_assert_num_queries
):
    project_at("Zollhaus", 1)
    client.get(URL, {"ort": "Zeitz"})
    with django_assert_num_queries(3):
        client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL, {"ort": place})


def test_a_longer_list_costs_no_more_queries(client, zeitz, django_assert_num_queries):
    for number in range(15):
        project_at(f"Projekt {number}", number / 2)
    client.get(URL, {"ort": "Zeitz", "umkreis": "5"})
    with django_assert_num_queries(3):
        client.get(URL, {"ort": "Zeitz"})
