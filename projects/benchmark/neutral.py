"""Neutral projects in any number: made up by rule, or read from a table."""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, product
from pathlib import Path
from typing import Any

from themes.german import german_slug

# name, latitude and longitude of the middle, share of the projects
DISTRICTS = [
    ("Altmarkkreis Salzwedel", 52.72, 11.20, 4),
    ("Anhalt-Bitterfeld", 51.80, 12.15, 7),
    ("Börde", 52.20, 11.35, 8),
    ("Burgenlandkreis", 51.12, 11.90, 8),
    ("Dessau-Roßlau", 51.85, 12.24, 6),
    ("Halle (Saale)", 51.48, 11.97, 19),
    ("Harz", 51.84, 10.98, 10),
    ("Jerichower Land", 52.27, 12.02, 4),
    ("Magdeburg", 52.13, 11.63, 18),
    ("Mansfeld-Südharz", 51.52, 11.40, 6),
    ("Saalekreis", 51.40, 11.85, 8),
    ("Salzlandkreis", 51.83, 11.62, 8),
    ("Stendal", 52.65, 11.85, 6),
    ("Wittenberg", 51.82, 12.72, 6),
]
THEMES = ["Lernen", "Wohnen", "Versorgung", "Wirtschaften"]
MEGATRENDS = [f"Trend {number:02}" for number in range(1, 31)]
GOALS = list(range(1, 18))
CATEGORIES = [f"Handlungsfeld {number:02}" for number in range(1, 21)]
STAGES = ["Idee", "Planung", "Umsetzung", "Abgeschlossen"]
REACHES = ["örtlich", "regional", "landesweit", "überregional"]
YEARS = range(2015, 2027)
TOWNS = 20

_SHORT = """Garten Haus Weg Küche Brücke Werk Schule Verein Pflege Acker Bühne Fahrt Hilfe
Kreis Leute Stunde Tafel Turm Ufer Wiese lernen teilen helfen bauen kochen öffnen prüfen
gemeinsam ländlich neu offen ruhig schön täglich über früh größer nützlich""".split()
_FIRST = """Acker Alltags Bach Bahn Bau Bibliotheks Birken Boden Brunnen Bühnen Bus Chor
Daten Deich Dorf Ehrenamts Energie Enkel Erzähl Fahrrad Familien Feld Fest Film Fluss Foto
Garten Gemüse Gespräch Getreide Glas Haus Heimat Hof Holz Hör Jugend Kinder Kirch Kleider
Klima Kräuter Küchen Kunst Lehr Lese Licht Markt Mehl Milch Möbel Mühlen Nachbar Obst Orts
Pflege Quartiers Rad Rathaus Reise Saat Schul Spiel Stadt Tausch Tisch Ton Umwelt Vereins
Wald Wärme Wasser Werk Wiesen Wind Wissens Wohn Zeit Ziegel""".split()
_MIDDLE = """austausch beratungs entwicklungs gemeinschafts lern netz planungs speicher
versorgungs vermittlungs""".split()
_LAST = """abend akademie atelier bank börse brücke büro dienst feier forum führung garten
gruppe halle hilfe hütte karte kreis küche labor laden lager markt mobil netz plan raum
schmiede speicher station stube tage treff turm übung verein wache wege werkstatt zelle
zentrum zirkel""".split()
_FILLERS = """und die der in mit für von zu ein eine auf aus bei das den dem des durch im
ist nach sich sie um werden wird zum zur""".split()
_TITLES = (
    "Offene Mobile Neue Gemeinsame Kleine Grüne Ländliche Junge Stille Bunte".split()
)
_TOWN = (
    "Alt Groß Hoch Klein Lang Mittel Neu Nieder Ober Unter".split(),
    "hagen rode stedt au",
)


@dataclass(frozen=True)
class Words:
    """Words to search for, by how many projects say them."""

    frequent: str
    medium: str
    rare: str
    inside: str


@dataclass(frozen=True, slots=True)
class NeutralProject:
    slug: str
    title: str
    summary: str
    description: str
    latitude: float
    longitude: float
    town: str
    postal_code: str
    district: str
    themes: list[str]
    megatrends: list[str]
    goals: list[int]
    categories: list[str]
    stage: str
    reach: str
    is_lighthouse: bool
    uses_technology: bool
    year: int


