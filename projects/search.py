"""Which projects answer a query, in which order."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from projects.bitmaps import bitmap, members
from projects.entries import CLASSES
from projects.folding import fold
from projects.queries import Query, Synonyms, Term, Words, is_compounded
from projects.words import INSIDE, KINDS, WHOLE, Posting, Vocabulary, union

TIERS = CLASSES * KINDS
# A name of so many words goes before longer ones that say the same.
BRIEF = 3
_SIMILAR = 0.75
_RECENT = 64


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
        if is_compounded(words):
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
