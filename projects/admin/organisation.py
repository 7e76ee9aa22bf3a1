from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from projects.admin.fieldsets import WEB_ADDRESS
from projects.models import Organisation
from themes.order import ByteOrder


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "website", "project_count"]
    search_fields = ["name", "slug", "website"]
    formfield_overrides = WEB_ADDRESS
    ordering = [ByteOrder("name_order"), "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        rows = super().get_queryset(request)
        return rows.annotate(project_count=Count("projects"))

    @admin.display(description="Projekte", ordering="project_count")
    def project_count(self, organisation: Any) -> str:
        return format_html(
            '<a href="../project/?organisations__id__exact={}">{}</a>',
            organisation.pk,
            organisation.project_count,
        )
