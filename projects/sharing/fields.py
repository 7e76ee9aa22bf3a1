"""How the fields of sharing look and speak, whichever step asks for them."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models

LONG = 5000
YES, NO = "ja", "nein"
YES_NO = [(YES, "Ja"), (NO, "Nein")]
UNSAID = ("", "Keine Angabe")
MISSING = "Diese Angabe fehlt noch."
ONE_LINE = RegexValidator(r"^[^\r\n]*\Z", "Das ist eine einzige Zeile.")


class ShareForm(forms.Form):
    """A form as the browser shows it; the server alone says what is wrong."""

    use_required_attribute = False
    marks_optional = True
    unmarked: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self:
            self._dress(bound)

    def _dress(self, bound: forms.BoundField) -> None:
        widget = bound.field.widget
        is_marked = self.marks_optional and bound.name not in self.unmarked
        vars(bound.field)["is_marked"] = is_marked and not bound.field.required
        if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
            name = "kern-form-check__checkbox"
        elif isinstance(widget, forms.RadioSelect):
            name = "kern-form-check__radio"
        elif isinstance(widget, forms.Select):
            name = "kern-form-input__select"
        else:
            name = "kern-form-input__input"
        messages = bound.field.error_messages
        if messages["required"] == forms.Field.default_error_messages["required"]:
            messages["required"] = MISSING
        widget.attrs["class"] = f"{widget.attrs.get('class', '')} {name}".strip()

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """Return what is wrong for the summary: where to jump, label, message."""
        found = []
        for name, errors in self.errors.items():
            bound = self[name] if name in self.fields else None
            target = _id_of(bound) if bound else "schritt"
            label = bound.label if bound else ""
            found += [(target, str(label), str(message)) for message in errors]
        return found


def _id_of(bound: forms.BoundField) -> str:
    """Return where to jump; of a group of choices to the first of them."""
    options = bound.subwidgets if bound.use_fieldset else []
    return options[0].id_for_label if options else bound.auto_id


def line(label: str, example: str, *, length: int = 160, **kwargs: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=example,
        max_length=length,
        validators=[ONE_LINE],
        **kwargs,
    )


def text(label: str, example: str, *, rows: int = 4, **kwargs: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=example,
        max_length=LONG,
        widget=forms.Textarea({"rows": rows}),
        **kwargs,
    )


def one_of(label: str, choices: Any, example: str = "") -> Any:
    return forms.ChoiceField(
        label=label,
        choices=[*choices, UNSAID],
        widget=forms.RadioSelect,
        help_text=example,
        required=False,
    )


def some_of(
    label: str, terms: models.QuerySet[Any], example: str, *, required: bool = False
) -> Any:
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=terms,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=example,
        required=required,
    )
