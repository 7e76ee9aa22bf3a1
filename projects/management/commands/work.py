import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from projects import worker


class Command(BaseCommand):
    help = "Sendet Mails und erledigt, was fällig ist, bis es beendet wird."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="nur einmal, etwa für cron"
        )

    def handle(self, *, once: bool, **options: Any) -> None:
        if once:
            for name, count in worker.run_once(timezone.now()).items():
                self.stdout.write(f"{name}: {count}")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        worker.run_until(stop)
