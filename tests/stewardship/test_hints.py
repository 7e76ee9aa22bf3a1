import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from projects.models import ContactMessage, FaultReport, Lead, Mail
from tests.factories import make_project
from tests.guarding import guard
from tests.stewardship.keeping import OWNER, links, mails, make_kept_project

TIP = "/tipp/"
FAULT = "/projekte/solardach/fehler/"
CONTACT = "/projekte/solardach/kontakt/"
TIPPED = {"name": "Dorfkino", "where": "Deersheim", "why": "", "email": ""}
FAULTY = {"text": "Der Laden ist umgezogen.", "source": "", "email": ""}
WRITTEN = {
    "name": "Alma",
    "email": "alma@example.org",
    "text": "Dürfen wir euch besuchen?",
}


@pytest.fixture
def solardach(db):
    return make_kept_project()


def test_a_tip_waits_for_the_staff_and_is_no_entry(client, db):
    response = client.post(TIP, TIPPED | guard("tip"))
    assertRedirects(response, "/tipp/danke/")
    lead = Lead.objects.get()
    assert (lead.name, lead.where, lead.state) == ("Dorfkino", "Deersheim", "new")
    assertNotContains(client.get("/projekte/"), "Dorfkino")


def test_a_tip_sent_by_a_double_click_is_kept_once(client, db):
    sent = TIPPED | guard("tip")
    client.post(TIP, sent)
    assertRedirects(client.post(TIP, sent), "/tipp/danke/")
    assert Lead.objects.count() == 1


def test_a_tip_changed_after_going_back_is_kept_too(client, db):
    sent = TIPPED | guard("tip")
    client.post(TIP, sent)
    client.post(TIP, sent | {"why": "Das fiel mir noch ein."})
    assert Lead.objects.filter(why="Das fiel mir noch ein.").exists()


def test_a_tip_without_a_place_keeps_what_was_typed(client, db):
    response = client.post(TIP, TIPPED | {"where": ""} | guard("tip"))
    assertContains(response, 'value="Dorfkino"', status_code=422)
    assertContains(response, 'href="#id_where"', status_code=422)
    assert not Lead.objects.exists()


def test_a_flood_from_one_address_is_held_off_and_loses_no_text(client, db):
    for number in range(40):
        sent = TIPPED | {"name": f"Projekt {number}"} | guard("tip")
        response = client.post(TIP, sent)
    assert response.status_code == 429
    assertContains(response, 'value="Projekt 39"', status_code=429)
    assert Lead.objects.count() == 30


def test_a_tip_full_of_links_is_refused(client, db):
    spam = {"why": "https://a.example " * 4}
    response = client.post(TIP, TIPPED | spam | guard("tip"))
    assertContains(response, "höchstens 3 Links", status_code=422)
    assert not Lead.objects.exists()


def test_open_forms_set_no_cookie_and_need_none(client, solardach):
    for address in (TIP, FAULT, CONTACT, "/mein-projekt/", "/meine-daten/"):
        response = client.get(address)
        assert not response.cookies, address
        assert "no-store" in response["Cache-Control"]


def test_the_steckbrief_leads_to_both_forms(client, solardach):
    page = client.get("/projekte/solardach/")
    assertContains(page, f'href="{FAULT}"')
    assertContains(page, f'href="{CONTACT}"')


def test_a_fault_reaches_the_staff_with_its_project(client, solardach):
    response = client.post(FAULT, FAULTY | guard("fault"))
    assertRedirects(response, f"{FAULT}danke/")
    report = FaultReport.objects.get()
    assert (report.project, report.text) == (solardach, "Der Laden ist umgezogen.")


@pytest.mark.parametrize("address", [FAULT, CONTACT, f"{FAULT}danke/"])
def test_what_is_not_public_takes_no_form(client, db, address):
    make_project("Solardach", status="draft")
    assert client.get(address).status_code == 404


