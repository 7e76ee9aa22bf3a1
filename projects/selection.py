"""What a visitor asks for: a query string, read once, and written back in one form."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from projects.catalogue import CHECKED, DISTANCE, NAME, NEWEST, Catalogue, Hits
from projects.facets import FACET
from projects.filters import Wanted
from projects.nearby import RADII, RADIUS, Near
from projects.queries import MAX_LENGTH, Query, parse

RELEVANCE = "relevanz"
SORTINGS = {
    RELEVANCE: "Relevanz",
    NAME: "Name",
    NEWEST: "Neu auf der Landkarte",
    CHECKED: "Zuletzt geprüft",
    DISTANCE: "Entfernung",
}
PAGE_SIZE = 20
# The parameters of the query string that a list depends on.
PARAMETERS = ("q", *FACET, "ort", "umkreis", "sortierung", "seite")
_LONGEST_SHOWN = 60
_MOST_NOTICES = 5


@dataclass(frozen=True)
class Selection:
    """Words, chosen options, a place, order and page; all of it known and valid."""

    text: str = ""
    chosen: dict[str, list[str]] = field(default_factory=dict)
    near: Near = field(default_factory=Near)
    sorting: str = ""
    page: int = 1
    notices: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: QueryDict, known: Catalogue) -> Self:
        """Read a query string; what nobody knows is left out and named in a notice."""
        wanted = Wanted.read(data, known)
        text, chosen, near = wanted.text, wanted.chosen, wanted.near
        notices = list(_unknown_options(data, chosen))
        if len(data.get("q", "")) > MAX_LENGTH:
            notices.append(
                f"Deine Suche ist sehr lang. Gesucht wird nach den ersten {MAX_LENGTH} Zeichen."
            )
        radius = data.get("umkreis", "")
        if radius and radius not in map(str, RADII):
            notices.append(
                f"Den Umkreis „{_short(radius)}“ gibt es nicht. Es gilt der von {RADIUS} km."
            )
        sorting = data.get("sortierung", "")
        if sorting and sorting not in SORTINGS:
            notices.append(f"Die Sortierung „{_short(sorting)}“ gibt es nicht.")
        number = data.get("seite", "1") or "1"
        if not _is_page(number):
            notices.append(f"Die Seite „{_short(number)}“ gibt es nicht.")
            number = "1"
        page, shown = int(number[:9]), tuple(notices[:_MOST_NOTICES])
        return cls(text, chosen, near, sorting, page, shown)._in_a_fitting_order()

    def parsed(self, known: Catalogue) -> Query:
        return parse(self.text, known.index.synonyms)

    def hits(self, known: Catalogue) -> Hits:
        return known.hits(self.chosen, self.parsed(known), self.near.circle)

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.chosen and not self.near.circle

    @property
    def orders(self) -> list[str]:
        """Return the orders that make sense here, the default first."""
        fitting = [RELEVANCE] if self.text else []
        fitting += [DISTANCE] if self.near.circle else []
        return [*fitting, NAME, NEWEST, CHECKED]

    @property
    def order(self) -> str:
        return self.sorting or self.orders[0]

    @property
    def query(self) -> str:
        """Return the query string in its one canonical form, without "?"."""
        pairs: list[tuple[str, Any]] = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, vs in self.chosen.items() for value in vs]
        if self.near.text:
            pairs.append(("ort", self.near.text))
            if self.near.radius != RADIUS:
                pairs.append(("umkreis", self.near.radius))
        if self.sorting:
            pairs.append(("sortierung", self.sorting))
        if self.page > 1:
            pairs.append(("seite", self.page))
        return urlencode(pairs)

    def address(self, path: str) -> str:
        return f"{path}?{self.query}" if self.query else path

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)

    def without(self, facet: str, value: str = "") -> Self:
        """Return the selection without a facet, or without one of its options."""
        rest = {
            name: [v for v in values if value and (name, v) != (facet, value)]
            if name == facet
            else values
            for name, values in self.chosen.items()
        }
        chosen = {name: values for name, values in rest.items() if values}
        return replace(self, chosen=chosen, page=1)

    def with_text(self, text: str) -> Self:
        return replace(self, text=text, page=1)._in_a_fitting_order()

    def near_to(self, near: Near) -> Self:
        return replace(self, near=near, page=1)._in_a_fitting_order()

    def _in_a_fitting_order(self) -> Self:
        is_fitting = self.sorting in self.orders[1:]
        return self if is_fitting else replace(self, sorting="")


def _unknown_options(data: QueryDict, chosen: dict[str, list[str]]) -> Iterable[str]:
    for name, facet in FACET.items():
        for value in dict.fromkeys(data.getlist(name)):
            if value and value not in chosen.get(name, ()):
                yield f"„{_short(value)}“ kennen wir bei {facet.label} nicht und filtern nicht danach."


def _is_page(number: str) -> bool:
    return number.isascii() and number.isdigit() and int(number[:9]) > 0


def _short(value: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in value[:200])
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"
