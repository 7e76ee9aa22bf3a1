"""What a view of the map shows of a set of projects: pins, and clusters where they crowd.

For each set of projects its points are picked once and kept; after that a view costs a
few bisections for every square on the screen, whatever the number of projects.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import compress, product
from math import hypot, log2

from projects.geometry import Box
from projects.points import (
    CELL,
    DEPTH,
    ROOT_ZOOM,
    SEVERAL,
    STAR,
    THEMES,
    UNITS,
    Frame,
    Points,
    Span,
    key_at,
    squares,
    units,
)

KEPT = 6  # sets of projects whose points are kept
FEW = 50  # so many points of a cluster are looked at one by one
LEAF = 16
APART = 50  # pixels between two centres: a mark of 48 and a gap

# What a look says, as tables for bytes.translate.
_THEME = bytes(look & THEMES for look in range(256))
_STAR = bytes(bool(look & STAR) for look in range(256))
_SEVERAL = bytes(bool(look & SEVERAL) for look in range(256))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Projects that stand together; `slot` is given when it is one project alone.

    It stands on one of its points, so it is never drawn where there is nothing.
    `themes` counts its points by Themenfeld, the last number is those without.
    `zoom` is where it falls apart; None when it never does, then `box` holds its points.
    """

    latitude: float
    longitude: float
    count: int
    themes: list[int]
    has_star: bool
    place: str
    slot: int | None
    zoom: int | None
    box: Box | None


@dataclass(slots=True)
class _Group:
    """Spans that are drawn as one, and where: in pixels and as number of the point."""

    x: float
    y: float
    anchor: int
    spans: list[Span] = field(default_factory=list)


