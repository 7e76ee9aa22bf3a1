"""The query string of list and map, and what each filter in it means.

`ProjectFilter.qs` is the plain SQL meaning of every filter, for admin and exports. The
public pages read the same with `Wanted`, at a hundredth of the cost of a form, and
hand it to the catalogue, which answers the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.http import QueryDict
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
from projects.queries import MAX_LENGTH, parse


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

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, Project.objects.public().with_award().order_by())

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        return super().get_filters() | {
            facet.name: FacetFilter(facet) for facet in FACETS
        }

    def around_place(
        self, queryset: ProjectQuerySet, name: str, value: str
    ) -> ProjectQuerySet:
        radius = int(self.form.cleaned_data["umkreis"] or RADIUS)
        circle = Near.read(value, radius, None).circle
        if circle is None:
            return queryset
        places = Location.objects.around(
            circle.latitude, circle.longitude, circle.radius
        )
        return queryset.filter(pk__in=places.values("project"))


_SEARCH = SearchField(required=False)


@dataclass(frozen=True)
class Wanted:
    """What a query string asks for, of what there is to ask."""

    text: str
    chosen: dict[str, list[str]]
    near: Near

    @classmethod
    def read(cls, data: QueryDict, known: Catalogue) -> Self:
        chosen = {}
        for facet in FACETS:
            if given := set(data.getlist(facet.name)):
                options = known.labels[facet.name]
                values = [o.value for o in options if o.value in given]
                if values:
                    chosen[facet.name] = values
        radius = data.get("umkreis", "")
        near = Near.read(
            _SEARCH.clean(data.get("ort")),
            int(radius) if radius in map(str, RADII) else RADIUS,
            known.version,
        )
        return cls(_SEARCH.clean(data.get("q")), chosen, near)
