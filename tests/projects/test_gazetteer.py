import csv
import math

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from projects import gazetteer
from projects.models import District, Location, Place
from tests.factories import make_place, make_project

GEO = settings.BASE_DIR / "fixtures"
PLACE = Location.Precision.PLACE
POSTCODE = Location.Precision.POSTCODE
MUNICIPALITY = Location.Precision.MUNICIPALITY


@pytest.fixture(scope="module")
def all_places(django_db_setup, django_db_blocker):
    """Load the whole gazetteer once for this file, and take it back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command(
            "loaddata", GEO / "geography.json", GEO / "places.json", verbosity=0
        )
        gazetteer.forget()
        yield
        transaction.set_rollback(True)
    gazetteer.forget()


@pytest.fixture
def places(all_places, db):
    """Let a test change places: it is taken back when the test ends."""


# What somebody writes, the place that is meant, its Kreis, and how exactly it is known.
FOUND = [
    ("Breiter Weg 12, 39104 Magdeburg", "Magdeburg", "magdeburg", POSTCODE),
    ("06526 Wippra", "Wippra", "mansfeld-suedharz", PLACE),
    ("39615 Seehausen OT Beuster", "Beuster", "stendal", PLACE),
    (
        "Am Gutshof 1, 39638 Gardelegen OT Zichtau",
        "Zichtau",
        "altmarkkreis-salzwedel",
        PLACE,
    ),
    ("39365 Seehausen", "Seehausen", "boerde", PLACE),
    ("Seehausen (Altmark)", "Seehausen (Altmark)", "stendal", PLACE),
    ("Hohe Börde", "Hohe Börde", "boerde", MUNICIPALITY),
    ("06886", "Lutherstadt Wittenberg", "wittenberg", POSTCODE),
    ("Halle", "Halle (Saale)", "halle-saale", PLACE),
    ("KOETHEN", "Köthen (Anhalt)", "anhalt-bitterfeld", PLACE),
    ("Wittenberg, Lutherstadt", "Lutherstadt Wittenberg", "wittenberg", PLACE),
    ("Petersberg OT Mösthinsdorf", "Mösthinsdorf", "saalekreis", PLACE),
    ("Marktplatz 1 Zeitz", "Zeitz", "burgenlandkreis", PLACE),
    ("Naumburg an der Saale", "Naumburg (Saale)", "burgenlandkreis", PLACE),
    ("06711", "Zeitz", "burgenlandkreis", POSTCODE),
    ("06493 Ballenstedt", "Ballenstedt", "harz", MUNICIPALITY),
    ("06193 Wettin-Löbejün", "Wettin-Löbejün", "saalekreis", MUNICIPALITY),
]


@pytest.mark.parametrize(("text", "name", "district", "precision"), FOUND)
def test_finds_a_place_as_people_write_it(places, text, name, district, precision):
    answer = gazetteer.find(text)

    assert answer.spot is not None
    assert not answer.is_guess
    assert (answer.spot.name, answer.spot.district) == (name, district)
    assert answer.spot.precision == precision


@pytest.mark.parametrize("name", ["Seehausen", "Erxleben", "Bornstedt", "Hedersleben"])
def test_a_name_that_several_places_bear_is_a_choice(places, name):
    answer = gazetteer.find(name)

    assert answer.spot is None
    assert answer.is_choice
    assert len({spot.label for spot in answer.spots}) == len(answer.spots) == 2


def test_the_surroundings_tell_namesakes_apart(places):
    assert gazetteer.find("Seehausen (Börde)").spot.district == "boerde"
    assert gazetteer.find("Erxleben, Osterburg").spot.district == "stendal"
    assert (
        gazetteer.find("Hedersleben bei Eisleben").spot.district == "mansfeld-suedharz"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Quedlinbrug", "Quedlinburg"),
        ("Salzwdel", "Salzwedel"),
        ("Wernigerohde", "Wernigerode"),
    ],
)
def test_a_mistyped_name_is_a_guess(places, typed, meant):
    answer = gazetteer.find(typed)

    assert answer.spot.name == meant
    assert answer.is_guess


@pytest.mark.parametrize(
    "text",
    [
        "10115 Berlin",
        "Berlin",
        "München",
        "Köln",
        "99999",
        "",
        "  ",
        "12",
        "ß" * 900,
        "39104\x00",
        "%_'\"",
        "(" * 150,
    ],
)
def test_what_is_not_here_is_not_found(places, text):
    assert gazetteer.find(text).spots == () or text.startswith("39104")


@given(
    st.text(alphabet="aeßäKö 0139(),/-.OT\n\x00'*%", max_size=60) | st.text(max_size=60)
)
def test_any_text_gets_an_answer(all_places, db, text):
    answer = gazetteer.find(text)

    assert len(answer.spots) <= 8
    assert all(spot.label for spot in answer.spots)


@pytest.mark.parametrize(
    "point", [(math.nan, 11), (math.inf, 11), (11.97, 51.48), (-90, 180)]
)
def test_a_point_that_is_nowhere_here_lies_in_no_kreis(places, point):
    assert gazetteer.locate(*point) == gazetteer.Whereabouts(None, "")


def test_a_part_of_town_nobody_knows_leads_to_the_town_only(places):
    answer = gazetteer.find("Magdeburg OT Nirgendwo")

    assert answer.spot.name == "Magdeburg"
    assert answer.spot.precision == MUNICIPALITY
    assert answer.is_guess


def test_a_postcode_and_a_name_that_contradict_each_other_are_a_choice(places):
    spots = gazetteer.find("39104 Halle").spots

    assert [spot.label for spot in spots] == ["39104 Magdeburg", "Halle (Saale)"]


def test_a_postcode_across_the_border_is_known_and_has_no_kreis(places):
    spot = gazetteer.find("04109 Leipzig").spot

    assert spot.label == "04109 Leipzig"
    assert spot.district == ""
    assert gazetteer.locate(spot.latitude, spot.longitude).district is None
    assert gazetteer.find("Braunschweig").spot.district == ""


@pytest.mark.parametrize(
    "code",
    ["06122", "06132", "06886", "06889", "39116", "39120", "39122", "06485", "06772"],
)
def test_postcodes_that_a_source_lacks_are_known(places, code):
    assert gazetteer.find(code).spot.precision == POSTCODE


def test_every_gemeinde_is_found_by_its_name(places):
    rows = list(Place.objects.filter(kind=Place.Kind.MUNICIPALITY))
    lost = [
        row.name
        for row in rows
        if row.name
        not in {spot.municipality for spot in gazetteer.find(row.name).spots}
    ]

    assert len(rows) == 218
    assert lost == []


def test_every_row_lies_in_its_own_kreis_and_gemeinde(places):
    wrong = []
    for row in Place.objects.with_district():
        here = gazetteer.locate(row.latitude, row.longitude)
        if (here.district, here.municipality) != (row.district, row.municipality):
            wrong.append(str(row))

    assert wrong == []


def test_known_spots_lie_in_their_kreis(places):
    landmarks = {
        (52.1248, 11.6344): ("Magdeburg", "Magdeburg"),
        (51.7991, 10.6155): ("Harz", "Wernigerode"),
        (52.8256, 12.0745): ("Stendal", "Havelberg"),
        (51.0478, 12.1385): ("Burgenlandkreis", "Zeitz"),
        (51.8392, 12.2442): ("Dessau-Roßlau", "Dessau-Roßlau"),
    }
    for point, (district, municipality) in landmarks.items():
        here = gazetteer.locate(*point)
        assert (here.district.name, here.municipality) == (district, municipality)
    assert gazetteer.locate(51.3406, 12.3747).district is None


def test_the_tables_name_every_kreis_and_every_kind():
    with (GEO / "geo" / "places.csv").open() as file:
        rows = list(csv.DictReader(file))

    assert {row["kind"] for row in rows} == set(Place.Kind.values)
    assert len({row["district"] for row in rows} - {""}) == 14
    assert sum(row["rank"] in "123" for row in rows) == 26


def test_a_new_place_is_found_at_once(places):
    assert gazetteer.find("Xanadu").spots == ()

    make_place("Xanadu", district=District.objects.get(slug="harz"))

    assert gazetteer.find("Xanadu").spot.district_name == "Harz"


def test_changed_projects_do_not_cost_a_new_reading(places):
    before = gazetteer.current()

    make_project("Gemüsegarten")

    assert gazetteer.current() is before


def test_changed_borders_are_seen(places):
    brocken = (51.7991, 10.6155)
    assert gazetteer.locate(*brocken).district.name == "Harz"

    District.objects.filter(slug="harz").update(boundary={})

    assert gazetteer.locate(*brocken).district is None
