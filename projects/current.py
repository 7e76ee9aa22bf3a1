"""The catalogue of this process, as new as the database.

Every request asks for the version (one row). When it moved, the projects that changed
are patched in; when more than single projects changed, the whole is built anew: at
once while that is quick, otherwise beside the running one, so that no request waits.
"""

import logging
import time
from collections.abc import Iterable
from dataclasses import replace
from threading import Lock, Thread
from typing import Any

from django.db import connection

from projects.building import build, patch
from projects.catalogue import Catalogue
from projects.entries import load_entries
from projects.facets import FACETS
from projects.models.version import NO_PROJECT, Change, Version
from projects.queries import synonym_table
from themes.models import Synonym

# A stock of more projects than this is built beside the running catalogue.
LARGE = 3_000
# More changed projects than this, in one step or piled up behind the order: build anew.
MANY = 200
# What is written while the rows are read would be half known. So they are read again
# until nothing came in between; after so many tries the older state is shown once more.
TRIES = 3

CATALOGUE = "portal.catalogue"
logger = logging.getLogger(__name__)


class _Current:
    def __init__(self) -> None:
        self.lock = Lock()
        self.catalogue: Catalogue | None = None
        self.builder: Thread | None = None
        self.built: Catalogue | None = None


_current = _Current()


def catalogue() -> Catalogue:
    """Return the catalogue of the database's present version.

    While a large stock is built anew, single projects are up to date already; names of
    themes and the like follow when it is ready.
    """
    version = Version.current()
    known = _current.catalogue
    if known is not None and known.version == version and not known.is_behind:
        return known
    with _current.lock:
        made = _advance(_current.catalogue, version)
        for _ in range(TRIES - 1):
            if made.version == (version := Version.current()):
                break
            made = _advance(made, version)
        if made.version == version or _current.catalogue is None:
            _current.catalogue = made
        else:
            _current.built = made
        return _current.catalogue


def catalogue_of(environ: dict[str, Any]) -> Catalogue:
    """Return the catalogue of a request: one and the same from its start to its end.

    It is kept in the environment that the server made for the request
    (`HttpRequest.META`).
    """
    if CATALOGUE not in environ:
        environ[CATALOGUE] = catalogue()
    return environ[CATALOGUE]


def forget() -> None:
    """Drop the catalogue, as a new process would start."""
    with _current.lock:
        _current.catalogue = _current.built = None


def _advance(known: Catalogue | None, version: int) -> Catalogue:
    if known is None or version < known.version:
        return _build()
    if _current.built is not None:
        known, _current.built = _current.built, None
    if known.version < version:
        known = _follow(known, version)
    if known.is_behind and (
        _current.builder is None or not _current.builder.is_alive()
    ):
        _current.builder = Thread(target=_build_beside, daemon=True)
        _current.builder.start()
    return known


def _follow(known: Catalogue, version: int) -> Catalogue:
    projects, is_whole = _changes(known.version, version)
    if not is_whole and len(projects) + known.late.bit_count() <= MANY:
        return _patch(known, projects, version)
    if len(known) <= LARGE:
        return _build()
    known = _patch(known, projects if len(projects) <= MANY else set(), version)
    return replace(known, is_behind=True)


def _changes(old: int, new: int) -> tuple[set[int], bool]:
    """Return the projects that changed, and whether anything else may have."""
    rows = list(Change.objects.between(old, new).values_list("number", "project_id"))
    named = {project for _, project in rows if project is not None}
    is_whole = len(rows) < new - old or any(project is None for _, project in rows)
    return named - {NO_PROJECT}, is_whole


def _patch(known: Catalogue, projects: Iterable[int], version: int) -> Catalogue:
    return patch(known, projects, list(load_entries(projects)), version=version)


def _build() -> Catalogue:
    started = time.monotonic()
    version = Version.current()
    made = build(
        load_entries(),
        version=version,
        labels={facet.name: facet.load() for facet in FACETS},
        synonyms=synonym_table(row.terms for row in Synonym.objects.all()),
    )
    logger.info(
        "catalogue of %d projects built in %.2f s",
        len(made),
        time.monotonic() - started,
    )
    return made


def _build_beside() -> None:
    try:
        _current.built = _build()
    finally:
        connection.close()
