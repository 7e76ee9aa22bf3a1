"""The state as finished SVG paths, projected like the browser's map (Web Mercator) onto whole units."""

import json
from dataclasses import dataclass
from math import degrees, log, pi, radians, tan
from typing import Any

import numpy
from shapely import box, maximum_inscribed_circle, transform, union_all
from shapely.geometry import MultiPolygon, Polygon

from tools.geodata import topology
from tools.geodata.areas import Area
from tools.geodata.base_map import clip, is_abroad, is_outline, join
from tools.geodata.places import LABEL_RANKS, Place
from tools.geodata.topology import Line, Point, Topology


@dataclass(frozen=True)
class Sheet:
    """What a drawing shows, in degrees, how wide it is in units and how small a bend it keeps."""

    west: float
    south: float
    east: float
    north: float
    width: int
    tolerance: float
    rivers: list[str]
    last_rank: int
    label_gap: int
    is_alone: bool

    def project(self, point: Point) -> Point:
        return (point[0] - self.west) * self.scale, (
            mercator(self.north) - mercator(point[1])
        ) * self.scale

    @property
    def scale(self) -> float:
        return self.width / (self.east - self.west)

    @property
    def height(self) -> int:
        return round(self.project((self.west, self.south))[1])


LARGE = Sheet(
    10.3,
    50.84,
    13.45,
    53.14,
    1000,
    5,
    ["Elbe", "Saale", "Mulde", "Unstrut", "Havel", "Aller"],
    3,
    10,
    False,
)
SMALL = Sheet(10.52, 50.91, 13.23, 53.07, 300, 4, ["Elbe", "Saale"], 1, 5, True)

# Where a count stands in its Kreis; without an entry the widest spot of the area is taken.
COUNT_POINTS: dict[str, Point] = {
    "boerde": (11.25, 52.3),
    "burgenlandkreis": (12.06, 51.1),
    "dessau-rosslau": (12.25, 51.833),
    "halle-saale": (11.972, 51.483),
    "magdeburg": (11.617, 52.133),
    "saalekreis": (11.69, 51.38),
    "wittenberg": (12.96, 51.74),
}
COUNT_GAP = 44
# On which side of its dot a town's name stands; without an entry on the right.
SHIFTS = {"right": (1, 0), "left": (-1, 0), "above": (0, -1.3), "below": (0, 1.3)}
SIDES = {
    "Aschersleben": "below",
    "Bernburg (Saale)": "above",
    "Bitterfeld-Wolfen": "left",
    "Genthin": "left",
    "Halberstadt": "above",
    "Haldensleben": "left",
    "Lutherstadt Eisleben": "above",
    "Lutherstadt Wittenberg": "above",
    "Magdeburg": "left",
    "Naumburg (Saale)": "left",
    "Quedlinburg": "left",
    "Stendal": "left",
    "Wernigerode": "above",
}
NEIGHBOURS: list[tuple[str, Point]] = [
    ("Niedersachsen", (10.64, 52.36)),
    ("Brandenburg", (12.9, 52.42)),
    ("Thüringen", (10.8, 51.24)),
    ("Sachsen", (12.85, 51.32)),
]
RIVER_NAMES: list[tuple[str, Point, int]] = [
    ("Elbe", (12.065, 52.7), -80),
    ("Elbe", (13.21, 51.53), 55),
    ("Saale", (11.83, 51.69), 20),
    ("Unstrut", (11.63, 51.205), 0),
    ("Havel", (12.38, 52.62), 75),
]


def mercator(latitude: float) -> float:
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))


def path(lines: list[Line], closed: bool = False) -> str:
    """Write lines as SVG path data in relative whole units."""
    text = ""
    for points in topology.quantise(lines, (0, 0), 1):
        if len(points) < 2 + closed:
            continue
        if closed and len(points) > 2:
            points = points[:-1]
        (x, y), *moves = points
        text += (
            f"M{x} {y}l"
            + " ".join(f"{dx} {dy}" for dx, dy in moves)
            + ("z" if closed else "")
        )
    return text.replace(" -", "-")


