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
    is_set = any(_point(values))
    has_moved = _point(values) != _point(before)
    if is_set and (has_moved or not _is_outdated(values, before)):
        return values
    emptied = values | {name: [] for name in POINT}
    spot = _certain(values)
    if spot is None or _first(values, "is_statewide"):
        return emptied
    return emptied | _at(spot)


def _is_outdated(values: Values, before: Values) -> bool:
    """Say whether the words changed under a point that was found for them.

    A point that somebody set stays while the town is the same.
    """
    if any(_first(values, name) != _first(before, name) for name in WORDS[1:]):
        return True
    was_found = any(_as_point(spot) == _point(before) for spot in spots_of(before))
    return was_found and words_of(values) != words_of(before)


def _point(values: Values) -> list[str]:
    return [_first(values, name) for name in POINT[:2]]


def _as_point(spot: Spot) -> list[str]:
    return [f"{spot.latitude:.5f}", f"{spot.longitude:.5f}"]


def _at(spot: Spot) -> Values:
    latitude, longitude = _as_point(spot)
    values = [[latitude], [longitude], [spot.precision]]
    return dict(zip(POINT, values, strict=True))


def spots_of(values: Values) -> tuple[Spot, ...]:
    """Return the places that the typed words may mean."""
    words = words_of(values)
    spots = gazetteer.find(words).spots if words else ()
    return tuple(spot for spot in spots if spot.district)


def _certain(values: Values) -> Spot | None:
    """Return the one place the words mean; a mistyped name is asked back."""
    answer = gazetteer.find(words_of(values))
    return (
        answer.spot if answer.spot in spots_of(values) and not answer.is_guess else None
    )


def chosen(values: Values, number: str) -> Values:
    """Take one of the places that were offered."""
    spots = spots_of(values)
    if not number.isdecimal() or int(number) >= len(spots):
        return values
    return values | _at(spots[int(number)])


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
