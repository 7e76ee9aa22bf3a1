from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from themes.fields import GermanSlugField


class TermQuerySet(models.QuerySet["Term"]):
    def get_by_natural_key(self, slug: str) -> "Term":
        return self.get(slug=slug)


class Term(models.Model):
    """A word that projects are sorted by; editors may change every one of them."""

    name = models.CharField("Name", max_length=120, unique=True)
    slug = GermanSlugField("Adresse")
    description = models.TextField("Erklärung", blank=True)
    position = models.PositiveSmallIntegerField(
        "Reihenfolge", default=0, help_text="Kleine Zahlen stehen vorn."
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Sign(models.TextChoices):
    """How a Themenfeld looks: colour, pin shape and icon always go together."""

    WORK = "work", "Arbeit (Quadrat, ocker)"
    HEALTH = "health", "Gesundheit (Tropfen, grün)"
    AGE = "age", "Alter (Kreis, violett)"
    COHESION = "cohesion", "Zusammenhalt (Sechseck, beere)"


class Theme(Term):
    also_called = models.CharField("Auch genannt", max_length=120, blank=True)
    sign = models.CharField("Zeichen", max_length=12, choices=Sign)

    class Meta(Term.Meta):
        verbose_name = "Themenfeld"
        verbose_name_plural = "Themenfelder"


class Rubric(Term):
    theme = models.ForeignKey(
        Theme, models.PROTECT, verbose_name="Themenfeld", related_name="rubrics"
    )

    class Meta(Term.Meta):
        verbose_name = "Rubrik"
        verbose_name_plural = "Rubriken"


class Proposable(Term):
    """A term that may be the editors' own proposal instead of a confirmed one."""

    is_proposal = models.BooleanField(
        "Vorschlag der Redaktion",
        default=False,
        help_text="Nicht aus der früheren Landkarte belegt.",
    )

    class Meta(Term.Meta):
        abstract = True


class Megatrend(Proposable):
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        verbose_name="Themenfeld",
        related_name="megatrends",
        null=True,
        blank=True,
        help_text="Leer, wenn nicht belegt. Projekte aller Themenfelder dürfen ihn tragen.",
    )
    rubric = models.ForeignKey(
        Rubric,
        models.PROTECT,
        verbose_name="Rubrik",
        related_name="megatrends",
        null=True,
        blank=True,
    )

    class Meta(Proposable.Meta):
        verbose_name = "Megatrend"
        verbose_name_plural = "Megatrends"


class Goal(Term):
    """One of the 17 Sustainable Development Goals of the Agenda 2030."""

    number = models.PositiveSmallIntegerField(
        "Nummer",
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(17)],
    )
    colour = models.CharField(
        "Farbe",
        max_length=7,
        validators=[
            RegexValidator(r"^#[0-9A-Fa-f]{6}\Z", "Bitte sechs Ziffern, etwa #E5243B.")
        ],
    )

    class Meta(Term.Meta):
        verbose_name = "Nachhaltigkeitsziel (SDG)"
        verbose_name_plural = "Nachhaltigkeitsziele (SDGs)"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="goal_number_from_1_to_17",
                condition=models.Q(number__gte=1, number__lte=17),
                violation_error_message="Die Ziele haben die Nummern 1 bis 17.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Challenge(Proposable):
    class Meta(Proposable.Meta):
        verbose_name = "Herausforderung"
        verbose_name_plural = "Herausforderungen"


class Category(Proposable):
    class Meta(Proposable.Meta):
        verbose_name = "Kategorie"
        verbose_name_plural = "Kategorien"


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def get_by_natural_key(self, words: str) -> "Synonym":
        return self.get(words=words)


class Synonym(models.Model):
    """Words that mean the same in the search, whichever of them is typed."""

    words = models.CharField(
        "Gleichbedeutende Wörter",
        max_length=300,
        unique=True,
        help_text="Durch Komma getrennt, etwa: Senioren, ältere Menschen.",
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = "Synonym"
        verbose_name_plural = "Synonyme"
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def natural_key(self) -> tuple[str]:
        return (self.words,)

    @property
    def terms(self) -> list[str]:
        return [term.strip() for term in self.words.split(",") if term.strip()]
