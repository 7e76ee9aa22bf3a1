import datetime
from collections.abc import Sequence
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from projects.models.choices import (
    PUBLIC,
    Audience,
    LegalGround,
    Lifecycle,
    Reach,
    Stage,
    Status,
)
from projects.models.geography import Location
from projects.models.organisation import Organisation
from projects.models.scale import Scale
from themes.fields import GermanSlugField, SortKeyField
from themes.models import Category, Challenge, Goal, Megatrend, Theme
from themes.order import ByteOrder

YEARS = [MinValueValidator(1800), MaxValueValidator(2100)]
STALE_AFTER = datetime.timedelta(days=730)


class ProjectQuerySet(models.QuerySet["Project"]):
    def get_by_natural_key(self, slug: str) -> "Project":
        return self.get(slug=slug)

    def public(self) -> Self:
        return self.filter(status__in=PUBLIC)

    def by_name(self) -> Self:
        return self.order_by(ByteOrder("name_order"), "pk")

    def newest(self) -> Self:
        return self.order_by("-published_at", ByteOrder("name_order"), "pk")

    def recently_checked(self) -> Self:
        return self.order_by(
            models.F("checked_on").desc(nulls_last=True), ByteOrder("name_order"), "pk"
        )

    def with_award(self) -> Self:
        """Say of every project whether it is a Leuchtturm now, and why.

        Adds `is_lighthouse`, `award_reason` and `awarded_on` (None without an award).
        """
        awards = Project.lighthouses.rel.related_model._default_manager
        current = awards.filter(project=OuterRef("pk"), revoked_on=None)
        return self.annotate(
            is_lighthouse=Exists(current),
            award_reason=Subquery(current.values("reason")[:1]),
            awarded_on=Subquery(current.values("awarded_on")[:1]),
        )

    def for_cards(self) -> Self:
        """Load what a card shows but its terms (see projects/cards.py): two queries."""
        return self.with_award().prefetch_related(
            Prefetch("locations", Location.objects.with_district()),
        )

    def for_comparison(self) -> Self:
        """Load of the public projects what tells whether another one is the same."""
        known = self.public().only("name", "slug", "website")
        return known.prefetch_related("locations")

    def for_detail(self) -> Self:
        """Load what the Steckbrief shows but its terms: one query a relation."""
        family = Project.objects.public().by_name()
        return self.for_cards().prefetch_related(
            "organisations",
            "links",
            "sources",
            "pictures",
            Prefetch("inspired_by", family, to_attr="inspired_by_list"),
            Prefetch("inspired", family, to_attr="inspired_list"),
        )

    def in_order_of(self, numbers: Sequence[int]) -> list["Project"]:
        """Return the projects with these primary keys, in the order of the keys."""
        found = self.in_bulk(numbers)
        return [found[number] for number in numbers if number in found]


