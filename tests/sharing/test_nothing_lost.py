"""Reload, back, double click, two windows, a lost cookie: every word stays."""

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertRedirects

from projects.models import Mail, Submission
from tests.admin.typing_in import fields_of
from tests.guarding import guard
from tests.sharing.walking import (
    TYPED,
    YES,
    begin,
    confirm,
    last_mail,
    link_in,
    press,
    send,
    submit,
    walk,
)

pytestmark = pytest.mark.usefixtures("terms")


@pytest.mark.parametrize("step", [step for step in TYPED if step != "bilder"])
@pytest.mark.parametrize("ziel", ["weiter", "zurueck", "wer", "pruefen", "merken"])
def test_a_step_is_kept_whatever_button_is_pressed(client, step, ziel):
    begin(client)
    press(client, step, ziel, **TYPED[step])
    shown = fields_of(client.get(f"/teilen/{step}/"))
    for name, value in TYPED[step].items():
        assert shown[name] == (value if isinstance(value, list) else [value])


def test_what_is_wrong_is_kept_as_it_was_typed(client):
    begin(client)
    response = press(client, "was", name="x" * 400, website="kein link ()")
    assertContains(response, "Diese Angabe fehlt noch.", status_code=422)
    assertContains(response, 'href="#id_name"', status_code=422)
    shown = fields_of(client.get("/teilen/was/"))
    assert shown["name"] == ["x" * 400]
    assert shown["website"] == ["kein link ()"]


def test_a_reload_and_the_back_button_show_what_was_typed(client):
    begin(client)
    page = fields_of(client.get("/teilen/was/")) | TYPED["was"] | {"ziel": "weiter"}
    for _ in range(2):
        assertRedirects(client.post("/teilen/was/", page), "/teilen/wo/")
    assertContains(client.get("/teilen/was/"), "Ein Laden, der allen gehört")
    assert Submission.objects.count() == 1


def test_two_windows_with_different_fields_keep_both(client):
    begin(client)
    one = fields_of(client.get("/teilen/was/"))
    two = fields_of(client.get("/teilen/was/"))
    client.post("/teilen/was/", one | {"name": "Dorfladen", "ziel": "merken"})
    client.post("/teilen/was/", two | {"tagline": "Für alle", "ziel": "merken"})
    submission = Submission.objects.get()
    assert submission.name == "Dorfladen"
    assert submission.value("was", "tagline") == "Für alle"


def test_two_windows_with_the_same_field_show_the_other_text(client):
    begin(client)
    one = fields_of(client.get("/teilen/was/"))
    two = fields_of(client.get("/teilen/was/"))
    client.post("/teilen/was/", one | {"name": "Dorfladen", "ziel": "wo"})
    response = client.post("/teilen/was/", two | {"name": "Hofladen", "ziel": "wo"})
    assertContains(response, "In einem anderen Fenster", status_code=422)
    assertContains(response, "Dorfladen", status_code=422)
    assert Submission.objects.get().name == "Hofladen"


def test_a_double_click_sends_once(client):
    walk(client)
    click = guard("submission")
    for _ in range(3):
        assertRedirects(client.post("/teilen/pruefen/", click), "/teilen/fertig/")
    assert Submission.objects.count() == 1
    assert Mail.objects.count() == 1


def test_a_second_click_on_the_confirmation_changes_nothing(client):
    submit(client)
    before = Submission.objects.get().receipt
    assertContains(confirm(client), "Schon bestätigt")
    assert Submission.objects.get().receipt == before
    assert Mail.objects.filter(template="received").count() == 1


@pytest.mark.parametrize("token", ["", "abgelaufen"])
def test_no_token_in_a_form_can_expire(terms, token):
    client = Client(enforce_csrf_checks=True)
    begin(client)
    fields = TYPED["was"] | {"csrfmiddlewaretoken": token}
    assertRedirects(client.post("/teilen/was/", fields), "/teilen/wo/")
    assert Submission.objects.get().name == "Dorfladen Musterstedt"


def test_a_lost_cookie_loses_nothing_that_is_typed(client):
    begin(client)
    del client.cookies[settings.DRAFT_COOKIE]
    client.post("/teilen/was/", TYPED["was"])
    assertContains(client.get("/teilen/was/"), "Ein Laden, der allen gehört")


def test_the_questions_again_keep_the_draft(client):
    begin(client)
    press(client, "was", **TYPED["was"])
    assertContains(client.get("/teilen/"), "Dein Entwurf wartet")
    assertRedirects(client.post("/teilen/", YES), "/teilen/was/")
    assert Submission.objects.get().name == "Dorfladen Musterstedt"