def drawing(
    sheet: Sheet,
    borders: Topology,
    rivers: dict[str, list[Line]],
    districts: list[Area],
) -> dict[str, Any]:
    arcs = [
        [sheet.project(point) for point in arc]
        for arc in borders.simplify(sheet.tolerance, sheet.project)
    ]
    state = union_all([projected(area, sheet) for area in districts])
    frame = state if sheet.is_alone else box(-2, -2, sheet.width + 2, sheet.height + 2)
    abroad = [
        arcs[index]
        for index, users in enumerate(borders.users)
        if is_abroad(users) and not sheet.is_alone
    ]
    outline = [
        arcs[index] for index, users in enumerate(borders.users) if is_outline(users)
    ]
    return {
        "width": sheet.width,
        "height": sheet.height,
        "west": sheet.west,
        "north": sheet.north,
        "scale": sheet.scale,
        "districts": {
            area.properties["slug"]: district_path(arcs, borders.shapes[area.ags])
            for area in by_size(districts)
        },
        "outline": path(join(outline)),
        "neighbours": path(join(clip(abroad, frame))),
        "rivers": {
            name: path(
                clip([river_line(line, sheet) for line in join(rivers[name])], frame)
            )
            for name in sheet.rivers
        },
    }


def by_size(districts: list[Area]) -> list[Area]:
    """The towns come last: what stands in them must lie on top."""
    return sorted(districts, key=lambda area: -area.shape.area)


def district_path(arcs: list[Line], parts: list[list[list[int]]]) -> str:
    rings = []
    for numbers in (ring for part in parts for ring in part):
        ring: Line = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        rings.append(ring)
    return path(rings, closed=True)


def river_line(line: Line, sheet: Sheet) -> Line:
    kept = topology.simplify(line, sheet.tolerance / 2, 0, sheet.project)
    return [sheet.project(point) for point in kept]


def projected(area: Area, sheet: Sheet) -> Polygon | MultiPolygon:
    return transform(
        area.shape,
        lambda points: numpy.array([sheet.project(point) for point in points]),
    )


def count_point(area: Area, sheet: Sheet) -> list[int]:
    chosen = COUNT_POINTS.get(area.properties["slug"])
    if chosen:
        return grid(sheet, chosen)
    widest = maximum_inscribed_circle(projected(area, sheet), 1)
    return [round(value) for value in widest.coords[0]]


def grid(sheet: Sheet, point: Point) -> list[int]:
    return [round(value) for value in sheet.project(point)]


def named(name: str, point: Point) -> dict[str, Any]:
    x, y = grid(LARGE, point)
    return {"name": name, "x": x, "y": y}


def town_rows(
    sheet: Sheet, municipalities: list[Place], districts: list[Area]
) -> list[dict[str, Any]]:
    own = {area.name: area.properties["slug"] for area in districts if area.is_town}
    ranks = {place.name: LABEL_RANKS.get(place.name, 9) for place in municipalities}
    towns = sorted(municipalities, key=lambda place: (ranks[place.name], place.name))
    return [
        town_row(sheet, place, ranks[place.name])
        | {"district": own.get(place.name, "")}
        for place in towns
        if ranks[place.name] <= sheet.last_rank
    ]


def town_row(sheet: Sheet, place: Place, rank: int) -> dict[str, Any]:
    x, y = grid(sheet, (place.longitude, place.latitude))
    side = SIDES.get(place.name, "right")
    right, down = SHIFTS[side]
    return {
        "name": place.name,
        "x": x,
        "y": y,
        "rank": rank,
        "side": side,
        "plain": [x + right * sheet.label_gap, y + round(down * sheet.label_gap)],
        "counted": [x + right * COUNT_GAP, y + round(down * COUNT_GAP)],
    }


def state_map(
    borders: Topology,
    rivers: dict[str, list[Line]],
    districts: list[Area],
    municipalities: list[Place],
) -> str:
    sheets = {}
    for name, sheet in {"large": LARGE, "small": SMALL}.items():
        sheets[name] = drawing(sheet, borders, rivers, districts)
        sheets[name]["towns"] = town_rows(sheet, municipalities, districts)
        sheets[name]["around"] = sheets[name]["river_names"] = []
    sheets["large"]["counts"] = {
        area.properties["slug"]: count_point(area, LARGE) for area in districts
    }
    sheets["large"]["around"] = [named(name, point) for name, point in NEIGHBOURS]
    sheets["large"]["river_names"] = [
        named(name, point) | {"turn": turn} for name, point, turn in RIVER_NAMES
    ]
    names = {area.properties["slug"]: area.name for area in districts}
    return (
        json.dumps({"names": names, "sheets": sheets}, ensure_ascii=False, indent=1)
        + "\n"
    )
