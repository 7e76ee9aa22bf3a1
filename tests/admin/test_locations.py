"""The two number fields of a point, as they work without any script."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.admin.typing_in import fields_of, save
from tests.factories import make_district, make_location, make_project, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

URL = "/admin/projects/project/"
SAVED = "erfolgreich geändert"


def square(west, south):
    """Return the boundary of a Kreis of one degree by one degree."""
    east, north = west + 1, south + 1
    corners = [[west, south], [east, south], [east, north], [west, north]]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


@pytest.fixture
def harz():
    return make_district("Harz", boundary=square(10.6, 51))


@pytest.fixture
def stendal():
    return make_district("Stendal", boundary=square(11.6, 52))


def place(client, **fields):
    """Add a place to a project by its form and return project and next page."""
    project = make_project(
        "Dorfladen",
        tagline="Ein Laden",
        description="Der Laden gehört allen.",
        themes=[make_theme()],
    )
    typed = {"kind": "site", "position": "0", "city": "Quedlinburg"} | fields
    changes = {f"locations-0-{name}": value for name, value in typed.items()}
    url = f"{URL}{project.pk}/change/"
    page = save(client, url, **changes | {"locations-TOTAL_FORMS": "1"})
    return project, page


POINT = {"latitude": "51.79", "longitude": "11.14", "precision": "place"}


def test_a_place_needs_no_point(admin_client, harz):
    project, _ = place(admin_client, district=harz.pk)

    location = project.locations.get()
    assert location.line == "Quedlinburg · Harz"
    assert not location.has_point


def test_the_kreis_follows_from_the_point(admin_client, harz, stendal):
    project, _ = place(admin_client, **POINT)

    location = project.locations.get()
    assert (location.latitude, location.longitude) == (51.79, 11.14)
    assert location.district == harz


def test_a_chosen_kreis_may_agree_with_the_point(admin_client, harz):
    project, page = place(admin_client, **POINT, district=harz.pk)

    assertContains(page, SAVED)
    assert project.locations.get().district == harz


@pytest.mark.parametrize(
    ("point", "message"),
    [
        (POINT, "Der Punkt liegt im Kreis Harz, nicht im Kreis Stendal."),
        (
            POINT | {"longitude": "12.9"},
            "Der Punkt liegt außerhalb von Sachsen-Anhalt, nicht im Kreis Stendal.",
        ),
    ],
)
def test_a_kreis_that_contradicts_the_point_is_refused(
    admin_client, harz, stendal, point, message
):
    project, page = place(admin_client, **point, district=stendal.pk)

    assertContains(page, message)
    assertContains(page, 'id="id_locations-0-district_error"')
    assert not project.locations.exists()


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"latitude": "51.79"}, "longitude", "Zum Punkt fehlt die Länge."),
        ({"longitude": "11.14"}, "latitude", "Zum Punkt fehlt die Breite."),
        (POINT | {"precision": ""}, "precision", "Wie genau ist der Punkt?"),
        ({"precision": "place"}, "precision", "Ohne Punkt bleibt die Genauigkeit"),
        (
            POINT | {"latitude": "11.14", "longitude": "51.79"},
            "latitude",
            "Sind Breite und Länge vertauscht?",
        ),
        (POINT | {"latitude": "nan"}, "latitude", "Bitte eine Zahl eingeben."),
        (POINT | {"latitude": "9" * 400}, "latitude", "Bitte eine Zahl eingeben."),
        ({"postal_code": "6484"}, "postal_code", "Eine Postleitzahl hat fünf Ziffern."),
    ],
)
def test_mistakes_are_named_at_their_field(admin_client, harz, fields, field, message):
    project, page = place(admin_client, **fields)

    assertContains(page, message)
    assertContains(page, f'id="id_locations-0-{field}_error"')
    assert fields_of(page)["locations-0-city"] == ["Quedlinburg"]
    assert not project.locations.exists()


def test_a_leading_zero_of_the_postal_code_stays(admin_client):
    project, _ = place(admin_client, postal_code="06484")

    assert project.locations.get().postal_code == "06484"


def test_a_place_is_taken_away(admin_client):
    project = make_project(
        "Dorfladen", tagline="Laden", description="Ein Laden.", themes=[make_theme()]
    )
    make_location(project, city="Quedlinburg")
    url = f"{URL}{project.pk}/change/"

    page = save(admin_client, url, **{"locations-0-DELETE": "on"})

    assertContains(page, SAVED)
    assert not project.locations.exists()


def test_the_kreis_is_chosen_not_edited_beside_a_place(admin_client, harz):
    page = admin_client.get(f"{URL}add/")

    assertContains(page, "Leer lassen: Der Kreis folgt aus dem Punkt.")
    assertNotContains(page, "add_id_locations-0-district")
