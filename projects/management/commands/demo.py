import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from projects.models import District, Place, Project
from themes.models import Theme

STOCK = ["themes", "geography", "places", "projects", "lighthouses", "pages"]
USERNAME = "redaktion"


class Command(BaseCommand):
    help = "Lädt den mitgelieferten Bestand in eine leere Datenbank und legt ein Demo-Konto an."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS:
            files = " ".join(f"fixtures/{name}.json" for name in STOCK)
            raise CommandError(
                "Das Demo-Konto gibt es nur auf dem eigenen Rechner (HTTPS=false). In "
                f"eine leere Datenbank lädt „manage.py loaddata {files}“ den Bestand allein, ein Konto legt "
                "„manage.py createsuperuser“ an."
            )
        with transaction.atomic():
            self.load_stock()
            self.create_editor()

    def load_stock(self) -> None:
        if any(kind.objects.exists() for kind in (District, Place, Project, Theme)):
            self.stdout.write(
                "Die Datenbank hat schon einen Bestand, er bleibt, wie er ist."
            )
            return
        paths = [settings.BASE_DIR / "fixtures" / f"{name}.json" for name in STOCK]
        call_command("loaddata", *paths, verbosity=0)
        number = Project.objects.count()
        self.stdout.write(f"Bestand geladen: {number} Projekte.")

    def create_editor(self) -> None:
        users = get_user_model().objects
        if users.filter(Q(is_staff=True) | Q(username=USERNAME)).exists():
            self.stdout.write("Ein Konto für die Redaktion gibt es schon.")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(USERNAME, password=password)
        self.stdout.write(
            f"Demo-Konto für /admin/: Benutzername {USERNAME}, Passwort {password} "
            "(wird nur dieses eine Mal gezeigt)"
        )
