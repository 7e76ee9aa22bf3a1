import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class MailState(models.TextChoices):
    QUEUED = "queued", "wartet"
    SENT = "sent", "versendet"
    FAILED = "failed", "gescheitert"


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: datetime.datetime) -> Self:
        """Return what may be sent and no living worker holds, oldest first."""
        free = models.Q(claimed_until=None) | models.Q(claimed_until__lte=now)
        waiting = self.filter(free, state=MailState.QUEUED, not_before__lte=now)
        return waiting.order_by("not_before", "pk")

    def to_address(self, email: str) -> Self:
        return self.filter(to__iexact=email)

    def about_address(self, email: str) -> Self:
        """Return the mails to somebody and those that somebody's answer would go to."""
        written = models.Q(to__iexact=email) | models.Q(reply_to__iexact=email)
        return self.filter(written)

    def done_before(self, moment: datetime.datetime) -> Self:
        done = self.exclude(state=MailState.QUEUED)
        return done.filter(created_at__lt=moment)

    def newest(self, count: int) -> Self:
        return self.order_by("-pk")[:count]

    def retry(self) -> int:
        """Queue again what has failed and still has its text."""
        failed = self.filter(state=MailState.FAILED).exclude(body_text="")
        return failed.update(
            state=MailState.QUEUED, attempts=0, not_before=timezone.now()
        )

    def with_old_bodies(self, before: datetime.datetime) -> Self:
        done = self.exclude(state=MailState.QUEUED).exclude(body_text="")
        return done.filter(created_at__lt=before)


class Mail(models.Model):
    """A mail as a row: written with the change it tells of, sent by the worker."""

    to = models.EmailField("An")
    reply_to = models.EmailField("Antwort an", blank=True)
    subject = models.CharField("Betreff", max_length=200)
    template = models.CharField("Vorlage", max_length=60)
    body_text = models.TextField("Text", blank=True)
    body_html = models.TextField("Text als HTML", blank=True)
    state = models.CharField(
        "Stand", max_length=10, choices=MailState, default=MailState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    not_before = models.DateTimeField("Nicht vor", default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.CharField("Letzter Fehler", max_length=300, blank=True)
    dedup_key = models.CharField(
        "Schlüssel", max_length=120, unique=True, null=True, blank=True
    )
    created_at = models.DateTimeField("Geschrieben", default=timezone.now)
    sent_at = models.DateTimeField("Versendet", null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "Mail"
        verbose_name_plural = "Mails"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_by_turn")]

    def __str__(self) -> str:
        return self.subject

    @property
    def message_id(self) -> str:
        """Return the same name at every attempt, so that a receiver can drop a second."""
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        return f"<{self.pk}.{self.created_at:%Y%m%d%H%M%S%f}@{domain}>"
