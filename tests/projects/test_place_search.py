import pytest

from projects import gazetteer
from projects.models import Place
from tests.factories import make_district, make_place

pytestmark = pytest.mark.django_db

URL = "/orte.json"


@pytest.fixture(autouse=True)
def unknown_places():
    gazetteer.forget()


def labels(answer):
    return [match["label"] for match in answer.json()["matches"]]


def test_a_place_comes_with_its_point_and_kreis(client):
    make_place(
        "Wippra",
        postal_code="06526",
        municipality="Sangerhausen",
        district=make_district("Mansfeld-Südharz"),
        latitude=51.57,
        longitude=11.27,
    )

    answer = client.get(URL, {"q": "06526 wippra"})

    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "matches": [
            {
                "label": "Wippra · Sangerhausen · Mansfeld-Südharz",
                "latitude": 51.57,
                "longitude": 11.27,
                "precision": "place",
                "district": "mansfeld-suedharz",
            }
        ]
    }


def test_a_name_that_several_places_carry_offers_a_choice(client):
    for municipality in ["Seehausen (Altmark)", "Wanzleben-Börde"]:
        make_place("Seehausen", municipality=municipality, postal_code="39615")

    assert len(labels(client.get(URL, {"q": "Seehausen"}))) == 2


@pytest.mark.parametrize(
    "query",
    ["", "Timbuktu", "x" * 10_000, "\x00", "10115 Berlin", "<b>", "٣٩٦١٥", "%"],
)
def test_what_is_no_place_here_has_no_match(client, query):
    make_place("Wippra", postal_code="06526", kind=Place.Kind.VILLAGE)

    assert labels(client.get(URL, {"q": query})) == []


def test_without_a_question_there_is_no_match(client):
    assert labels(client.get(URL)) == []


def test_the_search_only_reads(client):
    assert client.post(URL).status_code == 405
