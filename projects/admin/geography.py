from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from projects.models import District, Place


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "seat", "ags", "nuts", "project_count"]
    list_filter = ["kind"]
    search_fields = ["name", "slug", "ags", "nuts", "seat"]
    fields = ["name", "slug", "kind", "seat", "ags", "nuts", "has_boundary"]
    readonly_fields = ["has_boundary"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[District]:
        projects = Count("locations__project", distinct=True)
        rows = super().get_queryset(request).annotate(project_count=projects)
        return rows.defer("boundary")

    @admin.display(description="Projekte", ordering="project_count")
    def project_count(self, district: Any) -> str:
        return format_html(
            '<a href="../project/?locations__district__id__exact={}">{}</a>',
            district.pk,
            district.project_count,
        )

    def view_on_site(self, district: District) -> str:
        return district.get_absolute_url()

    @admin.display(description="Grenze geladen", boolean=True)
    def has_boundary(self, district: District) -> bool:
        return bool(district.boundary)

    def has_delete_permission(
        self, request: HttpRequest, obj: District | None = None
    ) -> bool:
        """The 14 Kreise are the state; a reform is an import, not a deletion."""
        return False


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "postal_code", "municipality", "district", "rank"]
    list_filter = ["kind", "district"]
    search_fields = ["name", "postal_code", "municipality"]
    search_help_text = "Ortsname, Postleitzahl oder Gemeinde"
    autocomplete_fields = ["district"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Place]:
        rows = super().get_queryset(request).select_related("district")
        return rows.defer("district__boundary")
