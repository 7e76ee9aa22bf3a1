"""The hits of a selection by place: the drawn map and, in words, what is on it."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse

from projects.catalogue import NAME
from projects.clusters import shown
from projects.entries import ON_MAP
from projects.geometry import box_around
from projects.models import Project
from projects.points import STAR, THEMES
from projects.results import Results
from projects.selection import Selection
from projects.state_map import Point

STATEWIDE = ("landesweit", "ja")
# Up to so many hits all are named, of more only the first of each Kreis.
COMPLETE = 200
SHOWN = 10


@dataclass(frozen=True)
class Group:
    """The hits of one Kreis, or of none."""

    name: str
    count: int
    projects: list[Project]
    list_url: str = ""
    is_open: bool = False

    @property
    def rest(self) -> int:
        return self.count - len(self.projects)


class Overview:
    """Everything the map page shows of results without a script; one query for names."""

    def __init__(self, results: Results) -> None:
        self.results, self.known = results, results.known
        self.selection = results.selection
        self.chosen = self.selection.chosen.get("kreis", [])
        self.by_district = {
            option.value: self._with(("kreis", option.value))
            for option in self.known.labels["kreis"]
        }

    @property
    def district_counts(self) -> dict[str, int] | None:
        """Return the number of hits in each Kreis, unless the points stand for them."""
        if self.points:
            return None
        return {slug: bits.bit_count() for slug, bits in self.by_district.items()}

    @property
    def district_urls(self) -> dict[str, str]:
        """Return where a click on a Kreis leads: into it, and from there to the list."""
        return {
            slug: self._list_url("kreis", slug)
            if self.chosen == [slug]
            else self._within("kreis", slug).address(self.results.path)
            for slug in self.by_district
        }

    @property
    def extent(self) -> str:
        """Return the box around all hits for the script, or around their circle."""
        circle = self.selection.near.circle
        on_map = shown(self.known.points, self.results.hits.bits)
        box = on_map.extent
        if circle:
            box = box_around(circle.latitude, circle.longitude, circle.radius)
        return f"{box.west},{box.south},{box.east},{box.north}" if box else ""

    @property
    def circle(self) -> str:
        """Return latitude, longitude and metres of the circle that was asked for."""
        circle = self.selection.near.circle
        if circle is None:
            return ""
        return f"{circle.latitude},{circle.longitude},{1000 * circle.radius:.0f}"

    @cached_property
    def groups(self) -> list[Group]:
        """Return every hit at least once: by Kreis, statewide, without a point."""
        is_open = len(self.chosen) == 1
        return [
            Group(
                name,
                bits.bit_count(),
                [self.named[pk] for pk in self._pks(bits) if pk in self.named],
                list_url,
                is_open,
            )
            for name, bits, list_url in self._parts
        ]

    @cached_property
    def points(self) -> list[Point]:
        """Return the points to draw when one Kreis is chosen and they are not too many."""
        if len(self.chosen) != 1 or not self._is_complete:
            return []
        signs = {n: o.sign for n, o in enumerate(self.known.labels["themenfeld"])}
        points = []
        on_map = shown(self.known.points, self.results.hits.bits)
        for latitude, longitude, slot, look in on_map:
            project = self.named.get(self.known.pks[slot])
            sign = "lighthouse" if look & STAR else signs.get(look & THEMES, "")
            points.append((latitude, longitude, sign, project.name if project else ""))
        return points

    @cached_property
    def named(self) -> dict[int, Project]:
        """Load the names of all projects that are shown: the only query."""
        pks = {pk for _, bits, _ in self._parts for pk in self._pks(bits)}
        return Project.objects.public().only("name", "slug").in_bulk(pks)

    @property
    def _is_complete(self) -> bool:
        return self.results.total <= COMPLETE

    @cached_property
    def _parts(self) -> list[tuple[str, int, str]]:
        parts = [
            (option.label, bits, self._list_url("kreis", option.value))
            for option in self.known.labels["kreis"]
            if (bits := self.by_district[option.value])
        ]
        statewide = self._with(STATEWIDE)
        if statewide:
            parts.append(("Im ganzen Land", statewide, self._list_url(*STATEWIDE)))
        rest = self.results.hits.bits & ~statewide & ~self._with(ON_MAP)
        if rest:
            parts.append(("Ohne Punkt auf der Karte", rest, ""))
        return parts

    def _with(self, option: tuple[str, str]) -> int:
        return self.results.hits.bits & self.known.options.get(option, 0)

    def _pks(self, bits: int) -> list[int]:
        hits = replace(self.results.hits, levels=(bits,), bits=bits)
        count = bits.bit_count() if self._is_complete else SHOWN
        return self.known.page(hits, NAME, 0, count)

    def _within(self, facet: str, value: str) -> Selection:
        chosen = self.selection.chosen | {facet: [value]}
        return replace(self.selection, chosen=chosen, page=1)

    def _list_url(self, facet: str, value: str) -> str:
        return self._within(facet, value).address(reverse("projects:list"))
