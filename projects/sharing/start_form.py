"""The three questions before the first step, and the button after the last."""

from django import forms

from projects.abuse import GuardedForm
from projects.sharing.fields import NO, YES_NO, ShareForm

REFUSALS = {
    "solves": "Auf die Landkarte kommt, was ein soziales Problem lösen will.",
    "is_new": "Auf die Landkarte kommt, was an seinem Ort, zu seiner Zeit oder in "
    "seiner Form neu ist.",
    "is_here": "Auf die Landkarte kommt, was in Sachsen-Anhalt wirkt.",
}


def question(label: str, example: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=example,
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Antworte mit Ja oder Nein."},
    )


class QuestionsForm(ShareForm):
    solves = question(
        "Löst das Projekt ein Problem, das viele betrifft, und ist genau das sein Ziel?",
        "Etwa: Der letzte Laden im Dorf hat geschlossen.",
    )
    is_new = question(
        "Ist es neu, an diesem Ort, zu dieser Zeit oder in dieser Form?",
        "Etwa: Einen Laden, der allen gehört, gab es hier noch nie.",
    )
    is_here = question(
        "Wirkt es in Sachsen-Anhalt?", "An einem Ort oder im ganzen Land."
    )

    @property
    def refusals(self) -> list[str]:
        """Say kindly what does not fit; empty while nothing was answered with no."""
        if not self.is_bound or not self.is_valid():
            return []
        return [
            text for name, text in REFUSALS.items() if self.cleaned_data[name] == NO
        ]


class SendForm(GuardedForm):
    guard_scope = "submission"
