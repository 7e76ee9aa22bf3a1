"""Projects near a place: what somebody wrote as a place, and how far projects are from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from projects import gazetteer
from projects.geometry import Box, Circle
from projects.models import Location
from projects.place_index import PlaceIndex, Spot
from projects.place_names import read_query

RADII = (5, 10, 25, 50)
RADIUS = 10

_POSITION = re.compile(r"(-?\d{1,3}(?:\.\d{1,9})?), ?(-?\d{1,3}(?:\.\d{1,9})?)", re.A)
_POSTAL_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)", re.A)
# Whoever is farther away than these borders wants no projects nearby.
_REACH = Box(west=5.5, south=47.0, east=15.5, north=55.5)
_ADVICE = "Schreib eine Postleitzahl oder einen Ort, etwa 06712 oder Zeitz."
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several places a name may mean, with words that mean it alone."""

    spot: Spot
    wording: str


@dataclass(frozen=True, slots=True)
class Near:
    """A place as it was written, a radius around it, and what the gazetteer knows of it.

    Without a text it says nothing; only a place that is certain has a circle.
    """

    text: str = ""
    radius: int = RADIUS
    spot: Spot | None = None
    choices: tuple[Choice, ...] = ()
    position: tuple[float, float] | None = None

    @classmethod
    def read(cls, text: str, radius: int, version: int | None) -> Self:
        """Look a place up; a position is rounded so that it tells of nobody's house."""
        position = _POSITION.fullmatch(text)
        if position is None:
            spots = gazetteer.find(text, version).spots if text else ()
            choices = _choices(spots, gazetteer.current(version).index) if spots else ()
            if len(choices) > 1:
                return cls(text, radius, choices=choices)
            return cls(text, radius, spot=choices[0].spot if choices else None)
        latitude, longitude = (round(float(part), 2) for part in position.groups())
        place = f"{latitude:.2f},{longitude:.2f}"
        if _REACH.contains(latitude, longitude):
            return cls(place, radius, position=(latitude, longitude))
        return cls(place, radius)

    @property
    def circle(self) -> Circle | None:
        if self.position:
            return Circle(*self.position, self.radius)
        if self.spot:
            return Circle(self.spot.latitude, self.spot.longitude, self.radius)
        return None

    @property
    def label(self) -> str:
        here = "deinen Standort" if self.position else self.found.partition(" · ")[0]
        return f"im Umkreis von {self.radius} km um {here}"

    @property
    def found(self) -> str:
        """Say which place is meant, with its Kreis."""
        if self.position:
            return "dein Standort"
        return self.spot.label if self.spot else ""

    @property
    def problem(self) -> str:
        """Say why nothing is filtered although a place was written."""
        if not self.text or self.circle:
            return ""
        shown = self.text[:_LONGEST_SHOWN]
        if self.choices:
            return f"„{shown}“ gibt es mehrmals. Welcher Ort ist gemeint?"
        if _POSITION.fullmatch(self.text):
            return f"Dein Standort liegt weit weg von Sachsen-Anhalt. {_ADVICE}"
        code = _POSTAL_CODE.search(self.text)
        if code:
            return (
                f"Die Postleitzahl {code[0]} liegt nicht in Sachsen-Anhalt und nicht "
                f"gleich nebenan. {_ADVICE}"
            )
        return (
            f"Den Ort „{shown}“ kennen wir in Sachsen-Anhalt und gleich nebenan nicht. "
            f"{_ADVICE}"
        )


def _choices(spots: tuple[Spot, ...], index: PlaceIndex) -> tuple[Choice, ...]:
    """Leave out what no words single out: it is the same place, told of twice."""
    if len(spots) == 1:
        return (Choice(spots[0], ""),)
    choices = (Choice(spot, _wording(spot, index)) for spot in spots)
    return tuple(choice for choice in choices if choice.wording)


def _wording(spot: Spot, index: PlaceIndex) -> str:
    around = [part for part in (spot.municipality, spot.district_name) if part]
    texts = [f"{spot.postal_code} {spot.name}".strip()]
    texts += [f"{spot.name}, {part}" for part in (*around, ", ".join(around))]
    return next((t for t in texts if index.find(read_query(t)).spots == (spot,)), "")


def distance_line(circle: Circle, places: Iterable[Location]) -> str:
    """Say how far the nearest place is, if any has a point."""
    km = [
        circle.distance_to(place.latitude, place.longitude)
        for place in places
        if place.latitude is not None and place.longitude is not None
    ]
    return in_words(min(km)) if km else ""


def in_words(km: float) -> str:
    """Return "3,4 km"; what is nearer than the points are exact is "unter 1 km"."""
    if km < 1:
        return "unter 1 km"
    return f"{km:.0f} km" if km >= 9.95 else f"{km:.1f} km".replace(".", ",")
