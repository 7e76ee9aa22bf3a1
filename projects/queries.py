"""What somebody typed into the search, what it means, and which words it marks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from projects.folding import (
    STOP_WORDS,
    beginning_of,
    fold,
    forms_of,
    is_word_form,
    parts_of,
    stem_of,
    words_of,
)
from projects.words import SHORTEST_PART

MAX_TERMS = 8
MAX_LENGTH = 200
# A synonym of fewer letters is found as a whole word only: Rad, but not in Gerade.
_SHORTEST_COMPOUND = 5
_QUOTES = str.maketrans("„“”»«", '"""""')
_TOKEN = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MARKED = re.compile(r"[^\W_]+(?:(?:[-‐‑–*:_·]|/-?)[^\W_]+)*")

Words = tuple[str, ...]
Synonyms = Mapping[Words, list[Words]]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a query: what was typed, or any synonym of it."""

    words: Words
    synonyms: tuple[Words, ...] = ()
    is_phrase: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words)
        return f'"{text}"' if self.is_phrase else text

    @property
    def parts(self) -> Words:
        return tuple(part for word in self.words for part in parts_of(word))


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.excluded)

    def without(self, term: Term) -> str:
        """Return the text of a query that leaves out one condition."""
        kept = [str(other) for other in self.terms if other != term]
        return " ".join([*kept, *(f"-{other}" for other in self.excluded)])

    def marked(self, text: str) -> SafeString:
        """Return the text as HTML with every word that the query found in <mark>."""
        parts: list[str] = []
        end = 0
        for match in _MARKED.finditer(text):
            if any(self._finds(word) for word in words_of(match.group())):
                parts.append(escape(text[end : match.start()]))
                parts.append(f"<mark>{escape(match.group())}</mark>")
                end = match.end()
        parts.append(escape(text[end:]))
        return mark_safe("".join(parts))  # noqa: S308 every part is escaped above

    def _finds(self, word: str) -> bool:
        for term in self.terms:
            if any(is_found(word, typed) for typed in (*term.words, *term.parts)):
                return True
            if any(_is_said(word, synonym) for synonym in term.synonyms):
                return True
        return False


@lru_cache(maxsize=50_000)
def is_found(word: str, typed: str) -> bool:
    """Say whether a word of a text is one that the typed word finds."""
    main = fold(typed)
    if is_word_form(main, fold(word)):
        return True
    beginning = beginning_of(main)
    for form, other in product(forms_of(typed), forms_of(word)):
        if form == other or (len(form) > 1 and other.startswith(form)):
            return True
        if len(form) >= SHORTEST_PART and form in other:
            return True
        if beginning and other.startswith(beginning):
            return True
    return False


def _is_said(word: str, synonym: Words) -> bool:
    if is_compounded(synonym):
        return is_found(word, synonym[0])
    mains = {fold(part) for part in synonym} - STOP_WORDS
    return any(is_word_form(main, fold(word)) for main in mains)


def is_compounded(synonym: Words) -> bool:
    return len(synonym) == 1 and len(synonym[0]) >= _SHORTEST_COMPOUND


def respelled(text: str, spellings: Mapping[str, str]) -> str:
    """Return a query with some of its words spelled otherwise."""

    def other(match: re.Match[str]) -> str:
        return " ".join(spellings.get(word, word) for word in words_of(match.group()))

    return _MARKED.sub(other, text)


def stems_of(words: Iterable[str]) -> Words:
    return tuple(stem_of(fold(word)) for word in words)


def synonym_table(groups: Iterable[list[str]]) -> dict[Words, list[Words]]:
    """Return for the stems of every term the wordings that mean the same."""
    table: dict[Words, list[Words]] = defaultdict(list)
    for group in groups:
        wordings = [tuple(words_of(term)) for term in group]
        for wording in filter(None, wordings):
            table[stems_of(wording)] += [other for other in wordings if other]
    return dict(table)


def parse(text: str, synonyms: Synonyms) -> Query:
    """Read a query: words narrow, "quotes" keep words together, a minus excludes.

    Words without meaning of their own (und, für, …) count only when there is nothing
    else. More than eight terms are not looked at.
    """
    terms: list[Term] = []
    excluded: list[Term] = []
    loose: list[str] = []
    for match in _TOKEN.finditer(text.translate(_QUOTES)[:MAX_LENGTH]):
        words = tuple(word for word in words_of(match.group(0)) if fold(word))
        if not words:
            continue
        if match["no"]:
            excluded.append(Term(words, is_phrase=match["phrase"] is not None))
        elif match["phrase"] is not None:
            terms.append(Term(words, is_phrase=True))
        else:
            loose += words
    meaningful = [word for word in loose if fold(word) not in STOP_WORDS]
    if meaningful or terms:
        loose = meaningful
    terms += _with_synonyms(loose, synonyms)
    return Query(tuple(terms[:MAX_TERMS]), tuple(excluded[:MAX_TERMS]))


def _with_synonyms(words: list[str], synonyms: Synonyms) -> Iterator[Term]:
    position = 0
    while position < len(words):
        for length in (4, 3, 2, 1):
            run = tuple(words[position : position + length])
            others = synonyms.get(stems_of(run)) if len(run) == length else None
            if others or length == 1:
                break
        others = others or []
        yield Term(run, tuple(other for other in dict.fromkeys(others) if other != run))
        position += length
