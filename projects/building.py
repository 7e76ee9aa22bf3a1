"""Make a catalogue from the database, whole or by changing a few projects of another."""

from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from projects.bitmaps import bitmap
from projects.catalogue import CHECKED, NEWEST, Catalogue, Dates, Order
from projects.entries import CLASSES, NAME, Entry
from projects.facets import Option
from projects.folding import words_of
from projects.points import SEVERAL, STAR, Point, Points
from projects.search import BRIEF, Index, Synonyms
from projects.words import (
    Posting,
    Vocabulary,
    build_postings,
    numbers_in,
    sequence_of,
    spellings,
)


def build(
    entries: Iterable[Entry],
    *,
    version: int,
    labels: dict[str, list[Option]],
    synonyms: Synonyms,
) -> Catalogue:
    """Make a catalogue of the entries: milliseconds for 400, seconds for 100,000."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    size = len(ordered)
    orders = [entry.order for entry in ordered]
    dates = [(entry.published_at, entry.checked_on) for entry in ordered]
    options: dict[tuple[str, str], list[int]] = defaultdict(list)
    for slot, entry in enumerate(ordered):
        for option in entry.options:
            options[option].append(slot)
    vocabulary = Vocabulary.empty().extended(_spellings(ordered))
    sequences = [sequence_of(entry, vocabulary.numbers) for entry in ordered]
    postings = build_postings(sequences, size)
    return Catalogue(
        version=version,
        pks=[entry.pk for entry in ordered],
        slots={entry.pk: slot for slot, entry in enumerate(ordered)},
        everything=(1 << size) - 1,
        orders=orders,
        late=0,
        dates=dates,
        by_date={
            name: sorted(range(size), key=key)
            for name, key in _date_keys(dates, orders).items()
        },
        options={option: bitmap(slots, size) for option, slots in options.items()},
        labels=labels,
        index=Index(
            vocabulary,
            postings,
            sequences,
            size,
            synonyms,
            _brief(enumerate(ordered), size),
        ),
        points=Points.of(_points(enumerate(ordered), labels)),
    )


def patch(
    old: Catalogue, changed: Iterable[int], entries: Sequence[Entry], *, version: int
) -> Catalogue:
    """Return `old` without the projects `changed`, and with `entries` in their place."""
    gone = {old.slots[pk] for pk in changed if pk in old.slots}
    first = len(old.pks)
    size = first + len(entries)
    new = {first + number: entry for number, entry in enumerate(entries)}
    pks = [*old.pks, *(entry.pk for entry in entries)]
    slots = dict(old.slots)
    for slot in gone:
        del slots[pks[slot]]
        pks[slot] = 0
    slots.update({entry.pk: slot for slot, entry in new.items()})
    keep = ~bitmap(gone, size)
    added = bitmap(new, size)
    options = {option: bits & keep for option, bits in old.options.items()}
    for slot, entry in new.items():
        for option in entry.options:
            options[option] = options.get(option, 0) | 1 << slot
    orders = [*old.orders, *(entry.order for entry in entries)]
    dates = [*old.dates, *((entry.published_at, entry.checked_on) for entry in entries)]
    by_date = {}
    for name, key in _date_keys(dates, orders).items():
        by_date[name] = [slot for slot in old.by_date[name] if slot not in gone]
        for slot in new:
            insort(by_date[name], slot, key=key)
    return replace(
        old,
        version=version,
        pks=pks,
        slots=slots,
        everything=old.everything & keep | added,
        orders=orders,
        late=old.late & keep | added,
        dates=dates,
        by_date=by_date,
        options=options,
        index=_patched_index(old.index, gone, list(new.values()), size),
        points=old.points.changed(gone, _points(new.items(), old.labels)),
    )


def _patched_index(
    old: Index, gone: set[int], entries: list[Entry], size: int
) -> Index:
    vocabulary = old.vocabulary.extended(_spellings(entries))
    new = [sequence_of(entry, vocabulary.numbers) for entry in entries]
    first = size - len(entries)
    sequences = [*old.sequences, *new]
    keep = ~bitmap(gone, size)
    postings = []
    for place, posting in enumerate(old.postings):
        changed = dict(posting)
        for slot in gone:
            for number in numbers_in(old.sequences[slot][place]):
                changed[number] = _without(changed[number], gone, keep)
        for slot, sequence in enumerate(new, first):
            for number in numbers_in(sequence[place]):
                changed[number] = _with(changed.get(number, 0), slot)
        postings.append(changed)
    for slot in gone:
        sequences[slot] = ("",) * CLASSES
    return replace(
        old,
        vocabulary=vocabulary,
        postings=tuple(postings),
        sequences=sequences,
        size=size,
        brief=old.brief & keep | _brief(enumerate(entries, first), size),
    )


def _brief(entries: Iterable[tuple[int, Entry]], size: int) -> int:
    """Return the bitmap of the projects whose name is short."""
    slots = (
        slot for slot, entry in entries if len(words_of(entry.texts[NAME][0])) <= BRIEF
    )
    return bitmap(slots, size)


def _without(posting: Posting, gone: set[int], keep: int) -> Posting:
    if isinstance(posting, int):
        return posting & keep
    return array("I", (slot for slot in posting if slot not in gone))


def _with(posting: Posting, slot: int) -> Posting:
    if isinstance(posting, int):
        return posting | 1 << slot
    return array("I", [*posting, slot])


def _points(
    entries: Iterable[tuple[int, Entry]], labels: dict[str, list[Option]]
) -> Iterator[Point]:
    themes = [("themenfeld", option.value) for option in labels["themenfeld"]]
    for slot, entry in entries:
        own = (number for number, key in enumerate(themes) if key in entry.options)
        look = next(own, len(themes))
        if ("leuchtturm", "ja") in entry.options:
            look |= STAR
        if len(entry.points) > 1:
            look |= SEVERAL
        for latitude, longitude, place in entry.points:
            yield Point(latitude, longitude, slot, look, place)


def _date_keys(
    dates: list[Dates], orders: list[Order]
) -> dict[str, Callable[[int], Any]]:
    """Return for each date order the key by which slots stand in it, latest first."""
    return {
        NEWEST: lambda slot: (-dates[slot][0].timestamp(), orders[slot]),
        CHECKED: lambda slot: (
            -(dates[slot][1] or date.min).toordinal(),
            orders[slot],
        ),
    }


def _spellings(entries: Iterable[Entry]) -> set[str]:
    return {
        word
        for entry in entries
        for texts in entry.texts
        for text in texts
        for word in spellings(text)
    }
