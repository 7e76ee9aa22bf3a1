"""What a visitor asks for: a query string, read once, and written back in one form."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from projects.catalogue import CHECKED, NAME, NEWEST, Catalogue
from projects.facets import FACET
from projects.filters import ProjectFilter
from projects.search import MAX_LENGTH, Query, parse

RELEVANCE = "relevanz"
SORTINGS = {
    RELEVANCE: "Relevanz",
    NAME: "Name",
    NEWEST: "Neu auf der Landkarte",
    CHECKED: "Zuletzt geprüft",
}
PAGE_SIZE = 20
# The parameters of the query string that a list depends on.
PARAMETERS = ("q", *FACET, "sortierung", "seite")
_LONGEST_SHOWN = 60
_MOST_NOTICES = 5


@dataclass(frozen=True)
class Selection:
    """Words, chosen options, order and page; all of it known and valid."""

    text: str = ""
    chosen: dict[str, list[str]] = field(default_factory=dict)
    sorting: str = ""
    page: int = 1
    notices: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: QueryDict, known: Catalogue) -> Self:
        """Read a query string; what nobody knows is left out and named in a notice."""
        filters = ProjectFilter(data, known=known)
        text, chosen = filters.text, filters.chosen
        notices = list(_unknown_options(data, chosen))
        if len(data.get("q", "")) > MAX_LENGTH:
            notices.append(
                f"Deine Suche ist sehr lang. Gesucht wird nach den ersten {MAX_LENGTH} Zeichen."
            )
        sorting = data.get("sortierung", "")
        if sorting and sorting not in SORTINGS:
            notices.append(f"Die Sortierung „{_short(sorting)}“ gibt es nicht.")
        default = RELEVANCE if text else NAME
        if sorting not in SORTINGS or sorting in {default, RELEVANCE}:
            sorting = ""
        number = data.get("seite", "1") or "1"
        if not _is_page(number):
            notices.append(f"Die Seite „{_short(number)}“ gibt es nicht.")
            number = "1"
        return cls(
            text, chosen, sorting, int(number[:9]), tuple(notices[:_MOST_NOTICES])
        )

    def parsed(self, known: Catalogue) -> Query:
        return parse(self.text, known.index.synonyms)

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.chosen

    @property
    def order(self) -> str:
        return self.sorting or (RELEVANCE if self.text else NAME)

    @property
    def query(self) -> str:
        """Return the query string in its one canonical form, without "?"."""
        pairs: list[tuple[str, Any]] = [("q", self.text)] if self.text else []
        pairs += [(name, value) for name, vs in self.chosen.items() for value in vs]
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
        return replace(self, text=text, page=1)


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
