"""Read the public projects from the database as the catalogue wants them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from projects.facets import FACETS
from projects.models import PUBLIC, Location, Project, ProjectQuerySet, Status

# What the search reads, in the order in which a hit counts; see projects/search.py.
NAME, TAGLINE, TERMS, TEXT = range(4)
CLASSES = 4

# An option of no facet: the project has a point on the map.
ON_MAP = ("karte", "punkt")

# The columns of related rows that the search reads.
_SAID = {
    "themes": ("name", "also_called"),
    "categories": ("name",),
    "megatrends": ("name",),
    "megatrends__rubric": ("name",),
    "goals": ("name",),
    "challenges": ("name",),
    "organisations": ("name",),
}
_TEXTS = (
    "description",
    "experience_worked",
    "experience_failed",
    "experience_needed",
    "offers",
    "seeks",
)
_OWN = ("status", "name", "name_order", "tagline", "published_at", "checked_on")
_OWN_FACETS = {facet.path for facet in FACETS if "__" not in facet.path}
# The facets whose options are related rows: relation, column and name.
_RELATED_FACETS = {
    relation: (column, facet.name)
    for facet in FACETS
    for relation, _, column in [facet.path.rpartition("__")]
    if relation
}
_BATCH = 2_000


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


def load_entries(pks: Iterable[int] | None = None) -> Iterator[Entry]:
    """Yield all public projects, or those of `pks` that are public, in default order.

    They are read in batches, each with a constant number of queries. A project that
    becomes public or moves in the order meanwhile is left to the next version.
    """
    projects = Project.objects.public()
    if pks is not None:
        projects = projects.filter(pk__in=list(pks))
    rows = projects.order_by().values_list("status", "name_order", "pk")
    keys = sorted((status == Status.FADED, name, pk) for status, name, pk in rows)
    for start in range(0, len(keys), _BATCH):
        batch = [pk for *_, pk in keys[start : start + _BATCH]]
        entries = _load(Project.objects.filter(pk__in=batch))
        yield from (entries[pk] for pk in batch if pk in entries)


def _load(projects: ProjectQuerySet) -> dict[int, Entry]:
    """Read a batch, named by primary keys; those no longer public are left out here.

    Asked for their state, SQLite would go through all projects once for each batch.
    """
    entries = _own_columns(projects)
    for relation in {**_SAID, **_RELATED_FACETS}:
        _add_related(entries, projects, relation)
    _add_places(entries)
    return entries


def _own_columns(projects: ProjectQuerySet) -> dict[int, Entry]:
    entries: dict[int, Entry] = {}
    columns = ("pk", *_OWN, *_TEXTS, *sorted(_OWN_FACETS))
    for row in projects.with_award().order_by().values(*columns).iterator():
        if row["status"] not in PUBLIC:
            continue
        entry = entries[row["pk"]] = Entry(
            row["pk"],
            (row["status"] == Status.FADED, row["name_order"], row["pk"]),
            row["published_at"],
            row["checked_on"],
        )
        entry.texts[NAME].append(row["name"])
        entry.texts[TAGLINE].append(row["tagline"])
        entry.texts[TEXT].extend(row[name] for name in _TEXTS if row[name])
        for facet in FACETS:
            if facet.path in _OWN_FACETS:
                entry.options.update(facet.options_of(row[facet.path]))
    return entries


def _add_related(
    entries: dict[int, Entry], projects: ProjectQuerySet, relation: str
) -> None:
    said = _SAID.get(relation, ())
    column, facet = _RELATED_FACETS.get(relation, ("pk", ""))
    paths = [f"{relation}__{name}" for name in (column, *said)]
    rows = projects.filter(**{f"{relation}__isnull": False}).order_by()
    for pk, option, *texts in rows.values_list("pk", *paths).iterator():
        if pk in entries:
            entries[pk].texts[TERMS].extend(filter(None, texts))
            if facet:
                entries[pk].options.add((facet, str(option)))


def _add_places(entries: dict[int, Entry]) -> None:
    words: dict[int, set[str]] = defaultdict(set)
    columns = ("city", "locality", "postal_code", "label", "district__name")
    rows = Location.objects.filter(project__in=entries).order_by("position", "pk")
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
