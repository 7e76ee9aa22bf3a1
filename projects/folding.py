"""German text as the search compares it.

A text becomes words, a word becomes one or two folded forms, and two words are the
same to the search when they share a form: "Müller", "Mueller" and "MULLER" do.
"""

import re
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

from themes.german import without_marks

# Between letters, these join a gendered ending: Bürger*innen, Bürger:innenrat,
# Bürger/-in.
_GENDERED = re.compile(r"(?<=[^\W\d_])(?:[*:_·]|/-?)(?=innen|in(?![^\W\d_]))")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–][^\W_]+)*")
_HYPHENS = re.compile(r"[-‐‑–]")
_SPELLED_OUT = re.compile("([aou])e")
_STEMMER = stemmer("german")
# Endings on which Snowball stops too early: Künstler|in, Stipendi|um, verschenk|t,
# gearbeit|et, Bus|se.
_FEMALE = re.compile("(?<=.{4})innen$|(?<=.{5})in$")
_ENDING = re.compile("(?<=.{4})um$|(?<=.{4}[td])et$|(?<=.{6})t$|(?<=s)s$")

# Words that carry no meaning of their own in a query of several words.
_FILLERS = """aber als am an auf aus bei beim bis das dem den der des die durch ein eine
einem einen einer eines es fur im in ins ist mit nach oder sich sind so uber um und vom
von vor was welche welcher welches wie wird wo zu zum zur"""
STOP_WORDS = frozenset(_FILLERS.split())


def words_of(text: str) -> list[str]:
    """Return the words of a text as written; compounds with a hyphen stay whole."""
    joined = _GENDERED.sub("", unicodedata.normalize("NFC", text))
    return _WORD.findall(joined)


def parts_of(word: str) -> list[str]:
    """Return the words inside a hyphenated one; a plain word is its own only part."""
    return [part for part in _HYPHENS.split(word) if part]


def fold(word: str) -> str:
    """Return the main form: lower case, no diacritics, no hyphens; ä is a, ß is ss."""
    return _HYPHENS.sub("", without_marks(word).casefold())


@lru_cache(maxsize=200_000)
def forms_of(word: str) -> tuple[str, ...]:
    """Return the main form, and a second one where ae, oe, ue may mean an umlaut."""
    main = fold(word)
    other = _SPELLED_OUT.sub(r"\1", main)
    return (main,) if other == main else (main, other)


def _without_gender(form: str) -> str:
    return _FEMALE.sub("", form)


@lru_cache(maxsize=200_000)
def stem_of(form: str) -> str:
    """Return the stem of a folded word: Snowball's, with a few more endings off."""
    return _ENDING.sub("", _STEMMER.stemWord(_without_gender(form)))


def is_word_form(form: str, other: str) -> bool:
    """Say whether two folded words are forms of one word: Dörfer and Dorf.

    The stemmer cuts too much from short words, so words that share only a short stem
    must also be of about the same length, and those of three letters must have
    endings of about the same length (alt, alte, alter, but not älter and ältere).
    A female form goes with words that begin with its male one.
    """
    stem = stem_of(form)
    if stem != stem_of(other):
        return False
    for one, two in ((form, other), (other, form)):
        if _FEMALE.search(one) and not two.startswith(_without_gender(one)):
            return False
    lengths = [len(_without_gender(word)) - len(stem) for word in (form, other)]
    if len(stem) <= 3:
        return max(lengths) <= 2 or min(lengths) > 2
    return len(stem) >= 6 or abs(lengths[0] - lengths[1]) <= 3


def beginning_of(form: str) -> str:
    """Return the beginning that compounds of a folded word share, or nothing.

    "Genossenschaften" begins "Genossenschaftsladen". Short stems begin too much else,
    and what loses an "er" is as a rule a person: "Künstler" begins no "künstlich".
    """
    stem = stem_of(form)
    is_one = form.startswith(stem) and not form.startswith("er", len(stem))
    return stem if is_one and 5 <= len(stem) < len(form) else ""
