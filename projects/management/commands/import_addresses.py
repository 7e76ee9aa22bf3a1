from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from projects.addresses import BadFile, import_addresses


class Command(BaseCommand):
    help = (
        "Ersetzt alle Hauskoordinaten durch die einer CSV-Datei: Straße, Hausnummer, PLZ, Gemeinde und "
        "Ostwert/Nordwert (UTM 32) oder Breite/Länge; Ortsteil und Zusatz, wenn es sie gibt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="datei")
        parser.add_argument("--zeichensatz", default="utf-8", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding=options["zeichensatz"], newline="") as lines:
                count = import_addresses(lines)
        except OSError as error:
            raise CommandError(
                f"{path} lässt sich nicht lesen: {error.strerror}."
            ) from error
        except LookupError as error:
            raise CommandError(
                f"Den Zeichensatz {options['zeichensatz']} gibt es nicht."
            ) from error
        except UnicodeDecodeError as error:
            raise CommandError(
                f"{path} ist nicht in {options['zeichensatz']} gespeichert. Versuche --zeichensatz latin-1."
            ) from error
        except BadFile as error:
            raise CommandError(f"Nichts wurde geändert.\n{error}") from error
        self.stdout.write(f"{count} Hauskoordinaten eingelesen.")
