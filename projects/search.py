"""What a typed query means, and which projects answer it in which order."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import islice, product
from operator import and_, or_

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from projects.bitmaps import bitmap, members
from projects.entries import CLASSES
from projects.folding import (
    STOP_WORDS,
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
_QUOTES = str.maketrans("„“”»«", '"""""')
_TOKEN = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_MARKED = re.compile(r"[^\W_]+(?:(?:[-‐‑–*:_·]|/-?)[^\W_]+)*")
_SIMILAR = 0.75

Words = tuple[str, ...]
Synonyms = Mapping[Words, list[Words]]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a query: any of its wordings will do, the typed one first."""

    wordings: tuple[Words, ...]
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.excluded)

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
        wanted = {
            word for term in self.terms for words in term.wordings for word in words
        }
        return any(is_found(word, other) for other in wanted)


@lru_cache(maxsize=50_000)
def is_found(word: str, typed: str) -> bool:
    """Say whether a word of a text is one that the typed word finds."""
    if is_word_form(fold(typed), fold(word)):
        return True
    for form, other in product(forms_of(typed), forms_of(word)):
        if form == other or (len(form) > 1 and other.startswith(form)):
            return True
        if len(form) >= SHORTEST_PART and form in other:
            return True
    return False


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
            excluded.append(Term((words,), is_phrase=match["phrase"] is not None))
        elif match["phrase"] is not None:
            phrase = tuple(part for word in words for part in parts_of(word))
            terms.append(Term((phrase,), is_phrase=True))
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
        wordings = [run, *(other for other in others or () if other != run)]
        parts = tuple(part for word in run for part in parts_of(word))
        if parts != run:
            wordings.append(parts)
        yield Term(tuple(dict.fromkeys(wordings)))
        position += length


@dataclass(frozen=True, slots=True)
class Index:
    """Who says what: the vocabulary, the postings of each class, the word sequences."""

    vocabulary: Vocabulary
    postings: tuple[dict[int, Posting], ...]
    sequences: list[tuple[array, ...]]
    size: int
    synonyms: Synonyms

    def search(self, query: Query, everything: int) -> list[int]:
        """Return the hits as bitmaps, best first; no project stands in two of them.

        A term puts each project it finds into one of twelve tiers: name before
        tagline before terms and places before text, and inside each whole word before
        beginning or word form before part of a word or synonym. A project's rank is
        the sum of its tiers over all terms; a project that a term misses is no hit.
        """
        levels = {0: everything}
        for term in query.terms:
            reached: dict[int, int] = defaultdict(int)
            for tier, bits in enumerate(self.tiers(term)):
                for rank, candidates in levels.items():
                    if found := bits & candidates:
                        reached[rank + tier] |= found
            levels = reached
        unwanted = 0
        for term in query.excluded:
            unwanted |= reduce(or_, self.tiers(term))
        hits = (levels[rank] & ~unwanted for rank in sorted(levels))
        return [bits for bits in hits if bits]

    def tiers(self, term: Term) -> list[int]:
        """Return the term's finds by tier, each project in its best tier only."""
        if term.is_phrase:
            return self._phrase_tiers(term.wordings[0])
        found = [0] * TIERS
        for place, wording in enumerate(term.wordings):
            for tier, bits in enumerate(self._wording_tiers(wording)):
                found[tier if place == 0 else tier // KINDS * KINDS + INSIDE] |= bits
        return _best_only(found)

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
                union((posting[n] for n in kind if n in posting), self.size)
                for posting in self.postings
                for kind in kinds
            ]
        )

    def _phrase_tiers(self, words: Words) -> list[int]:
        choices = [self.vocabulary.matches(word)[WHOLE] for word in words]
        needles = [
            array("I", numbers).tobytes()
            for numbers in islice(product(*map(sorted, choices)), 16)
        ]
        found = [0] * TIERS
        for place, posting in enumerate(self.postings):
            candidates = reduce(
                and_,
                (
                    union((posting[n] for n in choice if n in posting), self.size)
                    for choice in choices
                ),
            )
            slots = (
                slot
                for slot in members(candidates)
                if _contains(self.sequences[slot][place], needles)
            )
            found[place * KINDS] = bitmap(slots, self.size)
        return _best_only(found)

    def similar(self, word: str, limit: int = 3) -> list[str]:
        """Return words of the vocabulary that are spelled much like `word`."""
        found = extract(
            fold(word),
            self.vocabulary.numbers.keys(),
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_SIMILAR,
            limit=limit,
        )
        numbers = self.vocabulary.numbers
        return [self.vocabulary.shown[numbers[form]] for form, _, _ in found]


def _best_only(tiers: list[int]) -> list[int]:
    seen, best = 0, []
    for bits in tiers:
        best.append(bits & ~seen)
        seen |= bits
    return best


def _contains(sequence: array, needles: list[bytes]) -> bool:
    octets, width = sequence.tobytes(), sequence.itemsize
    for needle in needles:
        position = octets.find(needle)
        while position >= 0:
            if position % width == 0:
                return True
            position = octets.find(needle, position + 1)
    return False