def test_a_message_leaves_only_after_the_sender_confirmed(client, solardach):
    assertRedirects(
        client.post(CONTACT, WRITTEN | guard("contact")), f"{CONTACT}danke/"
    )
    (asked,) = mails("contact_confirm")
    assert asked.to == "alma@example.org"
    assert "besuchen" not in asked.body_text
    (link,) = links(asked)

    assertContains(client.get(link), "Dürfen wir euch besuchen?")
    assert not mails("contact")

    assertRedirects(client.post(link), link)
    (passed,) = mails("contact")
    assert (passed.to, passed.reply_to) == (OWNER, "alma@example.org")
    assert "Dürfen wir euch besuchen?" in passed.body_text
    (copy,) = mails("contact_copy")
    assert copy.to == "alma@example.org"
    assert OWNER not in copy.body_text + copy.body_html

    client.post(link)
    assert len(mails("contact")) == 1


def test_a_message_to_nobody_known_waits_for_the_staff(client, admin_client, db):
    make_project("Solardach")
    client.post(CONTACT, WRITTEN | guard("contact"))
    client.post(links(mails("contact_confirm")[0])[0])
    assert not mails("contact")
    assert not ContactMessage.objects.get().is_relayed
    page = admin_client.get("/admin/projects/contactmessage/")
    assertContains(page, "Alma")


def test_who_wants_no_messages_gets_none(client, solardach):
    solardach.steward.want_messages(False)
    client.post(CONTACT, WRITTEN | guard("contact"))
    client.post(links(mails("contact_confirm")[0])[0])
    assert not mails("contact")
    assert len(mails("contact_copy")) == 1


def test_a_double_click_sends_one_mail(client, solardach):
    sent = WRITTEN | guard("contact")
    client.post(CONTACT, sent)
    client.post(CONTACT, sent)
    assert len(mails("contact_confirm")) == 1


def test_nobody_can_fill_the_letter_box_of_another(client, solardach):
    for number in range(8):
        sent = WRITTEN | {"text": f"Nachricht {number}"} | guard("contact")
        client.post(CONTACT, sent)
    assert len(mails("contact_confirm")) == 5


def test_no_header_gets_in_through_a_field(client, solardach):
    bad = {"email": "a@example.org\nBcc: b@example.org"}
    response = client.post(CONTACT, WRITTEN | bad | guard("contact"))
    assert response.status_code == 422
    two_lines = {"name": "Alma\r\nBcc: b@example.org"}
    response = client.post(CONTACT, WRITTEN | two_lines | guard("contact"))
    assert response.status_code == 422
    assert not Mail.objects.exists()


def test_no_page_shows_the_address(client, solardach):
    for address in ("/projekte/solardach/", "/projekte/solardach.json", CONTACT, FAULT):
        assertNotContains(client.get(address), OWNER)


anything = st.text(max_size=60) | st.sampled_from(
    ["\x00", "\ud800", "a" * 9_000, "<script>alert(1)</script>", "\r\nBcc: x@y.de"]
)
FORMS = [
    (TIP, "tip", Lead, ["name", "where", "why", "email"]),
    (FAULT, "fault", FaultReport, ["text", "source", "email"]),
    (CONTACT, "contact", ContactMessage, ["name", "email", "text"]),
]


@given(
    chosen=st.sampled_from(FORMS),
    texts=st.lists(anything, min_size=4, max_size=4),
    good=st.booleans(),
)
def test_no_text_breaks_a_form_or_is_lost(client, solardach, chosen, texts, good):
    address, scope, model, names = chosen
    sent = dict(zip(names, texts, strict=False))
    sent = {name: text.replace("\ud800", "�") for name, text in sent.items()}
    if good:
        sent["email"] = "a@example.org"
    before = model.objects.count()
    response = client.post(address, sent | guard(scope))
    assert response.status_code in {302, 422, 429}
    if response.status_code == 302:
        assert model.objects.count() >= before
        return
    assert "<script>alert(1)" not in response.text
    for name, text in sent.items():
        if text.strip() and "\x00" not in text and text.isalnum() and text.isascii():
            assert text in response.text, name
