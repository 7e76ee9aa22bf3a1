"""The words of all projects: which there are, and which project says them where."""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from projects.bitmaps import bitmap
from projects.entries import CLASSES
from projects.folding import (
    beginning_of,
    fold,
    forms_of,
    is_word_form,
    parts_of,
    stem_of,
    words_of,
)

# How a word of the vocabulary can match what was typed, best first.
WHOLE, START, INSIDE = range(3)
KINDS = 3
# In the sequence of a project's words: here another text begins.
BREAK = "\0"
SHORTEST_PART = 3

Posting = int | array


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word once, numbered from 1 in the order of its first appearance.

    `forms` is one string of all folded forms, each between line ends, so that one
    search in it finds whole words, beginnings and the parts of compounds.
    """

    numbers: dict[str, int]
    shown: list[str]
    forms: str
    starts: array
    owners: array
    stems: dict[str, list[int]]

    @classmethod
    def empty(cls) -> "Vocabulary":
        return cls({}, [""], "\n", array("L"), array("L"), {})

    def extended(self, words: Sequence[str]) -> "Vocabulary":
        """Return a vocabulary that also has `words`, each of which is new to it."""
        if not words:
            return self
        numbers, shown, stems = dict(self.numbers), list(self.shown), dict(self.stems)
        forms, starts, owners = [self.forms], self.starts[:], self.owners[:]
        length = len(self.forms)
        for word in words:
            main = fold(word)
            number = numbers[main] = len(shown)
            shown.append(word)
            stem = stem_of(main)
            stems[stem] = [*stems.get(stem, ()), number]
            for form in forms_of(word):
                starts.append(length)
                owners.append(number)
                forms.append(form + "\n")
                length += len(form) + 1
        return Vocabulary(numbers, shown, "".join(forms), starts, owners, stems)

    def matches(self, word: str) -> list[set[int]]:
        """Return the numbers of the words that `word` matches, one set a kind.

        Forms of the same word count as its beginning, compounds that begin with one as
        its inside. Parts of fewer than three letters are sought only at the beginning,
        single letters only as words.
        """
        kinds: list[set[int]] = [set() for _ in range(KINDS)]
        for form in forms_of(word):
            for number, kind in self._places(form):
                kinds[kind].add(number)
        if beginning := beginning_of(fold(word)):
            places = self._places(beginning)
            kinds[INSIDE].update(number for number, kind in places if kind != INSIDE)
        kinds[START] |= self._word_forms(word)
        kinds[START] -= kinds[WHOLE]
        kinds[INSIDE] -= kinds[WHOLE] | kinds[START]
        return kinds

    def says(self, word: str) -> set[int]:
        """Return the numbers of the word itself and of its forms, no compounds."""
        return self.matches(word)[WHOLE] | self._word_forms(word)

    def _word_forms(self, word: str) -> set[int]:
        main = fold(word)
        return {
            number
            for number in self.stems.get(stem_of(main), ())
            if is_word_form(main, fold(self.shown[number]))
        }

    def _places(self, form: str) -> Iterator[tuple[int, int]]:
        lead = "" if len(form) >= SHORTEST_PART else "\n"
        end = "\n" if len(form) == 1 else ""
        for match in re.finditer(re.escape(lead + form + end), self.forms):
            position = match.start() + len(lead)
            index = bisect_right(self.starts, position) - 1
            if position != self.starts[index]:
                yield self.owners[index], INSIDE
            elif self.forms[position + len(form)] == "\n":
                yield self.owners[index], WHOLE
            else:
                yield self.owners[index], START


class Scribe(dict[str, str]):
    """Writes texts down as word numbers, and learns the words it does not know.

    A number is written as one character, so that a regular expression finds a phrase.
    As a dictionary it knows every piece between two spaces that it has read.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.numbers = dict(vocabulary.numbers)
        self.learnt: list[str] = []
        self.compounds: dict[str, str] = {}

    def write(self, texts: Iterable[str]) -> str:
        """Return the words of texts, with a BREAK after each text.

        Compounds with a hyphen stand twice: their parts in their place, and the whole
        word behind the text.
        """
        running: list[str] = []
        for text in texts:
            pieces = text.split()
            running += map(self.__getitem__, pieces)
            running.append(BREAK)
            for piece in sorted(self.compounds.keys() & pieces):
                running.append(self.compounds[piece])
        return "".join(running)

    def __missing__(self, piece: str) -> str:
        signs: list[str] = []
        wholes: list[str] = []
        for word in words_of(piece):
            parts = parts_of(word)
            signs += map(self._sign, parts)
            if len(parts) > 1:
                wholes += [self._sign(word), BREAK]
        if wholes:
            self.compounds[piece] = "".join(wholes)
        self[piece] = "".join(signs)
        return self[piece]

    def _sign(self, word: str) -> str:
        form = fold(word)
        if form and form not in self.numbers:
            self.learnt.append(word)
            self.numbers[form] = len(self.numbers) + 1
        return chr(self.numbers[form]) if form else ""


def numbers_in(sequence: str) -> set[int]:
    return {ord(sign) for sign in sequence if sign != BREAK}


def build_postings(
    sequences: list[tuple[str, ...]], size: int
) -> tuple[dict[int, Posting], ...]:
    """Return for each class which slots say which word.

    A rare word keeps an array of slots, a frequent one a bitmap: whichever is
    smaller (four bytes a slot against one bit a project).
    """
    postings: list[dict[int, array]] = [
        defaultdict(lambda: array("I")) for _ in range(CLASSES)
    ]
    for slot, classes in enumerate(sequences):
        for posting, sequence in zip(postings, classes, strict=True):
            for number in numbers_in(sequence):
                posting[number].append(slot)
    return tuple(
        {
            number: bitmap(slots, size) if len(slots) * 32 > size else slots[:]
            for number, slots in posting.items()
        }
        for posting in postings
    )


def union(postings: Iterable[Posting], size: int) -> int:
    """Return the bitmap of all slots that stand in one of the postings."""
    bits, slots = 0, array("I")
    for posting in postings:
        if isinstance(posting, int):
            bits |= posting
        else:
            slots.extend(posting)
    return bits | bitmap(slots, size) if slots else bits
