from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.addresses import PAGES

ADDRESSES = [
    *sorted({address.partition("?")[0] for address in PAGES}),
    "/projekte/gemuesegarten-fuer-alle/",
    "/projekte/gemuesegarten-fuer-alle.json",
    "/projekte/gibt-es-nicht/",
    "/projekte/vorschlaege.json",
    "/karte/daten.json",
    "/karte/projekte/",
    "/orte.json",
    "/gibt-es-nicht/",
    "/admin/login/",
    "/sitemap.xml",
    "/robots.txt",
    "/healthz",
]

FIELDS = [
    *("q", "themenfeld", "rubrik", "megatrend", "sdg", "herausforderung", "kategorie"),
    *("kreis", "stadium", "wirkung", "zielgruppe", "technologie", "leuchtturm"),
    *("status", "nachahmen", "ort", "umkreis", "sortierung", "seite", "box", "zoom"),
]

HOSTILE = [
    b"",
    b"0",
    b"-1",
    b"999999",
    b"99999999999999999999999999",
    b"abc",
    b"1.5",
    b"\x00",
    b"garten\x00",
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"a" * 10_000,
    "ä".encode() * 10_000,
    b"( " * 5_000,
    b"%",
    b"%_\\",
    b"'; DROP TABLE projects_project; --",
    b"<script>alert(1)</script>",
    b"{{ 7|add:7 }}",
    b"../../etc/passwd",
    b"\r\nSet-Cookie: a=b",
    "\u202e\ufeff\U0001f331".encode(),
    b"True",
    b"None",
    b"NaN",
    b"1e400",
]

names = st.sampled_from(FIELDS) | st.text(max_size=20)
values = st.sampled_from(HOSTILE) | st.binary(max_size=40) | st.text(max_size=40)
queries = st.lists(st.tuples(names, values), max_size=8)


def query_string(pairs):
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)


def assert_is_a_clear_answer(response):
    assert response.status_code in {200, 301, 302, 400, 404}
    if response.headers["Content-Type"].startswith("text/html"):
        assert ("<html" in response.text) == ("<h1" in response.text)
        assert "<script>alert(1)" not in response.text


@given(address=st.sampled_from(ADDRESSES), pairs=queries)
def test_no_query_string_breaks_a_page(client, stock, address, pairs):
    assert_is_a_clear_answer(client.get(address, QUERY_STRING=query_string(pairs)))


@pytest.mark.parametrize("field", FIELDS)
def test_no_value_breaks_the_list(client, stock, field):
    for value in HOSTILE:
        query = query_string([(field, value), (field, value), (field, b"abc")])
        response = client.get("/projekte/", QUERY_STRING=query)
        assert response.status_code == 200, value
        assert "<h1" in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/karte/daten.json",
        "/karte/projekte/",
        "/orte.json",
        "/projekte/vorschlaege.json",
    ],
)
@pytest.mark.parametrize("field", ["q", "ort", "umkreis", "box", "zoom"])
def test_no_value_breaks_what_scripts_ask_for(client, stock, address, field):
    view = [("box", "10.5,50.9,13.2,53.1"), ("zoom", "8")]
    for value in [*HOSTILE, b"1,2,3", b"9,9,9,9", b"nan,nan,nan,nan", b"13,53,10,50"]:
        for pairs in (
            [(field, value)],
            [*view, (field, value)],
            [(field, value), *view],
        ):
            response = client.get(address, QUERY_STRING=query_string(pairs))
            assert response.status_code in {200, 400}, pairs


@pytest.mark.parametrize("page", ["0", "-1", "999999", "abc", "", "1.5", "²"])
def test_a_page_that_does_not_exist_still_shows_projects(client, stock, page):
    response = client.get("/projekte/", {"seite": page})
    assert response.status_code == 200
    assert 'href="/projekte/' in response.text


def test_a_value_nobody_knows_is_named_and_filters_nothing(client, stock):
    everything = client.get("/projekte/").text
    response = client.get("/projekte/", {"kreis": "mordor"})
    sentence = "Hier sind 25 Projekte"
    assert sentence in everything
    assert sentence in response.text
    assert "mordor" in response.text


@given(path=st.binary(max_size=60) | st.sampled_from(HOSTILE))
def test_no_path_breaks_the_site(client, stock, path):
    for folder in ("/", "/projekte/"):
        assert_is_a_clear_answer(client.get(f"{folder}{quote(path)}"))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_no_method_breaks_a_page(client, stock, address, method):
    response = getattr(client, method)(
        address, {"q": "\x00"} if method == "post" else ""
    )
    assert response.status_code < 500


@pytest.mark.parametrize("value", ["\xff", "a" * 10_000, "__Host-sessionid=;;;=", "{}"])
def test_no_header_breaks_a_page(client, stock, value):
    for header in ("cookie", "accept-language", "if-none-match", "referer", "accept"):
        response = client.get("/projekte/", headers={header: value})
        assert response.status_code < 500
