"""What comes after sharing, for staff: reminders, hints, messages, deletions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from projects.models import (
    ContactMessage,
    Erasure,
    FaultReport,
    Lead,
    Steward,
    StewardQuerySet,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Steward)
class StewardAdmin(admin.ModelAdmin):
    """What will happen to which entry on which day, unless somebody answers."""

    list_display = ["project", "due_on", "event", "asked", "answered_on", "entry"]
    list_filter = ["project__status", "wants_reminders", "asked"]
    date_hierarchy = "due_on"
    search_fields = ["project__name", "email"]
    search_help_text = "Projekt oder E-Mail-Adresse"
    autocomplete_fields = ["project"]
    fields = [
        "project",
        "email",
        ("wants_reminders", "wants_messages"),
        ("answered_on", "asked", "due_on"),
        "event",
    ]
    readonly_fields = ["event"]

    def get_queryset(self, request: HttpRequest) -> StewardQuerySet:
        return Steward.objects.select_related("project")

    @admin.display(description="Was dann geschieht", ordering="asked")
    def event(self, steward: Steward) -> str:
        return steward.next_event

    @admin.display(description="Eintrag", ordering="project__status")
    def entry(self, steward: Steward) -> str:
        return steward.project.get_status_display()


class HintAdmin(admin.ModelAdmin):
    list_filter = ["state", ("created_at", admin.DateFieldListFilter)]
    list_editable = ["state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Lead)
class LeadAdmin(HintAdmin):
    list_display = ["name", "where", "state", "created_at"]
    search_fields = ["name", "where", "why"]
    readonly_fields = ["name", "where", "why", "email", "created_at"]


@admin.register(FaultReport)
class FaultReportAdmin(HintAdmin):
    list_display = ["project", "text", "state", "created_at"]
    list_display_links = ["project"]
    search_fields = ["project__name", "text"]
    readonly_fields = ["linked_project", "text", "source", "email", "created_at"]
    fields = [*readonly_fields, "state", "notes"]

    @admin.display(description="Projekt")
    def linked_project(self, report: FaultReport) -> str:
        url = reverse("admin:projects_project_change", args=[report.project.pk])
        return format_html('<a href="{}">{}</a>', url, report.project)


@admin.register(ContactMessage)
class ContactMessageAdmin(ReadOnlyAdmin):
    """Confirmed messages; those that went to nobody wait for staff."""

    list_display = ["project", "name", "is_relayed", "confirmed_at"]
    list_filter = ["is_relayed"]
    search_fields = ["project__name", "name", "email"]
    fields = ["project", "name", "email", "text", "is_relayed", "confirmed_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return ContactMessage.objects.confirmed().select_related("project")


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    list_display = ["erased_at", "counts"]
