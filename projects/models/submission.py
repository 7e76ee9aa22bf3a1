"""What somebody outside sent in, as data, until staff decide."""

import datetime
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone

from projects.models.picture import StoredPicture
from projects.models.project import Project


class SubmissionState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    UNCONFIRMED = "unconfirmed", "wartet auf die Bestätigung der E-Mail-Adresse"
    SUBMITTED = "submitted", "eingegangen"
    IN_REVIEW = "in_review", "in Prüfung"
    QUESTION = "question", "Rückfrage"
    PUBLISHED = "published", "veröffentlicht"
    REJECTED = "rejected", "abgelehnt"
    WITHDRAWN = "withdrawn", "zurückgezogen"


OPEN = [SubmissionState.DRAFT, SubmissionState.UNCONFIRMED]
WAITING = [
    SubmissionState.SUBMITTED,
    SubmissionState.IN_REVIEW,
    SubmissionState.QUESTION,
]


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def confirmed(self) -> Self:
        """Return what staff may see: the address of the sender is confirmed."""
        return self.exclude(state__in=OPEN)

    def abandoned(
        self, drafts_before: datetime.datetime, unconfirmed_before: datetime.datetime
    ) -> Self:
        draft = models.Q(state=SubmissionState.DRAFT, updated_at__lt=drafts_before)
        unconfirmed = models.Q(
            state=SubmissionState.UNCONFIRMED, updated_at__lt=unconfirmed_before
        )
        return self.filter(draft | unconfirmed)

    def published_elsewhere(self) -> Self:
        """Return what staff published by the project itself, not yet told the sender."""
        new = self.filter(kind=Submission.Kind.NEW, state__in=WAITING)
        return new.filter(project__status="published")

    def refused_before(self, moment: datetime.datetime) -> Self:
        """Return what was rejected or withdrawn long ago."""
        refused = [SubmissionState.REJECTED, SubmissionState.WITHDRAWN]
        return self.filter(state__in=refused, decided_at__lt=moment)

    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def locked(self, pk: int) -> "Submission":
        """Return a submission that nobody else changes until the transaction ends."""
        return self.select_for_update().get(pk=pk)


class Submission(models.Model):
    """A project somebody shares, or a change of one; kept word for word as typed.

    `data` holds, by step and field, the list of values as the browser sent them, also
    with errors in them. `progress` holds by step what keeps two windows from
    overwriting each other: see projects/sharing/draft.py.
    """

    class Kind(models.TextChoices):
        NEW = "new", "neues Projekt"
        CHANGE = "change", "Änderung"

    kind = models.CharField("Art", max_length=6, choices=Kind, default=Kind.NEW)
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        verbose_name="Projekt",
        related_name="submissions",
        null=True,
        blank=True,
    )
    data = models.JSONField("Angaben", default=dict, blank=True)
    progress = models.JSONField(default=dict, blank=True, editable=False)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    state = models.CharField(
        "Stand",
        max_length=12,
        choices=SubmissionState,
        default=SubmissionState.DRAFT,
        editable=False,
    )
    receipt = models.CharField(
        "Eingangsnummer", max_length=20, unique=True, null=True, blank=True
    )
    reason = models.TextField("Begründung der Entscheidung", blank=True)
    consent_version = models.CharField(
        "Fassung der Einwilligung", max_length=20, blank=True
    )
    consent_text = models.TextField("Wortlaut der Einwilligung", blank=True)
    consent_at = models.DateTimeField("eingewilligt am", null=True, blank=True)
    confirmed_at = models.DateTimeField("bestätigt am", null=True, blank=True)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)
    duplicates = models.JSONField("Ähnliche Einträge", default=list, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField("begonnen am", default=timezone.now)
    updated_at = models.DateTimeField("geändert am", default=timezone.now)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "Einsendung"
        verbose_name_plural = "Einsendungen"
        ordering = ["-confirmed_at", "-pk"]
        indexes = [models.Index(fields=["state", "updated_at"], name="submission_turn")]
        constraints = [
            models.CheckConstraint(
                name="submission_is_confirmed_with_a_receipt",
                condition=models.Q(state__in=OPEN)
                | models.Q(receipt__isnull=False, confirmed_at__isnull=False),
                violation_error_message="Bestätigt wird mit einer Eingangsnummer.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.receipt or "Einsendung ohne Namen"

    def values(self, step: str, field: str) -> list[str]:
        return self.data.get(step, {}).get(field, [])

    def value(self, step: str, field: str) -> str:
        return next(iter(self.values(step, field)), "")

    @property
    def name(self) -> str:
        return self.value("was", "name").strip()

    @property
    def is_open(self) -> bool:
        """Say whether the sender still writes: nothing has reached the staff."""
        return self.state in OPEN

    @property
    def is_waiting(self) -> bool:
        """Say whether staff have to decide."""
        return self.state in WAITING

    # How it moves from state to state

    def wait_for_confirmation(self, now: datetime.datetime, **consent: str) -> None:
        self._move(SubmissionState.UNCONFIRMED, now, consent_at=now, **consent)

    def confirm(self, now: datetime.datetime) -> None:
        receipt = f"LSI-{timezone.localdate(now).year}-{self.pk:05}"
        self._move(
            SubmissionState.SUBMITTED,
            now,
            confirmed_at=now,
            receipt=receipt,
            progress={},
        )

    def review(self, now: datetime.datetime, project: Project | None = None) -> None:
        self._move(SubmissionState.IN_REVIEW, now, project=project or self.project)

    def ask(self, text: str, now: datetime.datetime) -> None:
        with transaction.atomic():
            self.messages.create(author=Message.Author.STAFF, text=text, sent_at=now)
            self._move(SubmissionState.QUESTION, now)

    def answer(self, text: str, now: datetime.datetime) -> None:
        """Take what the sender writes; a question counts as answered then."""
        with transaction.atomic():
            self.messages.create(author=Message.Author.SENDER, text=text, sent_at=now)
            if self.state == SubmissionState.QUESTION:
                self._move(SubmissionState.IN_REVIEW, now)

    def mark_published(self, now: datetime.datetime) -> None:
        self._move(SubmissionState.PUBLISHED, now, decided_at=now)

    def reject(self, reason: str, now: datetime.datetime) -> None:
        self._move(SubmissionState.REJECTED, now, decided_at=now, reason=reason)

    def withdraw(self, now: datetime.datetime) -> None:
        self._move(SubmissionState.WITHDRAWN, now, decided_at=now)

    def _move(
        self, state: SubmissionState, now: datetime.datetime, **also: Any
    ) -> None:
        self.state, self.updated_at = state, now
        for field, value in also.items():
            setattr(self, field, value)
        self.save(update_fields=["state", "updated_at", *also])


class SubmissionPicture(StoredPicture):
    """A picture that waits with its submission; its files go to the project with it."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, verbose_name="Einsendung", related_name="pictures"
    )
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "Bild einer Einsendung"
        verbose_name_plural = "Bilder von Einsendungen"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "digest"], name="submission_picture_stands_once"
            )
        ]


class Message(models.Model):
    """A line of the dialogue between the sender and the staff."""

    class Author(models.TextChoices):
        STAFF = "staff", "Redaktion"
        SENDER = "sender", "Einsender*in"

    submission = models.ForeignKey(
        Submission, models.CASCADE, verbose_name="Einsendung", related_name="messages"
    )
    author = models.CharField("Von", max_length=6, choices=Author)
    text = models.TextField("Nachricht")
    sent_at = models.DateTimeField("geschrieben am", default=timezone.now)

    class Meta:
        verbose_name = "Nachricht"
        verbose_name_plural = "Nachrichten"
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
