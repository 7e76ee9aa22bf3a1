"""German text as addresses, as order and as something to search in."""

import unicodedata

from django.utils.text import slugify

_LETTERS = {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "ø": "oe", "Ø": "Oe"}
_LETTERS |= {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "Oe"}
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
_SPELLED_OUT = str.maketrans(_LETTERS | _UMLAUTS)
_PLAIN = str.maketrans(_LETTERS)


def german_slug(text: str) -> str:
    """Return the address form of a name: "Groß & schön" is "gross-schoen".

    Empty when nothing of the text can be written in ASCII.
    """
    return slugify(unicodedata.normalize("NFC", text).translate(_SPELLED_OUT))


def without_marks(text: str) -> str:
    """Return the text without diacritics: "Ärzte, Café, Straße" is "Arzte, Cafe, Strasse"."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """Return what a German dictionary sorts by (DIN 5007-1: Ä = A, ß = ss).

    Signs count as a space, so that quotation marks and hyphens do not lead.
    """
    folded = without_marks(text).casefold()
    letters = (letter if letter.isalnum() else " " for letter in folded)
    return " ".join("".join(letters).split())