def _vocabulary() -> list[str]:
    """Return some 30,000 words, to be drawn the more often the further in front."""
    two = [first + last for first, last in product(_FIRST, _LAST)]
    three = ["".join(parts) for parts in product(_FIRST, _MIDDLE, _LAST)]
    mixed = random.Random(7)
    mixed.shuffle(two)
    mixed.shuffle(three)
    return [*_SHORT, *two, *three]


VOCABULARY = _vocabulary()
WORDS = Words(VOCABULARY[20], VOCABULARY[400], VOCABULARY[15_000], "netzlabor")


class _Draw:
    """Draws that are the same for the same seed, whatever the number of projects."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.shares = list(
            accumulate(1 / (rank + 12) for rank in range(len(VOCABULARY)))
        )

    def text(self, length: int) -> str:
        spoken = self.random.choices(VOCABULARY, cum_weights=self.shares, k=length)
        fillers = self.random.choices(_FILLERS, k=length)
        words = [
            filler if position % 2 else word
            for position, (word, filler) in enumerate(zip(spoken, fillers, strict=True))
        ]
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def some(self, options: list[Any], low: int, high: int) -> list[Any]:
        """Return several different options, the first ones more often than the last."""
        count = self.random.randint(low, high)
        picked: set[Any] = set()
        while len(picked) < count:
            picked.add(options[int(self.random.random() ** 2 * len(options))])
        return sorted(picked)

    def project(self, number: int) -> NeutralProject:
        pick = self.random.choice
        district, latitude, longitude, _ = self.random.choices(
            DISTRICTS, [row[3] for row in DISTRICTS]
        )[0]
        place = self.random.randrange(TOWNS)
        title = f"{pick(_TITLES)} {pick(VOCABULARY[40:2000])} in {_town(place)}"
        return NeutralProject(
            slug=f"{german_slug(title)}-{number}",
            title=title,
            summary=self.text(20)[:160],
            description="\n\n".join(self.text(50) for _ in range(4)),
            latitude=round(latitude + self.random.uniform(-0.1, 0.1), 5),
            longitude=round(longitude + self.random.uniform(-0.15, 0.15), 5),
            town=_town(place),
            postal_code=f"06{place:03}",
            district=district,
            themes=self.some(THEMES, 1, 2),
            megatrends=self.some(MEGATRENDS, 0, 3),
            goals=self.some(GOALS, 0, 4),
            categories=self.some(CATEGORIES, 1, 3),
            stage=pick(STAGES),
            reach=pick(REACHES),
            is_lighthouse=self.random.random() < 0.04,
            uses_technology=self.random.random() < 0.3,
            year=pick(YEARS),
        )


def _town(number: int) -> str:
    ends = _TOWN[1].split()
    return _TOWN[0][number % len(_TOWN[0])] + ends[number % len(ends)]


def make_projects(size: int, seed: int = 1) -> Iterator[NeutralProject]:
    """Yield the first `size` projects; each is the same in every size."""
    draw = _Draw(seed)
    return (draw.project(number) for number in range(1, size + 1))


def read_projects(path: Path, size: int) -> Iterator[NeutralProject]:
    """Yield the first `size` rows of a CSV table; several values are joined by "|"."""
    with path.open(encoding="utf-8", newline="") as table:
        for row, _ in zip(csv.DictReader(table), range(size), strict=False):
            yield NeutralProject(
                slug=row["slug"],
                title=row["title"],
                summary=row["summary"][:160],
                description=row["description"],
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
                town=row["ort"],
                postal_code=row["plz"],
                district=row["kreis"],
                themes=row["themenfeld"].split("|"),
                megatrends=list(filter(None, row["megatrends"].split("|"))),
                goals=[int(number) for number in row["sdgs"].split("|") if number],
                categories=row["handlungsfelder"].split("|"),
                stage=row["stage"],
                reach=row["radius"],
                is_lighthouse=row["lighthouse"] == "1",
                uses_technology=row["technology"] == "1",
                year=int(row["year"]),
            )


def words_beside(path: Path) -> Words:
    """Return the search words of vocabulary.json in the folder of a table."""
    search = json.loads((path.parent / "vocabulary.json").read_text("utf-8"))["search"]
    kinds = ("frequent", "medium", "rare", "inside_compounds")
    return Words(*(search[kind][0] for kind in kinds))
