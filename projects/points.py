"""The points of all public projects in the order of a grid.

The grid is a square over Sachsen-Anhalt in Web Mercator that is halved and halved
again. A point's key names its squares from the largest to the smallest (two bits a
step, the Morton order), so that the points of any square of any size are neighbours in
the list: a square is a range, and a box on the map is a few ranges.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from sys import intern
from typing import Any

from projects.geometry import Box, Circle, latitude_at, mercator

# The square: its western edge, its southern edge and its side in degrees of longitude.
# At zoom ROOT_ZOOM of a web map it is CELL pixels wide, at each further zoom twice that.
CELL = 80
ROOT_ZOOM = 4
SIDE = 360 * CELL / 256 / 2**ROOT_ZOOM
WEST = 8.5
SOUTH = mercator(50)
DEPTH = 20  # halvings; the smallest square is about half a metre wide
UNITS = 1 << DEPTH
_SPREAD = [int(f"{number:b}", 4) for number in range(1 << DEPTH // 2)]
_LEAF = 32

STAR, SEVERAL = 8, 16
THEMES = STAR - 1

Span = tuple[int, int]


def units(latitude: float, longitude: float) -> tuple[int, int]:
    """Return the smallest square of a point, counted from the west and the south."""
    x = (longitude - WEST) / SIDE * UNITS
    y = (mercator(latitude) - SOUTH) / SIDE * UNITS
    return min(max(int(x), 0), UNITS - 1), min(max(int(y), 0), UNITS - 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """A box counted in smallest squares, its edges included."""

    west: int
    south: int
    east: int
    north: int

    @classmethod
    def of(cls, box: Box) -> "Frame":
        return cls(*units(box.south, box.west), *units(box.north, box.east))

    def widened(self, by: int) -> "Frame":
        return Frame(self.west - by, self.south - by, self.east + by, self.north + by)

    def touches(self, x: int, y: int, side: int) -> bool:
        return (
            x <= self.east
            and self.west < x + side
            and y <= self.north
            and self.south < y + side
        )

    def holds(self, x: int, y: int, side: int) -> bool:
        return (
            self.west <= x
            and x + side - 1 <= self.east
            and self.south <= y
            and y + side - 1 <= self.north
        )


def key_of(latitude: float, longitude: float) -> int:
    return key_at(*units(latitude, longitude))


def key_at(x: int, y: int) -> int:
    half = DEPTH // 2
    rest = (1 << half) - 1
    east = _SPREAD[x >> half] << DEPTH | _SPREAD[x & rest]
    north = _SPREAD[y >> half] << DEPTH | _SPREAD[y & rest]
    return east | north << 1


def squares(
    keys: Sequence[int],
    frame: Frame,
    is_done: Callable[[int, int, int, Span], bool],
) -> Iterator[tuple[int, int, int, Span]]:
    """Go down from the whole grid to the squares with points that touch the frame.

    Yields south-west corner, side and span of each square for which `is_done`.
    """
    rest = [(0, 0, UNITS, 0, (0, len(keys)))]
    while rest:
        x, y, side, first, span = rest.pop()
        start, end = span
        if start == end or not frame.touches(x, y, side):
            continue
        if side == 1 or is_done(x, y, side, span):
            yield x, y, side, span
            continue
        side >>= 1
        area = side * side
        cuts = [
            start,
            *(bisect_left(keys, first + n * area, start, end) for n in (1, 2, 3)),
            end,
        ]
        for n in range(4):
            corner = (x + (n & 1) * side, y + (n >> 1) * side, side, first + n * area)
            rest.append((*corner, (cuts[n], cuts[n + 1])))


@dataclass(frozen=True, slots=True)
class Point:
    """One place of a project: `look` is a Themenfeld's number with STAR and SEVERAL."""

    latitude: float
    longitude: float
    slot: int
    look: int
    place: str


