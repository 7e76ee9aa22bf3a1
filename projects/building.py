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
from projects.queries import Synonyms
from projects.search import BRIEF, Index
from projects.words import (
    Posting,
    Scribe,
    Vocabulary,
    build_postings,
    numbers_in,
)


def build(
    entries: Iterable[Entry],
    *,
    version: int,
    labels: dict[str, list[Option]],
    synonyms: Synonyms,
) -> Catalogue:
    """Make a catalogue of entries in the default order: seconds for 100,000.

    Each entry is read once and its texts are not kept, so that entries which are
    loaded on the way are never in memory all at once.
    """
    pks: list[int] = []
    orders: list[Order] = []
    dates: list[Dates] = []
    options: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
    sequences: list[tuple[str, ...]] = []
    points: list[Point] = []
    brief: list[int] = []
    scribe = Scribe(Vocabulary.empty())
    for slot, entry in enumerate(entries):
        pks.append(entry.pk)
        orders.append(entry.order)
        dates.append((entry.published_at, entry.checked_on))
        for option in entry.options:
            options[option].append(slot)
        sequences.append(tuple(map(scribe.write, entry.texts)))
        points += _points(slot, entry, labels)
        if _is_brief(entry):
            brief.append(slot)
    size = len(pks)
    vocabulary = Vocabulary.empty().extended(scribe.learnt)
    del scribe
    return Catalogue(
        version=version,
        pks=pks,
        slots={pk: slot for slot, pk in enumerate(pks)},
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
            build_postings(sequences, size),
            sequences,
            size,
            synonyms,
            bitmap(brief, size),
        ),
        points=Points.of(points),
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
        recent={},
        pks=pks,
        slots=slots,
        everything=old.everything & keep | added,
        orders=orders,
        late=old.late & keep | added,
        dates=dates,
        by_date=by_date,
        options=options,
        index=_patched_index(old.index, gone, list(new.values()), size),
        points=old.points.changed(
            gone,
            [
                p
                for slot, entry in new.items()
                for p in _points(slot, entry, old.labels)
            ],
        ),
    )


def _patched_index(
    old: Index, gone: set[int], entries: list[Entry], size: int
) -> Index:
    scribe = Scribe(old.vocabulary)
    new = [tuple(map(scribe.write, entry.texts)) for entry in entries]
    first = size - len(entries)
    brief = [slot for slot, entry in enumerate(entries, first) if _is_brief(entry)]
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
        vocabulary=old.vocabulary.extended(scribe.learnt),
        postings=tuple(postings),
        sequences=sequences,
        size=size,
        brief=old.brief & keep | bitmap(brief, size),
        recent={},
    )


def _is_brief(entry: Entry) -> bool:
    """Say whether the project's name is short."""
    return len(words_of(entry.texts[NAME][0])) <= BRIEF


def _without(posting: Posting, gone: set[int], keep: int) -> Posting:
    if isinstance(posting, int):
        return posting & keep
    return array("I", (slot for slot in posting if slot not in gone))


def _with(posting: Posting, slot: int) -> Posting:
    if isinstance(posting, int):
        return posting | 1 << slot
    return array("I", [*posting, slot])


def _points(
    slot: int, entry: Entry, labels: dict[str, list[Option]]
) -> Iterator[Point]:
    themes = [("themenfeld", option.value) for option in labels["themenfeld"]]
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
