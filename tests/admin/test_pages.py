import pytest
from pytest_django.asserts import assertContains, assertNotContains

from knowledge.models import Page
from tests.admin.typing_in import save
from tests.factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

URL = "/admin/knowledge/page/"


def change(page):
    return f"{URL}{page.pk}/change/"


def test_a_changed_text_is_shown_and_dated(admin_client):
    page = make_page("impressum")
    before = page.updated_at

    save(admin_client, change(page), body="# Wer wir sind\n\nEin **Verein**.")

    assertContains(admin_client.get("/impressum/"), "<strong>Verein</strong>")
    page.refresh_from_db()
    assert page.updated_at > before


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("## Zu tief", "Die Überschriften überspringen eine Ebene."),
        ("# Eins\n\n### Drei", "Die Überschriften überspringen eine Ebene."),
        ("Hier ist ein Link: [](/kontakt/)", "Ein Link hat keinen Text."),
    ],
)
def test_what_not_everybody_could_read_is_refused(admin_client, body, message):
    page = make_page("impressum")

    answer = save(admin_client, change(page), body=body)

    assertContains(answer, message)
    assert Page.objects.get().body == "Ein Text."


def test_ordered_headings_are_taken(admin_client):
    page = make_page("impressum")
    body = "# Eins\n\n## Zwei\n\n### Drei\n\n# Wieder eins\n\n[Kontakt](/kontakt/)"

    save(admin_client, change(page), body=body)

    assert Page.objects.get().body == body


def test_pages_are_neither_moved_nor_deleted(admin_client):
    page = make_page("impressum")

    form = admin_client.get(change(page))
    assertNotContains(form, 'name="slug"')
    assertContains(form, 'href="/impressum/"')
    answer = admin_client.post(f"{URL}{page.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Page.objects.exists()
