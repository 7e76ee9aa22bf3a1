"""Arithmetic with points and areas in WGS 84, without a spatial database."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, atan, cos, degrees, exp, log, pi, radians, sin, sqrt, tan
from typing import Any

Position = tuple[float, float]  # longitude, latitude: the order of GeoJSON
Ring = list[Position]

EARTH_RADIUS_KM = 6371.0088  # mean radius of the WGS 84 ellipsoid
KM_PER_DEGREE = radians(1) * EARTH_RADIUS_KM


@dataclass(frozen=True)
class Box:
    """A box of degrees, as a map shows it."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, latitude: float, longitude: float) -> bool:
        return (
            self.south <= latitude <= self.north and self.west <= longitude <= self.east
        )


@dataclass(frozen=True)
class Area:
    """A polygon or several, with holes: a point is inside if it is inside an odd number of rings."""

    box: Box
    rings: list[Ring]

    @classmethod
    def from_rings(cls, rings: Iterable[Ring]) -> "Area":
        rings = list(rings)
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        return cls(Box(min(xs), min(ys), max(xs), max(ys)), rings)

    @classmethod
    def from_geojson(cls, geometry: dict[str, Any]) -> "Area":
        """Read a Polygon or a MultiPolygon."""
        parts = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            parts = [parts]
        return cls.from_rings(
            [(x, y) for x, y, *_ in ring] for part in parts for ring in part
        )

    def contains(self, latitude: float, longitude: float) -> bool:
        if not self.box.contains(latitude, longitude):
            return False
        inside = False
        for ring in self.rings:
            x, y = ring[-1]
            for next_x, next_y in ring:
                if (y > latitude) != (next_y > latitude):
                    crossing = x + (latitude - y) * (next_x - x) / (next_y - y)
                    if longitude < crossing:
                        inside = not inside
                x, y = next_x, next_y
        return inside


def read_topology(
    topology: dict[str, Any], name: str
) -> list[tuple[dict[str, Any], Area]]:
    """Return properties and area of every geometry of a quantised TopoJSON object."""
    scale_x, scale_y = topology["transform"]["scale"]
    left, bottom = topology["transform"]["translate"]
    arcs: list[Ring] = []
    for moves in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in moves:
            x, y = x + step_x, y + step_y
            arc.append((left + x * scale_x, bottom + y * scale_y))
        arcs.append(arc)

    def ring(numbers: list[int]) -> Ring:
        joined: Ring = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            joined += arc[1:] if joined else arc
        return joined

    areas = []
    for geometry in topology["objects"][name]["geometries"]:
        parts = geometry["arcs"]
        if geometry["type"] == "Polygon":
            parts = [parts]
        rings = [ring(numbers) for part in parts for numbers in part]
        areas.append((geometry["properties"], Area.from_rings(rings)))
    return areas


def distance_km(
    latitude: float, longitude: float, to_latitude: float, to_longitude: float
) -> float:
    """Return the great-circle distance by the haversine formula."""
    half_y = radians(to_latitude - latitude) / 2
    half_x = radians(to_longitude - longitude) / 2
    square = sin(half_y) ** 2
    square += cos(radians(latitude)) * cos(radians(to_latitude)) * sin(half_x) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1, sqrt(square)))


def box_around(latitude: float, longitude: float, radius_km: float) -> Box:
    """Return the box that holds every point within the radius."""
    height = radius_km / KM_PER_DEGREE
    width = height / max(cos(radians(latitude) + radians(height)), 0.01)
    return Box(
        longitude - width, latitude - height, longitude + width, latitude + height
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """All points of at most `radius` kilometres from one."""

    latitude: float
    longitude: float
    radius: float

    @property
    def box(self) -> Box:
        return box_around(self.latitude, self.longitude, self.radius)

    def distance_to(self, latitude: float, longitude: float) -> float:
        """Return the kilometres from the middle."""
        return distance_km(self.latitude, self.longitude, latitude, longitude)


def mercator(latitude: float) -> float:
    """Return the height of a latitude in Web Mercator, in degrees of longitude."""
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))


def latitude_at(height: float) -> float:
    """Undo ``mercator``."""
    return degrees(2 * atan(exp(radians(height))) - pi / 2)
