import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from projects.models import ChangeRequest, Lifecycle, Status
from projects.stewardship import changes
from projects.worker import run_jobs
from tests.guarding import guard
from tests.stewardship.keeping import (
    NOW,
    OWNER,
    links,
    mails,
    make_kept_project,
    page_of,
    steward_of,
)

STEP = "/admin/projects/changerequest/"


@pytest.fixture
def solardach(db):
    return make_kept_project(
        checked_on=datetime.date(2025, 1, 1), started_year=2016, offers="Führungen"
    )


@pytest.fixture
def own_page(solardach):
    return page_of(solardach)


def typed(project, **fields):
    values = changes.values_of(project) | {
        name: [value] for name, value in fields.items()
    }
    return {name: value for name, value in values.items() if value}


def test_the_page_belongs_to_who_has_the_link(client, own_page):
    response = client.get(own_page)
    assertContains(response, "Solardach")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert client.get("/mein-projekt/falsch/").status_code == 404


def test_one_click_confirms_the_entry(client, solardach, own_page):
    response = client.post(own_page, {"tat": "stimmt"}, follow=True)
    assertContains(response, "gilt als geprüft")
    solardach.refresh_from_db()
    assert solardach.checked_on == datetime.date.today()
    assertContains(client.get("/projekte/solardach/"), "durch den Träger")


def test_a_change_waits_for_the_staff(client, solardach, own_page):
    sent = typed(solardach, tagline="Strom von allen Dächern", offers="")
    response = client.post(f"{own_page}aendern/", sent, follow=True)
    assertContains(response, "Die Redaktion sieht deine Änderung an")
    solardach.refresh_from_db()
    assert solardach.tagline == "Strom vom Dach der Schule"
    change = ChangeRequest.objects.get()
    assert change.changes == {"tagline": ["Strom von allen Dächern"], "offers": [""]}
    assert change.receipt
    assertContains(client.get(own_page), change.receipt)


def test_staff_see_the_difference_and_take_it_over(
    client, admin_client, solardach, own_page
):
    sent = typed(solardach, tagline="Strom von allen Dächern")
    client.post(f"{own_page}aendern/", sent)
    change = ChangeRequest.objects.get()
    shown = admin_client.get(f"{STEP}{change.pk}/change/")
    assertContains(shown, "<del>")
    assertContains(shown, "<ins>")

    solardach.seeks = "Was die Redaktion inzwischen schrieb"
    solardach.save()
    admin_client.post(f"{STEP}{change.pk}/entscheiden/", {"uebernehmen": "ja"})

    solardach.refresh_from_db()
    assert solardach.tagline == "Strom von allen Dächern"
    assert solardach.seeks == "Was die Redaktion inzwischen schrieb"
    assert mails("change_taken")[0].to == OWNER
    assertContains(client.get("/projekte/solardach/"), "Strom von allen Dächern")
    assertContains(client.get(own_page), "übernommen")


def test_staff_refuse_with_a_reason(client, admin_client, solardach, own_page):
    client.post(f"{own_page}aendern/", typed(solardach, tagline="Kauft bei uns"))
    change = ChangeRequest.objects.get()
    decide = f"{STEP}{change.pk}/entscheiden/"
    admin_client.post(decide, {"ablehnen": "ja", "reason": ""})
    assert not mails("change_refused")
    admin_client.post(decide, {"ablehnen": "ja", "reason": "Das ist Werbung."})
    assert "Das ist Werbung." in mails("change_refused")[0].body_text
    admin_client.post(decide, {"uebernehmen": "ja"})
    solardach.refresh_from_db()
    assert solardach.tagline == "Strom vom Dach der Schule"
    assertContains(client.get(own_page), "Das ist Werbung.")


def test_a_double_click_asks_once(client, solardach, own_page):
    sent = typed(solardach, tagline="Strom von allen Dächern")
    client.post(f"{own_page}aendern/", sent)
    client.post(f"{own_page}aendern/", sent)
    assert ChangeRequest.objects.count() == 1


def test_nothing_changed_asks_for_nothing(client, solardach, own_page):
    shown = client.get(f"{own_page}aendern/")
    assertContains(shown, 'value="Strom vom Dach der Schule"')
    response = client.post(f"{own_page}aendern/", typed(solardach), follow=True)
    assertContains(response, "nichts geändert")
    assert not ChangeRequest.objects.exists()


def test_a_mistake_keeps_every_word(client, solardach, own_page):
    sent = typed(solardach, tagline="Neu", description="Lang und neu", ended_year="12")
    response = client.post(f"{own_page}aendern/", sent)
    assertContains(response, "Lang und neu", status_code=422)
    assertContains(response, 'value="12"', status_code=422)
    assertContains(response, 'href="#id_ended_year"', status_code=422)


