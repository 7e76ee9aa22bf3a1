"""A year and more of an entry that nobody answers for, and of one that is kept."""

import datetime

import pytest
from pytest_django.asserts import assertContains

from projects.models import Lifecycle, Mail, Status, Steward
from projects.stewardship import reminders
from projects.worker import run_jobs
from tests.factories import make_project
from tests.stewardship.keeping import (
    NOW,
    OWNER,
    TODAY,
    links,
    mails,
    make_kept_project,
    page_of,
    steward_of,
)


def after(days):
    return NOW + datetime.timedelta(days=days)


@pytest.fixture
def solardach(db):
    return make_kept_project()


def test_asks_once_a_year_with_three_answers(client, solardach):
    assert reminders.run(after(364)) == 0
    assert reminders.run(after(365)) == 1
    assert reminders.run(after(365)) == 0
    (mail,) = mails("reminder")
    assert mail.to == OWNER
    answers = [link.rsplit("/", 2)[1] for link in links(mail)]
    assert answers == ["stimmt", "aendern", "beendet", "abbestellen"]
    assert "verblasst" not in mail.body_text


def test_without_an_answer_it_fades_and_is_archived(client, admin_client, solardach):
    asked = [day for day in range(900) if reminders.run(after(day))]
    assert asked == [365, 395, 425, 455, 820]
    subjects = [mail.subject for mail in Mail.objects.order_by("pk")]
    assert subjects == [
        "Stimmt „Solardach“ noch?",
        "Noch einmal: Stimmt „Solardach“ noch?",
        "Noch einmal: Stimmt „Solardach“ noch?",
        "Dein Steckbrief ist verblasst",
        "Dein Steckbrief ist im Archiv",
    ]
    assert (
        "verblasst der Steckbrief am 20. Februar 2028" in mails("reminder")[2].body_text
    )
    assert client.get("/projekte/solardach/").status_code == 404


def test_a_faded_entry_says_so_and_stands_behind_the_others(client, solardach):
    make_project("Zzz")
    for day in (365, 395, 425, 455):
        reminders.run(after(day))
    assertContains(
        client.get("/projekte/solardach/"), "Dieser Steckbrief ist verblasst"
    )
    page = client.get("/projekte/?sortierung=name").text
    assert page.index("/projekte/zzz/") < page.index("/projekte/solardach/")


@pytest.mark.parametrize("days", [(365, 395, 425, 455), (365, 395, 425, 455, 820)])
def test_an_answer_brings_it_back(client, solardach, days):
    for day in days:
        reminders.run(after(day))
    client.post(page_of(solardach), {"tat": "stimmt"})
    solardach.refresh_from_db()
    assert solardach.status == Status.PUBLISHED
    steward = steward_of(solardach)
    assert steward.asked == 0
    assert steward.due_on == datetime.date.today() + datetime.timedelta(days=365)


def test_opening_a_link_of_the_mail_confirms_nothing(client, solardach):
    reminders.run(after(365))
    holds = links(mails("reminder")[0])[0]
    assertContains(client.get(holds), "Ja, stimmt noch")
    assert steward_of(solardach).asked == 1
    response = client.post(holds, follow=True)
    assertContains(response, "gilt als geprüft")
    assert steward_of(solardach).asked == 0


def test_the_other_answers_lead_where_they_say(client, solardach):
    reminders.run(after(365))
    _, change, ended, stop = links(mails("reminder")[0])
    assertContains(client.get(change, follow=True), "Änderung abschicken")
    assertContains(client.get(ended, follow=True), "Als beendet eintragen")
    client.get(stop)
    assert steward_of(solardach).wants_reminders
    client.post(stop)
    assert not steward_of(solardach).wants_reminders
    assert client.get(change.replace("aendern", "unsinn")).status_code == 404


def test_without_reminders_it_fades_silently_at_the_same_time(solardach):
    steward_of(solardach).want_reminders(False)
    assert [day for day in range(900) if reminders.run(after(day))] == [455, 820]
    assert not Mail.objects.exists()


def test_who_wants_them_again_is_reminded_again(solardach):
    reminders.run(after(365))
    steward_of(solardach).want_reminders(False)
    steward_of(solardach).want_reminders(True)
    reminders.run(after(366))
    assert len(mails("reminder")) == 2


def test_who_the_staff_asked_meanwhile_is_asked_a_year_later(solardach):
    solardach.checked_on = TODAY + datetime.timedelta(days=200)
    solardach.save()
    assert [day for day in range(600) if reminders.run(after(day))][:1] == [565]


def test_an_ended_or_hidden_entry_is_left_alone(db):
    ended = make_kept_project("Beendet")
    ended.lifecycle = Lifecycle.ENDED
    ended.save()
    hidden = make_kept_project("Versteckt")
    hidden.take_back(Status.WITHDRAWN)
    for day in range(350, 900, 10):
        reminders.run(after(day))
    assert not Mail.objects.exists()
    ended.refresh_from_db()
    hidden.refresh_from_db()
    assert (ended.status, hidden.status) == (Status.PUBLISHED, Status.WITHDRAWN)


def test_an_entry_published_again_is_asked_again(solardach):
    for day in (365, 395, 425, 455, 820):
        reminders.run(after(day))
    solardach.refresh_from_db()
    solardach.publish()
    solardach.checked_on = TODAY + datetime.timedelta(days=900)
    solardach.save()
    reminders.run(after(901))
    assert steward_of(solardach).due_on == TODAY + datetime.timedelta(days=900 + 365)


def test_periods_are_settings(solardach, settings):
    settings.REMINDER_DAYS, settings.FOLLOW_UPS = 10, 1
    settings.FOLLOW_UP_DAYS = settings.FADE_DAYS = settings.ARCHIVE_DAYS = 2
    Steward.objects.get().schedule(TODAY)
    assert [day for day in range(60) if reminders.run(after(day))] == [10, 12, 14, 16]


def test_staff_see_what_happens_when(admin_client, solardach):
    page = admin_client.get("/admin/projects/steward/")
    assertContains(page, "Erinnerung")
    assertContains(page, "22. November 2027")
    reminders.run(after(365))
    assertContains(admin_client.get("/admin/projects/steward/"), "1. Nachfrage")


def test_the_worker_reminds(solardach):
    run_jobs(after(365))
    assert len(mails("reminder")) == 1
