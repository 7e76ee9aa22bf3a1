"""The gazetteer's rows in memory, arranged for looking up what somebody wrote."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from projects.models import Location, Place
from projects.place_names import Name, Query, folded, windows

MAX_CHOICES = 8
SIMILAR_IN_POSTCODE = 80
# A mistyped name may differ by one letter (or two that changed places), a long one by two;
# the shortest names resemble too many others.
SHORTEST_MISTYPED, LONG = 5, 9
# Words around a place's name that say nothing about which place is meant.
IDLE_WORDS = {
    *("lutherstadt", "hansestadt", "stadt", "gemeinde", "deutschland"),
    *("kreis", "landkreis", "sachsen", "anhalt"),
}
POSTCODES = {Place.Kind.POSTCODE, Place.Kind.NEIGHBOUR_POSTCODE}

PLACE = Location.Precision.PLACE
POSTCODE = Location.Precision.POSTCODE
MUNICIPALITY = Location.Precision.MUNICIPALITY


@dataclass(frozen=True)
class Spot:
    """A place somebody may mean."""

    name: str
    postal_code: str
    municipality: str
    district: str  # slug; "" in a neighbouring state
    district_name: str
    latitude: float
    longitude: float
    precision: str

    @property
    def label(self) -> str:
        """Return "Beuster · Seehausen (Altmark) · Stendal", each name once."""
        by_code = self.precision == POSTCODE
        parts = [f"{self.postal_code} {self.name}" if by_code else self.name]
        for part in (self.municipality, self.district_name):
            if part and part not in (self.name, parts[-1]):
                parts.append(part)
        return " · ".join(parts)


@dataclass(frozen=True)
class Answer:
    """One spot, several to choose from, or none; a guess when not all that was written is understood."""

    spots: tuple[Spot, ...] = ()
    is_guess: bool = False

    @property
    def spot(self) -> Spot | None:
        return self.spots[0] if len(self.spots) == 1 else None

    @property
    def is_choice(self) -> bool:
        return len(self.spots) > 1


@dataclass(frozen=True)
class Entry:
    place: Place
    name: Name
    hints: frozenset[str]

    @classmethod
    def of(cls, place: Place) -> "Entry":
        name = Name.of(place.name)
        around = folded(f"{place.municipality} {place.district or ''}")
        return cls(place, name, name.additions | frozenset(around.split()))

    def spot(self, precision: str) -> Spot:
        place = self.place
        return Spot(
            name=place.name,
            postal_code=place.postal_code,
            municipality=place.municipality,
            district=place.district.slug if place.district else "",
            district_name=place.district.name if place.district else "",
            latitude=place.latitude,
            longitude=place.longitude,
            precision=precision,
        )


class PlaceIndex:
    def __init__(self, places: Iterable[Place]) -> None:
        self.by_name: dict[str, list[Entry]] = defaultdict(list)
        self.by_code: dict[str, list[Entry]] = defaultdict(list)
        self.codes: dict[str, Entry] = {}
        self.abroad: dict[str, list[Entry]] = defaultdict(list)
        for row in map(Entry.of, places):
            if row.place.kind not in POSTCODES:
                self.by_name[row.name.core].append(row)
                self.by_code[row.place.postal_code].append(row)
                continue
            self.codes[row.place.postal_code] = row
            if row.place.kind == Place.Kind.NEIGHBOUR_POSTCODE:
                self.abroad[row.name.core].append(row)
        self.regions = {code[:2] for code in self.by_code if code}

    def find(self, query: Query) -> Answer:
        if query.postal_code:
            return self._by_code(query)
        return (
            self._by_names(query)
            or self._abroad(query)
            or self._similar(query)
            or Answer()
        )

    def _by_code(self, query: Query) -> Answer:
        centre = self.codes.get(query.postal_code)
        if centre is None:
            is_near = query.postal_code[:2] in self.regions
            return (is_near and self._by_names(query)) or Answer()
        middle = centre.spot(POSTCODE)
        if centre.place.kind == Place.Kind.NEIGHBOUR_POSTCODE or not query.names:
            return Answer((middle,))
        members = self.by_code[query.postal_code]
        towns = {row.place.municipality for row in members}
        for text in query.names:
            core = Name.of(text).core
            namesakes = self.by_name.get(core, [])
            near = [row for row in namesakes if row.place.municipality in towns]
            same = [row for row in members if row.name.core == core]
            rows = same or near or alike(core, members)
            if rows:
                return self._answer(rows, query)
        elsewhere = self._by_names(query)
        spots = elsewhere.spots if elsewhere else ()
        return Answer((middle, *spots)[:MAX_CHOICES], is_guess=not spots)

    def _by_names(self, query: Query) -> Answer | None:
        """Look for the names as written, then for any of their words in a row."""
        return self._exact(query, lambda name: [name]) or self._exact(query, windows)

    def _exact(
        self, query: Query, variants: Callable[[str], list[str]]
    ) -> Answer | None:
        """Take the name whose surroundings are named as well, else the first."""
        best: list[Entry] = []
        best_score = -1
        for variant in (each for text in query.names for each in variants(text)):
            core = Name.of(variant).core
            words = query.words - set(core.split())
            namesakes = self.by_name.get(core, [])
            top = max((len(row.hints & words) for row in namesakes), default=-1)
            if top > best_score:
                best = [row for row in namesakes if len(row.hints & words) == top]
                best_score = top
        return self._answer(best, query) if best else None

    def _answer(self, rows: list[Entry], query: Query) -> Answer:
        """Return the places; only somewhere in them if a word was not understood."""
        spots = self._spots(rows, query.postal_code)
        known = IDLE_WORDS.union(*(row.hints for row in rows))
        known |= {word for row in rows for word in row.name.core.split()}
        meant = {word for word in query.words - known if not alike(word, rows)}
        if not meant:
            return Answer(spots)
        rough = tuple(
            replace(spot, precision=MUNICIPALITY) if spot.precision == PLACE else spot
            for spot in spots
        )
        return Answer(rough, is_guess=True)

    def _abroad(self, query: Query) -> Answer | None:
        for text in query.names:
            rows = self.abroad.get(Name.of(text).core)
            if rows:
                middle = rows[len(rows) // 2].spot(PLACE)
                return Answer((replace(middle, postal_code=""),))
        return None

    def _similar(self, query: Query) -> Answer | None:
        for text in query.names:
            core = Name.of(text).core
            if len(core) < SHORTEST_MISTYPED:
                continue
            found = process.extract(
                core,
                list(self.by_name),
                scorer=OSA.distance,
                score_cutoff=2 if len(core) >= LONG else 1,
            )
            nearest = [name for name, edits, _ in found if edits == found[0][1]]
            if nearest:
                rows = [row for name in nearest for row in self.by_name[name]]
                return Answer(self._spots(rows), is_guess=True)
        return None

    def _spots(self, rows: list[Entry], postal_code: str = "") -> tuple[Spot, ...]:
        """Return one spot for each place, however many rows tell of it."""
        places = {(row.name.core, row.place.municipality): row for row in rows}
        groups = [
            [row for row in self.by_name[core] if row.place.municipality == town]
            for core, town in places
        ]
        groups.sort(key=lambda group: min(row.place.rank for row in group))
        return tuple(one_spot(group, postal_code) for group in groups[:MAX_CHOICES])


def one_spot(group: list[Entry], postal_code: str) -> Spot:
    whole = [row for row in group if row.place.kind == Place.Kind.MUNICIPALITY]
    settlements = [row for row in group if row not in whole]
    exact = [row for row in settlements if row.place.postal_code == postal_code]
    if exact:
        return exact[0].spot(POSTCODE if len(settlements) > 1 else PLACE)
    if whole:
        return whole[0].spot(PLACE if settlements else MUNICIPALITY)
    return settlements[0].spot(PLACE)


def alike(core: str, rows: list[Entry]) -> list[Entry]:
    """Return the rows whose name is meant: the same one, or the most similar."""
    same = [row for row in rows if row.name.core == core]
    if same:
        return same
    scored = [(fuzz.token_set_ratio(core, row.name.core), row) for row in rows]
    best = max((score for score, _ in scored), default=0)
    return [row for score, row in scored if score == best >= SIMILAR_IN_POSTCODE]
