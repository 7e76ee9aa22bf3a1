"""Shared borders as arcs: every border is kept, simplified and written once, so neighbours never part."""

import heapq
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Line = list[Point]
Arcs = list[int]


class Topology:
    """The rings of several areas, cut where borders meet.

    ``shapes`` holds per name a list of polygons, each a list of rings, each a list of arc numbers;
    as in TopoJSON a number ~n stands for arc n read backwards.
    """

    def __init__(self, polygons: dict[str, list[list[Line]]]) -> None:
        self.arcs: list[Line] = []
        self.users: list[set[str]] = []
        self.numbers: dict[tuple[Point, ...], int] = {}
        junctions = find_junctions(
            ring for parts in polygons.values() for part in parts for ring in part
        )
        self.shapes = {
            name: [[self.cut(ring, junctions, name) for ring in part] for part in parts]
            for name, parts in polygons.items()
        }

    def cut(self, ring: Line, junctions: set[Point], user: str) -> Arcs:
        points = ring[:-1]
        starts = [index for index, point in enumerate(points) if point in junctions]
        starts = starts or [points.index(min(points))]
        turned = points[starts[0] :] + points[: starts[0] + 1]
        cuts = [start - starts[0] for start in starts] + [len(points)]
        return [self.number(turned[a : b + 1], user) for a, b in pairwise(cuts)]

    def number(self, arc: Line, user: str) -> int:
        for key, sign in ((tuple(arc), 1), (tuple(reversed(arc)), -1)):
            if key in self.numbers:
                found = self.numbers[key]
                self.users[found].add(user)
                return found if sign > 0 else ~found
        self.numbers[tuple(arc)] = len(self.arcs)
        self.arcs.append(arc)
        self.users.append({user})
        return len(self.arcs) - 1

    def simplify(
        self, tolerance: float, measure: Callable[[Point], Point]
    ) -> list[Line]:
        """Return the arcs without the points whose triangle is smaller than the tolerance (Visvalingam)."""
        keep: dict[int, int] = defaultdict(int)
        for parts in self.shapes.values():
            for ring in (ring for part in parts for ring in part):
                for arc in ring:
                    index = arc if arc >= 0 else ~arc
                    keep[index] = max(keep[index], 3 - len(ring))
        return [
            simplify(arc, tolerance, keep[number], measure)
            for number, arc in enumerate(self.arcs)
        ]


def find_junctions(rings: Iterable[Line]) -> set[Point]:
    neighbours: dict[Point, frozenset[Point]] = {}
    junctions = set()
    for ring in rings:
        points = ring[:-1]
        for index, point in enumerate(points):
            pair = frozenset((points[index - 1], points[(index + 1) % len(points)]))
            if neighbours.setdefault(point, pair) != pair:
                junctions.add(point)
    return junctions


def simplify(
    line: Line, tolerance: float, keep: int, measure: Callable[[Point], Point]
) -> Line:
    flat = [measure(point) for point in line]
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))

    def area(index: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = (
            flat[before[index]],
            flat[index],
            flat[after[index]],
        )
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    sizes = {index: area(index) for index in range(1, len(line) - 1)}
    queue = [(size, index) for index, size in sizes.items()]
    heapq.heapify(queue)
    while queue and len(sizes) > keep:
        size, index = heapq.heappop(queue)
        if sizes.get(index) != size:
            continue
        if size > tolerance:
            break
        del sizes[index]
        a, b = before[index], after[index]
        after[a], before[b] = b, a
        for neighbour in (a, b):
            if neighbour in sizes:
                sizes[neighbour] = max(size, area(neighbour))
                heapq.heappush(queue, (sizes[neighbour], neighbour))
    return [
        point
        for index, point in enumerate(line)
        if index in sizes or index in (0, len(line) - 1)
    ]


def quantise(lines: list[Line], origin: Point, step: float) -> list[list[list[int]]]:
    """Write lines as whole steps from the point before, dropping points that do not move."""
    packed = []
    for line in lines:
        grid = [
            (round((x - origin[0]) / step), round((y - origin[1]) / step))
            for x, y in line
        ]
        moves = [list(grid[0])]
        moves += [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(grid) if a != b]
        packed.append(moves)
    return packed


def geometry(
    parts: list[list[Arcs]], renumber: Callable[[int], int] = int
) -> dict[str, Any]:
    polygons = [[[renumber(arc) for arc in ring] for ring in part] for part in parts]
    if len(polygons) == 1:
        return {"type": "Polygon", "arcs": polygons[0]}
    return {"type": "MultiPolygon", "arcs": polygons}


def topojson(
    lines: list[Line], objects: dict[str, Any], origin: Point, step: float
) -> str:
    """One arc a line, so that a later change is readable in a diff."""
    arcs = ",\n".join(
        json.dumps(arc, separators=(",", ":")) for arc in quantise(lines, origin, step)
    )
    head = {
        "type": "Topology",
        "transform": {"scale": [step, step], "translate": list(origin)},
        "objects": objects,
    }
    return (
        json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
        + ',"arcs":[\n'
        + arcs
        + "\n]}\n"
    )


def polygons_of(feature: dict[str, Any]) -> list[list[Line]]:
    """Return the rings of a GeoJSON feature with points that can be compared."""
    geometry = feature["geometry"]
    parts = (
        geometry["coordinates"]
        if geometry["type"] == "MultiPolygon"
        else [geometry["coordinates"]]
    )
    return [[[(x, y) for x, y, *_ in ring] for ring in part] for part in parts]