def test_a_change_is_no_new_submission_for_the_worker(client, solardach, own_page):
    client.post(f"{own_page}aendern/", typed(solardach, tagline="Neu und besser"))
    run_jobs(NOW)
    assert ChangeRequest.objects.get().is_waiting


def test_the_end_is_shown_and_nobody_is_asked_again(client, solardach, own_page):
    response = client.post(f"{own_page}beendet/", {"ended_year": "2010"})
    assertContains(response, "Begonnen hat es 2016", status_code=422)
    client.post(f"{own_page}beendet/", {"ended_year": "2026"})
    solardach.refresh_from_db()
    assert (solardach.lifecycle, solardach.ended_year) == (Lifecycle.ENDED, 2026)
    assert steward_of(solardach).due_on is None
    assertContains(client.get("/projekte/solardach/"), "Dieses Projekt ist beendet")


def test_where_it_was_copied_reaches_the_staff(client, admin_client, own_page):
    client.post(f"{own_page}nachgemacht/", {"where": "2025 in Tangerhütte"})
    change = ChangeRequest.objects.get()
    shown = admin_client.get(f"{STEP}{change.pk}/change/")
    assertContains(shown, "2025 in Tangerhütte")


def test_a_withdrawn_consent_empties_every_page(client, solardach, own_page):
    assert client.post(f"{own_page}zurueckziehen/").status_code == 422
    response = client.post(f"{own_page}zurueckziehen/", {"is_sure": "on"}, follow=True)
    assertContains(response, "nicht mehr auf der Website")
    assert client.get("/projekte/solardach/").status_code == 404
    assertNotContains(client.get("/projekte/"), 'href="/projekte/solardach/"')
    assert mails("withdrawn")[0].to == OWNER
    client.post(own_page, {"tat": "stimmt"})
    solardach.refresh_from_db()
    assert solardach.status == Status.WITHDRAWN


def test_a_lost_link_goes_to_the_stored_address_only(client, solardach, own_page):
    unknown = {"email": "fremd@example.org"}
    answer = client.post("/mein-projekt/", unknown | guard("mailed link"), follow=True)
    assert not mails("owner_link")
    known = {"email": OWNER.upper()}
    same = client.post("/mein-projekt/", known | guard("mailed link"), follow=True)
    assert answer.text == same.text
    (mail,) = mails("owner_link")
    assert mail.to == OWNER
    (link,) = links(mail)
    assert client.get(link).status_code == 200
    assert client.get(own_page).status_code == 404

    client.post("/mein-projekt/", known | guard("mailed link"))
    assert len(mails("owner_link")) == 1


texts = st.text(max_size=80) | st.sampled_from(["\x00", "a" * 6_000, "<b>", "99999999"])


@given(
    fields=st.dictionaries(
        st.sampled_from(list(changes.EditForm.base_fields)), texts, max_size=6
    ),
    part=st.sampled_from(["", "aendern/", "beendet/", "nachgemacht/"]),
)
def test_no_text_breaks_a_page_of_the_owner(client, solardach, fields, part):
    own_page = page_of(solardach)
    sent = typed(solardach) | {
        name: text.encode(errors="replace").decode() for name, text in fields.items()
    }
    sent |= {"where": fields.get("note", ""), "tat": fields.get("name", "")}
    response = client.post(f"{own_page}{part}", sent)
    assert response.status_code in {302, 404, 422}
    if response.status_code == 422:
        assert "<b>" not in response.text
    for change in ChangeRequest.objects.all():
        changes.differences(change)


def test_a_reader_finds_the_way_to_a_new_link(client, solardach):
    assertContains(client.get("/projekte/solardach/fehler/"), 'href="/mein-projekt/"')
    response = client.get("/mein-projekt/falsch/aendern/")
    assertContains(response, 'href="/mein-projekt/"', status_code=404)


def test_links_of_a_page_lead_on(client, own_page):
    for part in ("aendern/", "beendet/", "nachgemacht/", "zurueckziehen/"):
        assertContains(client.get(own_page), f'href="{own_page}{part}"')
        assert client.get(f"{own_page}{part}").status_code == 200


def test_mails_can_be_turned_off_and_on(client, solardach, own_page):
    client.post(own_page, {"tat": "nachricht-aus"})
    client.post(own_page, {"tat": "erinnerung-aus"})
    steward = steward_of(solardach)
    assert (steward.wants_messages, steward.wants_reminders) == (False, False)
    assertRedirects(
        client.post(own_page, {"tat": "erinnerung-an"}),
        f"{own_page}?getan=erinnerung-an",
    )
    assert steward_of(solardach).wants_reminders
