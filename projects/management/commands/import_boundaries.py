from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from projects.boundaries import BadBoundaries, import_boundaries


class Command(BaseCommand):
    help = "Ersetzt die Grenzen aller Kreise durch die einer GeoJSON-Datei (WGS 84, Eigenschaft „ags“ oder „AGS“)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="datei")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            outcome = import_boundaries(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise CommandError(
                f"{path} lässt sich nicht lesen: {error.strerror}."
            ) from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} ist nicht in UTF-8 gespeichert.") from error
        except BadBoundaries as error:
            raise CommandError(f"Nichts wurde geändert.\n{error}") from error
        self.stdout.write(
            f"{outcome.districts} Grenzen ersetzt. In einem anderen Kreis liegen nun "
            f"{outcome.moved_locations} Orte von Projekten und {outcome.moved_places} Zeilen des Ortsverzeichnisses."
        )
