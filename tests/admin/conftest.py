import pytest

from projects import gazetteer


@pytest.fixture(autouse=True)
def unknown_places():
    gazetteer.forget()
