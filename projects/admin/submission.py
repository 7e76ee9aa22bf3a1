"""Submissions as staff see them: to be read and decided on, never retyped."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from projects.models import Submission, SubmissionQuerySet
from projects.sharing import decisions
from projects.sharing.steps import Progress
from projects.sharing.summary import summary_of

REASON = "Begründung an die Einsender*in"
STEPS: dict[str, dict[str, str]] = {
    "veroeffentlichen": {
        "label": "Als Projekt anlegen und veröffentlichen",
        "effect": "Der Steckbrief ist danach auf der Website zu sehen.",
        "done": "veröffentlicht",
    },
    "anlegen": {
        "label": "Als Entwurf anlegen",
        "effect": "Den Entwurf sieht nur die Redaktion. Nach dem Bearbeiten lässt er "
        "sich veröffentlichen; die Einsender*in erfährt dann, was geändert ist.",
        "done": "als Entwurf angelegt",
    },
    "rueckfrage": {
        "label": "Rückfrage stellen",
        "effect": "Die Frage geht als Mail an die Einsender*in.",
        "done": "zurückgefragt",
        "text": "Frage an die Einsender*in",
    },
    "ablehnen": {
        "label": "Ablehnen",
        "effect": "Die Entscheidung geht mit ihrer Begründung an die Einsender*in.",
        "done": "abgelehnt",
        "text": REASON,
    },
}


class WordsForm(forms.Form):
    words = forms.CharField(
        widget=forms.Textarea({"rows": 6, "class": "vLargeTextField"})
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


def decide(submission: Submission, name: str, words: str) -> None:
    now = timezone.now()
    if name == "veroeffentlichen":
        decisions.publish(submission, now)
    elif name == "anlegen":
        decisions.begin_review(submission, now)
    elif name == "rueckfrage":
        decisions.ask(submission, words, now)
    else:
        decisions.reject(submission, words, now)


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):
    list_display = ["__str__", "receipt", "state", "kind", "confirmed_at"]
    list_filter = ["state", "kind", ("confirmed_at", admin.DateFieldListFilter)]
    search_fields = ["receipt", "project__name"]
    search_help_text = "Eingangsnummer oder Projekt"
    change_form_template = "admin/projects/submission/change_form.html"
    fields = [
        "receipt",
        "state",
        "kind",
        "linked_project",
        "email",
        "typed",
        "shown_pictures",
        "similar",
        "dialogue",
        "reason",
        ("consent_version", "consent_at"),
        ("confirmed_at", "decided_at"),
    ]
    readonly_fields = [
        "receipt",
        "state",
        "kind",
        "linked_project",
        "email",
        "typed",
        "shown_pictures",
        "similar",
        "dialogue",
        "reason",
        "consent_version",
        "consent_at",
        "confirmed_at",
        "decided_at",
    ]

    def get_queryset(self, request: HttpRequest) -> SubmissionQuerySet:
        return Submission.objects.confirmed()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Projekt")
    def linked_project(self, submission: Submission) -> str:
        if submission.project is None:
            return "noch keins"
        url = reverse("admin:projects_project_change", args=[submission.project.pk])
        return format_html('<a href="{}">{}</a>', url, submission.project)

    @admin.display(description="Angaben")
    def typed(self, submission: Submission) -> str:
        rows = [
            (label, words)
            for part in summary_of(Progress(submission))
            for label, words in part["rows"]
        ]
        lines = format_html_join(
            "", '<dt>{}</dt><dd class="submission__words">{}</dd>', rows
        )
        return format_html('<dl class="submission">{}</dl>', lines)

    @admin.display(description="Bilder")
    def shown_pictures(self, submission: Submission) -> str:
        form: Any = Progress(submission).forms["bilder"]
        form.is_valid()
        rows = [
            (
                picture.url,
                form.words_of(picture)["alt"],
                form.words_of(picture)["credit"],
            )
            for picture in form.pictures
        ]
        shown = '<p><img class="thumbnail" src="{}" alt="{}"><br>Foto: {}</p>'
        return format_html_join("", shown, rows) or "keine"

    @admin.display(description="Ähnliche Einträge")
    def similar(self, submission: Submission) -> str:
        rows = [
            (reverse("projects:detail", args=[row["slug"]]), row["name"], row["why"])
            for row in submission.duplicates
        ]
        return format_html_join("", '<p><a href="{}">{}</a> ({})</p>', rows) or "keine"

    @admin.display(description="Nachrichten")
    def dialogue(self, submission: Submission) -> str:
        rows = [
            (
                message.get_author_display(),
                date_format(
                    timezone.localtime(message.sent_at), "SHORT_DATETIME_FORMAT"
                ),
                message.text,
            )
            for message in submission.messages.all()
        ]
        shown = '<p><strong>{}</strong>, {}</p><p class="submission__words">{}</p>'
        return format_html_join("", shown, rows) or "keine"

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<int:pk>/entscheiden/<slug:name>/",
            self.admin_site.admin_view(self.decision_view),
            name="projects_submission_decision",
        )
        return [step, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        submission = context["original"]
        is_open = submission.is_waiting and submission.kind == Submission.Kind.NEW
        may_decide = is_open and self.has_change_permission(request, submission)
        route = "admin:projects_submission_decision"
        context["decisions"] = [
            (step["label"], reverse(route, args=[submission.pk, name]))
            for name, step in STEPS.items()
            if may_decide and not (name == "anlegen" and submission.project)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def decision_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask back, with words where the sender is owed some, then decide."""
        submission = self.get_object(request, str(pk))
        if submission is None or name not in STEPS:
            raise Http404
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        step = STEPS[name]
        typed = request.POST if request.method == "POST" else None
        form = WordsForm(typed, label=step["text"]) if "text" in step else None
        if request.method == "POST" and (form is None or form.is_valid()):
            words = form.cleaned_data["words"] if form else ""
            return self.decide(request, submission, name, words)
        context = {
            **self.admin_site.each_context(request),
            "title": step["label"],
            "opts": self.opts,
            "step": step,
            "form": form,
            "submission": submission,
        }
        return TemplateResponse(
            request, "admin/projects/submission/decision.html", context
        )

    def decide(
        self, request: HttpRequest, submission: Submission, name: str, words: str
    ) -> HttpResponse:
        try:
            decide(submission, name, words)
        except decisions.Decided as state:
            text = f"„{submission}“ bleibt, wie es ist. Der Stand ist schon: {state}."
            self.message_user(request, text, messages.WARNING)
        else:
            self.log_change(request, submission, STEPS[name]["label"])
            text = f"„{submission}“ ist jetzt {STEPS[name]['done']}."
            self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:projects_submission_change", submission.pk)
