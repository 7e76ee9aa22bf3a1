"""The query string of list and map, declared once.

`ProjectFilter.qs` is the plain SQL meaning of every filter, for admin and exports; the
public pages hand what it read to the catalogue, which answers the same.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django_filters import (
    CharFilter,
    ChoiceFilter,
    FilterSet,
    MultipleChoiceFilter,
)

from projects.catalogue import Catalogue
from projects.current import catalogue
from projects.facets import FACETS, Facet
from projects.models import Location, Project, ProjectQuerySet
from projects.nearby import RADII, RADIUS, Near
from projects.search import MAX_LENGTH, parse


class SearchField(forms.CharField):
    """A search that never fails: signs that nobody can type fall away, length is cut."""

    def to_python(self, value: Any) -> str:
        text = "".join(sign if sign.isprintable() else " " for sign in str(value or ""))
        return " ".join(text[: 10 * MAX_LENGTH].split())[:MAX_LENGTH]


class KnownChoicesField(forms.MultipleChoiceField):
    """Keep the values that are options, each once, in the order of the options."""

    def clean(self, value: Sequence[str] | None) -> list[str]:
        given = set(value or ())
        return [str(key) for key, _ in self.widget.choices if key in given]


class KnownChoiceField(forms.ChoiceField):
    """Keep the value if it is an option."""

    def clean(self, value: str | None) -> str:
        options = (str(key) for key, _ in self.widget.choices)
        return next((option for option in options if option == value), "")


class PlaceFilter(CharFilter):
    field_class = SearchField


class RadiusFilter(ChoiceFilter):
    """Says how far around the place; it filters nothing alone."""

    field_class = KnownChoiceField

    def filter(self, qs: ProjectQuerySet, value: str) -> ProjectQuerySet:
        return qs


class SearchFilter(CharFilter):
    field_class = SearchField

    def filter(self, qs: ProjectQuerySet, value: str) -> ProjectQuerySet:
        if not value:
            return qs
        known = catalogue()
        hits = known.hits({}, parse(value, known.index.synonyms))
        return qs.filter(pk__in=known.pks_of(hits))


class FacetFilter(MultipleChoiceFilter):
    """One facet: the options of one filter widen, different filters narrow."""

    field_class = KnownChoicesField

    def __init__(self, facet: Facet) -> None:
        self.facet = facet
        super().__init__(
            field_name=facet.path,
            label=facet.label,
            choices=lambda: [(o.value, o.label) for o in facet.load()],
        )

    def get_filter_predicate(self, v: str) -> dict[str, object]:
        return {self.facet.path: self.facet.stored(v)}


class ProjectFilter(FilterSet):
    q = SearchFilter(label="Suche")
    ort = PlaceFilter(label="Ort oder PLZ", method="around_place")
    umkreis = RadiusFilter(
        label="Umkreis", choices=[(str(km), f"{km} km") for km in RADII]
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(
        self, data: Mapping[str, Any], *, known: Catalogue | None = None
    ) -> None:
        super().__init__(data, Project.objects.public().with_award().order_by())
        self.version = known.version if known else None
        if known:
            for name, options in known.labels.items():
                self.form.fields[name].choices = [(o.value, o.label) for o in options]

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        return super().get_filters() | {
            facet.name: FacetFilter(facet) for facet in FACETS
        }

    @property
    def chosen(self) -> dict[str, list[str]]:
        """Return the options chosen in each facet that has any."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return {f.name: values[f.name] for f in FACETS if values.get(f.name)}

    @property
    def text(self) -> str:
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return str(values.get("q", ""))

    @cached_property
    def near(self) -> Near:
        values = self.form.cleaned_data if self.form.is_valid() else {}
        place, km = values.get("ort", ""), int(values.get("umkreis") or RADIUS)
        return Near.read(place, km, self.version)

    def around_place(
        self, queryset: ProjectQuerySet, name: str, value: str
    ) -> ProjectQuerySet:
        circle = self.near.circle
        if circle is None:
            return queryset
        places = Location.objects.around(
            circle.latitude, circle.longitude, circle.radius
        )
        return queryset.filter(pk__in=places.values("project"))
