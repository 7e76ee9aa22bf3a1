"""The part of the map that a browser shows, as it asks for it."""

import re
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from projects.geometry import Box, mercator

FIRST_ZOOM, LAST_ZOOM = 6, 20
LONGEST_EDGE = 8_000  # pixels, more than any screen has
# Whoever looks beyond these borders has mixed up the numbers.
SURROUNDINGS = Box(west=8, south=49.5, east=16, north=54.5)
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?", re.A)
_ZOOM = re.compile(r"\d{1,2}", re.A)


class WrongViewport(ValueError):
    """Says in German what is wrong with a view that was asked for."""


@dataclass(frozen=True, slots=True)
class Viewport:
    box: Box
    zoom: int

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        box, zoom = read_box(data), _only(data, "zoom")
        if not _ZOOM.fullmatch(zoom) or not FIRST_ZOOM <= int(zoom) <= LAST_ZOOM:
            raise WrongViewport(
                f"zoom ist eine ganze Zahl von {FIRST_ZOOM} bis {LAST_ZOOM}."
            )
        pixels = 256 * 2 ** int(zoom) / 360
        height = mercator(box.north) - mercator(box.south)
        if max(box.east - box.west, height) * pixels > LONGEST_EDGE:
            raise WrongViewport("Der Ausschnitt ist für diesen Zoom zu groß.")
        return cls(box, int(zoom))


def read_box(data: QueryDict) -> Box:
    edges = _only(data, "box").split(",")
    if len(edges) != 4 or not all(map(_DEGREES.fullmatch, edges)):
        raise WrongViewport(
            "box braucht vier Zahlen in Grad: Westen,Süden,Osten,Norden."
        )
    box = Box(*map(float, edges))
    if box.west > box.east or box.south > box.north:
        raise WrongViewport("box beginnt im Südwesten und endet im Nordosten.")
    if not (
        box.west <= SURROUNDINGS.east
        and SURROUNDINGS.west <= box.east
        and box.south <= SURROUNDINGS.north
        and SURROUNDINGS.south <= box.north
        and box.south >= -85
        and box.north <= 85
    ):
        raise WrongViewport(
            "Der Ausschnitt liegt weit weg von Sachsen-Anhalt. "
            "Erst kommt die Länge, dann die Breite."
        )
    return box


def _only(data: QueryDict, name: str) -> str:
    values = data.getlist(name)
    return values[0] if len(values) == 1 and len(values[0]) < 200 else ""
