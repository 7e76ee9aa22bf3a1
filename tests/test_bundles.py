"""What collectstatic joins must say the same as the files it joins."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from pytest_django.asserts import assertContains

from projects.bundles import bundles


def read(name):
    return Path(finders.find(name)).read_text()


BUNDLES = dict(bundles(read))


def test_the_templates_ask_for_bundles_of_each_kind():
    kinds = {name.rpartition(".")[2] for name in BUNDLES}
    assert kinds == {"css", "js"}


@pytest.mark.parametrize("name", BUNDLES)
def test_addresses_in_a_bundle_lead_to_files(name):
    addresses = re.findall(r'url\("\.\./(.+?)"\)', BUNDLES[name])
    assert all(finders.find(address) for address in addresses)
    if name.endswith(".css"):
        assert 'url("../vendor' in BUNDLES[name] or "leaflet" in BUNDLES[name]


@pytest.mark.parametrize("name", [name for name in BUNDLES if name.endswith(".js")])
def test_a_joined_script_needs_no_other(name):
    assert not re.search(r"^(import|export) |sourceMappingURL", BUNDLES[name], re.M)


def test_without_bundles_every_file_is_linked(client, db):
    for name in ("css/tokens.css", "css/base.css", "css/map.css", "leaflet/leaflet.js"):
        assertContains(client.get("/karte/"), f'"/static/{name}"')
