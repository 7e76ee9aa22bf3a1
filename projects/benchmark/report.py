"""The figures of a run as tables to read."""

from collections.abc import Iterator
from typing import Any

from projects.benchmark.run import BARE

_CATALOGUE = {
    "build_seconds": ("Voller Aufbau", "s"),
    "build_cpu_seconds": ("… davon Rechenzeit", "s"),
    "patch_ms": ("Ein geändertes Projekt nachtragen", "ms"),
    "memory": ("Speicher mit Katalog", "MB"),
}


def as_markdown(figures: dict[str, Any]) -> str:
    """Return two tables: the pages over HTTP, and the catalogue alone."""
    sizes = sorted({row["size"] for row in figures["pages"]} - {0})
    plan = figures["plan"]
    lines = [
        f"{figures['machine']}; {figures['loader']}, {plan['connections']} Verbindungen, "
        f"{plan['workers']} Arbeiter, {plan['database']}, Median aus "
        f"{plan['rounds']} Runden zu {plan['seconds']:g} s.",
        "",
        *_table(["Seite", *_page_heads(sizes)], _page_rows(figures, sizes)),
        "",
        *_table(
            ["Katalog", *(_thousands(size) for size in sizes)],
            _catalogue_rows(figures, sizes),
        ),
    ]
    return "\n".join(lines) + "\n"


def _page_heads(sizes: list[int]) -> Iterator[str]:
    for size in sizes:
        yield from (f"{_thousands(size)}: je s", "ms CPU", "÷ Boden", "÷ Boden (CPU)")
    if len(sizes) > 1:
        yield f"Wachstum {_thousands(sizes[0])} → {_thousands(sizes[-1])}"


def _page_rows(figures: dict[str, Any], sizes: list[int]) -> Iterator[list[str]]:
    pages = {(row["name"], row["size"]): row for row in figures["pages"]}
    floor = pages[BARE, 0]
    for name in dict.fromkeys(name for name, _ in pages):
        found = [pages.get((name, size), floor) for size in sizes]
        cells = [name]
        for page in found:
            cells += [
                f"{page['rate']:.0f}",
                f"{page['cpu_ms']:.2f}",
                f"{page['rate'] / floor['rate']:.3f}",
                f"{floor['cpu_ms'] / page['cpu_ms']:.3f}",
            ]
        if len(sizes) > 1:
            cells.append(f"{found[-1]['cpu_ms'] / found[0]['cpu_ms']:.2f}")
        yield cells


def _catalogue_rows(figures: dict[str, Any], sizes: list[int]) -> Iterator[list[str]]:
    inside = figures["catalogue"]
    for key, (name, unit) in _CATALOGUE.items():
        yield [name, *(f"{inside[size][key]:.1f} {unit}" for size in sizes)]
    memory = figures["worker_memory"]
    yield ["Speicher eines Arbeiters nach der Last"] + [
        f"{memory[size]:.1f} MB" for size in sizes
    ]
    for question in inside[sizes[0]]["answers"]:
        found = (inside[size]["answers"][question] for size in sizes)
        times = (f"{ms['first_ms']:.2f} / {ms['later_ms']:.2f} ms" for ms in found)
        yield [f"{question}: erste / weitere Antwort", *times]


def _table(head: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
