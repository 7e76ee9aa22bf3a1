"""The draft of a browser: found by a cookie, every step kept as it was typed.

Two windows may show the same step. Each sends the version it was shown; what another
window saved since then is not overwritten unless both changed the same field, and even
then the other text is kept and shown.
"""

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from projects import tokens
from projects.models import Scope, Submission
from projects.sharing import duplicates, place
from projects.sharing.picture_forms import PicturesForm
from projects.sharing.steps import Progress, Step

VERSION = "fassung"
EARLIER_KEPT = 12
MOST_VALUES = 200
Values = dict[str, list[str]]


def find(request: HttpRequest) -> Submission | None:
    """Return what this browser is writing or wrote last."""
    token = tokens.find(Scope.DRAFT, request.COOKIES.get(settings.DRAFT_COOKIE, ""))
    return token.submission if token else None


def begin() -> tuple[Submission, str]:
    """Return a new draft and the key for the cookie."""
    with transaction.atomic():
        submission = Submission.objects.create()
        return submission, tokens.issue(Scope.DRAFT, submission=submission, days=None)


def remember(response: HttpResponse, token: str) -> HttpResponse:
    """Let the browser find its draft again; the one cookie of these pages."""
    response.set_cookie(
        settings.DRAFT_COOKIE,
        token,
        max_age=datetime.timedelta(days=settings.DRAFT_DAYS),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(settings.DRAFT_COOKIE, samesite="Lax")
    return response


def typed(step: Step, submission: Submission, post: QueryDict) -> Values:
    """Return what a browser sent of a step, word for word."""
    names = Progress(submission).form(step).fields
    if step.form is PicturesForm:
        return {name: _lines(post, name) for name in names if name in post}
    return {name: _lines(post, name) for name in names}


def _lines(post: QueryDict, name: str) -> list[str]:
    # PostgreSQL keeps no zero character; no keyboard types one.
    return [value.replace("\0", "") for value in post.getlist(name)[:MOST_VALUES]]


def keep(
    submission: Submission, step: Step, post: QueryDict, *, is_left: bool = True
) -> dict[str, str]:
    """Save a step; return by field what another window had written there meanwhile."""
    with transaction.atomic():
        locked = Submission.objects.locked(submission.pk)
        mine, state = typed(step, locked, post), locked.progress.get(step.slug, {})
        theirs: Values = locked.data.get(step.slug, {})
        base = _base(state, post.get(VERSION, ""), theirs)
        merged, lost = merge(base, theirs, mine)
        if step.slug == "wo":
            wanted = place.chosen(merged, post.get(place.CHOICE, ""))
            merged = place.settle(wanted, theirs)
        if merged != theirs:
            earlier = [[state.get("version", 0), theirs], *state.get("earlier", [])]
            locked.version += 1
            state |= {"version": locked.version, "earlier": earlier[:EARLIER_KEPT]}
        locked.progress[step.slug] = state | {
            "is_left": is_left or state.get("is_left", False)
        }
        locked.data[step.slug] = merged
        locked.email = Progress(locked).email
        if step.slug in ("was", "wo"):
            locked.duplicates = duplicates.of(locked)
        locked.updated_at = timezone.now()
        locked.save()
    vars(submission).update(vars(locked))
    return lost


def version_of(submission: Submission, step: Step) -> int:
    return submission.progress.get(step.slug, {}).get("version", 0)


def _base(state: Mapping[str, list], shown: str, theirs: Values) -> Values:
    """Return what the window was shown before somebody typed into it."""
    if shown == str(state.get("version", 0)):
        return theirs
    known = {str(version): values for version, values in state.get("earlier", [])}
    return known.get(shown, theirs)


def merge(base: Values, theirs: Values, mine: Values) -> tuple[Values, dict[str, str]]:
    """Put together what two windows made of the same step, field by field."""
    merged, lost = dict(theirs), {}
    for name, value in mine.items():
        before, other = base.get(name, []), theirs.get(name, [])
        if _is_same(value, before):
            continue
        merged[name] = value
        if not _is_same(other, before) and not _is_same(other, value):
            lost[name] = "\n".join(other)
    return merged, lost


def _is_same(one: list[str], other: list[str]) -> bool:
    """Say whether nothing was typed in between; an empty field is none."""
    return [line for line in one if line] == [line for line in other if line]
