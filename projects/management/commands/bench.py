import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.benchmark import inside, neutral
from projects.benchmark.report import as_markdown
from projects.benchmark.run import Plan, run
from projects.benchmark.stock import Stock
from projects.models import Project

SIZES = [400, 100_000]


class Command(BaseCommand):
    help = (
        "Misst Liste, Suche, Steckbrief und Karte mit neutralen Projekten. Datenbanken "
        "und Server sind eigene und verschwinden danach. Siehe docs/performance.md."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--size", type=int, action="append", help="Projekte; mehrfach möglich"
        )
        parser.add_argument(
            "--data", type=Path, help="Projekte aus dieser CSV-Tabelle statt erfundener"
        )
        parser.add_argument(
            "--database-url",
            default="",
            help="PostgreSQL, in dem Datenbanken angelegt werden dürfen; sonst SQLite",
        )
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--seconds", type=float, default=2)
        parser.add_argument("--connections", type=int, default=4)
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--markdown", type=Path, help="Tabelle in diese Datei")
        parser.add_argument("--json", type=Path, help="alle Zahlen in diese Datei")
        parser.add_argument(
            "--only",
            choices=["fill", "inside"],
            help="nur die eingestellte, leere Datenbank füllen oder ihren Katalog messen",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = tuple(sorted(set(options["size"] or SIZES)))
        if options["only"] == "fill":
            self.fill(sizes[-1], options["data"])
        elif options["only"] == "inside":
            words = (
                neutral.words_beside(options["data"])
                if options["data"]
                else neutral.WORDS
            )
            self.stdout.write(json.dumps(inside.measure(words)))
        else:
            self.measure(sizes, options)

    def fill(self, size: int, table: Path | None) -> None:
        if Project.objects.exists():
            raise CommandError("Die Datenbank ist nicht leer.")
        Stock().fill(
            neutral.read_projects(table, size) if table else neutral.make_projects(size)
        )

    def measure(self, sizes: tuple[int, ...], options: dict[str, Any]) -> None:
        names = ("database_url", "rounds", "seconds", "connections", "workers")
        plan = Plan(sizes, options["data"], **{name: options[name] for name in names})
        figures = run(plan)
        table = as_markdown(figures)
        self.stdout.write(table)
        if options["markdown"]:
            options["markdown"].write_text(table, "utf-8")
        if options["json"]:
            text = json.dumps(figures, ensure_ascii=False, indent=1)
            options["json"].write_text(text + "\n", "utf-8")
