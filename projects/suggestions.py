"""What somebody may mean while typing into the search: projects, places, topics."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from heapq import nsmallest
from itertools import islice
from operator import or_
from urllib.parse import urlencode

from django.urls import reverse

from projects import gazetteer
from projects.catalogue import Catalogue, Hits
from projects.facets import FACET
from projects.folding import words_of
from projects.models import Place, Project
from projects.place_names import folded
from projects.queries import MAX_LENGTH, Query, is_found, parse

MOST = 8
MOST_PLACES = MOST_TOPICS = 2
SHORTEST = 2
DISTRICTS = ("kreis",)
TOPICS = (
    "themenfeld",
    "kategorie",
    "megatrend",
    "rubrik",
    "herausforderung",
    "sdg",
)


@dataclass(frozen=True)
class Suggestion:
    """A way to go: what it is called, what it is, and its address."""

    text: str
    kind: str
    url: str


def suggest(text: str, known: Catalogue) -> list[Suggestion]:
    """Return up to eight suggestions; places and topics leave the projects most room.

    The database is asked for the names of these few projects only.
    """
    text = " ".join(text[:MAX_LENGTH].split())
    query = parse(text, {})
    if len(text) < SHORTEST or not query.terms:
        return []
    places = (*_options(text, known, DISTRICTS), *_towns(text))[:MOST_PLACES]
    topics = tuple(islice(_options(text, known, TOPICS), MOST_TOPICS))
    room = MOST - len(places) - len(topics)
    return [*_projects(query, known, room), *places, *topics]


def _projects(query: Query, known: Catalogue, count: int) -> Iterator[Suggestion]:
    levels = known.index.search(query, known.everything, classes=1)
    bits = reduce(or_, levels, 0)
    hits = Hits(tuple(levels), bits, bits, bits)
    pks = known.page(hits, "", 0, count)
    for project in Project.objects.public().in_order_of(pks):
        yield Suggestion(project.name, "Projekt", project.get_absolute_url())


def _options(
    text: str, known: Catalogue, facets: tuple[str, ...]
) -> Iterator[Suggestion]:
    """Yield the options that some project has and whose label has all the words."""
    typed = words_of(text)
    for facet in facets:
        for option in known.labels[facet]:
            words = words_of(option.label)
            is_meant = typed and all(
                any(is_found(word, part) for word in words) for part in typed
            )
            if is_meant and known.options.get((facet, option.value)):
                label = FACET[facet].label
                yield Suggestion(option.label, label, _address(facet, option.value))


def _towns(text: str) -> list[Suggestion]:
    """Return the most important towns and villages whose name begins so."""
    beginning = folded(text)
    if not beginning:
        return []
    rows = (
        row.place
        for name, namesakes in gazetteer.current().index.by_name.items()
        if name.startswith(beginning)
        for row in namesakes[:1]
    )
    places = nsmallest(MOST_PLACES, rows, key=_importance)
    return [
        Suggestion(place.name, "Ort und Umgebung", _address("ort", place.name))
        for place in places
    ]


def _importance(place: Place) -> tuple[bool, int, str]:
    return place.rank == 0, place.rank, place.name


def _address(parameter: str, value: str) -> str:
    return f"{reverse('projects:list')}?{urlencode({parameter: value})}"
