"""From a written place to a point, and from a point to its Kreis and Gemeinde, without asking anybody.

Everything is kept in memory, per process, and read anew when places or Kreise have changed in the database.
"""

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from projects.addresses import find_house
from projects.geometry import Area, read_topology
from projects.models import Change, District, Place, Version
from projects.place_index import Answer, PlaceIndex, Spot
from projects.place_names import Query, read_query

MUNICIPALITIES = (
    Path(__file__).resolve().parent.parent
    / "fixtures"
    / "geo"
    / "municipalities.topojson"
)
LONGEST_INPUT = 200


@dataclass(frozen=True)
class Whereabouts:
    district: District | None
    municipality: str


class Gazetteer:
    def __init__(self) -> None:
        self.version = Version.current()
        self.index = PlaceIndex(Place.objects.with_district())
        self.areas = [
            (district, Area.from_geojson(district.boundary))
            for district in District.objects.all()
            if district.boundary
        ]

    def is_current(self, version: int) -> bool:
        """Say whether nothing but projects has changed since the reading."""
        if version == self.version:
            return True
        changes = Change.objects.between(self.version, version).of_projects()
        if version < self.version or changes.count() < version - self.version:
            return False
        self.version = version
        return True


_known: list[Gazetteer] = []


def current(version: int | None = None) -> Gazetteer:
    """Return the places as of a version of the stock that the caller knows, or asks for."""
    version = Version.current() if version is None else version
    if not _known or not _known[0].is_current(version):
        _known[:] = [Gazetteer()]
    return _known[0]


def forget() -> None:
    """Drop what is in memory, as a new process would start."""
    _known.clear()


def find(text: str, version: int | None = None) -> Answer:
    """Find what somebody wrote: "06526 Wippra", "Seehausen OT Beuster", "39104", "Quedlinbrug"."""
    query = read_query(text[:LONGEST_INPUT])
    answer = current(version).index.find(query)
    house = find_in_street(query, answer.spot) if query.street else None
    return Answer((house,)) if house else answer


def find_in_street(query: Query, spot: Spot | None) -> Spot | None:
    """Find the house itself, if the town is certain and its house coordinates are known."""
    if spot is None:
        return None
    house = find_house(
        street=query.street,
        number=query.number,
        postal_code=query.postal_code,
        municipality=spot.municipality,
    )
    if house is None:
        return None
    here = locate(house.latitude, house.longitude)
    return replace(
        spot,
        name=f"{house.street} {query.number}",
        postal_code=house.postal_code,
        municipality=here.municipality,
        district=here.district.slug if here.district else "",
        district_name=here.district.name if here.district else "",
        latitude=house.latitude,
        longitude=house.longitude,
        precision=house.precision,
    )


def locate(latitude: float, longitude: float) -> Whereabouts:
    """Say in which Kreis and Gemeinde a point lies, by their polygons."""
    for district, area in current().areas:
        if area.contains(latitude, longitude):
            return Whereabouts(district, municipality_at(latitude, longitude))
    return Whereabouts(None, "")


@cache
def municipality_areas() -> list[tuple[str, Area]]:
    topology = json.loads(MUNICIPALITIES.read_text())
    areas = read_topology(topology, "municipalities")
    return [(properties["name"], area) for properties, area in areas]


def municipality_at(latitude: float, longitude: float) -> str:
    for name, area in municipality_areas():
        if area.contains(latitude, longitude):
            return name
    return ""
