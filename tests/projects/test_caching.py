import gzip

import brotli
import pytest
from django.conf import settings
from pytest_django.asserts import assertContains, assertNotContains

from projects.caching import PAGES
from projects.cards import CARDS
from tests.factories import make_lighthouse, make_page, make_project, make_projects

LIST = "/projekte/"
ADDRESSES = [
    "/",
    LIST,
    "/projekte/solardach/",
    "/projekte/solardach.json",
    "/leuchttuerme/",
    "/wissen/",
    "/impressum/",
]


@pytest.fixture(autouse=True)
def caches():
    """Let the caches keep what the other tests switch off."""
    PAGES.room = CARDS.room = 2**24
    yield
    PAGES.room = CARDS.room = 0


@pytest.fixture
def solar_roof(db):
    make_page("impressum")
    project = make_project("Solardach")
    make_lighthouse(project)
    return project


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_page_costs_one_query(
    client, solar_roof, address, django_assert_num_queries
):
    first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)
    assert second.content == first.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_page_gets_304_until_something_changes(client, solar_roof, address):
    first = client.get(address)
    etag = {"If-None-Match": first["ETag"]}
    unchanged = client.get(address, headers=etag)
    assert unchanged.status_code == 304
    assert unchanged["ETag"] == first["ETag"]
    assert not unchanged.content
    make_project("Neues Projekt")
    assert client.get(address, headers=etag).status_code == 200


def test_a_proxy_may_keep_a_page_but_must_ask(client, solar_roof):
    response = client.get(LIST)
    assert "public" in response["Cache-Control"]
    assert "max-age=0, must-revalidate" in response["Cache-Control"]
    assert "Accept-Encoding" in response["Vary"]
    assert not response.cookies


def test_a_page_is_compressed_as_the_browser_asks(client, solar_roof):
    plain = client.get(LIST)
    small = client.get(LIST, headers={"Accept-Encoding": "gzip, deflate, br"})
    older = client.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert brotli.decompress(small.content) == plain.content
    assert gzip.decompress(older.content) == plain.content
    assert small["Content-Length"] == str(len(small.content))


def test_what_staff_see_is_private_and_never_kept(client, admin_client, solar_roof):
    seen_by_staff = admin_client.get(LIST)
    assert seen_by_staff["Cache-Control"] == "private, no-store"
    assert "ETag" not in seen_by_staff
    client.cookies[settings.SESSION_COOKIE_NAME] = "anything"
    assert client.get(LIST)["Cache-Control"] == "private, no-store"
    assert len(PAGES) == 0


def test_hosts_do_not_share_a_page(client, solar_roof):
    assertContains(client.get(LIST), "http://testserver/projekte/")
    response = client.get(LIST, headers={"Host": "localhost"})
    assertContains(response, "http://localhost/projekte/")
    assertNotContains(response, "http://testserver/")


def test_parameters_that_do_not_matter_share_a_page(
    client, solar_roof, django_assert_num_queries
):
    client.get(LIST, {"q": "solar"})
    with django_assert_num_queries(1):
        client.get(LIST, {"q": "solar", "utm_source": "brief"})
    assert len(PAGES) == 1


def test_another_list_takes_known_cards_without_loading_them(
    client, db, django_assert_num_queries
):
    make_projects(5)
    client.get(LIST)
    with django_assert_num_queries(1):
        response = client.get(LIST, {"sortierung": "neu"})
    assertContains(response, "Testprojekt 005")


def test_the_mark_of_one_page_is_no_mark_of_another(client, solar_roof):
    etag = {"If-None-Match": client.get("/")["ETag"]}
    assert client.get(LIST, headers=etag).status_code == 200
    assert client.get("/gibt-es-nicht/", headers=etag).status_code == 404


def test_values_in_another_order_are_another_page(client, solar_roof):
    first = client.get(f"{LIST}?q=solar&q=nichts")
    second = client.get(f"{LIST}?q=nichts&q=solar")
    assertNotContains(first, 'href="/projekte/solardach/"')
    third = client.get(f"{LIST}?q=solar&q=nichts&q=solar")
    assertContains(second, 'href="/projekte/solardach/"')
    assertContains(third, 'href="/projekte/solardach/"')


def test_a_missing_page_is_not_kept(client, solar_roof):
    assert client.get("/projekte/gibt-es-nicht/").status_code == 404
    assert len(PAGES) == 0


def test_the_least_used_page_makes_room(client, db):
    make_projects(3)
    PAGES.room = 3 * len(client.get("/projekte/testprojekt-001/").content)
    for number in (1, 2, 3, 1, 2, 3):
        client.get(f"/projekte/testprojekt-00{number}/")
    assert 0 < len(PAGES) < 3
