import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from projects.models.project import Project


class Scope(models.TextChoices):
    DRAFT = "draft", "Entwurf fortsetzen"
    CONFIRM = "confirm", "Adresse bestätigen"
    STATUS = "status", "Stand ansehen"
    OWNER = "owner", "Projekt pflegen"
    REMINDER = "reminder", "Auf Erinnerung antworten"
    CONTACT = "contact", "Nachricht bestätigen"
    DATA = "data", "Eigene Daten ansehen"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def valid(self, now: datetime.datetime) -> Self:
        running = models.Q(expires_at=None) | models.Q(expires_at__gt=now)
        return self.filter(running, revoked_at=None)

    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def issued_since(self, scope: str, email: str, moment: datetime.datetime) -> Self:
        return self.of_address(email).filter(scope=scope, created_at__gt=moment)

    def ended_before(self, moment: datetime.datetime) -> Self:
        ended = models.Q(expires_at__lt=moment) | models.Q(revoked_at__lt=moment)
        return self.filter(ended)


class AccessToken(models.Model):
    """A key mailed as a link; only its hash is kept. See projects/tokens.py."""

    scope = models.CharField("Wofür", max_length=10, choices=Scope)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    project = models.ForeignKey(
        Project,
        models.CASCADE,
        verbose_name="Projekt",
        related_name="access_tokens",
        null=True,
        blank=True,
    )
    submission = models.ForeignKey(
        "projects.Submission",
        models.CASCADE,
        verbose_name="Einsendung",
        related_name="access_tokens",
        null=True,
        blank=True,
    )
    contact = models.ForeignKey(
        "projects.ContactMessage",
        models.CASCADE,
        verbose_name="Nachricht",
        related_name="access_tokens",
        null=True,
        blank=True,
    )
    email = models.EmailField("E-Mail-Adresse", blank=True)
    created_at = models.DateTimeField("Ausgestellt", default=timezone.now)
    expires_at = models.DateTimeField("Gilt bis", null=True, blank=True)
    revoked_at = models.DateTimeField("Widerrufen", null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "Zugangslink"
        verbose_name_plural = "Zugangslinks"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.get_scope_display()

    def revoke(self, now: datetime.datetime | None = None) -> None:
        self.revoked_at = now or timezone.now()
        self.save(update_fields=["revoked_at"])
