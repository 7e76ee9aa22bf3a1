"""How people write places: what of an address is the postcode, the street, the place, the part of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from themes.german import sort_key

_POSTCODE = re.compile(r"(?<!\d)(?:D[- ]?)?(\d{5})(?!\d)")
_PART_OF_TOWN = re.compile(r"\b(?:OT|Ortsteil|Ortschaft|Stadtteil)\b[.:]?\s*", re.I)
_STREET = re.compile(r"^(.*?\D)\s*(\d+(?:\s*[-–/]\s*\d+)?\s?[a-zA-Z]?)(?=$|[\s,])(.*)$")
_HONOURS = re.compile(
    r"^(?:(?:luther|hanse|welterbe|goethe|bach|kreis|landeshaupt|universitats)?stadt"
    r"|gemeinde|einheitsgemeinde|verbandsgemeinde|flecken|dorf|ort) (?=\w)"
)
_ADDITION = re.compile(r"\((.*?)\)|/(\w.*)$")
_WHERE = re.compile(r"(?<=\w) (?:an der|an dem|am|bei|im|in der|ob der) (.+)$")
_SPELLED_OUT = re.compile("(?<![aeiou])([aou])e")
MOST_WORDS = 12


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return the words in their plainest form: "Köthen", "Koethen" and "KOTHEN" are the same."""
    return _SPELLED_OUT.sub(r"\1", sort_key(text))


@dataclass(frozen=True)
class Name:
    """A place name in its bare form, and the words that tell it from its namesakes."""

    core: str
    additions: frozenset[str]

    @classmethod
    @lru_cache(maxsize=20_000)
    def of(cls, text: str) -> "Name":
        """Read "Lutherstadt Eisleben", "Halle (Saale)", "Zerbst/Anhalt", "Laucha an der Unstrut"."""
        additions = [a or b for a, b in _ADDITION.findall(text)]
        core = _HONOURS.sub("", sort_key(_ADDITION.sub(" ", text)))
        where = _WHERE.search(core)
        if where:
            additions.append(where[1])
            core = core[: where.start()]
        words = " ".join(map(folded, additions)).split()
        return cls(folded(core), frozenset(words))


@dataclass(frozen=True)
class Query:
    """What somebody typed as a place."""

    postal_code: str
    names: list[
        str
    ]  # the part of a town first, then the town; what cannot be a place is left out
    street: str
    number: str

    @property
    def words(self) -> frozenset[str]:
        """Return every word that may tell one place from another."""
        names = [Name.of(name) for name in self.names]
        cores = {word for name in names for word in name.core.split()}
        words = cores.union(*(name.additions for name in names))
        return frozenset(word for word in words if len(word) > 1)


def read_query(text: str) -> Query:
    text = " ".join(text.replace("\n", ", ").split())
    found = _POSTCODE.search(text)
    before, after = (
        (text[: found.start()], text[found.end() :]) if found else (text, "")
    )
    street, number = "", ""
    names: list[str] = []
    for segment in (*reversed(segments(after)), *reversed(segments(before))):
        match = _STREET.match(segment)
        if match:
            street, number = match[1].strip(" ,"), match[2].replace(" ", "")
            segment = match[3].strip(" ,")
        if segment:
            names += reversed(_PART_OF_TOWN.split(segment))
    marked = _PART_OF_TOWN.search(text)
    names = [name.strip(" ,.-") for name in names]
    if marked:
        part = text[marked.end() :].split(",")[0].strip(" ,.-")
        names = sorted(names, key=lambda name: name != part)
    return Query(
        found[1] if found else "",
        [name for name in names if folded(name)],
        street,
        number,
    )


def segments(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]


def windows(name: str) -> list[str]:
    """Return the runs of words inside a name, long before short and late before early ones."""
    words = re.split(r"[\s/()-]+", name)[:MOST_WORDS]
    return [
        " ".join(words[start : start + length])
        for length in range(len(words) - 1, 0, -1)
        for start in range(len(words) - length, -1, -1)
    ]
