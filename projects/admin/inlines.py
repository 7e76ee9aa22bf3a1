"""What hangs on a project. Stacked, since only so every field has its own label."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from projects.admin.fieldsets import WEB_ADDRESS
from projects.admin_forms import LocationForm, PictureForm, PictureFormSet
from projects.models import (
    ExternalId,
    Link,
    Location,
    OldSlug,
    Picture,
    Project,
    Source,
)


class LocationInline(admin.StackedInline):
    model = Location
    form = LocationForm
    fields = [
        ("kind", "label"),
        "street",
        ("postal_code", "city", "locality"),
        ("latitude", "longitude", "precision"),
        ("district", "position"),
    ]

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Leave out the links that add or change a Kreis: a place only chooses one."""
        if db_field.name == "district":
            return self.formfield_for_foreignkey(db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_extra(
        self, request: HttpRequest, obj: Project | None = None, **kwargs: Any
    ) -> int:
        return 1 if obj is None else 0


class PictureInline(admin.StackedInline):
    model = Picture
    form = PictureForm
    formset = PictureFormSet
    fields = ["thumbnail", "upload", "alt", ("credit", "licence"), "position"]
    readonly_fields = ["thumbnail"]
    extra = 0

    @admin.display(description="Bild")
    def thumbnail(self, picture: Picture) -> str:
        if picture.pk is None:
            return "noch keins"
        return format_html(
            '<img class="thumbnail" src="{}" width="{}" height="{}" alt="{}">',
            picture.url,
            picture.width,
            picture.height,
            picture.alt,
        )


class LinkInline(admin.StackedInline):
    model = Link
    formfield_overrides = WEB_ADDRESS
    fields = [("title", "url")]
    extra = 0


class SourceInline(admin.StackedInline):
    model = Source
    formfield_overrides = WEB_ADDRESS
    fields = [("title", "url"), "checked_on"]
    extra = 0


class ExternalIdInline(admin.StackedInline):
    model = ExternalId
    fields = [("system", "value")]
    extra = 0


class OldSlugInline(admin.TabularInline):
    """The old addresses redirect for ever: to be read, not to be changed."""

    model = OldSlug
    fields = ["slug"]
    readonly_fields = ["slug"]
    can_delete = False
    extra = 0

    def has_add_permission(
        self, request: HttpRequest, obj: Project | None = None
    ) -> bool:
        return False
