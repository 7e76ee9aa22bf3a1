"""The results of a selection, ready to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from django.utils.safestring import SafeString

from projects.cards import load_cards, render_card, render_cards
from projects.catalogue import Catalogue, Hits
from projects.facets import FACET
from projects.models import Project
from projects.nearby import Near, distance_line
from projects.queries import Query, respelled
from projects.selection import PAGE_SIZE, SORTINGS, Selection
from projects.surroundings import Surroundings

_SUGGESTIONS = 3
_HINTS = 4
# So many unknown words are looked up among the known ones.
_RESPELLED = 2


@dataclass(frozen=True)
class ShownOption:
    value: str
    label: str
    count: int = 0
    is_selected: bool = False
    sign: str = ""


@dataclass(frozen=True)
class ShownFacet:
    name: str
    label: str
    options: tuple[ShownOption, ...]
    selected_count: int
    is_open: bool


@dataclass(frozen=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True)
class Hint:
    """A way out of an empty result: what to do, where it leads, what it brings."""

    text: str
    url: str
    count: int


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    is_current: bool = False
    is_gap: bool = False


@dataclass(frozen=True)
class Pages:
    """The numbered links under a list: first, last, and those around the present one."""

    selection: Selection
    path: str
    number: int
    count: int

    def _url(self, number: int) -> str:
        known = 1 <= number <= self.count
        return self.selection.on_page(number).address(self.path) if known else ""

    @property
    def previous_url(self) -> str:
        return self._url(self.number - 1)

    @property
    def next_url(self) -> str:
        return self._url(self.number + 1)

    @property
    def links(self) -> list[PageLink]:
        around = range(self.number - 1, self.number + 2)
        shown = {n for n in (1, *around, self.count) if 1 <= n <= self.count}
        links: list[PageLink] = []
        for number in sorted(shown):
            if links and number > links[-1].number + 1:
                links.append(PageLink(number - 1, "", is_gap=True))
            links.append(PageLink(number, self._url(number), number == self.number))
        return links


class Results:
    """Everything the list shows of a selection; each part is made when it is read."""

    def __init__(self, selection: Selection, known: Catalogue, path: str) -> None:
        self.known, self.path = known, path
        self.text_query: Query = selection.parsed(known)
        self.hits: Hits = selection.hits(known)
        self.notices = list(selection.notices)
        last = max(1, -(-self.hits.count // PAGE_SIZE))
        if selection.page > last:
            self.notices.append("So viele Seiten gibt es nicht. Hier ist die letzte.")
            selection = selection.on_page(last)
        self.selection = selection
        self.near = Surroundings(selection, known, self.hits, path)
        self.page = Pages(selection, path, selection.page, last)

    @property
    def total(self) -> int:
        return self.hits.count

    @property
    def query(self) -> str:
        return self.selection.text

    @property
    def sentence(self) -> str:
        if self.selection.is_empty:
            return f"Hier sind {_number(self.total)} Projekte"
        if self.total == 0:
            return "Hier ist noch kein Projekt, das deinen Suchkriterien entspricht"
        if self.total == 1:
            return "Hier ist 1 Projekt, das deinen Suchkriterien entspricht"
        return (
            f"Hier sind {_number(self.total)} Projekte, "
            "die deinen Suchkriterien entsprechen"
        )

    @cached_property
    def projects(self) -> list[Project]:
        """Load the projects of this page: the only rows that are asked for."""
        projects = load_cards(self.known, self._page_of_pks())
        circle = self.selection.near.circle
        for project in projects:
            if self.text_query:
                project.shown_name = self.text_query.marked(project.name)
                project.shown_tagline = self.text_query.marked(project.tagline)
            if circle:
                project.distance_line = distance_line(circle, project.location_list)
        return projects

    @cached_property
    def cards(self) -> list[SafeString]:
        """Return the cards of this page as HTML; plain ones are kept and reused."""
        if self.text_query or self.selection.near.circle:
            return [render_card(project) for project in self.projects]
        return render_cards(self.known, self._page_of_pks())

    @cached_property
    def facets(self) -> list[ShownFacet]:
        chosen = self.selection.chosen
        counts = self.known.counts(chosen, self.hits)
        facets = []
        for name, options in self.known.labels.items():
            selected = chosen.get(name, [])
            shown = tuple(
                ShownOption(o.value, o.label, count, o.value in selected, o.sign)
                for o, count in zip(options, counts[name], strict=True)
            )
            is_open = FACET[name].is_open or bool(selected)
            facets.append(
                ShownFacet(name, FACET[name].label, shown, len(selected), is_open)
            )
        return facets

    def _page_of_pks(self) -> list[int]:
        start = (self.selection.page - 1) * PAGE_SIZE
        return self.known.page(self.hits, self.selection.order, start, PAGE_SIZE)

    @property
    def chips(self) -> list[Chip]:
        chips = []
        if self.selection.text:
            url = self.selection.with_text("").address(self.path)
            chips.append(Chip(f"„{self.selection.text}“", url))
        if self.selection.near.circle:
            url = self.selection.near_to(Near()).address(self.path)
            chips.append(Chip(self.selection.near.label, url))
        for name, value, label in self._chosen_options():
            url = self.selection.without(name, value).address(self.path)
            chips.append(Chip(label, url))
        return chips

    @property
    def reset_url(self) -> str:
        return self.path

    @property
    def sortings(self) -> list[ShownOption]:
        orders = self.selection.orders
        return [
            ShownOption(
                "" if value == orders[0] else value,
                SORTINGS[value],
                is_selected=value == self.selection.order,
            )
            for value in orders
        ]

    @cached_property
    def suggestion(self) -> list[Hint]:
        """Return other spellings, when nothing at all says what was typed."""
        if not self.text_query or self.hits.found:
            return []
        hints = [
            self._hint(f"„{text}“", self.selection.with_text(text))
            for text in self._respelled()
        ]
        return [hint for hint in hints if hint.count][:_SUGGESTIONS]

    @cached_property
    def help(self) -> list[Hint]:
        """Return the filters whose removal brings hits, the most fruitful first."""
        if self.total:
            return []
        hints = [
            self._hint(
                f"Ohne den Filter {FACET[name].label}", self.selection.without(name)
            )
            for name in self.selection.chosen
        ]
        hints += [self._hint(*way) for way in self.near.wider()]
        if self.selection.text and hints:
            text = f"Ohne die Suche nach „{self.selection.text}“"
            hints.append(self._hint(text, self.selection.with_text("")))
            wide = Selection(text=self.selection.text)
            hints.append(self._hint("Ohne alle Filter", wide))
        hints += self._without_words()
        fruitful = [hint for hint in hints if hint.count]
        return sorted(fruitful, key=lambda hint: -hint.count)[:_HINTS]

    def _without_words(self) -> Iterator[Hint]:
        """Yield the searches for all the words but one; a few, each is a search."""
        terms = self.text_query.terms[:_HINTS]
        for term in terms if len(terms) > 1 else ():
            text = self.text_query.without(term)
            yield self._hint(f"Ohne „{term}“", self.selection.with_text(text))

    def _chosen_options(self) -> Iterator[tuple[str, str, str]]:
        for name, values in self.selection.chosen.items():
            for option in self.known.labels[name]:
                if option.value in values:
                    yield name, option.value, option.label

    def _respelled(self) -> Iterator[str]:
        """Yield the query with each word that no project says spelled otherwise."""
        index = self.known.index
        typed = [word for term in self.text_query.terms for word in term.words]
        unknown = [word for word in dict.fromkeys(typed) if not index.is_said(word)]
        unknown = unknown[:_RESPELLED]
        for spelled in product(*(index.similar(word) for word in unknown)):
            spellings = dict(zip(unknown, spelled, strict=True))
            yield respelled(self.selection.text, spellings)

    def _hint(self, text: str, selection: Selection) -> Hint:
        count = selection.hits(self.known).count
        return Hint(text, selection.address(self.path), count)


def _number(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
