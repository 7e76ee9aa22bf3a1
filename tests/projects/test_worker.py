import datetime
import smtplib
import threading

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from projects import outbox, worker
from projects.models import Attempt, Change, Mail, Project, Version
from projects.models.version import CHANGES_KEPT
from tests.factories import make_project

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


class Down(BaseEmailBackend):
    """A mail server that refuses everything and quotes the address."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (450, b"spaeter")})


class Unwilling(BaseEmailBackend):
    """A mail server that knows for good that there is no such address."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"unbekannt")})


@pytest.fixture(autouse=True)
def letter(settings, tmp_path):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "letter.txt").write_text("Guten Tag")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Down"


def post(to="ada@example.org", **options):
    options = {"not_before": NOW, **options}
    return outbox.post(to, "Betreff", "letter", {}, reason="Ein Test.", **options)


def minutes(count):
    return datetime.timedelta(minutes=count)


def test_a_mail_is_sent_once(mailoutbox):
    mail = post()

    assert worker.send_mails(NOW) == 1
    assert worker.send_mails(NOW + minutes(60 * 24)) == 0
    assert len(mailoutbox) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.sent_at) == ("sent", 1, NOW)


def test_two_workers_never_hold_the_same_mail():
    post("ada@example.org")
    post("bob@example.org")

    held = [worker.claim_mail(NOW) for _ in range(3)]

    assert [mail and mail.to for mail in held] == [
        "ada@example.org",
        "bob@example.org",
        None,
    ]


def test_what_a_killed_worker_held_is_sent_later_under_the_same_name(mailoutbox):
    post()
    killed = worker.claim_mail(NOW)

    assert worker.send_mails(NOW + minutes(9)) == 0
    assert worker.send_mails(NOW + minutes(10)) == 1
    assert mailoutbox[0].extra_headers["Message-ID"] == killed.message_id


def test_mails_have_different_names():
    assert post().message_id != post().message_id


def test_a_refused_mail_is_tried_again_later_and_later(no_mail_server):
    mail = post()
    pauses, moment = [], NOW
    while mail.state == "queued":
        worker.send_mails(moment)
        mail.refresh_from_db()
        pauses.append((mail.not_before - moment) // minutes(1))
        moment = mail.not_before

    assert pauses[:5] == [1, 2, 4, 8, 16]
    assert max(pauses) == 6 * 60
    assert (mail.state, mail.attempts) == ("failed", worker.MOST_ATTEMPTS)
    assert "SMTPRecipientsRefused" in mail.last_error


def test_a_mail_that_fails_holds_up_no_other(no_mail_server):
    mails = [post(), post()]
    worker.send_mails(NOW)

    for mail in mails:
        mail.refresh_from_db()
        assert mail.attempts == 1


def test_an_address_that_does_not_exist_is_not_tried_again(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unwilling"
    mail = post()
    worker.send_mails(NOW)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", 1)


def test_no_address_reaches_the_log(no_mail_server, caplog):
    post()
    worker.send_mails(NOW)

    assert "SMTPRecipientsRefused" in caplog.text
    assert "ada@example.org" not in caplog.text


def test_the_text_of_a_mail_is_deleted_after_thirty_days():
    sent, waiting = post(), post(not_before=NOW + minutes(60 * 24 * 365))
    written = timezone.now()
    worker.send_mails(NOW)

    worker.run_once(written + datetime.timedelta(days=29))
    sent.refresh_from_db()
    assert sent.body_text

    worker.run_once(written + datetime.timedelta(days=31))
    for mail in (sent, waiting):
        mail.refresh_from_db()
    assert (sent.body_text, sent.body_html) == ("", "")
    assert waiting.body_text


def test_changes_that_no_process_needs_are_forgotten(client):
    project = make_project("Solardach")
    Version.objects.update(number=Version.current() + CHANGES_KEPT)
    Project.objects.filter(pk=project.pk).update(tagline="Strom vom Dach")

    worker.run_jobs(NOW)

    assert list(Change.objects.values_list("project_id", flat=True)) == [project.pk]
    assert "Strom vom Dach" in client.get("/projekte/").text


def test_counted_attempts_are_forgotten_after_a_day():
    for days in (0, 1, 2):
        Attempt.add("tip", "somebody", NOW - datetime.timedelta(days=days))

    worker.run_jobs(NOW)

    assert Attempt.objects.count() == 2


def test_a_job_that_fails_keeps_no_other_from_running(monkeypatch, mailoutbox):
    def broken(now):
        raise RuntimeError

    monkeypatch.setattr(worker, "JOBS", [("Kaputt", broken), *worker.JOBS])
    post()

    done = worker.run_once(NOW)

    assert "Kaputt" not in done
    assert "Mailtexte löschen" in done
    assert len(mailoutbox) == 1


def test_cron_can_run_it_once(capsys, mailoutbox):
    post()
    call_command("work", once=True)

    assert "Mails senden: 1" in capsys.readouterr().out
    assert len(mailoutbox) == 1


def test_the_worker_stops_when_told(mailoutbox):
    stop = threading.Event()
    stop.set()
    post()

    worker.run_until(stop)

    assert Mail.objects.get().state == "queued"
