"""Where it is: a point for the words somebody typed, and how much of it is shown."""

from dataclasses import dataclass
from typing import Any

from projects import gazetteer
from projects.models import District, Location
from projects.place_index import Spot

Values = dict[str, list[str]]
WORDS = ("street", "postal_code", "city")
POINT = ("latitude", "longitude", "precision")
CHOICE = "spot"


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float
    precision: str


def words_of(values: Values) -> str:
    street, postal_code, city = (_first(values, name) for name in WORDS)
    town = f"{postal_code} {city}".strip()
    return f"{street}, {town}" if street and town else town


def settle(values: Values, before: Values) -> Values:
    """Give the words a point unless somebody set one; follow the words when they change.

    An ambiguous name gets no point: the step offers the places it may mean.
    """
    is_set = any(_first(values, name) for name in POINT[:2])
    has_moved = any(_first(values, name) != _first(before, name) for name in POINT[:2])
    is_renamed = words_of(values) != words_of(before)
    if is_set and (has_moved or not is_renamed):
        return values
    emptied = values | {name: [] for name in POINT}
    spots = spots_of(values)
    if _first(values, "is_statewide") or len(spots) != 1:
        return emptied
    return emptied | {
        "latitude": [f"{spots[0].latitude:.5f}"],
        "longitude": [f"{spots[0].longitude:.5f}"],
        "precision": [spots[0].precision],
    }


def spots_of(values: Values) -> tuple[Spot, ...]:
    """Return the places that the typed words may mean."""
    words = words_of(values)
    spots = gazetteer.find(words).spots if words else ()
    return tuple(spot for spot in spots if spot.district)


def chosen(values: Values, number: str) -> Values:
    """Take one of the places that were offered."""
    spots = spots_of(values)
    if not number.isdecimal() or int(number) >= len(spots):
        return values
    spot = spots[int(number)]
    return values | {
        "latitude": [f"{spot.latitude:.5f}"],
        "longitude": [f"{spot.longitude:.5f}"],
        "precision": [spot.precision],
    }


def point_of(cleaned: dict[str, Any]) -> Point | None:
    """Return the point to publish: the place itself where only that may be shown."""
    latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
    if latitude is None or longitude is None:
        return None
    if cleaned.get("only_place"):
        return _blurred(cleaned, latitude, longitude)
    precision = cleaned.get("precision") or _precision_of(cleaned.get("street", ""))
    return Point(latitude, longitude, precision)


def _blurred(cleaned: dict[str, Any], latitude: float, longitude: float) -> Point:
    town = f"{cleaned.get('postal_code', '')} {cleaned.get('city', '')}"
    spot = gazetteer.find(town).spot
    if spot is None:
        return Point(round(latitude, 2), round(longitude, 2), Location.Precision.PLACE)
    return Point(spot.latitude, spot.longitude, spot.precision)


def _precision_of(street: str) -> str:
    if any(letter.isdigit() for letter in street):
        return Location.Precision.HOUSE
    return Location.Precision.STREET if street else Location.Precision.PLACE


def district_of(point: Point | None) -> District | None:
    if point is None:
        return None
    return gazetteer.locate(point.latitude, point.longitude).district


def line_of(cleaned: dict[str, Any]) -> str:
    """Say where the project will be seen: "Deersheim · Harz, auf den Ort genau"."""
    if cleaned.get("is_statewide"):
        return "im ganzen Land"
    point = point_of(cleaned)
    town = " ".join(filter(None, [cleaned.get("postal_code"), cleaned.get("city")]))
    if point is None:
        return f"{town}, noch ohne Punkt auf der Karte"
    parts = [town, str(district_of(point) or "")]
    where = " · ".join(part for part in parts if part)
    return f"{where}, {Location.Precision(point.precision).label}"


def _first(values: Values, name: str) -> str:
    return next(iter(values.get(name, [])), "").strip()
