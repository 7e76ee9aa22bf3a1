"""From the rules to the summary: the pages of somebody who shares a project."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from projects import abuse
from projects.models import Submission
from projects.sharing import confirm, draft, duplicates, place
from projects.sharing.pages import own_page
from projects.sharing.picture_forms import PicturesForm, take_in, take_out
from projects.sharing.start_form import QuestionsForm, SendForm
from projects.sharing.steps import STEP, STEPS, Progress, Step
from projects.sharing.summary import summary_of

TARGET = "ziel"
ONWARD, BACK, CHECK, NOTE, LATER = "weiter", "zurueck", "pruefen", "merken", "spaeter"
UPLOAD, REMOVE = "hochladen", "entfernen"
CRUMBS = [("Teilen", "/teilen/")]
BUSY = (
    "Von deinem Anschluss kommen gerade sehr viele Formulare. Was du geschrieben hast, "
    "steht noch hier. Versuch es in zehn Minuten noch einmal."
)


@own_page
def start(request: HttpRequest) -> HttpResponse:
    """Show the rules and ask the three questions; begin a draft when all fits."""
    submission = draft.find(request)
    form = QuestionsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not form.refusals:
        return _begin(request, submission, form)
    context = {
        "form": form,
        "submission": submission,
        "crumbs": [("Teilen", "")],
        "first_step": STEPS[0],
    }
    status = 422 if form.errors else 200
    return render(request, "sharing/start.html", context, status=status)


def _begin(
    request: HttpRequest, submission: Submission | None, form: QuestionsForm
) -> HttpResponse:
    first = redirect(STEPS[0].url)
    if submission and submission.is_open:
        return first
    if not abuse.allow(request, "draft"):
        form.add_error(None, BUSY)
        context = {"form": form, "submission": None, "crumbs": [("Teilen", "")]}
        return render(request, "sharing/start.html", context, status=429)
    _, token = draft.begin()
    return draft.remember(first, token)


@own_page
def step(request: HttpRequest, slug: str) -> HttpResponse:
    found = STEP.get(slug)
    if found is None:
        raise Http404
    submission = draft.find(request)
    if request.method == "POST":
        return _take_step(request, found, submission)
    if submission is None:
        return redirect("sharing:start")
    if not submission.is_open:
        return redirect("sharing:done")
    return _show_step(request, found, submission)


def _take_step(
    request: HttpRequest, step: Step, submission: Submission | None
) -> HttpResponse:
    """Keep what was typed, first of all; then see where to go."""
    if submission is None:
        return _take_without_draft(request, step)
    if not submission.is_open:
        typed = step.form(request.POST, **_extra(step, submission))
        context = {"submission": submission, "form": typed, "crumbs": CRUMBS}
        return render(request, "sharing/already_sent.html", context, status=409)
    target = request.POST.get(TARGET, ONWARD)
    is_left = target not in (NOTE, UPLOAD)
    lost = draft.keep(submission, step, request.POST, is_left=is_left)
    problems: list[str] = []
    if step.form is PicturesForm:
        problems = take_in(submission, request.FILES.getlist("bild"))
        if target.startswith(REMOVE):
            take_out(submission, target.removeprefix(f"{REMOVE}-"))
    if target == NOTE:
        version = str(draft.version_of(submission, step))
        return HttpResponse(status=204, headers={"X-Fassung": version})
    if target == LATER:
        return _mail_link(request, step, submission)
    return _go_on(request, step, submission, target, lost, problems)


def _extra(step: Step, submission: Submission) -> dict[str, Any]:
    return {"submission": submission} if step.form is PicturesForm else {}


def _take_without_draft(request: HttpRequest, step: Step) -> HttpResponse:
    """Begin a draft with what was typed: the browser lost its cookie in the meantime."""
    if not abuse.allow(request, "draft"):
        unsaved = Submission(data={step.slug: dict(request.POST.lists())})
        return _show_step(request, step, unsaved, problems=[BUSY], status=429)
    submission, token = draft.begin()
    return draft.remember(_take_step(request, step, submission), token)


def _go_on(
    request: HttpRequest,
    step: Step,
    submission: Submission,
    target: str,
    lost: dict[str, str],
    problems: list[str],
) -> HttpResponse:
    if lost or problems:
        return _show_step(request, step, submission, lost, problems, status=422)
    if elsewhere := _elsewhere(step, target):
        return redirect(elsewhere)
    stays = target == UPLOAD or target.startswith(REMOVE) or request.FILES
    if stays:
        return redirect(f"{step.url}#bilder")
    if not Progress(submission).form(step).is_valid():
        return _show_step(request, step, submission, status=422)
    is_choice = step.slug == "wo" and not submission.value("wo", "latitude")
    if is_choice and _choices(submission) and place.CHOICE not in request.POST:
        return redirect(f"{step.url}#ort-waehlen")
    if submission.state == "unconfirmed" or step.next is None:
        return redirect("sharing:check")
    return redirect(step.next.url)


def _elsewhere(step: Step, target: str) -> str:
    """Return where somebody goes who leaves the step as it is."""
    if target == CHECK:
        return reverse("sharing:check")
    goal = step.previous if target == BACK else STEP.get(target)
    return goal.url if goal else ""


def _choices(submission: Submission) -> list[tuple[int, str]]:
    """Return the places that an ambiguous name may mean."""
    if submission.value("wo", "latitude") or submission.value("wo", "is_statewide"):
        return []
    spots = place.spots_of(submission.data.get("wo", {}))
    return [(number, spot.label) for number, spot in enumerate(spots)]


def _show_step(
    request: HttpRequest,
    step: Step,
    submission: Submission,
    lost: dict[str, str] | None = None,
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    progress = Progress(submission)
    is_judged = progress.is_left(step) or (status != 200 and not problems)
    form = progress.form(step) if is_judged else progress.fresh_form(step)
    context = {
        "step": step,
        "steps": STEPS,
        "form": form,
        "progress": progress,
        "version": draft.version_of(submission, step),
        "problems": problems or [],
        "lost": [(form[name].label, words) for name, words in (lost or {}).items()],
        "choices": _choices(submission) if step.slug == "wo" else [],
        "submission": submission,
        "crumbs": [*CRUMBS, (step.label, "")],
    }
    return render(request, f"sharing/steps/{step.slug}.html", context, status=status)


def _mail_link(
    request: HttpRequest, step: Step, submission: Submission
) -> HttpResponse:
    """Mail the link to the draft; the limit is per address that asks."""
    email = request.POST.get("spaeter_email", "").strip()
    problem = confirm.problem_with(email)
    if not problem and not abuse.allow(request, "mailed link"):
        problem = BUSY
    if problem:
        return _show_step(request, step, submission, problems=[problem], status=422)
    confirm.mail_draft_link(submission, email)
    return redirect(f"{reverse('sharing:later')}?schritt={step.slug}")


@own_page
@require_safe
def later(request: HttpRequest) -> HttpResponse:
    back = STEP.get(request.GET.get("schritt", ""), STEPS[0])
    context = {"step": back, "crumbs": [*CRUMBS, ("Später weiter", "")]}
    return render(request, "sharing/later.html", context)


@own_page
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Answer with the quiet box while somebody types; nothing is kept of it."""
    names = ("name", "website", "city")
    words = {name: request.GET.get(name, "")[:300] for name in names}
    context = {"duplicates": duplicates.find(**words)}
    return render(request, "sharing/_duplicates.html", context)


