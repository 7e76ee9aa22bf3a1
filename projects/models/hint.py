"""What people outside tell us, and messages that we pass on."""

import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from projects.models.project import Project


class HintState(models.TextChoices):
    NEW = "new", "neu"
    DONE = "done", "erledigt"
    DISMISSED = "dismissed", "nicht weiter verfolgt"


class HintQuerySet(models.QuerySet):
    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def with_address_before(self, moment: datetime.datetime) -> Self:
        return self.filter(created_at__lt=moment).exclude(email="")


class Hint(models.Model):
    """Something for the staff to look at; `key` holds off what is sent twice."""

    email = models.EmailField("E-Mail-Adresse", blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(
        "Stand", max_length=10, choices=HintState, default=HintState.NEW
    )
    notes = models.TextField("Interne Notizen", blank=True)
    created_at = models.DateTimeField("eingegangen am", default=timezone.now)

    objects = HintQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]


class Lead(Hint):
    """Tipp: a project that somebody knows of; no entry yet."""

    name = models.CharField("Projekt", max_length=160)
    where = models.CharField("Ort oder Webadresse", max_length=300)
    why = models.TextField("Warum", blank=True)

    class Meta(Hint.Meta):
        verbose_name = "Tipp"
        verbose_name_plural = "Tipps"

    def __str__(self) -> str:
        return self.name


class FaultReport(Hint):
    """Fehler in einem Steckbrief, as a reader noticed it."""

    project = models.ForeignKey(
        Project,
        models.CASCADE,
        verbose_name="Projekt",
        related_name="fault_reports",
    )
    text = models.TextField("Was stimmt nicht?")
    source = models.CharField("Woher weißt du das?", max_length=300, blank=True)

    class Meta(Hint.Meta):
        verbose_name = "Fehlermeldung"
        verbose_name_plural = "Fehlermeldungen"

    def __str__(self) -> str:
        return f"{self.project}: {self.text[:60]}"


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def unconfirmed_since(self, email: str, moment: datetime.datetime) -> Self:
        waiting = self.of_address(email).filter(confirmed_at=None)
        return waiting.filter(created_at__gt=moment)

    def locked(self, pk: int) -> "ContactMessage | None":
        return self.select_for_update().filter(pk=pk).first()

    def over(
        self,
        unconfirmed_before: datetime.datetime,
        confirmed_before: datetime.datetime,
    ) -> Self:
        """Return what nobody confirmed in time, and what was passed on long ago."""
        never = models.Q(confirmed_at=None, created_at__lt=unconfirmed_before)
        return self.filter(never | models.Q(confirmed_at__lt=confirmed_before))


class ContactMessage(models.Model):
    """A message to a project's Träger; passed on once the sender's address is confirmed."""

    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name="Projekt", related_name="messages"
    )
    name = models.CharField("Name", max_length=120)
    email = models.EmailField("E-Mail-Adresse")
    text = models.TextField("Nachricht")
    key = models.CharField(max_length=64, unique=True, editable=False)
    is_relayed = models.BooleanField("an den Träger geschickt", default=False)
    created_at = models.DateTimeField("geschrieben am", default=timezone.now)
    confirmed_at = models.DateTimeField("bestätigt am", null=True, blank=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "Nachricht an ein Projekt"
        verbose_name_plural = "Nachrichten an Projekte"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Nachricht an {self.project}"

    def confirm(self, now: datetime.datetime, *, is_relayed: bool) -> None:
        self.confirmed_at, self.is_relayed = now, is_relayed
        self.save(update_fields=["confirmed_at", "is_relayed"])


class Erasure(models.Model):
    """The record that somebody's data were deleted: when and how much, not whose."""

    erased_at = models.DateTimeField("gelöscht am", default=timezone.now)
    counts = models.JSONField("Was", default=dict)

    class Meta:
        verbose_name = "Löschung"
        verbose_name_plural = "Löschungen"
        ordering = ["-erased_at", "-pk"]

    def __str__(self) -> str:
        return f"Löschung vom {self.erased_at:%d.%m.%Y}"
