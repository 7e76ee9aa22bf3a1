from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from projects.admin.fieldsets import FIELDSETS, WEB_ADDRESS
from projects.admin.filters import CheckedFilter, LighthouseFilter
from projects.admin.inlines import (
    ExternalIdInline,
    LinkInline,
    LocationInline,
    OldSlugInline,
    PictureInline,
    SourceInline,
)
from projects.admin_forms import ProjectForm, SuggestionSelect
from projects.models import Location, Project, ProjectQuerySet
from projects.pictures import delete_files, file_names
from projects.publication import STEPS, Step
from themes.order import ByteOrder


def as_action(step: Step) -> Callable[..., HttpResponse | None]:
    """Offer a step for all ticked rows of the list, after a page that asks back."""

    @admin.action(description=step.label, permissions=["change"])
    def action(
        model_admin: "ProjectAdmin", request: HttpRequest, projects: ProjectQuerySet
    ) -> HttpResponse | None:
        if "confirmed" not in request.POST:
            return model_admin.ask(request, step, list(projects))
        for project in projects:
            model_admin.take(request, step, project)
        return None

    action.__name__ = step.name
    return action


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    form = ProjectForm
    list_display = [
        "listed_name",
        "state",
        "districts",
        "theme_names",
        "checked",
        "is_lighthouse",
    ]
    list_filter = [
        "status",
        LighthouseFilter,
        CheckedFilter,
        "themes",
        "categories",
        "locations__district",
        "is_statewide",
        "lifecycle",
        "stage",
        "reach",
        "legal_ground",
        ("published_at", admin.DateFieldListFilter),
        ("updated_at", admin.DateFieldListFilter),
    ]
    date_hierarchy = "checked_on"
    search_fields = [
        "name",
        "slug",
        "tagline",
        "organisations__name",
        "locations__city",
        "locations__locality",
        "locations__postal_code",
    ]
    search_help_text = "Name, Kurzzeile, Träger, Ort oder Postleitzahl"
    ordering = [ByteOrder("name_order"), "pk"]
    list_per_page = 50
    actions = [as_action(step) for step in STEPS.values()]
    autocomplete_fields = ["organisations", "inspired_by"]
    readonly_fields = ["state", "published_at", "created_at", "updated_at"]
    inlines = [
        LocationInline,
        PictureInline,
        LinkInline,
        SourceInline,
        ExternalIdInline,
        OldSlugInline,
    ]
    fieldsets = FIELDSETS
    formfield_overrides = WEB_ADDRESS

    def get_queryset(self, request: HttpRequest) -> ProjectQuerySet:
        places = Prefetch("locations", Location.objects.with_district())
        projects = Project.objects.with_award().by_name()
        return projects.prefetch_related("themes", places)

    @admin.display(description="Name", ordering=ByteOrder("name_order"))
    def listed_name(self, project: Project) -> str:
        return project.name

    @admin.display(description="Zustand", ordering="status")
    def state(self, project: Project) -> str:
        return format_html(
            '<span class="state state--{}">{}</span>',
            "public" if project.is_public else "internal",
            project.get_status_display(),
        )

    @admin.display(description="Kreis")
    def districts(self, project: Project) -> str:
        places = [place.district for place in project.locations.all()]
        names = dict.fromkeys(district.name for district in places if district)
        if project.is_statewide:
            names = {"landesweit": None} | names
        return ", ".join(names)

    @admin.display(description="Themenfeld")
    def theme_names(self, project: Project) -> str:
        return ", ".join(theme.name for theme in project.themes.all())

    @admin.display(description="Stand", ordering="checked_on")
    def checked(self, project: Project) -> str:
        if project.checked_on is None:
            return "nie geprüft"
        checked_on = date_format(project.checked_on, "SHORT_DATE_FORMAT")
        return f"{checked_on} (alt)" if project.is_stale else checked_on

    @admin.display(description="Leuchtturm")
    def is_lighthouse(self, project: Any) -> str | None:
        return "ja" if project.is_lighthouse else None

    def view_on_site(self, project: Project) -> str | None:
        return project.get_absolute_url() if project.is_public else None

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out the deletion of many: entries are archived, not deleted."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(
        self, request: HttpRequest, obj: Project, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        form.move()

    def delete_model(self, request: HttpRequest, obj: Project) -> None:
        names = [name for picture in obj.pictures.all() for name in file_names(picture)]
        super().delete_model(request, obj)
        transaction.on_commit(lambda: delete_files(names))

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = SuggestionSelect(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # The steps to the public and back

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<int:pk>/schritt/<slug:name>/",
            self.admin_site.admin_view(self.step_view),
            name="projects_project_step",
        )
        return [step, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        project = context["original"]
        context["steps"] = [
            (step, reverse("admin:projects_project_step", args=[project.pk, step.name]))
            for step in STEPS.values()
            if project
            and step.is_open_to(project)
            and self.has_change_permission(request, project)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask back before one project takes a step, then take it."""
        project = self.get_object(request, str(pk))
        if project is None or name not in STEPS:
            raise Http404
        if not self.has_change_permission(request, project):
            raise PermissionDenied
        if request.method != "POST":
            return self.ask(request, STEPS[name], [project])
        self.take(request, STEPS[name], project)
        return redirect("admin:projects_project_change", project.pk)

    def ask(
        self, request: HttpRequest, step: Step, projects: list[Project]
    ) -> HttpResponse:
        rows = [(project, step.obstacles(project)) for project in projects]
        change = reverse("admin:projects_project_change", args=[projects[0].pk])
        is_action = "action" in request.POST
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "opts": self.opts,
            "step": step,
            "rows": rows,
            "is_possible": any(not obstacles for _, obstacles in rows),
            "is_action": is_action,
            "back_url": request.get_full_path() if is_action else change,
        }
        return TemplateResponse(request, "admin/projects/project/step.html", context)

    def take(self, request: HttpRequest, step: Step, project: Project) -> None:
        """Take the step or tell the editor what stands in its way; log what was done."""
        obstacles = step.obstacles(project)
        if obstacles:
            text = f"„{project}“ bleibt, wie es ist. {' '.join(obstacles)}"
            self.message_user(request, text, messages.WARNING)
            return
        step.take(project)
        self.log_change(request, project, f"{step.label}: {step.done}.")
        self.message_user(
            request, f"„{project}“ ist jetzt {step.done}.", messages.SUCCESS
        )
