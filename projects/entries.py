"""Read the public projects from the database as the catalogue wants them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from projects.facets import FACETS
from projects.models import Location, Project, ProjectQuerySet, Status

# What the search reads, in the order in which a hit counts; see projects/search.py.
NAME, TAGLINE, TERMS, TEXT = range(4)
CLASSES = 4

# What the map asks of a project beside its facets.
ON_MAP, STATEWIDE = ("karte", "punkt"), ("karte", "landesweit")

_TERM_PATHS = (
    "themes__name",
    "themes__also_called",
    "categories__name",
    "megatrends__name",
    "megatrends__rubric__name",
    "goals__name",
    "challenges__name",
    "organisations__name",
)
_TEXTS = (
    "description",
    "experience_worked",
    "experience_failed",
    "experience_needed",
    "offers",
    "seeks",
)
_OWN = (
    *("status", "name", "name_order", "tagline"),
    *("published_at", "checked_on", "is_statewide"),
)
_OWN_FACETS = {facet.path for facet in FACETS if "__" not in facet.path}
# Up to so many projects their places are asked for by number, above it all are read.
FEW = 500


@dataclass(slots=True)
class Entry:
    """One public project: its order, its options, its words, its points."""

    pk: int
    order: tuple[bool, str, int]
    published_at: datetime
    checked_on: date | None
    options: set[tuple[str, str]] = field(default_factory=set)
    texts: tuple[list[str], ...] = field(
        default_factory=lambda: tuple([] for _ in range(CLASSES))
    )
    points: list[tuple[float, float, str]] = field(default_factory=list)


def load_entries(pks: Iterable[int] | None = None) -> list[Entry]:
    """Load all public projects, or those of `pks` that are public.

    The number of queries is constant: one for the projects, one for a relation.
    """
    projects = Project.objects.public()
    if pks is not None:
        projects = projects.filter(pk__in=list(pks))
    entries = _own_columns(projects)
    for facet in FACETS:
        if facet.path not in _OWN_FACETS:
            for entry, value in _related(entries, projects, facet.path):
                entry.options.add((facet.name, str(value)))
    for path in _TERM_PATHS:
        for entry, name in _related(entries, projects, path):
            entry.texts[TERMS].append(name)
    _add_places(entries)
    return list(entries.values())


def _own_columns(projects: ProjectQuerySet) -> dict[int, Entry]:
    entries: dict[int, Entry] = {}
    columns = ("pk", *_OWN, *_TEXTS, *sorted(_OWN_FACETS))
    for row in projects.with_award().order_by().values(*columns).iterator():
        entry = entries[row["pk"]] = Entry(
            row["pk"],
            (row["status"] == Status.FADED, row["name_order"], row["pk"]),
            row["published_at"],
            row["checked_on"],
        )
        if row["is_statewide"]:
            entry.options.add(STATEWIDE)
        entry.texts[NAME].append(row["name"])
        entry.texts[TAGLINE].append(row["tagline"])
        entry.texts[TEXT].extend(row[name] for name in _TEXTS if row[name])
        for facet in FACETS:
            if facet.path in _OWN_FACETS:
                entry.options.update(facet.options_of(row[facet.path]))
    return entries


def _related(
    entries: dict[int, Entry], projects: ProjectQuerySet, path: str
) -> Iterator[tuple[Entry, Any]]:
    """Yield each project with each value at the end of a relation's path.

    A project that became public after the first query is left to the next version.
    """
    relation = path.split("__")[0]
    rows = projects.filter(**{f"{relation}__isnull": False}).order_by()
    for pk, value in rows.values_list("pk", path).iterator():
        if value and pk in entries:
            yield entries[pk], value


def _add_places(entries: dict[int, Entry]) -> None:
    words: dict[int, set[str]] = defaultdict(set)
    columns = ("city", "locality", "postal_code", "label", "district__name")
    rows = Location.objects.order_by("position", "pk")
    if len(entries) <= FEW:
        rows = rows.filter(project__in=entries)
    for pk, latitude, longitude, *names in rows.values_list(
        "project", "latitude", "longitude", *columns
    ).iterator():
        if pk in entries:
            words[pk].update(name for name in names if name)
            if latitude is not None:
                place = next((name for name in (*names[:2], names[-1]) if name), "")
                entries[pk].points.append((latitude, longitude, place))
                entries[pk].options.add(ON_MAP)
    for pk, names in words.items():
        entries[pk].texts[TERMS].extend(sorted(names))
