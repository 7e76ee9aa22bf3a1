"""Newer official borders of the Kreise, read from a GeoJSON file the operator brings."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.db import models, transaction

from projects.geometry import Area, Box
from projects.models import District, Location, Place
from projects.models.geography import EAST, NORTH, SOUTH, WEST

FRAME = Box(WEST, SOUTH, EAST, NORTH)
KEYS = ("ags", "AGS", "RS", "ARS", "ars", "rs")
SHORTEST_RING = 4


class BadBoundaries(Exception):
    """The file was refused as a whole; every message names its entry."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Outcome:
    districts: int
    moved_places: int
    moved_locations: int


def import_boundaries(text: str) -> Outcome:
    """Replace the borders of all Kreise, and move what now lies in another Kreis; or change nothing."""
    boundaries = read_boundaries(text)
    with transaction.atomic():
        districts = list(District.objects.all())
        check_complete(districts, boundaries)
        for district in districts:
            district.boundary = boundaries[district.ags]
        District.objects.bulk_update(districts, ["boundary"])
        areas = [(d, Area.from_geojson(d.boundary)) for d in districts]
        return Outcome(
            districts=len(districts),
            moved_places=reassign(Place.objects.with_district(), areas),
            moved_locations=reassign(Location.objects.with_point(), areas),
        )


def reassign(rows: models.QuerySet[Any], areas: list[tuple[District, Area]]) -> int:
    """Give every row the Kreis its point lies in; a point that lies in none keeps its Kreis."""
    moved = []
    for row in rows:
        for district, area in areas:
            if area.contains(row.latitude, row.longitude):
                if row.district_id != district.pk:
                    row.district = district
                    moved.append(row)
                break
    rows.model._default_manager.bulk_update(moved, ["district"], batch_size=500)
    return len(moved)


def read_boundaries(text: str) -> dict[str, dict[str, Any]]:
    """Return the geometry of each Kreis by its AGS."""
    try:
        collection = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadBoundaries(
            [
                f"Zeile {error.lineno}, Zeichen {error.colno}: Das ist kein gültiges JSON."
            ]
        ) from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise BadBoundaries(
            ["Die Datei ist keine GeoJSON-FeatureCollection mit Einträgen."]
        )
    boundaries: dict[str, dict[str, Any]] = {}
    errors: list[str] = []
    for number, feature in enumerate(features, start=1):
        ags = read_key(feature)
        where = f"Eintrag {number}" + (f" (AGS {ags})" if ags else "")
        fault = find_fault(feature, ags, known=boundaries)
        if fault:
            errors.append(f"{where}: {fault}")
        else:
            geometry = feature["geometry"]
            boundaries[ags] = {
                "type": geometry["type"],
                "coordinates": rounded(geometry["coordinates"]),
            }
    if errors:
        raise BadBoundaries(errors)
    return boundaries


def read_key(feature: Any) -> str:
    """Return the five digits of the Kreis, also from the longer keys 15081000 and 150810000000."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    key = next((str(properties[name]) for name in KEYS if properties.get(name)), "")
    is_of_district = key.isdigit() and not key[5:].strip("0")
    return key[:5] if is_of_district else ""


def find_fault(feature: Any, ags: str, *, known: Iterable[str]) -> str:
    if not ags:
        return "Der Amtliche Gemeindeschlüssel eines Kreises fehlt (Eigenschaft „ags“ oder „AGS“, fünf Ziffern)."
    if ags in known:
        return "Dieser Kreis kommt zweimal vor."
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in {
        "Polygon",
        "MultiPolygon",
    }:
        return "Die Geometrie ist weder Polygon noch MultiPolygon."
    parts = geometry.get("coordinates")
    if geometry["type"] == "Polygon":
        parts = [parts]
    return find_geometry_fault(parts)


def find_geometry_fault(parts: Any) -> str:
    if not isinstance(parts, list) or not parts:
        return "Die Geometrie hat keine Koordinaten."
    for part in parts:
        if not isinstance(part, list) or not part:
            return "Ein Teil der Geometrie hat keine Ringe."
        for ring in part:
            fault = find_ring_fault(ring)
            if fault:
                return fault
    return ""


def find_ring_fault(ring: Any) -> str:
    if not isinstance(ring, list) or len(ring) < SHORTEST_RING:
        return "Ein Ring hat weniger als vier Punkte."
    if not all(map(is_position, ring)):
        return "Ein Punkt ist kein Paar aus Länge und Breite."
    if ring[0] != ring[-1]:
        return (
            "Ein Ring ist nicht geschlossen: Erster und letzter Punkt sind verschieden."
        )
    for x, y, *_ in ring:
        if not FRAME.contains(y, x):
            return (
                f"Der Punkt {x}, {y} liegt nicht in Sachsen-Anhalt. Erwartet werden Länge und Breite "
                "in Grad (WGS 84), nicht UTM und nicht vertauscht."
            )
    return ""


def is_position(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(type(value) in (int, float) and isfinite(value) for value in point[:2])
    )


def rounded(value: Any) -> Any:
    """Keep five decimals, about a metre, and no heights."""
    if isinstance(value[0], list):
        return [rounded(item) for item in value]
    return [round(number, 5) for number in value[:2]]


def check_complete(districts: list[District], boundaries: dict[str, Any]) -> None:
    names = {district.ags: district.name for district in districts}
    missing = [
        f"{ags} {names[ags]}" for ags in sorted(names.keys() - boundaries.keys())
    ]
    strange = sorted(boundaries.keys() - names.keys())
    errors = []
    if missing:
        errors.append("Diese Kreise fehlen in der Datei: " + ", ".join(missing) + ".")
    if strange:
        errors.append(
            "Diese Kreise kennt das Portal nicht: AGS " + ", ".join(strange) + "."
        )
    if errors:
        raise BadBoundaries(errors)
