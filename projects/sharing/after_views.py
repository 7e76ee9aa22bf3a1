"""The pages behind a mailed link: going on, confirming, and how a submission stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from projects.models import Scope, Submission, SubmissionState
from projects.sharing import confirm, draft
from projects.sharing.dialogue_form import AnswerForm
from projects.sharing.difference import differences_of
from projects.sharing.pages import token_page
from projects.sharing.steps import STEPS, Progress
from projects.sharing.summary import summary_of

CRUMBS = [("Teilen", "/teilen/")]


@token_page(Scope.DRAFT)
def resume(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Bring a draft into this browser; only a click does it, no scanner of links."""
    if request.method == "POST":
        progress = Progress(submission)
        unfinished = [step for step in STEPS if not progress.is_left(step)]
        goal = unfinished[0].url if unfinished else "sharing:check"
        return draft.remember(redirect(goal), token)
    other = draft.find(request)
    has_other = bool(other and other.is_open and other.pk != submission.pk)
    context = {
        "submission": submission,
        "other": other if has_other else None,
        "crumbs": [*CRUMBS, ("Weiter am Entwurf", "")],
    }
    return render(request, "sharing/resume.html", context)


@token_page(Scope.CONFIRM)
def confirmation(
    request: HttpRequest, submission: Submission, token: str
) -> HttpResponse:
    """Ask for a click: a scanner that only opens links confirms nothing."""
    is_complete = Progress(submission).is_complete
    if request.method == "POST" and submission.is_open and is_complete:
        if status_token := confirm.take(submission, timezone.now()):
            return redirect("sharing:status", status_token)
        submission.refresh_from_db()
    context = {
        "submission": submission,
        "is_complete": is_complete,
        "crumbs": [*CRUMBS, ("Bestätigen", "")],
    }
    return render(request, "sharing/confirm.html", context)


@token_page(Scope.STATUS)
def status(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Show how it stands, take an answer or the withdrawal."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if "zurueckziehen" in request.POST and submission.is_waiting:
            submission.withdraw(timezone.now())
            return redirect(request.path)
        if form.is_valid():
            form.send(submission, timezone.now())
            return redirect(f"{request.path}#nachrichten")
    context = {
        "submission": submission,
        "token": token,
        "form": form,
        "stages": stages_of(submission),
        "differences": differences_of(submission),
        "summary": summary_of(Progress(submission)),
        "crumbs": [("Stand deiner Einsendung", "")],
    }
    code = 422 if form.errors else 200
    return render(request, "sharing/status.html", context, status=code)


def stages_of(submission: Submission) -> list[dict[str, object]]:
    """Return the way from the mail box to the map, with where it is now."""
    state = SubmissionState(submission.state)
    way = [SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW]
    if state == SubmissionState.QUESTION:
        way.append(state)
    ends = (SubmissionState.REJECTED, SubmissionState.WITHDRAWN)
    way.append(state if state in ends else SubmissionState.PUBLISHED)
    here = way.index(state)
    return [
        {"label": stage.label, "is_reached": number <= here, "is_here": number == here}
        for number, stage in enumerate(way)
    ]
