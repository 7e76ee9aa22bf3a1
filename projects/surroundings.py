"""What the list shows around a place: the field, what it found, and what lies beyond."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from projects.catalogue import Catalogue, Hits
from projects.models import Project
from projects.nearby import RADII, RADIUS, Near, in_words
from projects.selection import Selection

_NEAREST = 5


@dataclass(frozen=True)
class ShownRadius:
    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True)
class Way:
    """Words with the address they lead to."""

    text: str
    url: str


@dataclass(frozen=True)
class Neighbour:
    name: str
    url: str
    distance: str


class Surroundings:
    def __init__(
        self, selection: Selection, known: Catalogue, hits: Hits, path: str
    ) -> None:
        self.selection, self.known, self.hits, self.path = selection, known, hits, path
        self.near = selection.near

    @property
    def text(self) -> str:
        return self.near.text

    @property
    def found(self) -> str:
        return self.near.found

    @property
    def problem(self) -> str:
        return self.near.problem

    @property
    def radii(self) -> list[ShownRadius]:
        """Return the radii as the form offers them; the usual one needs no value."""
        return [
            ShownRadius(
                "" if km == RADIUS else str(km), f"{km} km", km == self.near.radius
            )
            for km in RADII
        ]

    @cached_property
    def choices(self) -> list[Way]:
        """Return the places a name may mean, each leading to the list around it."""
        return [
            Way(
                choice.spot.label, self._around(replace(self.near, text=choice.wording))
            )
            for choice in self.near.choices
        ]

    @cached_property
    def statewide(self) -> Way | None:
        """Lead to the projects that fit but work in the whole state, so nowhere near."""
        if not self.near.circle or "landesweit" in self.selection.chosen:
            return None
        chosen = self.selection.chosen | {"landesweit": ["ja"]}
        everywhere = replace(self.selection.near_to(Near()), chosen=chosen)
        count = everywhere.hits(self.known).count
        if not count:
            return None
        word = "landesweites Projekt" if count == 1 else "landesweite Projekte"
        return Way(f"{count} {word}", everywhere.address(self.path))

    @cached_property
    def nearest(self) -> list[Neighbour]:
        """Return the nearest projects, however far, when none is in the circle."""
        if not self.near.circle or self.hits.count:
            return []
        fitting = self.selection.near_to(Near()).hits(self.known)
        km = self.known.nearest(fitting, self.near.circle, _NEAREST)
        projects = Project.objects.public().in_order_of(list(km))
        return [
            Neighbour(
                project.name, project.get_absolute_url(), in_words(km[project.pk])
            )
            for project in projects
        ]

    def wider(self) -> Iterator[tuple[str, Selection]]:
        """Yield larger circles, and none, with the words for them."""
        if not self.near.circle:
            return
        for km in RADII:
            if km > self.near.radius:
                near = replace(self.near, radius=km)
                yield f"Im Umkreis von {km} km", self.selection.near_to(near)
        yield "Ohne den Umkreis", self.selection.near_to(Near())

    def _around(self, near: Near) -> str:
        return self.selection.near_to(near).address(self.path)