def test_a_mailed_link_brings_the_draft_to_another_device(client):
    begin(client)
    response = press(
        client, "was", "spaeter", spaeter_email="anna@example.org", name="Dorfladen"
    )
    assertRedirects(response, "/teilen/spaeter/?schritt=was")
    link = link_in(last_mail("draft_link"), "teilen/weiter")

    phone = Client()
    assertContains(phone.get(link), "Weiterschreiben")
    assert settings.DRAFT_COOKIE not in phone.cookies
    phone.post(link)
    press(phone, "was", tagline="Vom Telefon")
    assertContains(client.get("/teilen/was/"), "Vom Telefon")


def test_a_wrong_address_for_the_link_keeps_the_step(client):
    begin(client)
    response = press(client, "was", "spaeter", spaeter_email="anna", name="Dorfladen")
    assertContains(response, "Gib die E-Mail-Adresse ein", status_code=422)
    assert Submission.objects.get().name == "Dorfladen"
    assert not Mail.objects.exists()


def test_a_change_between_sending_and_confirming_is_part_of_it(client):
    walk(client)
    send(client)
    press(client, "erfahrungen", experience_failed="Zu lange geöffnet.")
    confirm(client)
    submission = Submission.objects.get()
    assert submission.value("erfahrungen", "experience_failed") == "Zu lange geöffnet."
    assert submission.state == "submitted"


def test_what_became_incomplete_is_not_confirmed_and_not_lost(client):
    walk(client)
    send(client)
    press(client, "was", tagline="")
    assertContains(confirm(client), "Es fehlt noch etwas")
    press(client, "was", tagline="Wieder da")
    confirm(client)
    assert Submission.objects.get().state == "submitted"


def test_a_corrected_address_gets_its_own_mail(client):
    walk(client, wer={"email": "ana@example.org"})
    send(client)
    press(client, "wer", email="anna@example.org")
    send(client)
    addresses = Mail.objects.filter(template="confirm").values_list("to", flat=True)
    assert sorted(addresses) == ["ana@example.org", "anna@example.org"]


def test_a_late_window_still_shows_its_words(client):
    walk(client)
    page = fields_of(client.get("/teilen/was/"))
    send(client)
    confirm(client)
    response = client.post("/teilen/was/", page | {"name": "Ganz neuer Name"})
    assertContains(response, "Schon eingereicht", status_code=409)
    assertContains(response, "Ganz neuer Name", status_code=409)


def test_a_draft_is_deleted_on_wish(client):
    begin(client)
    client.post("/teilen/verwerfen/")
    assert not Submission.objects.exists()


def test_sending_too_fast_loses_nothing(client):
    walk(client)
    response = client.post("/teilen/pruefen/", guard("submission", seconds=0))
    assertContains(response, "Das ging sehr schnell", status_code=422)
    assertContains(response, "Dorfladen Musterstedt", status_code=422)


NAMES = [
    *("name", "tagline", "description", "themes", "website", "is_statewide", "city"),
    *("postal_code", "street", "only_place", "latitude", "longitude", "precision"),
    *("organisation", "email", "stage", "reach", "uses_technology", "started_year"),
    *("ended_year", "goals", "experience_worked", "open_to_copy", "speaks_for_it"),
    *("consent", "fassung", "ziel", "spot", "spaeter_email", "may_show", "bild"),
]
words = st.text(max_size=60) | st.sampled_from(
    ["\0", "a" * 9_000, "nan", "inf", "1e400", "-1", "51.5", "11.5", "http://[", "\r\n"]
)
typed = st.dictionaries(st.sampled_from(NAMES), words | st.lists(words, max_size=3))


@given(step=st.sampled_from(sorted(TYPED)), typed=typed)
def test_no_input_breaks_a_step_or_is_lost(client, step, typed):
    begin(client)
    response = client.post(f"/teilen/{step}/", typed)
    assert response.status_code in {204, 302, 422}
    submission = Submission.objects.latest("pk")
    point = {"latitude", "longitude", "precision"} if step == "wo" else set()
    for name, values in submission.data.get(step, {}).items():
        if name in typed and name not in point:
            sent = typed[name] if isinstance(typed[name], list) else [typed[name]]
            kept = [value.replace("\0", "") for value in sent]
            assert [v for v in values if v] == [v for v in kept if v]
    for address in (f"/teilen/{step}/", "/teilen/pruefen/"):
        assert client.get(address).status_code == 200


@given(typed=st.dictionaries(st.sampled_from(list(YES)), words))
def test_no_answer_breaks_the_questions(client, typed):
    assert client.post("/teilen/", typed).status_code in {200, 302, 422}
