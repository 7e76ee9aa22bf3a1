"""What the catalogue itself costs, measured in one process without server or page."""

import time
from collections.abc import Iterator
from itertools import product
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from projects import current
from projects.benchmark.neutral import Words
from projects.benchmark.servers import resident_memory
from projects.catalogue import Catalogue
from projects.models import Project
from projects.selection import PAGE_SIZE, Selection

REPEATS = 15
PATCHES = 7


def questions(known: Catalogue, words: Words) -> dict[str, str]:
    """Return the query strings of the lists that the benchmark asks for, by name."""
    theme = known.labels["themenfeld"][0].value
    district = known.labels["kreis"][0].value
    middle = len(known) // PAGE_SIZE // 2 + 1
    asked: dict[str, dict[str, Any]] = {
        "Liste": {},
        "Liste, ein Filter": {"themenfeld": theme},
        "Liste, zwei Filter": {"themenfeld": theme, "kreis": district},
        "Liste, Seite in der Mitte": {"seite": middle},
        "Suche, häufiges Wort": {"q": words.frequent},
        "Suche, mittleres Wort": {"q": words.medium},
        "Suche, seltenes Wort": {"q": words.rare},
        "Suche, Wortteil": {"q": words.inside},
    }
    return {name: urlencode(parameters) for name, parameters in asked.items()}


def changing_filters(known: Catalogue) -> list[str]:
    """Return query strings of which each leaves other counts: nothing can be reused."""
    pairs = product(known.labels["kreis"], known.labels["kategorie"])
    return [
        urlencode({"kreis": district.value, "kategorie": category.value})
        for district, category in pairs
    ]


def measure(words: Words) -> dict[str, Any]:
    """Build, ask and patch the catalogue of the configured database."""
    started, worked = time.perf_counter(), time.process_time()
    known = current.catalogue()
    built, busy = time.perf_counter() - started, time.process_time() - worked
    asked = questions(known, words)
    project = Project.objects.public().by_name()[len(known) // 3]
    return {
        "size": len(known),
        "memory": resident_memory(),
        "build_seconds": built,
        "build_cpu_seconds": busy,
        "questions": asked,
        "changing": changing_filters(known),
        "answers": {name: _answers(known, query) for name, query in asked.items()},
        "patch_ms": median(_patches(known, project)),
        "detail": reverse("projects:detail", args=[project.slug]),
    }


def _answers(known: Catalogue, query: str) -> dict[str, float]:
    """Say what the first answer cost, and those that could use what it remembered."""
    first, *others = _times(known, query)
    return {"first_ms": first, "later_ms": median(others)}


def _times(known: Catalogue, query: str) -> Iterator[float]:
    """Do what a list asks of the catalogue: search, counts and the order of a page."""
    for _ in range(REPEATS):
        started = time.perf_counter()
        selection = Selection.read(QueryDict(query), known)
        hits = selection.hits(known)
        known.counts(selection.chosen, hits)
        start = (selection.page - 1) * PAGE_SIZE
        known.page(hits, selection.order, start, PAGE_SIZE)
        yield (time.perf_counter() - started) * 1000


def _patches(known: Catalogue, project: Project) -> Iterator[float]:
    """Change a project again and again; yield how long the catalogue took to follow."""
    for number in range(PATCHES):
        project.tagline = f"Neufassung{number} der Kurzzeile"
        project.save(update_fields=["tagline"])
        started = time.perf_counter()
        current.catalogue()
        yield (time.perf_counter() - started) * 1000
