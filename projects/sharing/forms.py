"""The forms of the steps: each parses what was typed and says what is still missing."""

from typing import Any

from django import forms

from projects.admin_forms import (
    FRAME,
    OUT_OF_FRAME,
    CoordinateInput,
    LocationPickerInput,
)
from projects.models import Audience, Lifecycle, Location, Reach, Stage
from projects.models.geography import POSTAL_CODE
from projects.models.project import YEARS
from projects.sharing.consent import TEXT
from projects.sharing.fields import YES_NO, ShareForm, line, one_of, some_of, text
from themes.models import Category, Challenge, Goal, Megatrend, Theme


class WhatForm(ShareForm):
    name = line(
        "Wie heißt das Projekt?",
        "So, wie ihr es selbst nennt. Etwa: Dorfladen Deersheim",
    )
    tagline = line(
        "Wozu ist es da, in einem Satz?",
        "Etwa: Ein Laden, der dem ganzen Dorf gehört",
    )
    description = text(
        "Worum geht es?",
        "Welches Problem löst ihr, und was ist neu daran? Ein paar Sätze genügen. Etwa: "
        "Der letzte Laden schloss 2010. Seit 2013 führen ihn die Leute im Dorf selbst.",
        rows=8,
    )
    themes = some_of(
        "Zu welchem Themenfeld gehört es?",
        Theme.objects.all(),
        "Wähle eines oder mehrere.",
        required=True,
    )
    website = forms.URLField(
        label="Webseite",
        help_text="Etwa: www.dorfladen-deersheim.de",
        max_length=300,
        assume_scheme="https",
        required=False,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "url"}),
    )


