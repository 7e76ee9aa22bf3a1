import re
from html.parser import HTMLParser

import pytest
from django.core.management import call_command

from projects import caching, cards
from tests.addresses import MISSING, PAGES
from tests.factories import (
    RELATIONS,
    make_full_project,
    make_lighthouse,
    make_location,
    make_project,
)

GARDEN = "/projekte/gemuesegarten-fuer-alle/"


class Outline(HTMLParser):
    """Count the elements of a page and keep its title."""

    def __init__(self, html):
        super().__init__()
        self.count = {}
        self.title = ""
        self.open = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        self.open = tag

    def handle_data(self, data):
        if self.open == "title":
            self.title += data

    def handle_endtag(self, tag):
        self.open = ""


@pytest.mark.parametrize("address", [*PAGES, GARDEN])
def test_every_page_has_one_heading_and_a_title(client, stock, address):
    response = client.get(address)
    assert response.status_code == 200
    page = Outline(response.text)
    assert page.count["h1"] == 1
    assert page.count["main"] == 1
    assert "Sachsen-Anhalt" in page.title
    assert '<html lang="de"' in response.text


def test_no_two_pages_share_a_title(client, stock):
    pages = {address for address in PAGES if "?" not in address}
    titles = {Outline(client.get(address).text).title.strip() for address in pages}
    assert len(titles) == len(pages)


def test_an_unknown_address_is_answered_with_a_search(client, db):
    response = client.get(MISSING)
    assert response.status_code == 404
    assert Outline(response.text).count["h1"] == 1
    assert 'name="q"' in response.text


def test_every_link_of_the_site_leads_somewhere(client, stock):
    waiting, seen = ["/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/static/", "/media/")):
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code in {200, 302}, address
        if "?" not in address and response.headers["Content-Type"].startswith("text"):
            waiting += re.findall(r'href="(/[^"#?]*)', response.text)
    assert {address for address in PAGES if "?" not in address} <= seen
    assert GARDEN in seen


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("address", "most"),
    [("/projekte/", 12), ("/projekte/projekt-000/", 12), ("/", 10)],
)
def test_the_number_of_queries_does_not_grow(
    client, db, django_assert_max_num_queries, address, most
):
    first = make_full_project("Projekt 000")
    shared = {name: list(getattr(first, name).all()) for name in RELATIONS}
    counts = []
    for numbers in (range(1, 5), range(5, 200)):
        for number in numbers:
            project = make_project(f"Projekt {number:03}", **shared)
            make_location(project, city="Ort 1")
            make_lighthouse(project)
        client.get(address)
        caching.PAGES.clear()
        cards.CARDS.clear()
        with django_assert_max_num_queries(most) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