class Points:
    """All points, immutable; iterating gives (latitude, longitude, slot)."""

    def __init__(
        self,
        keys: "array[int]",
        latitudes: "array[float]",
        longitudes: "array[float]",
        slots: "array[int]",
        looks: bytearray,
        places: list[str],
    ) -> None:
        self.keys = keys
        self.latitudes = latitudes
        self.longitudes = longitudes
        self.slots = slots
        self.looks = looks
        self.places = places

    @classmethod
    def of(cls, points: Iterable[Point]) -> "Points":
        keyed = [(key_of(point.latitude, point.longitude), point) for point in points]
        keyed.sort(key=itemgetter(0))
        return cls(
            array("Q", (key for key, _ in keyed)),
            array("d", (point.latitude for _, point in keyed)),
            array("d", (point.longitude for _, point in keyed)),
            array("I", (point.slot for _, point in keyed)),
            bytearray(point.look for _, point in keyed),
            [intern(point.place) for _, point in keyed],
        )

    def __iter__(self) -> Iterator[tuple[float, float, int]]:
        return zip(self.latitudes, self.longitudes, self.slots, strict=True)

    def __len__(self) -> int:
        return len(self.keys)

    def changed(self, gone: Collection[int], added: Iterable[Point]) -> "Points":
        """Return the points without those of the slots `gone` and with those `added`."""
        keys, latitudes, longitudes = (
            self.keys[:],
            self.latitudes[:],
            self.longitudes[:],
        )
        slots, looks, places = self.slots[:], self.looks[:], self.places[:]
        columns: list[Any] = [keys, latitudes, longitudes, slots, looks, places]
        if gone:
            leaving = [n for n, slot in enumerate(slots) if slot in gone]
            for number, column in product(reversed(leaving), columns):
                del column[number]
        for point in added:
            key = key_of(point.latitude, point.longitude)
            number = bisect_left(keys, key)
            keys.insert(number, key)
            latitudes.insert(number, point.latitude)
            longitudes.insert(number, point.longitude)
            slots.insert(number, point.slot)
            looks.insert(number, point.look)
            places.insert(number, intern(point.place))
        return Points(keys, latitudes, longitudes, slots, looks, places)

    def within(self, circle: Circle) -> Iterator[int]:
        """Yield the slots of the points in a circle, those of whole squares unseen."""
        for x, y, side, (start, end) in self._squares_around(circle):
            if end - start > _LEAF and _is_inside(circle, x, y, side):
                yield from self.slots[start:end]
            else:
                for number in range(start, end):
                    if self._distance(circle, number) <= circle.radius:
                        yield self.slots[number]

    def distances(self, circle: Circle, bits: int) -> dict[int, float]:
        """Return how many km the slots in `bits` are away, by their nearest point."""
        octets = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
        found: dict[int, float] = {}
        for *_, (start, end) in self._squares_around(circle):
            for number in range(start, end):
                slot = self.slots[number]
                if slot >> 3 < len(octets) and octets[slot >> 3] >> (slot & 7) & 1:
                    km = self._distance(circle, number)
                    if km <= circle.radius:
                        found[slot] = min(km, found.get(slot, km))
        return found

    def _squares_around(self, circle: Circle) -> Iterator[tuple[int, int, int, Span]]:
        """Return the squares that may hold points of a circle."""
        frame = Frame.of(circle.box)
        return squares(
            self.keys,
            frame,
            lambda x, y, side, span: (
                span[1] - span[0] <= _LEAF
                or (frame.holds(x, y, side) and _is_inside(circle, x, y, side))
            ),
        )

    def _distance(self, circle: Circle, number: int) -> float:
        return circle.distance_to(self.latitudes[number], self.longitudes[number])


def _is_inside(circle: Circle, x: int, y: int, side: int) -> bool:
    """Say whether all corners of a square, and so all of it, lie in a circle."""
    step = SIDE / UNITS
    return all(
        circle.distance_to(latitude_at(SOUTH + north * step), WEST + east * step)
        <= circle.radius
        for north in (y, y + side)
        for east in (x, x + side)
    )
