"""The map of the state as SVG, drawn on the server: Kreise, rivers, towns, and what a page wants to show on it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from projects.geometry import mercator

DRAWING = Path(__file__).resolve().parent.parent / "fixtures" / "geo" / "state_map.json"

# Latitude, longitude, sign of the Themenfeld ("lighthouse" for a star, "" for a dot), label.
Point = tuple[float, float, str, str]

# The shapes stand on (0, 0); they are the pins of the big map and the signs of the Themenfelder.
SIGN_PATHS = {
    "work": "M-7-10H7a3 3 0 0 1 3 3V7a3 3 0 0 1-3 3H-7a3 3 0 0 1-3-3V-7a3 3 0 0 1 3-3Z",
    "health": "M0-12.5C-3.5-7.8-8-3.6-8 1.2a8 8 0 0 0 16 0C8-3.6 3.5-7.8 0-12.5Z",
    "age": "M-10 0a10 10 0 1 0 20 0a10 10 0 1 0-20 0Z",
    "cohesion": "M0-11l9.5 5.5v11L0 11l-9.5-5.5v-11Z",
    "lighthouse": "M0-12.5 3.9-4.7 12.5-3.4 6.3 2.7 7.7 11.3 0 7.3-7.7 11.3-6.3 2.7-12.5-3.4-3.9-4.7Z",
    "": "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z",
}
NAMED_POINTS = 5


@dataclass(frozen=True)
class Sheet:
    """One finished drawing of the state, large or small."""

    width: int
    height: int
    west: float
    north: float
    scale: float
    parts: dict[str, Any]
    names: dict[str, str]

    def project(self, latitude: float, longitude: float) -> tuple[int, int]:
        x = (longitude - self.west) * self.scale
        y = (mercator(self.north) - mercator(latitude)) * self.scale
        return round(x), round(y)


@cache
def sheet(size: str) -> Sheet:
    drawing = json.loads(DRAWING.read_text())
    parts = drawing["sheets"][size]
    return Sheet(
        width=parts["width"],
        height=parts["height"],
        west=parts["west"],
        north=parts["north"],
        scale=parts["scale"],
        parts=parts,
        names=drawing["names"],
    )


def counted(number: int) -> str:
    """Say how many projects there are: "kein Projekt", "1 Projekt", "1\u202f204 Projekte"."""
    if number == 1:
        return "1 Projekt"
    return f"{number:,} Projekte".replace(",", "\u202f") if number else "kein Projekt"


def district_rows(
    on: Sheet,
    *,
    lit: Collection[str],
    counts: Mapping[str, int] | None,
    urls: Mapping[str, str],
) -> list[dict[str, Any]]:
    rows = []
    # Lit Kreise come last, so that no neighbour's border is drawn over theirs.
    for slug, path in sorted(
        on.parts["districts"].items(), key=lambda item: item[0] in lit
    ):
        row: dict[str, Any] = {"path": path, "is_lit": slug in lit, "count": 0}
        if counts is not None and counts.get(slug):
            row["count"] = counts[slug]
            row["x"], row["y"] = on.parts["counts"][slug]
            row["is_long"] = counts[slug] > 999
            row["name"] = f"{on.names[slug]}: {counted(counts[slug])}"
            row["url"] = urls.get(slug) or reverse(
                "projects:list", query={"kreis": slug}
            )
        rows.append(row)
    return rows


def towns(on: Sheet, counts: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """Return the names to write; among counts only the great towns keep theirs, beside the disc of a town of its own."""
    rows = []
    for town in on.parts["towns"]:
        if counts is not None and town["rank"] > 2:
            continue
        has_disc = bool(counts and counts.get(town["district"]))
        text_x, text_y = town["counted" if has_disc else "plain"]
        rows.append(
            town | {"has_dot": not has_disc, "text_x": text_x, "text_y": text_y}
        )
    return rows


def pins(on: Sheet, points: Iterable[Point]) -> list[dict[str, Any]]:
    rows = []
    for latitude, longitude, sign, label in points:
        x, y = on.project(latitude, longitude)
        rows.append(
            {
                "x": x,
                "y": y,
                "sign": sign or "none",
                "path": SIGN_PATHS[sign],
                "label": label,
            }
        )
    return sorted(rows, key=lambda row: row["y"])


def describe(
    on: Sheet, *, lit: Collection[str], points: list[Point], has_counts: bool
) -> str:
    """Return the words that stand for the drawing."""
    if has_counts:
        return "Karte von Sachsen-Anhalt: Projekte in jedem Kreis"
    words = "Karte von Sachsen-Anhalt"
    if lit:
        words += ", hervorgehoben: " + ", ".join(on.names[slug] for slug in lit)
    labels = [label for *_, label in points if label]
    if labels and len(labels) <= NAMED_POINTS:
        words += ", eingezeichnet: " + ", ".join(labels)
    elif points:
        words += f" mit {len(points)} Orten"
    return words


def drawing(
    *,
    size: str = "large",
    lit: Collection[str] = (),
    points: Iterable[Point] = (),
    counts: Mapping[str, int] | None = None,
    urls: Mapping[str, str] | None = None,
    title: str = "",
) -> dict[str, Any]:
    """Return everything that components/state_map.html shows."""
    on = sheet(size)
    lit = [slug for slug in lit if slug in on.names]
    points = list(points)
    has_counts = counts is not None
    return {
        "size": size,
        "is_interactive": has_counts,
        "title": title or describe(on, lit=lit, points=points, has_counts=has_counts),
        "width": on.width,
        "height": on.height,
        "drawing": on.parts,
        "towns": towns(on, counts),
        "districts": district_rows(on, lit=lit, counts=counts, urls=urls or {}),
        "pins": pins(on, points),
    }
