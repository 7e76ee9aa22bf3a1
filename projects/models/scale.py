from dataclasses import dataclass
from typing import Self

from django.db.models import TextChoices


@dataclass(frozen=True)
class Step:
    label: str
    is_reached: bool
    is_current: bool


@dataclass(frozen=True)
class Scale:
    """How far a project has come on a criterion of the Leuchtturm scale."""

    label: str
    steps: list[Step]

    @classmethod
    def of(cls, label: str, choices: type[TextChoices], value: str) -> Self:
        """Return the scale with the steps up to `value` reached; "" reaches none."""
        names = list(choices.values)
        reached = names.index(value) if value in names else -1
        return cls(
            label,
            [
                Step(str(name), number <= reached, number == reached)
                for number, name in enumerate(choices.labels)
            ],
        )

    @property
    def is_known(self) -> bool:
        return any(step.is_reached for step in self.steps)
