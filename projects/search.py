"""What a typed query means, and which projects answer it in which order."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import product
from operator import and_, or_

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from projects.bitmaps import bitmap, members
from projects.entries import CLASSES
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
from projects.words import (
    INSIDE,
    KINDS,
    SHORTEST_PART,
    WHOLE,
    Posting,
    Vocabulary,
    union,
)

MAX_TERMS = 8
MAX_LENGTH = 200
TIERS = CLASSES * KINDS
# A name of so many words goes before longer ones that say the same.
BRIEF = 3
# A synonym of fewer letters is found as a whole word only: Rad, but not in Gerade.
_SHORTEST_COMPOUND = 5
_QUOTES = str.maketrans("„“”»«", '"""""')
_TOKEN = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MARKED = re.compile(r"[^\W_]+(?:(?:[-‐‑–*:_·]|/-?)[^\W_]+)*")
_SIMILAR = 0.75
_RECENT = 64

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
    if _is_compounded(synonym):
        return is_found(word, synonym[0])
    mains = {fold(part) for part in synonym} - STOP_WORDS
    return any(is_word_form(main, fold(word)) for main in mains)


def _is_compounded(synonym: Words) -> bool:
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


@dataclass(frozen=True, slots=True)
class Index:
    """Who says what: the vocabulary, the postings of each class, the word sequences.

    `brief` is the bitmap of the projects with a short name; `recent` remembers what
    the last terms found, since help out of an empty result asks for them again.
    """

    vocabulary: Vocabulary
    postings: tuple[dict[int, Posting], ...]
    sequences: list[tuple[str, ...]]
    size: int
    synonyms: Synonyms
    brief: int
    recent: dict[Term, list[int]] = field(default_factory=dict, compare=False)

    def search(
        self, query: Query, everything: int, classes: int = CLASSES
    ) -> list[int]:
        """Return the hits as bitmaps, best first; no project stands in two of them.

        A term puts each project it finds into one of twelve tiers: name before
        tagline before terms and places before text, and inside each whole word before
        beginning or word form before part of a word. What a synonym finds counts as
        part of a word, one class lower. A project's rank is the sum of its tiers over
        all terms; a project that a term misses is no hit. Of the same rank, projects
        whose short name says all terms go first. `classes` is how many of the classes
        are looked at: one for the names alone.
        """
        levels = {0: everything}
        named = self.brief if query.terms else 0
        for term in query.terms:
            reached: dict[int, int] = defaultdict(int)
            tiers = self.tiers(term)[: classes * KINDS]
            for tier, bits in enumerate(tiers):
                for rank, candidates in levels.items():
                    if found := bits & candidates:
                        reached[rank + tier] |= found
            levels = reached
            named &= reduce(or_, tiers[:KINDS])
        unwanted = 0
        for term in query.excluded:
            unwanted |= reduce(or_, self.tiers(term))
        hits = (levels[rank] & ~unwanted for rank in sorted(levels))
        split = (part for bits in hits for part in (bits & named, bits & ~named))
        return [bits for bits in split if bits]

    def tiers(self, term: Term) -> list[int]:
        """Return the term's finds by tier, each project in its best tier only."""
        found = self.recent.get(term)
        if found is None:
            if len(self.recent) >= _RECENT:
                self.recent.clear()
            found = self.recent[term] = self._tiers(term)
        return found

    def _tiers(self, term: Term) -> list[int]:
        if term.is_phrase:
            choices = [self.vocabulary.matches(part)[WHOLE] for part in term.parts]
            found = [0] * TIERS
            found[::KINDS] = self._phrase_classes(choices)
            return _best_only(found)
        found = self._wording_tiers(term.words)
        if term.parts != term.words:
            for tier, bits in enumerate(self._wording_tiers(term.parts)):
                found[tier // KINDS * KINDS + INSIDE] |= bits
        for synonym in term.synonyms:
            for place, bits in enumerate(self._synonym_classes(synonym)):
                found[min(place + 1, CLASSES - 1) * KINDS + INSIDE] |= bits
        return _best_only(found)

    def _synonym_classes(self, words: Words) -> list[int]:
        """Return for each class who says a synonym; several words must stand together."""
        if _is_compounded(words):
            numbers = set().union(*self.vocabulary.matches(words[0]))
            return [self._who_says(numbers, posting) for posting in self.postings]
        return self._phrase_classes([self.vocabulary.says(word) for word in words])

    def _wording_tiers(self, words: Words) -> list[int]:
        """Return where all the words are found, by the worst tier among them."""
        up_to = [[0] * TIERS for _ in words]
        for row, word in zip(up_to, words, strict=True):
            seen = 0
            for tier, bits in enumerate(self._word_tiers(word)):
                seen |= bits
                row[tier] = seen
        return _best_only([reduce(and_, column) for column in zip(*up_to, strict=True)])

    def _word_tiers(self, word: str) -> list[int]:
        kinds = self.vocabulary.matches(word)
        return _best_only(
            [
                self._who_says(kind, posting)
                for posting in self.postings
                for kind in kinds
            ]
        )

    def _phrase_classes(self, choices: list[set[int]]) -> list[int]:
        """Return for each class who says one word of each choice, one after another."""
        stands_in = _finder(["".join(map(chr, choice)) for choice in choices])
        classes = []
        for place, posting in enumerate(self.postings):
            found = reduce(and_, (self._who_says(c, posting) for c in choices))
            if len(choices) > 1:
                slots = [
                    slot
                    for slot in members(found)
                    if stands_in(self.sequences[slot][place])
                ]
                found = bitmap(slots, self.size)
            classes.append(found)
        return classes

    def _who_says(self, numbers: set[int], posting: dict[int, Posting]) -> int:
        return union((posting[n] for n in numbers if n in posting), self.size)

    def is_said(self, word: str) -> bool:
        numbers = set().union(*self.vocabulary.matches(word))
        return any(posting.get(n) for posting in self.postings for n in numbers)

    def similar(self, word: str, limit: int = 3) -> list[str]:
        """Return words of the vocabulary that are spelled much like `word`, best first."""
        found = extract(
            fold(word),
            self.vocabulary.numbers.keys(),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_SIMILAR,
            limit=limit,
        )
        numbers = self.vocabulary.numbers
        return [self.vocabulary.shown[numbers[form]] for form, _, _ in found]


def _finder(choices: list[str]) -> Callable[[str], object]:
    """Return what tells whether a sequence has one sign of each choice in a row."""
    if all(len(signs) == 1 for signs in choices):
        needle = "".join(choices)
        return lambda sequence: needle in sequence
    if not all(choices):
        return lambda sequence: False
    return re.compile("".join(f"[{re.escape(signs)}]" for signs in choices)).search


def _best_only(tiers: list[int]) -> list[int]:
    seen, best = 0, []
    for bits in tiers:
        best.append(bits & ~seen)
        seen |= bits
    return best
