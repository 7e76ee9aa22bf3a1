from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from themes.models import (
    Category,
    Challenge,
    Goal,
    Megatrend,
    Rubric,
    Synonym,
    Theme,
)


class TermAdmin(admin.ModelAdmin):
    """What all words share that projects are sorted by."""

    search_fields = ["name", "slug", "description"]
    search_help_text = "Name oder Erklärung"
    filter_name = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.annotate(project_count=Count("projects"))

    @admin.display(description="Projekte", ordering="project_count")
    def project_count(self, term: Any) -> str:
        return format_html(
            '<a href="../../projects/project/?{}__id__exact={}">{}</a>',
            self.filter_name,
            term.pk,
            term.project_count,
        )

    def has_delete_permission(
        self, request: HttpRequest, obj: Any | None = None
    ) -> bool:
        """Keep a word that projects carry: deleting it would silently unsort them."""
        if obj is not None and obj.projects.exists():
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    list_display = ["name", "also_called", "sign", "position", "project_count"]
    filter_name = "themes"


@admin.register(Category)
class CategoryAdmin(TermAdmin):
    list_display = ["name", "position", "is_proposal", "project_count"]
    list_filter = ["is_proposal"]
    filter_name = "categories"


@admin.register(Challenge)
class ChallengeAdmin(TermAdmin):
    list_display = ["name", "position", "is_proposal", "project_count"]
    list_filter = ["is_proposal"]
    filter_name = "challenges"


@admin.register(Megatrend)
class MegatrendAdmin(TermAdmin):
    list_display = ["name", "theme", "rubric", "is_proposal", "project_count"]
    list_filter = ["theme", "rubric", "is_proposal"]
    list_select_related = ["theme", "rubric"]
    filter_name = "megatrends"


@admin.register(Goal)
class GoalAdmin(TermAdmin):
    list_display = ["number", "name", "colour", "project_count"]
    list_display_links = ["number", "name"]
    filter_name = "goals"


@admin.register(Rubric)
class RubricAdmin(admin.ModelAdmin):
    list_display = ["name", "theme", "position"]
    list_filter = ["theme"]
    list_select_related = ["theme"]
    search_fields = ["name", "slug", "description"]


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    list_display = ["words"]
    search_fields = ["words"]
