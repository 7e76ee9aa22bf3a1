"""From the rules to the confirmed submission."""

import pytest
from django.conf import settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from projects.models import Mail, Submission
from tests.factories import make_project
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


def test_the_rules_come_first_and_set_no_cookie(client):
    response = client.get("/teilen/")
    assertContains(response, "Was auf die Landkarte gehört")
    assertContains(response, "Drei Fragen vorweg")
    assert not response.cookies
    assert not Submission.objects.exists()


def test_three_times_yes_leads_to_the_first_step(client):
    assertRedirects(begin(client), "/teilen/was/")
    cookie = client.cookies[settings.DRAFT_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 30 * 24 * 60 * 60


@pytest.mark.parametrize("question", YES)
def test_a_no_is_explained_and_leads_to_the_tip(client, question):
    response = client.post("/teilen/", YES | {question: "nein"})
    assertContains(response, "Für die Landkarte passt es so noch nicht")
    assertContains(response, 'href="/tipp/"')
    assert not Submission.objects.exists()


def test_a_question_without_an_answer_is_named(client):
    response = client.post("/teilen/", {"solves": "ja"})
    assertContains(response, "Antworte mit Ja oder Nein.", status_code=422)
    assertContains(response, 'href="#id_is_new_0"', status_code=422)


@pytest.mark.parametrize("step", TYPED)
def test_a_step_without_a_draft_leads_to_the_rules(client, step):
    assertRedirects(client.get(f"/teilen/{step}/"), "/teilen/")


def test_the_summary_shows_everything_that_was_typed(client):
    response = walk(client)
    for words in [
        *("Dorfladen Musterstedt", "Ein Laden, der allen gehört", "Testfeld"),
        *("Der letzte Laden schloss 2010.", "Dorfverein e. V.", "anna@example.org"),
        *("Erste Umsetzung", "2013", "Alle packen an.", "Musterkreis"),
    ]:
        assertContains(response, words)
    assertContains(response, "Absenden")


def test_what_is_missing_is_named_with_a_link_and_cannot_be_sent(client):
    begin(client)
    press(client, "was", name="Dorfladen")
    response = client.get("/teilen/pruefen/")
    assertContains(response, 'href="/teilen/was/#id_tagline"')
    assertContains(response, 'href="/teilen/einwilligung/#id_consent"')
    send(client)
    assert Submission.objects.get().state == "draft"
    assert not Mail.objects.exists()


def test_staff_see_a_submission_only_when_its_address_is_confirmed(
    client, admin_client
):
    listed = "/admin/projects/submission/"
    walk(client)
    assertRedirects(send(client), "/teilen/fertig/")
    assertContains(client.get("/teilen/fertig/"), "anna@example.org")
    assertNotContains(admin_client.get(listed), "Dorfladen Musterstedt")

    confirm(client)
    assertContains(admin_client.get(listed), "Dorfladen Musterstedt")


def test_opening_the_link_confirms_nothing(client):
    walk(client)
    send(client)
    link = link_in(last_mail("confirm"), "teilen/bestaetigen")
    for _ in range(3):
        assertContains(client.get(link), "Ja, einreichen")
    client.head(link)
    assert Submission.objects.get().state == "unconfirmed"


def test_the_confirmation_leads_to_the_status_and_is_mailed(client):
    response = submit(client)
    submission = Submission.objects.get()
    assertContains(response, submission.receipt)
    assertContains(response, "eingegangen")
    mail = last_mail("received")
    assert mail.to == "anna@example.org"
    assert submission.receipt in mail.body_text
    assertContains(client.get(link_in(mail, "stand")), "Dorfladen Musterstedt")


def test_the_consent_is_kept_with_its_wording(client):
    submit(client)
    submission = Submission.objects.get()
    assert submission.consent_version
    assert "veröffentlicht werden" in submission.consent_text
    assert submission.consent_at


def test_pages_of_one_person_are_kept_by_nobody(client):
    submit(client)
    addresses = [
        link_in(last_mail("received"), "stand"),
        link_in(last_mail("confirm"), "teilen/bestaetigen"),
        "/teilen/fertig/",
    ]
    for address in addresses:
        assert "no-store" in client.get(address)["Cache-Control"]
    for address in addresses[:2]:
        response = client.get(address)
        assert response["Referrer-Policy"] == "no-referrer"
        assertContains(response, 'name="robots" content="noindex"')


@pytest.mark.parametrize(
    "address", ["/stand/x/", "/teilen/weiter/x/", "/teilen/bestaetigen/x/"]
)
def test_a_wrong_link_says_what_to_do(client, address):
    assertContains(client.get(address), "Dieser Link gilt nicht mehr", status_code=404)
    assert client.post(address).status_code == 404


def test_a_similar_project_is_named_and_stops_nobody(client):
    make_project("Dorfladen Musterstadt")
    begin(client)
    assertRedirects(press(client, "was", **TYPED["was"]), "/teilen/wo/")
    assertContains(client.get("/teilen/was/"), "Vielleicht steht es schon auf der")
    assertContains(
        client.get("/teilen/was/"), 'href="/projekte/dorfladen-musterstadt/"'
    )
    assert Submission.objects.get().duplicates[0]["why"] == "ähnlicher Name"


def test_the_hint_comes_while_somebody_types(client):
    make_project("Ganz anders", website="https://www.example.org/laden/")
    response = client.get(
        "/teilen/aehnlich/", {"name": "x", "website": "example.org/laden"}
    )
    assertContains(response, "gleiche Webseite")


def test_a_form_from_elsewhere_touches_no_draft(client):
    begin(client)
    for header in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ):
        client.post("/teilen/was/", {"name": "Fremd"}, headers=header)
        client.post("/teilen/verwerfen/", headers=header)
    assert Submission.objects.get().name == ""
