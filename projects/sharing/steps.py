"""The steps of sharing in their order, and how far a submission has come."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from projects.models import Submission
from projects.sharing.fields import ShareForm
from projects.sharing.forms import (
    ConsentForm,
    EffectForm,
    ExperienceForm,
    WhatForm,
    WhereForm,
    WhoForm,
)
from projects.sharing.picture_forms import PicturesForm


@dataclass(frozen=True)
class Step:
    slug: str
    label: str
    title: str
    lead: str
    form: type[ShareForm]

    @property
    def url(self) -> str:
        return reverse("sharing:step", args=[self.slug])

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1

    @property
    def previous(self) -> "Step | None":
        return STEPS[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> "Step | None":
        return STEPS[self.number] if self.number < len(STEPS) else None


STEPS = [
    Step("was", "Was", "Was ist es?", "Das lesen andere zuerst.", WhatForm),
    Step(
        "wo",
        "Wo",
        "Wo findet es statt?",
        "Der Ort genügt. Mit Straße liegt der Punkt genauer.",
        WhereForm,
    ),
    Step("wer", "Wer", "Wer steht dahinter?", "", WhoForm),
    Step(
        "wirkung",
        "Wirkung",
        "Wie wirkt es?",
        "Alles hier ist freiwillig. Es hilft anderen beim Finden.",
        EffectForm,
    ),
    Step(
        "erfahrungen",
        "Erfahrungen",
        "Was habt ihr gelernt?",
        "Alles hier ist freiwillig. Für andere ist es das Wertvollste.",
        ExperienceForm,
    ),
    Step(
        "bilder",
        "Bilder",
        "Habt ihr Bilder?",
        "Bis zu fünf, alles freiwillig. Ortsangaben in den Dateien entfernen wir.",
        PicturesForm,
    ),
    Step(
        "einwilligung",
        "Einwilligung",
        "Dürfen wir es zeigen?",
        "Erst wenn du deine E-Mail-Adresse bestätigt hast, sehen wir den Eintrag.",
        ConsentForm,
    ),
]
STEP = {step.slug: step for step in STEPS}


class Progress:
    """How far a submission has come, step by step."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def form(self, step: Step) -> ShareForm:
        """Return the form with what was typed, and what is wrong with it."""
        values = MultiValueDict(self.submission.data.get(step.slug, {}))
        return step.form(values, **self._extra(step))

    def fresh_form(self, step: Step) -> ShareForm:
        """Return the form with what was typed, without a word on what is missing."""
        form = step.form(**self._extra(step))
        values = MultiValueDict(self.submission.data.get(step.slug, {}))
        form.initial = {
            name: field.widget.value_from_datadict(values, MultiValueDict(), name)
            for name, field in form.fields.items()
        }
        return form

    def _extra(self, step: Step) -> dict[str, Any]:
        return {"submission": self.submission} if step.form is PicturesForm else {}

    def is_left(self, step: Step) -> bool:
        return self.submission.progress.get(step.slug, {}).get("is_left", False)

    @cached_property
    def forms(self) -> dict[str, ShareForm]:
        return {step.slug: self.form(step) for step in STEPS}

    @property
    def missing(self) -> list[tuple[Step, list[tuple[str, str, str]]]]:
        """Return by step what keeps the submission from being sent."""
        return [
            (step, self.forms[step.slug].problems)
            for step in STEPS
            if not self.forms[step.slug].is_valid()
        ]

    @property
    def is_complete(self) -> bool:
        return all(form.is_valid() for form in self.forms.values())

    @property
    def email(self) -> str:
        form = self.form(STEP["wer"])
        form.is_valid()
        return form.cleaned_data.get("email", "")

    @property
    def cleaned(self) -> dict[str, Any]:
        """Return all values of a submission, parsed; what is wrong is left out."""
        values: dict[str, Any] = {}
        for form in self.forms.values():
            form.is_valid()
            values |= form.cleaned_data
        return values

    @property
    def stops(self) -> list[dict[str, Any]]:
        return [
            {
                "step": step,
                "is_left": self.is_left(step),
                "is_good": self.is_left(step) and self.forms[step.slug].is_valid(),
            }
            for step in STEPS
        ]
