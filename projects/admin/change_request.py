"""Changes that a Träger asks for: read the difference, take it over or refuse it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from projects.admin.stewardship import ReadOnlyAdmin
from projects.models import ChangeRequest, ChangeRequestQuerySet
from projects.stewardship import changes

MARKS = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Grund, wenn du ablehnst",
        help_text="Der Träger bekommt ihn als Mail.",
        widget=forms.Textarea({"rows": 4, "class": "vLargeTextField"}),
    )


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "receipt", "state", "confirmed_at"]
    list_filter = ["state"]
    search_fields = ["receipt", "project__name"]
    change_form_template = "admin/projects/changerequest/change_form.html"
    fields = [
        *("receipt", "state", "linked_project", "shown_changes", "note"),
        *("email", "reason", "confirmed_at", "decided_at"),
    ]

    def get_queryset(self, request: HttpRequest) -> ChangeRequestQuerySet:
        return ChangeRequest.objects.confirmed().select_related("project")

    @admin.display(description="Projekt")
    def linked_project(self, change: ChangeRequest) -> str:
        if change.project is None:
            return "gelöscht"
        url = reverse("admin:projects_project_change", args=[change.project.pk])
        return format_html('<a href="{}">{}</a>', url, change.project)

    @admin.display(description="Änderungen")
    def shown_changes(self, change: ChangeRequest) -> str:
        rows = [(row.label, _marked(row.pieces)) for row in changes.differences(change)]
        lines = format_html_join("", "<p><strong>{}</strong><br>{}</p>", rows)
        return lines or "keine am Text"

    @admin.display(description="Hinweis des Trägers")
    def note(self, change: ChangeRequest) -> str:
        return change.note or "keiner"

    def get_urls(self) -> list[URLPattern]:
        decide = path(
            "<int:pk>/entscheiden/",
            self.admin_site.admin_view(require_POST(self.decide)),
            name="projects_changerequest_decide",
        )
        return [decide, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        change = context["original"]
        context["reason_form"] = ReasonForm()
        context["may_decide"] = change.is_waiting and _may_decide(request)
        context["decide_url"] = reverse(
            "admin:projects_changerequest_decide", args=[change.pk]
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        change = self.get_object(request, str(pk))
        if change is None:
            raise Http404
        if not _may_decide(request):
            raise PermissionDenied
        try:
            text = _decide(change, request)
        except changes.Undecidable as error:
            self.message_user(request, str(error), messages.WARNING)
        else:
            self.log_change(request, change, text)
            self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:projects_changerequest_change", pk)


def _decide(change: ChangeRequest, request: HttpRequest) -> str:
    now = timezone.now()
    if "uebernehmen" in request.POST:
        changes.accept(change, now)
        return "Übernommen. Der Steckbrief ist geändert."
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise changes.Undecidable("Eine Ablehnung braucht einen Grund.")
    changes.reject(change, form.cleaned_data["reason"], now)
    return "Abgelehnt. Der Träger bekommt den Grund als Mail."


def _may_decide(request: HttpRequest) -> bool:
    return request.user.has_perm("projects.change_project")


def _marked(pieces: list[Any]) -> SafeString:
    return format_html_join(
        "", "{}", ((format_html(MARKS[p.kind], p.words),) for p in pieces)
    )