class WhereForm(ShareForm):
    unmarked = (
        "is_statewide",
        "city",
        "only_place",
        "latitude",
        "longitude",
        "precision",
    )

    is_statewide = forms.BooleanField(
        label="Es wirkt im ganzen Land",
        help_text="Dann braucht es keinen Punkt auf der Karte.",
        required=False,
    )
    city = line(
        "Ort oder Ortsteil",
        "Etwa: Deersheim",
        length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "address-level2"}),
    )
    postal_code = forms.CharField(
        label="Postleitzahl",
        help_text="Etwa: 38835",
        validators=[POSTAL_CODE],
        required=False,
        widget=forms.TextInput(
            {
                "inputmode": "numeric",
                "autocomplete": "postal-code",
                "class": "kern-form-input__input--width-5",
            }
        ),
    )
    street = line(
        "Straße und Hausnummer",
        "Etwa: Hauptstraße 7",
        length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    only_place = forms.BooleanField(
        label="Nur den Ort zeigen",
        help_text="Straße und genauer Punkt bleiben dann unter uns.",
        required=False,
    )
    latitude = forms.FloatField(
        label="Breite",
        help_text="Etwa: 51.9731",
        required=False,
        widget=LocationPickerInput,
    )
    longitude = forms.FloatField(
        label="Länge", help_text="Etwa: 10.6553", required=False, widget=CoordinateInput
    )
    precision = forms.ChoiceField(
        label="Wie genau ist der Punkt?",
        help_text="Leer lassen: Wir lesen es an der Adresse ab.",
        choices=[("", "Keine Angabe"), *Location.Precision.choices],
        required=False,
    )

    place_fields = ("city", "postal_code", "street", "only_place")
    point_fields = ("latitude", "longitude", "precision")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        is_placed = values.get("city") or values.get("postal_code")
        if not values.get("is_statewide") and not is_placed and not self.errors:
            self.add_error(
                "city", "Nenne den Ort, oder wähle, dass es im ganzen Land wirkt."
            )
        latitude, longitude = values.get("latitude"), values.get("longitude")
        if "latitude" in self.errors or "longitude" in self.errors:
            return values
        if latitude is None or longitude is None:
            if latitude is not longitude:
                name = "latitude" if latitude is None else "longitude"
                self.add_error(name, "Ein Punkt braucht Breite und Länge.")
        elif not FRAME.contains(latitude, longitude):
            self.add_error("latitude", OUT_OF_FRAME)
        return values


class WhoForm(ShareForm):
    organisation = line(
        "Wer trägt das Projekt?",
        "Verein, Firma, Gemeinde oder Gruppe. Etwa: Dorfladen Deersheim eG",
        length=200,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label="Deine E-Mail-Adresse",
        help_text="Wird nicht veröffentlicht. Dorthin schicken wir Rückfragen. "
        "Etwa: post@dorfladen-deersheim.de",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )


class EffectForm(ShareForm):
    marks_optional = False

    stage = one_of("Wie weit ist es?", Stage.choices, "Das Stadium, das jetzt gilt.")
    reach = one_of("Wie weit wirkt es?", Reach.choices, "Etwa: In der Region")
    audience = one_of(
        "Für wen ist es da?",
        [(Audience.GROUP, "Für eine bestimmte Gruppe"), (Audience.MASS, "Für alle")],
        "Etwa: Für eine bestimmte Gruppe, zum Beispiel Alleinerziehende",
    )
    uses_technology = one_of(
        "Gehört Technik zur Lösung?",
        YES_NO,
        "Etwa: eine App, ein Sensor, eine Plattform",
    )
    lifecycle = one_of(
        "Gibt es das Projekt noch?",
        [
            (value, f"{label[0].upper()}{label[1:]}")
            for value, label in Lifecycle.choices
            if value != Lifecycle.UNKNOWN
        ],
        "Auch beendete Projekte sind willkommen: Andere lernen daraus.",
    )
    started_year = forms.IntegerField(
        label="Seit welchem Jahr?",
        help_text="Etwa: 2013",
        validators=YEARS,
        required=False,
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "kern-form-input__input--width-4"}
        ),
    )
    ended_year = forms.IntegerField(
        label="Bis zu welchem Jahr?",
        help_text="Leer lassen, wenn es noch läuft. Etwa: 2022",
        validators=YEARS,
        required=False,
        widget=forms.TextInput(
            {"inputmode": "numeric", "class": "kern-form-input__input--width-4"}
        ),
    )
    categories = some_of(
        "Was für ein Projekt ist es?", Category.objects.all(), "Etwa: Infrastruktur"
    )
    challenges = some_of(
        "Welche Herausforderung geht es an?",
        Challenge.objects.all(),
        "Wähle nur, was gut passt.",
    )
    megatrends = some_of(
        "Zu welchem Megatrend gehört es?",
        Megatrend.objects.all(),
        "Wähle nur, was gut passt.",
    )
    goals = some_of(
        "Welchem Nachhaltigkeitsziel dient es?",
        Goal.objects.all(),
        "Die 17 Ziele der Vereinten Nationen. Wähle nur, was gut passt.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("started_year"), values.get("ended_year")
        if start and end and end < start:
            self.add_error("ended_year", "Das Ende liegt vor dem Beginn.")
        return values


class ExperienceForm(ShareForm):
    marks_optional = False

    experience_worked = text(
        "Was hat gut geklappt?",
        "Etwa: Jede Familie hat einen Anteil gekauft, so blieb der Laden im Gespräch.",
        required=False,
    )
    experience_failed = text(
        "Was hat nicht geklappt?",
        "Daraus lernen andere am meisten. Etwa: Die langen Öffnungszeiten waren zu teuer.",
        required=False,
    )
    experience_needed = text(
        "Was braucht man, um es nachzumachen?",
        "Menschen, Geld, Räume, Rechtsform. Etwa: zehn Leute mit Geduld, 20.000 Euro",
        required=False,
    )
    open_to_copy = one_of(
        "Dürfen andere euch fragen und es nachmachen?",
        YES_NO,
        "Mit Ja zeigt euer Steckbrief: offen für Nachahmer*innen.",
    )
    offers = text(
        "Was bietet ihr an?",
        "Etwa: Führungen für andere Dörfer",
        rows=2,
        required=False,
    )
    seeks = text(
        "Was sucht ihr?", "Etwa: jemanden für die Buchhaltung", rows=2, required=False
    )
    funding = text(
        "Wer fördert euch?", "Etwa: LEADER, 2013 bis 2015", rows=2, required=False
    )


class ConsentForm(ShareForm):
    speaks_for_it = forms.BooleanField(
        label="Ich gehöre zum Projekt oder habe mit dem Träger gesprochen",
        help_text="Niemand soll hier von seinem eigenen Eintrag überrascht werden.",
        error_messages={"required": "Sprich bitte zuerst mit dem Träger."},
    )
    consent = forms.BooleanField(
        label=TEXT,
        help_text="Ohne dieses Ja veröffentlichen wir nichts.",
        error_messages={"required": "Ohne dein Ja veröffentlichen wir nichts."},
    )
