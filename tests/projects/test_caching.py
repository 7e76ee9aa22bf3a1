import gzip

import brotli
import pytest
from django.conf import settings

from projects.caching import PAGES
from projects.cards import CARDS
from tests.factories import make_lighthouse, make_page, make_project, make_projects
from tests.visitor import visit

LIST = "/projekte/"
SOLAR_ROOF = "/projekte/solardach/"
ADDRESSES = [
    "/",
    LIST,
    SOLAR_ROOF,
    "/projekte/solardach.json",
    "/karte/",
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
    solar_roof, address, django_assert_num_queries
):
    first = visit(address)
    with django_assert_num_queries(1):
        second = visit(address)
    assert second == first
    assert second.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_page_gets_304_until_something_changes(solar_roof, address):
    first = visit(address)
    etag = first.headers["ETag"]
    unchanged = visit(address, HTTP_IF_NONE_MATCH=etag)
    assert unchanged.status == 304
    assert unchanged.headers["ETag"] == etag
    assert not unchanged.content
    make_project("Neues Projekt")
    assert visit(address, HTTP_IF_NONE_MATCH=etag).status == 200


def test_a_new_process_still_knows_what_a_browser_has(solar_roof):
    etag = visit(LIST).headers["ETag"]
    PAGES.clear()
    assert visit(LIST, HTTP_IF_NONE_MATCH=etag).status == 304


def test_a_kept_page_carries_all_headers_of_a_new_one(solar_roof):
    new, kept = visit(LIST), visit(LIST)
    assert kept.headers == new.headers
    assert "script-src 'self'" in kept.headers["Content-Security-Policy"]
    assert kept.headers["X-Content-Type-Options"] == "nosniff"


def test_a_proxy_may_keep_a_page_but_must_ask(solar_roof):
    headers = visit(LIST).headers
    assert headers["Cache-Control"].startswith("public, max-age=0, must-revalidate")
    assert "Accept-Encoding" in headers["Vary"]
    assert "Set-Cookie" not in headers


def test_a_page_is_compressed_as_the_browser_asks(solar_roof):
    for _ in ("new", "kept"):
        small = visit(LIST, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
        older = visit(LIST, HTTP_ACCEPT_ENCODING="gzip")
        plain = visit(LIST)
        assert "Content-Encoding" not in plain.headers
        assert brotli.decompress(small.content) == plain.content
        assert gzip.decompress(older.content) == plain.content
        assert small.headers["Content-Length"] == str(len(small.content))


def test_the_first_to_ask_for_gzip_does_not_spoil_the_page(solar_roof):
    older = visit(LIST, HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(older.content) == visit(LIST).content


def test_a_head_request_gets_the_headers_alone(solar_roof):
    page = visit(LIST)
    head = visit(LIST, method="HEAD")
    assert head.headers == page.headers
    assert head.content == b""


def test_what_staff_see_is_private_and_never_kept(admin_client, solar_roof):
    seen_by_staff = admin_client.get(LIST)
    assert seen_by_staff["Cache-Control"] == "private, no-store"
    assert "ETag" not in seen_by_staff
    cookie = f"{settings.SESSION_COOKIE_NAME}=anything"
    visit(LIST)
    private = visit(LIST, HTTP_COOKIE=cookie)
    assert private.headers["Cache-Control"] == "private, no-store"
    assert len(PAGES) == 1


def test_hosts_do_not_share_a_page(solar_roof):
    assert "http://testserver/projekte/" in visit(LIST).text
    other = visit(LIST, HTTP_HOST="localhost").text
    assert "http://localhost/projekte/" in other
    assert "http://testserver/" not in other


def test_a_foreign_host_is_refused_and_keeps_nothing(solar_roof):
    assert visit(LIST, HTTP_HOST="fremd.example").status == 400
    assert len(PAGES) == 0


def test_parameters_that_do_not_matter_share_a_page(
    solar_roof, django_assert_num_queries
):
    visit(LIST, {"q": "solar"})
    with django_assert_num_queries(1):
        visit(LIST, {"q": "solar", "utm_source": "brief"})
    assert len(PAGES) == 1


def test_the_order_of_the_parameters_does_not_matter(solar_roof):
    visit(LIST, "q=solar&sortierung=neu")
    visit(LIST, "sortierung=neu&q=solar")
    assert len(PAGES) == 1


@pytest.mark.parametrize("query", ["q=nichts&q=solar", "q=solar&q=nichts&q=solar"])
def test_of_repeated_values_the_last_one_counts(solar_roof, query):
    other = visit(LIST, "q=solar&q=nichts")
    assert SOLAR_ROOF not in other.text
    assert SOLAR_ROOF in visit(LIST, query).text


def test_the_mark_of_one_page_is_no_mark_of_another(solar_roof):
    etag = visit("/").headers["ETag"]
    assert visit(LIST, HTTP_IF_NONE_MATCH=etag).status == 200
    assert visit("/gibt-es-nicht/", HTTP_IF_NONE_MATCH=etag).status == 404


def test_another_list_takes_known_cards_without_loading_them(
    db, django_assert_num_queries
):
    make_projects(5)
    visit(LIST)
    with django_assert_num_queries(1):
        page = visit(LIST, {"sortierung": "neu"})
    assert "Testprojekt 005" in page.text


def test_a_missing_page_is_not_kept(solar_roof):
    assert visit("/projekte/gibt-es-nicht/").status == 404
    assert len(PAGES) == 0


def test_the_least_used_page_makes_room(db):
    make_projects(3)
    PAGES.room = 3 * len(visit("/projekte/testprojekt-001/").content)
    for number in (1, 2, 3, 1, 2, 3):
        visit(f"/projekte/testprojekt-00{number}/")
    assert 0 < len(PAGES) < 3
