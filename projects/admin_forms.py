"""What the editors type in the admin: parsed, checked, with the error at its field."""

from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.templatetags.static import static
from django.urls import reverse

from projects.gazetteer import locate
from projects.geometry import Box
from projects.models import LegalGround, OldSlug, Picture, Project
from projects.models.geography import EAST, NORTH, SOUTH, WEST
from projects.pictures import PictureUploadField, delete_files, file_names, fill
from projects.publication import missing
from themes.german import german_slug

FRAME = Box(WEST, SOUTH, EAST, NORTH)
OUT_OF_FRAME = (
    f"Der Punkt liegt nicht in Sachsen-Anhalt (Breite {SOUTH} bis {NORTH}, "
    f"Länge {WEST} bis {EAST}). Sind Breite und Länge vertauscht?"
)


class CoordinateInput(forms.NumberInput):
    """Degrees with a decimal point; works alone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"step": "any", "inputmode": "decimal"} | (attrs or {}))


class LocationPickerInput(CoordinateInput):
    """The latitude; where scripts run, a place search and a map fill the point."""

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/location-picker.css"]}
        js = [
            "leaflet/leaflet.js",
            forms.Script("js/location-picker.js", type="module"),
        ]

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        addresses = {
            "data-location-picker": "",
            "data-places": reverse("projects:places"),
            "data-state": static("map/state.json"),
            "data-municipalities": static("map/municipalities.json"),
            "data-rivers": static("map/rivers.json"),
            "data-labels": static("map/labels.json"),
        }
        return super().get_context(name, value, (attrs or {}) | addresses)


class SuggestionSelect(AutocompleteSelectMultiple):
    """Django's suggestions, with a name for the search field and a valid list."""

    class Media:
        js = [forms.Script("js/admin-autocomplete.js", type="module")]

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-allow-clear": "false"}


class ProjectForm(forms.ModelForm):
    """Check what hangs together; a public entry stays complete."""

    class Meta:
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "megatrends": forms.CheckboxSelectMultiple,
            "categories": forms.CheckboxSelectMultiple,
            "goals": forms.CheckboxSelectMultiple,
            "challenges": forms.CheckboxSelectMultiple,
        }

    def clean_slug(self) -> str:
        """Keep the address when the field is emptied; never take a redirecting one."""
        slug = self.cleaned_data["slug"] or self.instance.slug
        wanted = slug or german_slug(self.cleaned_data.get("name", ""))
        owner = OldSlug.objects.filter(slug=wanted).exclude(project=self.instance.pk)
        if other := owner.select_related("project").first():
            raise forms.ValidationError(
                f"„{wanted}“ leitet schon auf „{other.project}“ weiter. "
                "Bitte gib eine andere Adresse ein."
            )
        return slug

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("started_year"), values.get("ended_year")
        if start and end and end < start:
            self.add_error("ended_year", "Das Ende liegt vor dem Beginn.")
        ground = values.get("legal_ground")
        if ground == LegalGround.CONSENT and not values.get("consent_on"):
            self.add_error("consent_on", "Zur Einwilligung gehört ihr Datum.")
        if self.instance in values.get("inspired_by", []):
            message = "Ein Projekt kann sich nicht selbst inspirieren."
            self.add_error("inspired_by", message)
        if self.instance.is_public:
            for field, message in missing(values).items():
                if field not in self.errors:
                    self.add_error(field, message)
        return values

    def save(self, commit: bool = True) -> Project:
        """Leave the address of a once public entry to `move`, so that it redirects."""
        self.new_slug = self.cleaned_data["slug"]
        old_slug = self.initial.get("slug")
        if old_slug and self.instance.published_at:
            self.instance.slug = old_slug
        return super().save(commit)

    def move(self) -> None:
        """Give the saved entry the address that was typed."""
        if self.new_slug and self.new_slug != self.instance.slug:
            self.instance.move_to(self.new_slug, old_slug=self.instance.slug)


class LocationForm(forms.ModelForm):
    """A place with or without a point; the Kreis follows from the point."""

    class Meta:
        widgets = {"latitude": LocationPickerInput, "longitude": CoordinateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "district"
        ].help_text = "Leer lassen: Der Kreis folgt aus dem Punkt."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        latitude, longitude = values["latitude"], values["longitude"]
        if latitude is None and longitude is None:
            if values["precision"]:
                self.add_error("precision", "Ohne Punkt bleibt die Genauigkeit leer.")
        elif latitude is None:
            self.add_error("latitude", "Zum Punkt fehlt die Breite.")
        elif longitude is None:
            self.add_error("longitude", "Zum Punkt fehlt die Länge.")
        elif not FRAME.contains(latitude, longitude):
            self.add_error("latitude", OUT_OF_FRAME)
        else:
            self._clean_point(latitude, longitude)
        return values

    def _clean_point(self, latitude: float, longitude: float) -> None:
        if not self.cleaned_data["precision"]:
            self.add_error("precision", "Wie genau ist der Punkt?")
        chosen = self.cleaned_data["district"]
        found = locate(latitude, longitude).district
        if chosen is None:
            self.cleaned_data["district"] = found
        elif chosen != found and chosen.boundary:
            where = f"im Kreis {found}" if found else "außerhalb von Sachsen-Anhalt"
            self.add_error(
                "district", f"Der Punkt liegt {where}, nicht im Kreis {chosen}."
            )


class PictureForm(forms.ModelForm):
    upload = PictureUploadField(label="Bilddatei")

    class Meta:
        model = Picture
        fields = ["upload", "alt", "credit", "licence", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = self.instance.pk is None

    def save(self, commit: bool = True) -> Picture:
        if image := self.cleaned_data.get("upload"):
            if self.instance.pk:
                old_files = file_names(self.instance)
                transaction.on_commit(partial(delete_files, old_files))
            fill(self.instance, image)
        return super().save(commit)


class PictureFormSet(BaseInlineFormSet):
    def delete_existing(self, obj: Picture, commit: bool = True) -> None:
        """Delete the files with the row, once the row is surely gone."""
        transaction.on_commit(partial(delete_files, file_names(obj)))
        super().delete_existing(obj, commit)
