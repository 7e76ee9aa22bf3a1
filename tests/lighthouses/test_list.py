import datetime

from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Status
from tests.factories import make_lighthouse, make_project

URL = "/leuchttuerme/"


def test_shows_every_present_award_with_its_reason(client, db):
    make_lighthouse(make_project("Zweites"), reason="Wirkt weit.")
    make_lighthouse(make_project("Ärztebus"), reason="Hilft vielen.")
    make_lighthouse(make_project("Früher"), revoked_on=datetime.date(2026, 1, 1))
    make_lighthouse(make_project("Verborgen", status=Status.ARCHIVED))
    make_project("Ohne Preis")

    response = client.get(URL)

    assert response.text.index("Ärztebus") < response.text.index("Zweites")
    assertContains(response, "Wirkt weit.")
    for name in ("Früher", "Verborgen", "Ohne Preis"):
        assertNotContains(response, name)


def test_shows_how_far_a_project_is(client, db):
    make_lighthouse(make_project(stage="established", reach="beyond"))
    response = client.get(URL)
    assertContains(response, 'aria-current="step"><span>Nachhaltig verstetigt')
    assertContains(response, 'aria-current="step"><span>Über Sachsen-Anhalt hinaus')
