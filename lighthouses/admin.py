from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from lighthouses.models import Lighthouse
from themes.order import ByteOrder


class LighthouseForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("revoked_on") and not values.get("revoked_reason"):
            self.add_error(
                "revoked_reason", "Bitte begründe, warum die Auszeichnung endet."
            )
        return values


class OpenFilter(admin.SimpleListFilter):
    title = "Auszeichnung"
    parameter_name = "auszeichnung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("offen", "gilt"), ("aberkannt", "aberkannt")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.filter(revoked_on__isnull=self.value() == "offen")


@admin.register(Lighthouse)
class LighthouseAdmin(admin.ModelAdmin):
    form = LighthouseForm
    list_display = ["project", "awarded_on", "reason", "revoked_on"]
    list_filter = [OpenFilter, ("awarded_on", admin.DateFieldListFilter)]
    list_select_related = ["project"]
    search_fields = ["project__name", "reason"]
    search_help_text = "Projekt oder Begründung"
    autocomplete_fields = ["project"]
    ordering = [ByteOrder("project__name_order"), "pk"]
    fieldsets = [
        (
            "Auszeichnung",
            {
                "fields": ["project", "awarded_on", "reason"],
                "description": (
                    "Die Begründung steht auf der Website. Nenne nur belegte Tatsachen."
                ),
            },
        ),
        (
            "Aberkennung",
            {
                "fields": ["revoked_on", "revoked_reason"],
                "description": (
                    "Eine Auszeichnung wird nicht gelöscht. Sie endet mit Datum und "
                    "Grund und bleibt als Geschichte erhalten."
                ),
            },
        ),
    ]

    def view_on_site(self, award: Lighthouse) -> str | None:
        project = award.project
        return project.get_absolute_url() if project.is_public else None

    def has_delete_permission(
        self, request: HttpRequest, obj: Lighthouse | None = None
    ) -> bool:
        return False
