import pytest
from django.core.files.storage import default_storage

from projects import gazetteer
from tests.factories import make_district, make_place, make_theme
from tests.projects.test_pictures import stored_files

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[11, 51], [12, 51], [12, 52], [11, 52], [11, 51]]],
}


@pytest.fixture
def terms(db):
    """What somebody chooses from: a Themenfeld, and a place the gazetteer knows."""
    gazetteer.forget()
    make_theme("Testfeld")
    district = make_district("Musterkreis", boundary=SQUARE)
    make_place("Musterstedt", district=district, latitude=51.5, longitude=11.5)
    yield
    gazetteer.forget()


@pytest.fixture(autouse=True)
def empty_storage():
    yield
    for name in stored_files():
        default_storage.delete(f"bilder/{name}")
