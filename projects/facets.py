"""The facets by which projects are sorted, declared once for filters and catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from projects.models import Audience, District, Lifecycle, Reach, Stage
from themes.models import (
    Category,
    Challenge,
    Goal,
    Megatrend,
    Rubric,
    Term,
    Theme,
)


@dataclass(frozen=True)
class Option:
    """One value of a facet as it stands in the address, with the words for it."""

    value: str
    label: str
    sign: str = ""
    term: Term | None = None


@dataclass(frozen=True)
class Facet:
    """A question with several answers; `path` leads from Project to the answer.

    `values` translates the words of the address into stored values; without it the
    address carries the stored value itself (a slug or a number).
    """

    name: str
    label: str
    path: str
    load: Callable[[], list[Option]]
    values: Mapping[str, object] | None = None
    is_open: bool = False

    def stored(self, value: str) -> object:
        return self.values[value] if self.values else value

    def options_of(self, stored: object) -> list[tuple[str, str]]:
        """Return the options, as (facet, value), that a stored value stands for."""
        return [
            (self.name, value)
            for value, meaning in (self.values or {}).items()
            if stored == meaning
        ]


def _terms(rows: Callable[[], QuerySet[Any]]) -> Callable[[], list[Option]]:
    def load() -> list[Option]:
        return [
            Option(row.slug, row.name, getattr(row, "sign", ""), row) for row in rows()
        ]

    return load


def _goals() -> list[Option]:
    return [Option(str(row.number), str(row), term=row) for row in Goal.objects.all()]


def _districts() -> list[Option]:
    return [Option(row.slug, row.name) for row in District.objects.defer("boundary")]


def _fixed(*options: tuple[str, str]) -> Callable[[], list[Option]]:
    return lambda: [Option(value, label) for value, label in options]


def _choices(
    name: str,
    label: str,
    path: str,
    values: dict[str, models.TextChoices],
) -> Facet:
    options = [(value, str(choice.label)) for value, choice in values.items()]
    stored = {value: str(choice.value) for value, choice in values.items()}
    return Facet(name, label, path, _fixed(*options), stored)


FACETS = (
    Facet(
        "themenfeld",
        "Themenfeld",
        "themes__slug",
        _terms(Theme.objects.all),
        is_open=True,
    ),
    Facet("kreis", "Kreis", "locations__district__slug", _districts, is_open=True),
    Facet(
        "kategorie",
        "Kategorie",
        "categories__slug",
        _terms(Category.objects.all),
        is_open=True,
    ),
    Facet("rubrik", "Rubrik", "megatrends__rubric__slug", _terms(Rubric.objects.all)),
    Facet(
        "megatrend",
        "Megatrend",
        "megatrends__slug",
        _terms(lambda: Megatrend.objects.select_related("rubric")),
    ),
    Facet("sdg", "Nachhaltigkeitsziel (SDG)", "goals__number", _goals),
    Facet(
        "herausforderung",
        "Herausforderung",
        "challenges__slug",
        _terms(Challenge.objects.all),
    ),
    _choices(
        "stadium",
        "Projektstadium",
        "stage",
        {
            "idee": Stage.IDEA,
            "umsetzung": Stage.PILOT,
            "verstetigt": Stage.ESTABLISHED,
            "uebertragen": Stage.TRANSFERRED,
        },
    ),
    _choices(
        "wirkung",
        "Wirkungsradius",
        "reach",
        {
            "ort": Reach.LOCAL,
            "region": Reach.REGIONAL,
            "ueberregional": Reach.SUPRAREGIONAL,
            "darueber-hinaus": Reach.BEYOND,
        },
    ),
    _choices(
        "zielgruppe",
        "Zielgruppe",
        "audience",
        {"gruppe": Audience.GROUP, "masse": Audience.MASS},
    ),
    Facet(
        "landesweit",
        "Landesweit",
        "is_statewide",
        _fixed(("ja", "Nur landesweite Projekte")),
        {"ja": True},
    ),
    _choices(
        "status",
        "Projektstatus",
        "lifecycle",
        {
            "laeuft": Lifecycle.RUNNING,
            "beendet": Lifecycle.ENDED,
            "uebertragen": Lifecycle.TRANSFERRED,
            "unbekannt": Lifecycle.UNKNOWN,
        },
    ),
    Facet(
        "technologie",
        "Lösung durch Technologie",
        "uses_technology",
        _fixed(("ja", "Ja"), ("nein", "Nein")),
        {"ja": True, "nein": False},
    ),
    Facet(
        "leuchtturm",
        "Auszeichnung",
        "is_lighthouse",
        _fixed(("ja", "Nur Leuchttürme")),
        {"ja": True},
    ),
    Facet(
        "nachahmen",
        "Nachahmen",
        "open_to_copy",
        _fixed(("ja", "Offen für Nachahmer*innen")),
        {"ja": True},
    ),
)

FACET = {facet.name: facet for facet in FACETS}
