"""The entrances of the Wissensspeicher: every term with its projects counted."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from projects.catalogue import Catalogue
from projects.selection import Selection


@dataclass(frozen=True)
class Entrance:
    """A term with its number of projects and the way to them."""

    name: str
    description: str
    number: int
    project_count: int
    list_url: str
    term: Any


def entrances(known: Catalogue) -> dict[str, Any]:
    """Return the terms of all entrances, Megatrends by Themenfeld and Rubrik."""
    trends = _entrances(known, "megatrend")
    groups = [_theme(option.term, trends) for option in known.labels["themenfeld"]]
    return {
        "themes": groups,
        "unsorted": [entry for entry in trends if entry.term.theme_id is None],
        "goals": _entrances(known, "sdg"),
        "challenges": _entrances(known, "herausforderung"),
    }


def _entrances(known: Catalogue, facet: str) -> list[Entrance]:
    counts = known.counts({}, known.hits({}, Selection().parsed(known)))[facet]
    path = reverse("projects:list")
    return [
        Entrance(
            name=option.term.name,
            description=option.term.description,
            number=getattr(option.term, "number", 0),
            project_count=count,
            list_url=Selection(chosen={facet: [option.value]}).address(path),
            term=option.term,
        )
        for option, count in zip(known.labels[facet], counts, strict=True)
        if option.term
    ]


def _theme(theme: Any, trends: list[Entrance]) -> dict[str, Any]:
    own = [entry for entry in trends if entry.term.theme_id == theme.pk]
    rubrics = {entry.term.rubric for entry in own if entry.term.rubric_id}
    return {
        "theme": theme,
        "rubrics": [
            {
                "rubric": rubric,
                "megatrends": [e for e in own if e.term.rubric_id == rubric.pk],
            }
            for rubric in sorted(rubrics, key=lambda row: (row.position, row.slug))
        ],
        "megatrends": [entry for entry in own if entry.term.rubric_id is None],
    }
