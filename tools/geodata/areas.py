"""The Kreise and Gemeinden of the state with the names people use for them."""

import re
from dataclasses import dataclass
from typing import Any, cast

from shapely import STRtree
from shapely.geometry import MultiPolygon, Point, Polygon, shape

from tools.geodata.sources import Feature

SEATS = {
    "15081": "Salzwedel",
    "15082": "Köthen (Anhalt)",
    "15083": "Haldensleben",
    "15084": "Naumburg (Saale)",
    "15085": "Halberstadt",
    "15086": "Burg",
    "15087": "Sangerhausen",
    "15088": "Merseburg",
    "15089": "Bernburg (Saale)",
    "15090": "Stendal",
    "15091": "Lutherstadt Wittenberg",
}
PROPER_NAMES = {
    "15091375": "Lutherstadt Wittenberg",
    "15087130": "Lutherstadt Eisleben",
}
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Area:
    ags: str
    name: str
    is_town: bool
    properties: dict[str, Any]
    shape: Polygon | MultiPolygon


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(UMLAUTS)).strip("-")


def district(feature: Feature) -> Area:
    source = feature["properties"]
    name, ags = source["GEN"], source["AGS"]
    is_town = source["BEZ"] == "Kreisfreie Stadt"
    properties = {
        "ags": ags,
        "nuts": source["NUTS"],
        "name": name,
        "slug": slug(name),
        "kind": "urban" if is_town else "rural",
        "seat": SEATS.get(ags, name),
    }
    return Area(
        ags,
        name,
        is_town,
        properties,
        cast(Polygon | MultiPolygon, shape(feature["geometry"])),
    )


def municipality(feature: Feature) -> Area:
    source = feature["properties"]
    ags = source["AGS"]
    name = PROPER_NAMES.get(ags, source["GEN"])
    properties = {"ags": ags, "name": name, "district": ags[:5]}
    return Area(
        ags,
        name,
        source["BEZ"] == "Stadt",
        properties,
        cast(Polygon | MultiPolygon, shape(feature["geometry"])),
    )


class Finder:
    """Which of the areas holds a point."""

    def __init__(self, areas: list[Area]) -> None:
        self.areas = areas
        self.tree = STRtree([area.shape for area in areas])

    def area_at(self, longitude: float, latitude: float) -> Area | None:
        hits = self.tree.query(Point(longitude, latitude), predicate="intersects")
        return self.areas[min(hits)] if len(hits) else None
