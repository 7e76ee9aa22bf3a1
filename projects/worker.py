"""What `manage.py work` does beside the server: send the mails that are due, and keep house.

Several workers may run at once, and any of them may be killed at any point.
"""

import datetime
import logging
from collections.abc import Callable
from smtplib import SMTPRecipientsRefused
from threading import Event
from time import monotonic

from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from projects.models import AccessToken, Attempt, Change, Mail, MailState
from projects.sharing.confirm import delete_abandoned
from projects.sharing.decisions import tell_published
from projects.stewardship import personal_data, reminders

log = logging.getLogger(__name__)

Job = Callable[[datetime.datetime], int]
CLAIM = datetime.timedelta(minutes=10)
LONGEST_RUN = 5 * 60
FIRST_PAUSE = datetime.timedelta(minutes=1)
LONGEST_PAUSE = datetime.timedelta(hours=6)
MOST_ATTEMPTS = 12
BODIES_KEPT = datetime.timedelta(days=30)
TOKENS_KEPT = datetime.timedelta(days=30)
ATTEMPTS_KEPT = datetime.timedelta(days=1)
BETWEEN_MAILS = 2
BETWEEN_JOBS = datetime.timedelta(minutes=10)


def claim_mail(now: datetime.datetime) -> Mail | None:
    """Take the next due mail for this worker alone, until CLAIM is over.

    PostgreSQL passes over rows that another worker is taking; SQLite lets one writer in.
    """
    if not Mail.objects.due(now).exists():
        return None
    with transaction.atomic():
        mail = Mail.objects.due(now).select_for_update(skip_locked=True).first()
        if mail:
            mail.claimed_until = now + CLAIM
            mail.attempts += 1
            mail.save(update_fields=["claimed_until", "attempts"])
    return mail


def send_mail(mail: Mail, now: datetime.datetime) -> bool:
    """Hand a claimed mail over; what goes wrong is kept in the row for the next attempt."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.body_text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        alternatives=[(mail.body_html, "text/html")],
    )
    try:
        message.send()
    except Exception as error:
        _keep_error(mail, error, now)
        return False
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=now, claimed_until=None, last_error=""
    )
    return True


def _keep_error(mail: Mail, error: Exception, now: datetime.datetime) -> None:
    is_over = mail.attempts >= MOST_ATTEMPTS or _is_final(error)
    pause = min(FIRST_PAUSE * 2 ** (mail.attempts - 1), LONGEST_PAUSE)
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.FAILED if is_over else MailState.QUEUED,
        not_before=now + pause,
        claimed_until=None,
        last_error=f"{type(error).__name__}: {error}"[:300],
    )
    # The error itself may quote the address.
    log.warning("Mail %s not sent: %s", mail.pk, type(error).__name__)


def _is_final(error: Exception) -> bool:
    """Say whether the mail server knows for good that nobody has this address."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in error.recipients.values()
    )


def send_mails(now: datetime.datetime, stop: Event | None = None) -> int:
    """Send what is due, at most for LONGEST_RUN: claims count from `now` and must last."""
    sent, started = 0, monotonic()
    while monotonic() - started < LONGEST_RUN and not (stop and stop.is_set()):
        if not (mail := claim_mail(now)):
            break
        sent += send_mail(mail, now)
    return sent


def forget_bodies(now: datetime.datetime) -> int:
    old = Mail.objects.with_old_bodies(now - BODIES_KEPT)
    return old.update(body_text="", body_html="")


def forget_tokens(now: datetime.datetime) -> int:
    deleted, _ = AccessToken.objects.ended_before(now - TOKENS_KEPT).delete()
    return deleted


def forget_attempts(now: datetime.datetime) -> int:
    old = Attempt.objects.filter(opened_at__lt=now - ATTEMPTS_KEPT)
    return old.delete()[0]


def forget_changes(now: datetime.datetime) -> int:
    return Change.objects.outlived().delete()[0]


# Each does what is due by `now` and returns how much it did; safe to run twice.
JOBS: list[tuple[str, Job]] = [
    ("Mailtexte löschen", forget_bodies),
    ("Zugangslinks löschen", forget_tokens),
    ("Versuche vergessen", forget_attempts),
    ("Alte Änderungen vergessen", forget_changes),
    ("Verwaiste Entwürfe löschen", delete_abandoned),
    ("Veröffentlichungen melden", tell_published),
    ("Erinnern, verblassen, archivieren", reminders.run),
    ("Abgelehntes löschen", personal_data.forget_refused),
    ("Adressen von Hinweisen vergessen", personal_data.forget_addresses),
    ("Nachrichten löschen", personal_data.forget_messages),
    ("Alte Mails löschen", personal_data.forget_mails),
]


def run_jobs(now: datetime.datetime) -> dict[str, int]:
    """Run every job; one that fails is logged and keeps no other from running."""
    done = {}
    for name, job in JOBS:
        try:
            done[name] = job(now)
        except Exception:
            log.exception("Job failed: %s", name)
    return done


def run_once(now: datetime.datetime) -> dict[str, int]:
    """Run the jobs, then send all mails that are due, those of the jobs included."""
    return run_jobs(now) | {"Mails senden": send_mails(now)}


def run_until(stop: Event) -> None:
    """Work until told to stop; a database that is away is asked again."""
    jobs_due = timezone.now()
    while not stop.is_set():
        now = timezone.now()
        try:
            if now >= jobs_due:
                run_jobs(now)
                jobs_due = now + BETWEEN_JOBS
            send_mails(now, stop)
        except DatabaseError:
            log.exception("The database does not answer")
        close_old_connections()
        stop.wait(BETWEEN_MAILS)
