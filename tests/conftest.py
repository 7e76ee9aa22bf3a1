import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from projects.caching import PAGES
from projects.cards import CARDS
from projects.current import forget
from tests.addresses import STATIC_PAGES
from tests.factories import (
    make_full_project,
    make_lighthouse,
    make_page,
    make_projects,
)

settings.register_profile(
    "portal",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("portal")


@pytest.fixture(autouse=True)
def empty_caches():
    """Start every test as a new process would: a rollback turns versions back."""
    cache.clear()
    forget()
    PAGES.clear()
    CARDS.clear()


@pytest.fixture
def stock(db):
    """Fill the portal with one of everything a reader can open."""
    for address in STATIC_PAGES:
        make_page(address.strip("/"))
    garden = make_full_project("Gemüsegarten für alle")
    make_lighthouse(garden)
    return [garden, *make_projects(24)]
