import datetime

from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import make_page


def test_shows_the_text_with_its_date(client, db):
    make_page(
        title="Impressum",
        body="# Wer\n\nEin **Verein**.",
        updated_at=datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC),
    )
    response = client.get("/impressum/")
    assertContains(response, "<h1>Impressum</h1>", html=True)
    assertContains(response, "<h2>Wer</h2>", html=True)
    assertContains(response, "<strong>Verein</strong>")
    assertContains(response, "12. März 2026")


def test_dangerous_text_comes_out_harmless(client, db):
    make_page(
        body="<script>alert(1)</script> [klick](javascript:alert(1)) "
        "![bild](https://fremd.example/x.png)"
    )
    response = client.get("/impressum/")
    assertNotContains(response, "<script>alert")
    assertNotContains(response, 'href="javascript:')
    assertNotContains(response, "<img")


def test_an_unknown_page_is_not_found(client, db):
    assert client.get("/gibt-es-nicht/").status_code == 404
