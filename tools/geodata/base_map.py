"""The base map of the browser: borders, rivers and labels as small files of their own."""

import json
from typing import Any

from shapely import box, get_parts
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from tools.geodata import topology
from tools.geodata.areas import Area
from tools.geodata.places import LABEL_RANKS, SQUEEZE, Place
from tools.geodata.topology import Line, Point, Topology

ORIGIN = (7.0, 49.0)
# West, south, east, north: what a wide screen shows around the state.
FRAME = box(8.3, 49.9, 15.4, 53.6)
STEP = 0.0001  # degrees
KM_PER_DEGREE = 111.2
BORDER_TOLERANCE = 0.02  # km²: a bend smaller than this is left out
FAR_TOLERANCE = 0.4
RIVER_TOLERANCE = 0.04
RIVERS = {
    "Elbe": [
        512,
        513,
        514,
        515,
        516,
        573,
        574,
        575,
        576,
        578,
        641,
        642,
        643,
        644,
        686,
        688,
    ],
    "Saale": [16596, 16597, 16599, 16789, 16790],
    "Mulde": [16600, 16792],
    "Unstrut": [16595, 16598],
    "Havel": [3333, 3334, 3335, 3336],
    "Aller": [16357, 16358, 16359],
    "Weser": [8326, 8329, 8330, 8416],
}
NEIGHBOUR_LABELS = [
    ["Niedersachsen", 52.35, 10.1, "state"],
    ["Brandenburg", 52.0, 13.55, "state"],
    ["Sachsen", 51.2, 13.2, "state"],
    ["Thüringen", 50.95, 11.0, "state"],
    ["Berlin", 52.52, 13.405, "city"],
    ["Braunschweig", 52.2659, 10.5267, "city"],
    ["Dresden", 51.0504, 13.7373, "city"],
    ["Erfurt", 50.9787, 11.0328, "city"],
    ["Göttingen", 51.5328, 9.9354, "city"],
    ["Hamburg", 53.5503, 10.0006, "city"],
    ["Hannover", 52.3733, 9.7384, "city"],
    ["Jena", 50.9288, 11.5899, "city"],
    ["Leipzig", 51.3406, 12.3747, "city"],
    ["Lüneburg", 53.2494, 10.4087, "city"],
    ["Potsdam", 52.3989, 13.0657, "city"],
    ["Wolfsburg", 52.4245, 10.7815, "city"],
]


def kilometres(point: Point) -> Point:
    return point[0] * SQUEEZE * KM_PER_DEGREE, point[1] * KM_PER_DEGREE


def clip(lines: list[Line], frame: BaseGeometry) -> list[Line]:
    """Return the pieces of the lines that lie inside the frame."""
    parts: list[Line] = []
    for line in lines:
        for piece in get_parts(LineString(line).intersection(frame)):
            if piece.geom_type == "LineString" and not piece.is_empty:
                parts.append([(x, y) for x, y in piece.coords])
    return parts


class Packed:
    """Collects the lines that a file needs and numbers them anew."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.chosen: dict[int, int] = {}

    def number(self, arc: int) -> int:
        index = arc if arc >= 0 else ~arc
        new = self.chosen.setdefault(index, len(self.chosen))
        return new if arc >= 0 else ~new

    def arcs(self) -> list[Line]:
        return [self.lines[index] for index in self.chosen]


def state_file(
    borders: Topology, lines: list[Line], far_lines: list[Line], districts: list[Area]
) -> str:
    packed = Packed(lines)
    geometries = [
        topology.geometry(borders.shapes[area.ags], packed.number)
        | {"properties": {"slug": area.properties["slug"], "name": area.name}}
        for area in districts
    ]
    arcs = packed.arcs()
    outline = [
        [packed.chosen[index]]
        for index in packed.chosen
        if is_outline(borders.users[index])
    ]
    users = enumerate(borders.users)
    abroad = clip([far_lines[index] for index, who in users if is_abroad(who)], FRAME)
    objects = {
        "districts": {"type": "GeometryCollection", "geometries": geometries},
        "outline": {"type": "MultiLineString", "arcs": outline},
        "neighbours": {
            "type": "MultiLineString",
            "arcs": [[len(arcs) + index] for index in range(len(abroad))],
        },
    }
    return topology.topojson(arcs + abroad, objects, ORIGIN, STEP)


def is_abroad(users: set[str]) -> bool:
    return all(len(user) == 2 for user in users)


def is_outline(users: set[str]) -> bool:
    """The outer border belongs to one Kreis only."""
    return sum(len(user) == 5 for user in users) == 1


def municipality_file(borders: Topology, lines: list[Line]) -> str:
    """Only the borders inside the Kreise: the others are in the file of the state."""
    arcs = [
        line
        for line, users in zip(lines, borders.users, strict=True)
        if all(len(user) == 8 for user in users)
    ]
    objects = {
        "borders": {
            "type": "MultiLineString",
            "arcs": [[index] for index in range(len(arcs))],
        }
    }
    return topology.topojson(arcs, objects, ORIGIN, STEP)


def river_file(rivers: dict[str, list[Line]]) -> str:
    arcs: list[Line] = []
    geometries: list[dict[str, Any]] = []
    for name, lines in rivers.items():
        joined = join(lines)
        bends = [topology.simplify(x, RIVER_TOLERANCE, 0, kilometres) for x in joined]
        parts = clip(bends, FRAME)
        numbers = [[len(arcs) + index] for index in range(len(parts))]
        geometries.append(
            {"type": "MultiLineString", "arcs": numbers, "properties": {"name": name}}
        )
        arcs += parts
    objects = {"rivers": {"type": "GeometryCollection", "geometries": geometries}}
    return topology.topojson(arcs, objects, ORIGIN, STEP)


def join(lines: list[Line]) -> list[Line]:
    """Put together the sheets into which the source cuts a river at every whole degree."""
    lines = [list(line) for line in lines]
    joined: list[Line] = []
    while lines:
        line = lines.pop()
        while match := next(
            (
                other
                for other in lines
                if meets(line[-1], other[0]) or meets(line[0], other[-1])
            ),
            None,
        ):
            lines.remove(match)
            line = line + match[1:] if meets(line[-1], match[0]) else match + line[1:]
        joined.append(line)
    return joined


def meets(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) < 0.012


def label_file(municipalities: list[Place]) -> str:
    towns = [
        [
            place.name,
            place.latitude,
            place.longitude,
            LABEL_RANKS.get(place.name, place.rank),
        ]
        for place in sorted(municipalities, key=lambda place: (place.rank, place.name))
    ]
    rows = ",\n".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in towns
    )
    around = ",\n".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        for row in NEIGHBOUR_LABELS
    )
    return '{"towns":[\n' + rows + '\n],"neighbours":[\n' + around + "\n]}\n"