class Shown:
    """The points of a set of projects, in the order of the grid."""

    def __init__(self, points: Points, bits: int) -> None:
        self.points = points
        digits = f"{bits:b}".encode()[::-1].translate(
            bytes([*range(48), 0, 1, *range(50, 256)])
        )
        size = max(points.slots, default=0) + 1
        is_in = digits.ljust(size, b"\0")
        picked = bytes(map(is_in.__getitem__, points.slots))
        looks = bytes(compress(points.looks, picked))
        self.numbers = array("I", compress(range(len(points)), picked))
        self.keys = array("Q", compress(points.keys, picked))
        self.themes = looks.translate(_THEME)
        self.kinds = range(max(self.themes, default=0) + 1)
        self.stars = looks.translate(_STAR)
        # Projects with more than one point must not be counted twice.
        several = looks.translate(_SEVERAL)
        self.several = array("I", compress(range(len(looks)), several))
        self.several_slots = [points.slots[self.numbers[n]] for n in self.several]

    def __iter__(self) -> Iterator[tuple[float, float, int, int]]:
        """Yield latitude, longitude, slot and look of each point."""
        points = self.points
        for number in self.numbers:
            where = points.latitudes[number], points.longitudes[number]
            yield *where, points.slots[number], points.looks[number]

    def count(self, spans: Iterable[Span]) -> int:
        """Return the number of projects with a point in the spans."""
        alone, several = 0, set[int]()
        for start, end in spans:
            first = bisect_left(self.several, start)
            last = bisect_left(self.several, end, first)
            alone += end - start - (last - first)
            if first < last:
                several.update(self.several_slots[first:last])
        return alone + len(several)

    def in_box(self, box: Box) -> int:
        """Return the number of projects with a point in the box."""
        return self.count(self._inside(box))

    def numbers_in(self, box: Box) -> list[int]:
        """Return the numbers, among all points, of those in the box."""
        spans = self._inside(box)
        return [number for span in spans for number in self.numbers[slice(*span)]]

    @cached_property
    def extent(self) -> Box | None:
        """Return the smallest box that holds all."""
        latitudes = [self.points.latitudes[number] for number in self.numbers]
        longitudes = [self.points.longitudes[number] for number in self.numbers]
        if not latitudes:
            return None
        return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))

    def _inside(self, box: Box) -> Iterator[Span]:
        """Yield the spans of all points in the box, compared with its exact edges."""
        frame = Frame.of(box)
        # The outer squares of the frame lie only partly inside the box.
        inner = frame.widened(-1)
        latitudes, longitudes = self.points.latitudes, self.points.longitudes

        def is_done(x: int, y: int, side: int, span: Span) -> bool:
            return span[1] - span[0] <= LEAF or inner.holds(x, y, side)

        for x, y, side, span in squares(self.keys, frame, is_done):
            if inner.holds(x, y, side):
                yield span
                continue
            run = None
            for n in range(*span):
                number = self.numbers[n]
                is_inside = (
                    box.west <= longitudes[number] <= box.east
                    and box.south <= latitudes[number] <= box.north
                )
                if is_inside and run is None:
                    run = n
                elif run is not None and not is_inside:
                    yield run, n
                    run = None
            if run is not None:
                yield run, span[1]

    def clusters(self, box: Box, zoom: int, last_zoom: int) -> list[Cluster]:
        """Return what stands in the box, the largest first, no two closer than APART."""
        side = UNITS >> zoom - ROOT_ZOOM
        scale = CELL / side
        frame = Frame.of(box)
        groups = self._merged(frame.widened(side), side, scale)
        return [
            self._cluster(group, zoom, last_zoom)
            for group in groups
            if frame.touches(int(group.x / scale), int(group.y / scale), 1)
        ]

    def _merged(self, frame: Frame, side: int, scale: float) -> list[_Group]:
        cells = []
        columns = range(
            max(0, frame.west // side), min(frame.east, UNITS - 1) // side + 1
        )
        rows = range(
            max(0, frame.south // side), min(frame.north, UNITS - 1) // side + 1
        )
        for column, row in product(columns, rows):
            first = key_at(column * side, row * side)
            start = bisect_left(self.keys, first)
            end = bisect_left(self.keys, first + side * side, start)
            if start < end:
                cells.append((start - end, column, row, (start, end)))
        cells.sort()
        kept: dict[tuple[int, int], _Group] = {}
        for _, column, row, span in cells:
            anchor = self.numbers[(span[0] + span[1]) // 2]
            x, y = units(self.points.latitudes[anchor], self.points.longitudes[anchor])
            group = _Group(x * scale, y * scale, anchor)
            near = _nearest(group, column, row, kept)
            if near is None:
                near = kept[column, row] = group
            near.spans.append(span)
        return list(kept.values())

    def _cluster(self, group: _Group, zoom: int, last_zoom: int) -> Cluster:
        points, spans = self.points, group.spans
        count = self.count(spans)
        target, box = self._target(spans, zoom, last_zoom)
        return Cluster(
            latitude=points.latitudes[group.anchor],
            longitude=points.longitudes[group.anchor],
            count=count,
            themes=self._themes_in(spans),
            has_star=any(self.stars.find(1, *span) >= 0 for span in spans),
            place=points.places[group.anchor],
            slot=points.slots[group.anchor] if count == 1 else None,
            zoom=target,
            box=box,
        )

    def _themes_in(self, spans: Sequence[Span]) -> list[int]:
        counts = [self.themes.count(theme, *spans[0]) for theme in self.kinds]
        for span in spans[1:]:
            for theme in self.kinds:
                counts[theme] += self.themes.count(theme, *span)
        return counts

    def _target(
        self, spans: Sequence[Span], zoom: int, last_zoom: int
    ) -> tuple[int | None, Box | None]:
        """Return the zoom at which the points fall apart, or a box around them."""
        if zoom < last_zoom and sum(end - start for start, end in spans) > FEW:
            return min(zoom + 2, last_zoom), None
        numbers = [number for span in spans for number in self.numbers[slice(*span)]]
        latitudes = [self.points.latitudes[number] for number in numbers]
        longitudes = [self.points.longitudes[number] for number in numbers]
        box = Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        frame = Frame.of(box)
        extent = max(frame.east - frame.west, frame.north - frame.south, 1)
        apart = DEPTH + ROOT_ZOOM - int(log2(extent))
        if zoom == last_zoom or apart > last_zoom:
            return None, box
        return min(max(zoom, apart) + 1, last_zoom), None


@lru_cache(maxsize=KEPT)
def shown(points: Points, bits: int) -> Shown:
    return Shown(points, bits)


def _nearest(
    group: _Group, column: int, row: int, kept: dict[tuple[int, int], _Group]
) -> _Group | None:
    """Return what is kept too near to the group; it stands in one of nine squares."""
    best, least = None, float(APART)
    for x, y in product(range(column - 1, column + 2), range(row - 1, row + 2)):
        if other := kept.get((x, y)):
            distance = hypot(other.x - group.x, other.y - group.y)
            if distance < least:
                best, least = other, distance
    return best
