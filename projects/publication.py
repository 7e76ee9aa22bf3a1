"""The steps that bring an entry to the public and take it back, and what they demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projects.models import PUBLIC, Project, Status

DEMANDED = {
    "tagline": "Zum Veröffentlichen fehlt die Kurzzeile.",
    "description": "Zum Veröffentlichen fehlt die Beschreibung.",
    "themes": "Zum Veröffentlichen fehlt mindestens ein Themenfeld.",
    "legal_ground": "Zum Veröffentlichen fehlt der Rechtsgrund.",
}


def missing(values: Mapping[str, Any]) -> dict[str, str]:
    """Say by field what keeps an entry with these values from being public."""
    return {field: text for field, text in DEMANDED.items() if not values.get(field)}


def missing_in(project: Project) -> list[str]:
    values = {field: getattr(project, field) for field in DEMANDED}
    return list(missing(values | {"themes": project.themes.all()}).values())


@dataclass(frozen=True)
class Step:
    """One move of an entry between its states of publication."""

    name: str
    label: str
    effect: str
    done: str
    target: Status
    sources: frozenset[Status]

    def is_open_to(self, project: Project) -> bool:
        return project.status in self.sources

    def obstacles(self, project: Project) -> list[str]:
        """Say in German why the project cannot take this step; empty when it can."""
        if not self.is_open_to(project):
            return [f"Der Eintrag ist schon: {project.get_status_display()}."]
        return missing_in(project) if self.target in PUBLIC else []

    def take(self, project: Project) -> None:
        if self.target == Status.PUBLISHED:
            project.publish()
        else:
            project.take_back(self.target)


def _all_but(*statuses: Status) -> frozenset[Status]:
    return frozenset(status for status in Status if status not in statuses)


STEPS = {
    step.name: step
    for step in [
        Step(
            name="veroeffentlichen",
            label="Veröffentlichen",
            effect="Auf der Website erscheint:",
            done="veröffentlicht",
            target=Status.PUBLISHED,
            sources=_all_but(Status.PUBLISHED),
        ),
        Step(
            name="archivieren",
            label="Archivieren",
            effect="Von der Website ins Archiv kommt:",
            done="archiviert",
            target=Status.ARCHIVED,
            sources=frozenset(PUBLIC),
        ),
        Step(
            name="zurueckziehen",
            label="Zurückziehen",
            effect="Auf Wunsch des Trägers verschwindet von der Website:",
            done="zurückgezogen",
            target=Status.WITHDRAWN,
            sources=_all_but(Status.WITHDRAWN, Status.REJECTED, Status.DRAFT),
        ),
        Step(
            name="entwurf",
            label="Wieder als Entwurf",
            effect="Wieder ein Entwurf, den nur die Redaktion sieht, wird:",
            done="wieder ein Entwurf",
            target=Status.DRAFT,
            sources=_all_but(Status.DRAFT),
        ),
    ]
}
