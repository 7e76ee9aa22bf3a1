"""Who stands behind a public entry, and when we ask whether it still holds."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from projects.models.project import Lifecycle, Project, Status


class StewardQuerySet(models.QuerySet["Steward"]):
    def due(self, today: datetime.date) -> Self:
        return self.filter(due_on__lte=today).order_by("due_on", "pk")

    def unscheduled(self) -> Self:
        """Return those of public running projects that nobody would ever ask."""
        running = self.filter(due_on=None, project__status=Status.PUBLISHED)
        return running.exclude(project__lifecycle=Lifecycle.ENDED)

    def of_address(self, email: str) -> Self:
        return self.filter(email__iexact=email).select_related("project")

    def reachable(self, project: Project) -> "Steward | None":
        return self.filter(project=project, wants_messages=True).first()

    def without_new_link(self, since: datetime.datetime) -> Self:
        return self.exclude(link_mailed_at__gt=since)

    def locked(self, pk: int) -> "Steward | None":
        """Return a steward that nobody else changes until the transaction ends."""
        mine = self.select_for_update(of=("self",)).select_related("project")
        return mine.filter(pk=pk).first()


class Steward(models.Model):
    """The confirmed address of a project's Träger; never shown to the public.

    `asked` counts the mails since the last answer; `due_on` is the day of the next
    event, which depends on `asked` and on the state of the project.
    """

    project = models.OneToOneField(
        Project, models.CASCADE, verbose_name="Projekt", related_name="steward"
    )
    email = models.EmailField("E-Mail-Adresse")
    wants_reminders = models.BooleanField("möchte Erinnerungen", default=True)
    wants_messages = models.BooleanField("möchte Nachrichten", default=True)
    answered_on = models.DateField("zuletzt bestätigt am")
    asked = models.PositiveSmallIntegerField("Erinnerungen seitdem", default=0)
    due_on = models.DateField("Nächster Schritt am", null=True, blank=True)
    link_mailed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField("angelegt am", default=timezone.now)

    objects = StewardQuerySet.as_manager()

    class Meta:
        verbose_name = "Ansprechadresse"
        verbose_name_plural = "Ansprechadressen und Erinnerungen"
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["due_on"], name="steward_by_turn")]

    def __str__(self) -> str:
        return str(self.project)

    def schedule(self, since: datetime.date) -> None:
        """Start the clock anew; without reminders it runs silently until fading."""
        days = settings.REMINDER_DAYS
        if not self.wants_reminders:
            days += settings.FOLLOW_UPS * settings.FOLLOW_UP_DAYS + settings.FADE_DAYS
        is_over = self.project.is_ended
        self.answered_on, self.asked = since, 0
        self.due_on = None if is_over else since + datetime.timedelta(days=days)
        self.save(update_fields=["answered_on", "asked", "due_on"])

    def count_question(self, due_on: datetime.date) -> None:
        """Note that we asked or faded without an answer, and when it goes on."""
        self.asked += 1
        self.due_on = due_on
        self.save(update_fields=["asked", "due_on"])

    def wait_until(self, due_on: datetime.date | None) -> None:
        self.due_on = due_on
        self.save(update_fields=["due_on"])

    def want_reminders(self, wanted: bool) -> None:
        self.wants_reminders = wanted
        self.save(update_fields=["wants_reminders"])
        if self.project.status == Status.PUBLISHED:
            self.schedule(self.answered_on)

    def want_messages(self, wanted: bool) -> None:
        self.wants_messages = wanted
        self.save(update_fields=["wants_messages"])

    def note_link(self, now: datetime.datetime) -> None:
        self.link_mailed_at = now
        self.save(update_fields=["link_mailed_at"])

    @property
    def is_asked_next(self) -> bool:
        return self.wants_reminders and self.asked <= settings.FOLLOW_UPS

    @property
    def next_event(self) -> str:
        """Say what happens on `due_on` when nobody answers before."""
        if self.due_on is None:
            return "nichts"
        if self.project.status == Status.FADED:
            return "kommt ins Archiv"
        if not self.is_asked_next:
            return "verblasst"
        return f"{self.asked}. Nachfrage" if self.asked else "Erinnerung"

    @property
    def may_confirm(self) -> bool:
        """Say whether the entry is public, or was until our clock archived it."""
        return self.project.is_public or self.is_archived_by_us

    @property
    def is_archived_by_us(self) -> bool:
        return self.project.status == Status.ARCHIVED and self.asked > 0

    # What the Träger says about the project

    def confirm(self, today: datetime.date) -> None:
        """Take the entry as true today; one that faded comes back."""
        project = self.project
        project.checked_on, project.checked_by = today, "den Träger"
        fields = ["checked_on", "checked_by", "updated_at"]
        if project.is_faded or self.is_archived_by_us:
            project.status = Status.PUBLISHED
            fields.append("status")
        project.save(update_fields=fields)
        self.schedule(today)

    def end(self, today: datetime.date, year: int | None) -> None:
        """Mark the project as ended; the entry stays and nobody is asked again."""
        project = self.project
        project.lifecycle = Lifecycle.ENDED
        project.ended_year = year or project.ended_year
        project.save(update_fields=["lifecycle", "ended_year", "updated_at"])
        self.confirm(today)

    def withdraw(self) -> None:
        """Take back the consent: the entry leaves the public at once."""
        self.project.take_back(Status.WITHDRAWN)
        self.due_on = None
        self.save(update_fields=["due_on"])
