"""Everything that was typed, as a list to read before it is sent."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from projects.sharing.place import POINT, line_of
from projects.sharing.steps import STEPS, Progress, Step


def summary_of(progress: Progress) -> list[dict[str, Any]]:
    cleaned = progress.cleaned
    return [
        {
            "step": step,
            "rows": _rows(step, progress, cleaned),
            "problems": progress.forms[step.slug].problems,
        }
        for step in STEPS
    ]


def _rows(
    step: Step, progress: Progress, cleaned: dict[str, Any]
) -> list[tuple[str, str]]:
    form = progress.forms[step.slug]
    rows = []
    for bound in form:
        if bound.name in POINT or bound.name.startswith(
            ("alt-", "credit-", "licence-")
        ):
            continue
        if shown := as_words(bound, cleaned.get(bound.name)):
            rows.append((str(bound.label), shown))
    if step.slug == "wo" and form.is_valid():
        rows.append(("Auf der Karte", line_of(cleaned)))
    return rows


def as_words(bound: forms.BoundField, value: Any) -> str:
    """Return a value as people read it; what was typed where it cannot be parsed."""
    if bound.errors:
        typed = bound.value()
        return ", ".join(typed) if isinstance(typed, list) else str(typed or "")
    if isinstance(value, QuerySet):
        return ", ".join(str(row) for row in value)
    if isinstance(value, bool):
        return "Ja" if value else ""
    if isinstance(bound.field, forms.ChoiceField) and value:
        choices: Any = bound.field.choices
        return str(dict(choices).get(value, value))
    return "" if value is None else str(value)
