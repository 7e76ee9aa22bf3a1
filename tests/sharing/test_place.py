"""Where it is: a point for the words, a choice when they mean two places."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from projects import gazetteer
from projects.models import District, Submission
from tests.factories import make_district, make_place
from tests.sharing.conftest import SQUARE
from tests.sharing.walking import begin, press

pytestmark = pytest.mark.usefixtures("terms")


def point():
    submission = Submission.objects.get()
    names = ("latitude", "longitude", "precision")
    return [submission.value("wo", name) for name in names]


def test_a_known_place_gets_its_point(client):
    begin(client)
    assertRedirects(press(client, "wo", city="Musterstedt"), "/teilen/wer/")
    assert point() == ["51.50000", "11.50000", "place"]


def test_a_place_that_nobody_knows_stays_without_a_point(client):
    begin(client)
    assertRedirects(press(client, "wo", city="Nirgendwo"), "/teilen/wer/")
    assert point() == ["", "", ""]
    assertContains(client.get("/teilen/pruefen/"), "noch ohne Punkt auf der Karte")


def test_the_whole_state_needs_no_place(client):
    begin(client)
    assertRedirects(press(client, "wo", is_statewide="on"), "/teilen/wer/")
    assertContains(client.get("/teilen/pruefen/"), "im ganzen Land")


def test_no_place_at_all_is_an_error_at_the_field(client):
    begin(client)
    response = press(client, "wo", street="Hauptstraße 7")
    assertContains(response, "Nenne den Ort", status_code=422)


def test_two_places_of_a_name_are_a_choice(client):
    other = make_district("Anderkreis", boundary=SQUARE)
    make_place(
        "Musterstedt",
        district=other,
        municipality="Anderstadt",
        latitude=51.2,
        longitude=11.2,
    )
    gazetteer.forget()
    begin(client)
    response = press(client, "wo", city="Musterstedt", follow=True)
    assertContains(response, "Welcher Ort ist gemeint?")
    assertContains(response, "Musterstedt · Musterkreis")
    assertContains(response, "Musterstedt · Anderstadt · Anderkreis")
    assertRedirects(press(client, "wo", spot="1"), "/teilen/wer/")
    assert point()[2] == "place"


def test_a_mistyped_place_is_asked_back(client):
    begin(client)
    response = press(client, "wo", city="Mustersteddt", follow=True)
    assertContains(response, "Welcher Ort ist gemeint?")
    assert point() == ["", "", ""]
    assertRedirects(press(client, "wo", spot=""), "/teilen/wer/")


def test_a_point_set_by_hand_stays(client):
    begin(client)
    press(client, "wo", city="Musterstedt", latitude="51.6", longitude="11.6")
    press(client, "wo", street="Hauptstraße 7")
    assert point()[:2] == ["51.6", "11.6"]


def test_another_place_gets_another_point(client):
    make_place(
        "Neustedt", district=District.objects.get(), latitude=51.7, longitude=11.7
    )
    gazetteer.forget()
    begin(client)
    press(client, "wo", city="Musterstedt")
    press(client, "wo", city="Neustedt")
    assert point()[:2] == ["51.70000", "11.70000"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "message"),
    [
        ("11.5", "51.5", "Sind Breite und Länge vertauscht?"),
        ("51.5", "", "Ein Punkt braucht Breite und Länge."),
        ("nan", "11.5", 'href="#id_latitude"'),
    ],
)
def test_a_bad_point_is_named_at_its_field(client, latitude, longitude, message):
    begin(client)
    response = press(
        client, "wo", city="Musterstedt", latitude=latitude, longitude=longitude
    )
    assertContains(response, message, status_code=422)
