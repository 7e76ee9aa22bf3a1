"""What people outside type: hints, messages, and what a Träger says of the project."""

import hashlib
from typing import Any

from django import forms

from projects.abuse import STAMP, GuardedForm
from projects.models import ContactMessage, FaultReport, Lead, Project
from projects.models.project import YEARS
from projects.sharing.fields import ShareForm, line, text

NO_ADDRESS = "Nur für Rückfragen, wird nicht veröffentlicht. Etwa: alma@beispiel.de"


def address(label: str, example: str, **kwargs: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text=example,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        **kwargs,
    )


class SentOnceForm(ShareForm, GuardedForm):
    """A guarded form whose second sending, by a double click, stores nothing more."""

    @property
    def key(self) -> str:
        """Return what only the same words from the same page have in common."""
        parts = [self.data.get(name, "") for name in (STAMP, *self.fields)]
        return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()


class TipForm(SentOnceForm):
    guard_scope = "tip"

    name = line("Welches Projekt meinst du?", "Etwa: Dorfladen Deersheim")
    where = line(
        "Wo ist es, oder wo steht etwas darüber?",
        "Ein Ort oder eine Webadresse. Etwa: Osterwieck oder www.dorfladen-deersheim.de",
        length=300,
    )
    why = text(
        "Warum gehört es auf die Landkarte?",
        "Etwa: Das ganze Dorf führt den Laden gemeinsam.",
        required=False,
    )
    email = address("Deine E-Mail-Adresse", NO_ADDRESS, required=False)

    def store(self) -> Lead:
        lead, _ = Lead.objects.get_or_create(
            key=self.key, defaults=dict(self.cleaned_data)
        )
        return lead


class FaultForm(SentOnceForm):
    guard_scope = "fault"

    text = text(
        "Was stimmt nicht?",
        "Etwa: Der Laden ist im Mai in die Hauptstraße 9 gezogen.",
    )
    source = line(
        "Woher weißt du das?",
        "Etwa: Aushang im Laden, www.beispiel.de/umzug",
        length=300,
        required=False,
    )
    email = address("Deine E-Mail-Adresse", NO_ADDRESS, required=False)

    def store(self, project: Project) -> FaultReport:
        report, _ = FaultReport.objects.get_or_create(
            key=self.key, defaults={"project": project, **self.cleaned_data}
        )
        return report


class ContactForm(SentOnceForm):
    guard_scope = "contact"

    name = line("Wie heißt du?", "Etwa: Alma Beispiel", length=120)
    email = address(
        "Deine E-Mail-Adresse",
        "Dorthin geht die Antwort. Etwa: alma@beispiel.de",
    )
    text = text(
        "Deine Nachricht",
        "Etwa: Wir wollen so etwas in Tangerhütte aufbauen. Dürfen wir euch besuchen?",
        rows=8,
    )

    def store(self, project: Project) -> tuple[ContactMessage, bool]:
        """Return the message and whether it is a new one."""
        return ContactMessage.objects.get_or_create(
            key=self.key, defaults={"project": project, **self.cleaned_data}
        )


class AddressForm(ShareForm, GuardedForm):
    """Ask for a link that is mailed to a stored address only."""

    guard_scope = "mailed link"

    email = address(
        "Deine E-Mail-Adresse", "Die, mit der du das Projekt eingetragen hast."
    )


class EndForm(ShareForm):
    ended_year = forms.IntegerField(
        label="In welchem Jahr endete es?",
        help_text="Etwa: 2026",
        validators=YEARS,
        required=False,
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "kern-form-input__input--width-4"}
        ),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        self.project = project
        super().__init__(*args, **kwargs)

    def clean_ended_year(self) -> int | None:
        year = self.cleaned_data["ended_year"]
        started = self.project.started_year
        if year and started and year < started:
            raise forms.ValidationError(f"Begonnen hat es {started}.")
        return year


class CopiedForm(ShareForm):
    where = text(
        "Wo und von wem wurde es nachgemacht?",
        "Etwa: 2025 in Tangerhütte, vom Bürgerverein, www.beispiel.de",
    )


class WithdrawForm(ShareForm):
    is_sure = forms.BooleanField(
        label="Ja, ich ziehe die Einwilligung zurück",
        help_text="Der Steckbrief verschwindet sofort von der Website.",
        error_messages={"required": "Setze das Häkchen, wenn du sicher bist."},
    )


class EraseForm(ShareForm):
    withdraw = forms.BooleanField(
        label="Auch meine Steckbriefe zurückziehen",
        help_text="Ohne Häkchen bleiben sie stehen, aber ohne Verbindung zu dir.",
        required=False,
    )
    is_sure = forms.BooleanField(
        label="Ja, lösche meine Daten",
        help_text="Das lässt sich nicht rückgängig machen.",
        error_messages={"required": "Setze das Häkchen, wenn du sicher bist."},
    )
