"""All public projects as one object in memory, and what it answers.

The question behind list and map is always: which projects match, in which order, and
how many would each other option leave? Here every project has a number, its slot.
Slots follow the default order, and a set of projects is an integer whose bit i stands
for slot i; so counting the hits of an option is one `&` and one `bit_count()`.

A catalogue never changes. A changed project makes a new one that shares all else
(projects/building.py): the project leaves its slot and gets one behind all others,
remembered as `late`; the next full build puts it in line again.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from itertools import islice
from operator import and_, or_

from projects.bitmaps import bitmap, members
from projects.facets import Option
from projects.geometry import Circle
from projects.points import Points
from projects.queries import Query
from projects.search import Index

NAME, NEWEST, CHECKED, DISTANCE = "name", "neu", "stand", "entfernung"
Chosen = Mapping[str, Sequence[str]]
Order = tuple[bool, str, int]
Dates = tuple[datetime, date | None]
RELATING = {"megatrend", "sdg", "kategorie", "kreis", "herausforderung", "themenfeld"}
CANDIDATES = 400
_RECENT = 64
# How many km around a place are looked at first for what is nearest, and how many at all.
NEAR, FARTHEST = 5, 1_500


@dataclass(frozen=True, slots=True)
class Hits:
    """The projects that match: by rank of the search, as one, by the words alone, and
    those in the circle that was asked for, or all.
    """

    levels: tuple[int, ...]
    bits: int
    found: int
    within: int
    circle: Circle | None = None

    @property
    def count(self) -> int:
        return self.bits.bit_count()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """See the module. Lists are indexed by slot; `pks` is 0 where a slot is empty.

    `recent` remembers the counts of the sets of projects that were last asked for.
    """

    version: int
    pks: list[int]
    slots: dict[int, int]
    everything: int
    orders: list[Order]
    late: int
    dates: list[Dates]
    by_date: dict[str, list[int]]
    options: dict[tuple[str, str], int]
    labels: dict[str, list[Option]]
    index: Index
    points: Points
    is_behind: bool = False
    recent: dict[int, dict[str, list[int]]] = field(default_factory=dict, compare=False)

    @property
    def stamp(self) -> str:
        """Return what caches know this state by; it differs while a build is under way."""
        return f"{self.version}{'-' if self.is_behind else ''}"

    @property
    def as_of(self) -> date | None:
        """Return the day on which a project was last checked."""
        latest = self.by_date[CHECKED][:1]
        return self.dates[latest[0]][1] if latest else None

    def __len__(self) -> int:
        return len(self.slots)

    # What it answers

    def hits(self, chosen: Chosen, query: Query, circle: Circle | None = None) -> Hits:
        """Return the projects that have one of the options of each facet, the words, and
        a place in the circle.
        """
        wanted = within = self.everything
        if circle:
            wanted = within = bitmap([*self.points.within(circle)], len(self.pks))
        for bits in self._unions(chosen).values():
            wanted &= bits
        found = self.index.search(query, self.everything)
        levels = tuple(level for bits in found if (level := bits & wanted))
        bits = reduce(or_, levels, 0)
        return Hits(levels, bits, reduce(or_, found, 0), within, circle)

    def counts(self, chosen: Chosen, hits: Hits) -> dict[str, list[int]]:
        """Return for each facet the hits of each of its options under all other facets.

        The options stand in the order of `labels`.
        """
        unions = self._unions(chosen)
        found = hits.found & hits.within
        base = reduce(and_, unions.values(), found)
        common = self._tally(base)
        counts = {}
        for facet in self.labels:
            if facet in unions:
                others = (bits for name, bits in unions.items() if name != facet)
                own = reduce(and_, others, found)
                counts[facet] = self._count(facet, own, self._tally(own))
            else:
                counts[facet] = self._count(facet, base, common)
        return counts

    def _tally(self, base: int) -> dict[str, list[int]]:
        """Return what has been counted of a set of projects: paging asks for it again."""
        if base not in self.recent and len(self.recent) >= _RECENT:
            self.recent.clear()
        return self.recent.setdefault(base, {})

    def _count(self, facet: str, base: int, tally: dict[str, list[int]]) -> list[int]:
        if facet not in tally:
            bits = (self.options.get((facet, o.value), 0) for o in self.labels[facet])
            tally[facet] = [(base & option).bit_count() for option in bits]
        return tally[facet]

    def page(self, hits: Hits, order: str, start: int, count: int) -> list[int]:
        """Return the primary keys of `count` hits from position `start` on.

        `order` is "name" (the default order), "neu", "stand", "entfernung" (of hits in a
        circle), or anything else for the rank of the search.
        """
        if order == DISTANCE and hits.circle:
            near = self._nearest(hits.bits, hits.circle, start + count)
            slots = list(near)[start:]
        elif order in self.by_date:
            slots = self._dated(hits.bits, order, start, count)
        elif order == NAME:
            slots = self._in_order(hits.bits, start, count)
        else:
            slots = []
            for bits in hits.levels:
                size = bits.bit_count()
                if start < size:
                    slots += self._in_order(bits, start, count - len(slots))
                start = max(0, start - size)
                if len(slots) >= count:
                    break
        return [self.pks[slot] for slot in slots]

    def nearest(self, hits: Hits, circle: Circle, count: int) -> dict[int, float]:
        """Return the hits nearest to the middle of a circle, however far, with their km."""
        near = self._nearest(hits.bits, replace(circle, radius=FARTHEST), count)
        return {self.pks[slot]: km for slot, km in near.items()}

    def pks_of(self, hits: Hits) -> set[int]:
        return {self.pks[slot] for slot in members(hits.bits)}

    def related(self, pk: int, count: int) -> list[int]:
        """Return the projects that share most options with one, best first.

        A rare option that two projects share says more than a frequent one, so each
        counts by the inverse of its frequency. Candidates are the first few hundred
        projects with any of the rarest options.
        """
        slot = self.slots.get(pk)
        if slot is None:
            return []
        own = 1 << slot
        shared = sorted(
            bits & ~own
            for (facet, _), bits in self.options.items()
            if facet in RELATING and bits & own
        )
        shared.sort(key=int.bit_count)
        candidates: set[int] = set()
        for bits in shared:
            candidates.update(islice(members(bits), CANDIDATES - len(candidates)))
        scores = dict.fromkeys(candidates, 0.0)
        for bits in shared:
            octets = bits.to_bytes(len(self.pks) // 8 + 1, "little")
            for other in candidates:
                if octets[other >> 3] >> (other & 7) & 1:
                    scores[other] += 1 / bits.bit_count()
        best = sorted(scores, key=lambda other: (-scores[other], self.orders[other]))
        return [self.pks[other] for other in best[:count]]

    def options_of(self, pks: Sequence[int]) -> list[dict[str, list[Option]]]:
        """Return for each of a few projects its options by facet, in their order."""
        slots = [self.slots.get(pk) for pk in pks]
        found: list[dict[str, list[Option]]] = [{} for _ in pks]
        for facet, options in self.labels.items():
            for option in options:
                bits = self.options.get((facet, option.value), 0)
                octets = bits.to_bytes(len(self.pks) // 8 + 1, "little")
                for slot, mine in zip(slots, found, strict=True):
                    if slot is not None and octets[slot >> 3] >> (slot & 7) & 1:
                        mine.setdefault(facet, []).append(option)
        return found

    def _unions(self, chosen: Chosen) -> dict[str, int]:
        return {
            facet: reduce(or_, (self.options.get((facet, v), 0) for v in values))
            for facet, values in chosen.items()
            if values
        }

    def _in_order(self, bits: int, start: int, count: int) -> list[int]:
        late = sorted(members(bits & self.late), key=self.orders.__getitem__)
        in_line = bits & ~self.late
        base = (self.late & -self.late).bit_length() - 1 if self.late else len(self.pks)
        placed = {}
        for number, slot in enumerate(late):
            before = bisect_left(self.orders, self.orders[slot], hi=base)
            placed[number + (in_line & ((1 << before) - 1)).bit_count()] = slot
        rest = members(in_line, start - sum(rank < start for rank in placed))
        slots = []
        for rank in range(start, min(start + count, bits.bit_count())):
            slots.append(placed[rank] if rank in placed else next(rest))
        return slots

    def _nearest(self, bits: int, circle: Circle, count: int) -> dict[int, float]:
        """Return the first slots by their distance, looking ever farther for enough."""
        radius = min(NEAR, circle.radius)
        near = self.points.distances(replace(circle, radius=radius), bits)
        while len(near) < count and radius < circle.radius:
            radius = min(2 * radius, circle.radius)
            near = self.points.distances(replace(circle, radius=radius), bits)
        first = sorted(near, key=lambda slot: (near[slot], self.orders[slot]))[:count]
        return {slot: near[slot] for slot in first}

    def _dated(self, bits: int, order: str, start: int, count: int) -> list[int]:
        octets = bits.to_bytes(len(self.pks) // 8 + 1, "little")
        slots: list[int] = []
        for slot in self.by_date[order]:
            if octets[slot >> 3] >> (slot & 7) & 1:
                if start:
                    start -= 1
                    continue
                slots.append(slot)
                if len(slots) == count:
                    break
        return slots