@own_page
def check(request: HttpRequest) -> HttpResponse:
    """Show everything before it is sent, and send it."""
    submission = draft.find(request)
    if submission is None:
        return redirect("sharing:start")
    if not submission.is_open:
        return redirect("sharing:done")
    form = SendForm(request.POST if request.method == "POST" else None, request=request)
    progress = Progress(submission)
    if request.method == "POST" and progress.is_complete and form.is_valid():
        confirm.send(submission)
        return redirect("sharing:done")
    context = {
        "form": form,
        "progress": progress,
        "summary": summary_of(progress),
        "submission": submission,
        "crumbs": [*CRUMBS, ("Prüfen", "")],
    }
    status = form.status if progress.is_complete else 422
    status = status if request.method == "POST" else 200
    return render(request, "sharing/check.html", context, status=status)


@own_page
def done(request: HttpRequest) -> HttpResponse:
    """Say what comes next; mail the link once more on wish."""
    submission = draft.find(request)
    if submission is None:
        return redirect("sharing:start")
    if submission.state == "draft":
        return redirect("sharing:check")
    was_mailed = False
    if request.method == "POST" and submission.is_open:
        was_mailed = abuse.allow(request, "mailed link")
        if was_mailed:
            confirm.mail_confirmation(submission)
    context = {
        "submission": submission,
        "was_mailed": was_mailed,
        "is_limited": request.method == "POST" and not was_mailed,
        "crumbs": [*CRUMBS, ("Fertig", "")],
    }
    return render(request, "sharing/done.html", context)


@own_page
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Delete the draft of this browser for good."""
    submission = draft.find(request)
    if submission and submission.is_open:
        confirm.delete(submission)
    return draft.forget(redirect("sharing:start"))
