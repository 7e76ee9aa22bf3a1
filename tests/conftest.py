import pytest
from django.core.cache import cache
from hypothesis import settings

settings.register_profile("portal", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("portal")


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
