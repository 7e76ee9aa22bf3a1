import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertRedirects

from projects.models import (
    AccessToken,
    ChangeRequest,
    ContactMessage,
    Erasure,
    FaultReport,
    Lead,
    Mail,
    Scope,
    Steward,
    Submission,
)
from projects.stewardship import changes, personal_data
from projects.tokens import issue
from projects.worker import run_jobs
from tests.guarding import guard
from tests.stewardship.keeping import (
    NOW,
    OWNER,
    links,
    mails,
    make_kept_project,
    page_of,
)

URL = "/meine-daten/"
OTHER = "andere@example.org"


@pytest.fixture
def full(db):
    """Fill every table that keeps an address, for one person and for another."""
    project = make_kept_project()
    for number, email in enumerate((OWNER, OTHER)):
        more = {"project": project, "email": email}
        key = f"key {number}"
        Lead.objects.create(name="Kino", where="Zeitz", email=email, key=key)
        FaultReport.objects.create(text="Falsch", key=key, **more)
        ContactMessage.objects.create(
            name="Alma", text="Geheim", key=key, confirmed_at=NOW, **more
        )
    changes.ask(project.steward, {"tagline": ["Neu"]}, "", NOW)
    return project


def own_link(client):
    client.post(URL, {"email": OWNER} | guard("mailed link"))
    return links(mails("data_link")[-1])[0]


def test_the_link_goes_to_the_address_and_says_nothing_here(client, full):
    response = client.post(
        URL, {"email": "niemand@example.org"} | guard("mailed link"), follow=True
    )
    known = client.post(URL, {"email": OWNER} | guard("mailed link"), follow=True)
    assert response.text == known.text
    assert [mail.to for mail in mails("data_link")] == ["niemand@example.org", OWNER]
    client.post(URL, {"email": OWNER} | guard("mailed link"))
    assert len(mails("data_link")) == 2


def test_the_export_holds_everything_of_this_person_only(client, full):
    link = own_link(client)
    response = client.get(f"{link}export.json")
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    data = json.loads(response.content)
    assert data["adresse"] == OWNER
    kept = {name: len(rows) for name, rows in data.items() if name != "adresse"}
    assert kept == {
        "einsendungen": 1,
        "projekte": 1,
        "tipps": 1,
        "fehlermeldungen": 1,
        "nachrichten": 1,
        "mails": 1,
    }
    assert OTHER not in response.text


def test_deletion_leaves_no_trace_of_the_address(client, full):
    link = own_link(client)
    owned = page_of(full)
    assert client.post(link).status_code == 422
    assertRedirects(client.post(link, {"is_sure": "on"}), f"{URL}geloescht/")

    for model, field in [
        (Submission, "email"),
        (Steward, "email"),
        (Lead, "email"),
        (FaultReport, "email"),
        (ContactMessage, "email"),
        (Mail, "to"),
        (Mail, "reply_to"),
        (AccessToken, "email"),
    ]:
        assert not model.objects.filter(**{field: OWNER}).exists(), model
    assert Lead.objects.count() == FaultReport.objects.count() == 2
    assert ContactMessage.objects.get().email == OTHER
    assert client.get(link).status_code == 404
    assert client.get(owned).status_code == 404
    assert client.get("/projekte/solardach/").status_code == 200
    assert OWNER not in str(Erasure.objects.values().get())


def test_the_page_of_a_submission_opens_the_data_too(client, full):
    change = ChangeRequest.objects.get()
    token = issue(Scope.STATUS, submission=change, days=None)
    assertContains(client.get(f"{URL}{token}/"), "Alles löschen")


def test_entries_are_withdrawn_on_wish(client, full):
    link = own_link(client)
    client.post(link, {"is_sure": "on", "withdraw": "on"})
    assert client.get("/projekte/solardach/").status_code == 404


def test_addresses_and_messages_are_forgotten_in_time(full):
    run_jobs(NOW + datetime.timedelta(days=80))
    assert ContactMessage.objects.count() == 2
    run_jobs(NOW + datetime.timedelta(days=100))
    assert not ContactMessage.objects.exists()
    assert Lead.objects.filter(email=OWNER).exists()
    run_jobs(NOW + datetime.timedelta(days=370))
    assert not Lead.objects.exclude(email="").exists()
    assert not FaultReport.objects.exclude(email="").exists()
    assert Lead.objects.count() == 2


def test_an_unconfirmed_message_is_deleted(full):
    ContactMessage.objects.update(confirmed_at=None)
    run_jobs(NOW + datetime.timedelta(days=20))
    assert not ContactMessage.objects.exists()


def test_what_was_refused_is_deleted_in_time(full):
    changes.reject(ChangeRequest.objects.get(), "Werbung", NOW)
    run_jobs(NOW + datetime.timedelta(days=179))
    assert Submission.objects.exists()
    run_jobs(NOW + datetime.timedelta(days=181))
    assert not Submission.objects.exists()


def test_the_log_of_mails_is_deleted(full, client):
    own_link(client)
    Mail.objects.update(state="sent", created_at=NOW)
    personal_data.forget_mails(NOW + datetime.timedelta(days=179))
    assert Mail.objects.exists()
    personal_data.forget_mails(NOW + datetime.timedelta(days=181))
    assert not Mail.objects.exists()


def test_the_privacy_page_is_linked_where_data_are_asked_for(client, full):
    assertContains(client.get("/tipp/"), 'href="/datenschutz/"')


@given(email=st.text(max_size=40) | st.sampled_from([OWNER, "a@b", "\x00@b.de"]))
def test_no_address_breaks_the_forms_for_links(client, db, email):
    sent = {"email": email.encode(errors="replace").decode()}
    for address in (URL, "/mein-projekt/"):
        response = client.post(address, sent | guard("mailed link"))
        assert response.status_code in {302, 422, 429}