class Project(models.Model):
    """A soziale Innovation; its public page is the Steckbrief."""

    name = models.CharField("Name", max_length=160)
    name_order = SortKeyField()
    slug = GermanSlugField("Adresse")
    tagline = models.CharField(
        "Kurzzeile",
        max_length=160,
        blank=True,
        help_text="In einer Zeile: Was ist es? Etwa: Rettung von Lebensmitteln.",
    )
    description = models.TextField("Beschreibung", blank=True)
    organisations = models.ManyToManyField(
        Organisation, verbose_name="Träger", related_name="projects", blank=True
    )

    themes = models.ManyToManyField(
        Theme, verbose_name="Themenfelder", related_name="projects"
    )
    categories = models.ManyToManyField(
        Category, verbose_name="Kategorien", related_name="projects", blank=True
    )
    megatrends = models.ManyToManyField(
        Megatrend, verbose_name="Megatrends", related_name="projects", blank=True
    )
    goals = models.ManyToManyField(
        Goal,
        verbose_name="Nachhaltigkeitsziele (SDGs)",
        related_name="projects",
        blank=True,
    )
    challenges = models.ManyToManyField(
        Challenge, verbose_name="Herausforderungen", related_name="projects", blank=True
    )

    stage = models.CharField("Projektstadium", max_length=12, choices=Stage, blank=True)
    reach = models.CharField("Wirkungsradius", max_length=14, choices=Reach, blank=True)
    audience = models.CharField(
        "Zielgruppe", max_length=5, choices=Audience, blank=True
    )
    uses_technology = models.BooleanField(
        "Lösung durch Technologie", null=True, blank=True
    )
    lifecycle = models.CharField(
        "Projektstatus",
        max_length=12,
        choices=Lifecycle,
        default=Lifecycle.UNKNOWN,
    )
    started_year = models.PositiveSmallIntegerField(
        "Beginn (Jahr)", null=True, blank=True, validators=YEARS
    )
    ended_year = models.PositiveSmallIntegerField(
        "Ende (Jahr)", null=True, blank=True, validators=YEARS
    )
    is_statewide = models.BooleanField(
        "landesweit",
        default=False,
        help_text="Wirkt im ganzen Land; bekommt dann keinen erfundenen Punkt.",
    )

    website = models.URLField("Webseite", max_length=300, blank=True)
    experience_worked = models.TextField("Was geklappt hat", blank=True)
    experience_failed = models.TextField("Was nicht geklappt hat", blank=True)
    experience_needed = models.TextField("Was man zum Nachmachen braucht", blank=True)
    open_to_copy = models.BooleanField(
        "offen für Nachahmer*innen", null=True, blank=True
    )
    offers = models.TextField("Bietet", blank=True)
    seeks = models.TextField("Sucht", blank=True)
    funding = models.TextField("Förderung", blank=True)
    inspired_by = models.ManyToManyField(
        "self",
        verbose_name="inspiriert von",
        related_name="inspired",
        symmetrical=False,
        blank=True,
    )

    status = models.CharField(
        "Stand der Veröffentlichung",
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(
        "veröffentlicht am", null=True, blank=True, editable=False
    )
    checked_on = models.DateField("Stand: geprüft am", null=True, blank=True)
    checked_by = models.CharField("geprüft durch", max_length=120, blank=True)
    legal_ground = models.CharField(
        "Rechtsgrund der Veröffentlichung",
        max_length=12,
        choices=LegalGround,
        blank=True,
    )
    consent_on = models.DateField("Einwilligung vom", null=True, blank=True)
    consent_wording = models.TextField("Wortlaut der Einwilligung", blank=True)
    internal_notes = models.TextField("Interne Notizen", blank=True)
    created_at = models.DateTimeField(
        "angelegt am", default=timezone.now, editable=False
    )
    updated_at = models.DateTimeField("geändert am", auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "Projekt"
        verbose_name_plural = "Projekte"
        ordering = ["name_order", "pk"]
        indexes = [
            models.Index(fields=["status", "-published_at"]),
            models.Index(fields=["name_order"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=models.Q(ended_year__gte=models.F("started_year")),
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                name="project_is_public_on_a_legal_ground",
                condition=~models.Q(status__in=PUBLIC) | ~models.Q(legal_ground=""),
                violation_error_message=(
                    "Veröffentlicht wird nur mit Einwilligung oder Rechtsgrund."
                ),
            ),
            models.CheckConstraint(
                name="project_consent_has_a_date",
                condition=~models.Q(legal_ground=LegalGround.CONSENT)
                | models.Q(consent_on__isnull=False),
                violation_error_message="Zur Einwilligung gehört ihr Datum.",
            ),
            models.CheckConstraint(
                name="project_is_public_since_a_moment",
                condition=~models.Q(status__in=PUBLIC)
                | models.Q(published_at__isnull=False),
                violation_error_message="Ein öffentliches Projekt hat ein Datum.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    # What an editor does to one project

    def publish(self, at: datetime.datetime | None = None) -> None:
        """Make the entry public; the date of its first publication stays."""
        self.status = Status.PUBLISHED
        self.published_at = self.published_at or at or timezone.now()
        self.save(update_fields=["status", "published_at", "updated_at"])

    def take_back(self, status: Status) -> None:
        """Take the entry out of the public: archived, withdrawn or a draft again."""
        self.status = status
        self.save(update_fields=["status", "updated_at"])

    def fade(self) -> None:
        """Keep the entry public, marked and behind the others: nobody confirms it."""
        self.status = Status.FADED
        self.save(update_fields=["status", "updated_at"])

    def move_to(self, slug: str, old_slug: str) -> None:
        """Give the Steckbrief a new address; the old one redirects from now on."""
        with transaction.atomic():
            OldSlug.objects.filter(slug=slug).delete()
            OldSlug.objects.update_or_create(slug=old_slug, defaults={"project": self})
            self.slug = slug
            self.save(update_fields=["slug", "updated_at"])

    # What the pages show; the queryset's with_award() and the search set the first four

    is_lighthouse: bool
    award_reason: str | None
    shown_name: SafeString | str = ""
    shown_tagline: SafeString | str = ""
    distance_line: str = ""

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC

    @property
    def is_ended(self) -> bool:
        return self.lifecycle == Lifecycle.ENDED

    @property
    def is_faded(self) -> bool:
        return self.status == Status.FADED

    @property
    def is_stale(self) -> bool:
        """Say whether nobody has confirmed the entry for two years."""
        if self.checked_on is None:
            return True
        return self.checked_on < timezone.localdate() - STALE_AFTER

    @cached_property
    def location_list(self) -> list[Location]:
        return list(self.locations.all())

    # The terms: projects/cards.py sets them from the catalogue, without a query.

    @cached_property
    def theme_list(self) -> list[Theme]:
        return list(self.themes.all())

    @cached_property
    def category_list(self) -> list[Category]:
        return list(self.categories.all())

    @cached_property
    def megatrend_list(self) -> list[Megatrend]:
        return list(self.megatrends.all())

    @cached_property
    def goal_list(self) -> list[Goal]:
        return list(self.goals.all())

    @cached_property
    def challenge_list(self) -> list[Challenge]:
        return list(self.challenges.all())

    @property
    def main_theme(self) -> Theme | None:
        return next(iter(self.theme_list), None)

    @property
    def card_tags(self) -> list[str]:
        return [category.name for category in self.category_list][:3]

    @property
    def checked_line(self) -> str:
        """Return "geprüft März 2026", or nothing when nobody has checked it."""
        if self.checked_on is None:
            return ""
        return f"geprüft {date_format(self.checked_on, 'F Y')}"

    @property
    def scales(self) -> list[Scale]:
        return [
            Scale.of("Projektstadium", Stage, self.stage),
            Scale.of("Wirkungsradius", Reach, self.reach),
        ]

    @property
    def place_line(self) -> str:
        """Return where it is in a line: first place and Kreis, or "landesweit"."""
        if self.is_statewide:
            return "landesweit"
        if not self.location_list:
            return ""
        more = len(self.location_list) - 1
        line = self.location_list[0].line
        if more:
            return f"{line} und {more} weiterer Ort" + ("e" if more > 1 else "")
        return line

    @property
    def period_line(self) -> str:
        """Return "seit 2016", "2016 bis 2022", "bis 2022" or nothing."""
        if self.started_year and self.ended_year:
            if self.started_year == self.ended_year:
                return str(self.started_year)
            return f"{self.started_year} bis {self.ended_year}"
        if self.ended_year:
            return f"bis {self.ended_year}"
        return f"seit {self.started_year}" if self.started_year else ""


class OldSlug(models.Model):
    """An address that a Steckbrief once had; it redirects for ever."""

    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name="Projekt", related_name="old_slugs"
    )
    slug = models.SlugField("Frühere Adresse", max_length=120, unique=True)

    class Meta:
        verbose_name = "frühere Adresse"
        verbose_name_plural = "frühere Adressen"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
