from typing import Any, ClassVar, Self

from django.db import models

from projects.models.project import Project
from projects.models.submission import (
    WAITING,
    Submission,
    SubmissionQuerySet,
    SubmissionState,
)

CHANGES, BEFORE, NOTE = "aenderung", "vorher", "hinweis"
Values = dict[str, list[str]]


class ChangeRequestQuerySet(SubmissionQuerySet):
    def waiting(self) -> Self:
        return self.filter(state__in=WAITING)

    def of_project(self, project: Project) -> Self:
        return self.filter(project=project).order_by("-pk")


class ChangeRequestManager(models.Manager.from_queryset(ChangeRequestQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind=Submission.Kind.CHANGE)


class ChangeRequest(Submission):
    """A change of a published project that its Träger asks for; staff decide.

    `data` holds by field what was typed and what stood there before, so that only what
    the Träger changed is applied, whatever happened to the rest meanwhile.
    """

    objects: ClassVar[ChangeRequestManager] = ChangeRequestManager()

    class Meta:
        proxy = True
        verbose_name = "Änderungswunsch"
        verbose_name_plural = "Änderungswünsche"

    @property
    def changes(self) -> Values:
        return self.data.get(CHANGES, {})

    @property
    def before(self) -> Values:
        return self.data.get(BEFORE, {})

    @property
    def note(self) -> str:
        return self.value(NOTE, "note")

    @property
    def outcome(self) -> str:
        """Say to the Träger how it stands."""
        if self.state == SubmissionState.PUBLISHED:
            return "übernommen"
        if self.state == SubmissionState.REJECTED:
            return "nicht übernommen"
        return "wird geprüft"
