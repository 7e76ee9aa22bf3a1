from math import cos, radians, sin
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Cos, Power, Radians, Sin
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from projects.geometry import EARTH_RADIUS_KM, box_around
from themes.fields import GermanSlugField

# The frame every point has to lie in: Sachsen-Anhalt and a little around it
# (its own extent is 10.561 to 13.187 E, 50.938 to 53.042 N).
SOUTH, NORTH = 50.9, 53.1
WEST, EAST = 10.5, 13.3

POSTAL_CODE = RegexValidator(r"^\d{5}\Z", "Eine Postleitzahl hat fünf Ziffern.")


def point_constraints(model: str) -> list[models.CheckConstraint]:
    """Keep a row's point complete or absent, and inside the frame of the state."""
    absent = models.Q(latitude=None, longitude=None)
    within = models.Q(
        latitude__isnull=False,
        longitude__isnull=False,
        latitude__gte=SOUTH,
        latitude__lte=NORTH,
        longitude__gte=WEST,
        longitude__lte=EAST,
    )
    return [
        models.CheckConstraint(
            name=f"{model}_point_is_complete_and_near",
            condition=absent | within,
            violation_error_message=(
                "Der Punkt braucht Breite und Länge und liegt in Sachsen-Anhalt "
                f"(Breite {SOUTH} bis {NORTH}, Länge {WEST} bis {EAST})."
            ),
        )
    ]


class DistrictQuerySet(models.QuerySet["District"]):
    def get_by_natural_key(self, slug: str) -> "District":
        return self.get(slug=slug)


class District(models.Model):
    """A Landkreis or a kreisfreie Stadt; all 14 together are the state."""

    class Kind(models.TextChoices):
        RURAL = "rural", "Landkreis"
        URBAN = "urban", "kreisfreie Stadt"

    name = models.CharField("Name", max_length=60, unique=True)
    slug = GermanSlugField("Adresse")
    ags = models.CharField(
        "Amtlicher Gemeindeschlüssel",
        max_length=5,
        unique=True,
        validators=[RegexValidator(r"^15\d{3}\Z", "Fünf Ziffern, vorn 15.")],
    )
    nuts = models.CharField("NUTS-3", max_length=5, unique=True)
    kind = models.CharField("Art", max_length=5, choices=Kind)
    seat = models.CharField("Sitz", max_length=60, blank=True)
    boundary = models.JSONField(
        "Grenze",
        default=dict,
        blank=True,
        editable=False,
        help_text="GeoJSON-Geometrie, WGS 84.",
    )

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = "Kreis"
        verbose_name_plural = "Kreise"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:list", query={"kreis": self.slug})

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def full_name(self) -> str:
        """Return "Landkreis Harz", but "Altmarkkreis Salzwedel" and "Halle (Saale)"."""
        if self.kind == self.Kind.URBAN or "kreis" in self.name.lower():
            return self.name
        return f"Landkreis {self.name}"


class PlaceQuerySet(models.QuerySet["Place"]):
    def with_district(self) -> Self:
        return self.select_related("district").defer("district__boundary")


class Place(models.Model):
    """A row of the gazetteer: a name or a postal code with its point."""

    class Kind(models.TextChoices):
        TOWN = "town", "Stadt"
        VILLAGE = "village", "Ort"
        MUNICIPALITY = "municipality", "Gemeinde"
        POSTCODE = "postcode", "Postleitzahl"
        NEIGHBOUR_POSTCODE = "neighbour_postcode", "Postleitzahl im Nachbarland"

    name = models.CharField("Name", max_length=120)
    kind = models.CharField("Art", max_length=20, choices=Kind)
    postal_code = models.CharField(
        "PLZ", max_length=5, blank=True, validators=[POSTAL_CODE]
    )
    district = models.ForeignKey(
        District,
        models.PROTECT,
        verbose_name="Kreis",
        related_name="places",
        null=True,
        blank=True,
    )
    municipality = models.CharField("Gemeinde", max_length=120, blank=True)
    latitude = models.FloatField("Breite")
    longitude = models.FloatField("Länge")
    rank = models.PositiveSmallIntegerField(
        "Rang", default=0, help_text="1 ist die wichtigste Stadt, 0 ohne Rang."
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "Ort im Ortsverzeichnis"
        verbose_name_plural = "Ortsverzeichnis"
        ordering = ["name", "postal_code"]

    def __str__(self) -> str:
        return f"{self.postal_code} {self.name}".strip()


class AddressQuerySet(models.QuerySet["Address"]):
    def on_street(self, key: str) -> Self:
        return self.filter(street_key=key)

    def in_postcode(self, postal_code: str) -> Self:
        return self.filter(postal_code=postal_code)

    def in_municipality(self, key: str) -> Self:
        return self.filter(city_key=key)


class Address(models.Model):
    """An official house coordinate; there are none until the operator imports them."""

    street = models.CharField("Straße", max_length=120)
    number = models.CharField("Hausnummer", max_length=12)
    postal_code = models.CharField("PLZ", max_length=5, validators=[POSTAL_CODE])
    city = models.CharField("Gemeinde", max_length=120)
    locality = models.CharField("Ortsteil", max_length=120, blank=True)
    latitude = models.FloatField("Breite")
    longitude = models.FloatField("Länge")
    street_key = models.CharField(max_length=120, editable=False)
    city_key = models.CharField(max_length=120, editable=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = "Hauskoordinate"
        verbose_name_plural = "Hauskoordinaten"
        ordering = ["postal_code", "street", "number"]
        indexes = [
            models.Index(fields=["street_key", "postal_code"], name="address_by_code"),
            models.Index(fields=["street_key", "city_key"], name="address_by_city"),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}, {self.postal_code} {self.city}"


class LocationQuerySet(models.QuerySet["Location"]):
    def with_point(self) -> Self:
        return self.filter(latitude__isnull=False)

    def with_district(self) -> Self:
        """Load the Kreis beside each place, without its long boundary."""
        return self.select_related("district").defer("district__boundary")

    def around(self, latitude: float, longitude: float, km: float) -> Self:
        """Keep the places in a circle: by the box around it, then by the haversine."""
        box = box_around(latitude, longitude, km)
        half_y = Radians(models.F("latitude") - latitude) / 2.0
        half_x = Radians(models.F("longitude") - longitude) / 2.0
        parallels = Cos(Radians("latitude")) * cos(radians(latitude))
        haversine = Power(Sin(half_y), 2) + parallels * Power(Sin(half_x), 2)
        return self.filter(
            LessThanOrEqual(haversine, sin(km / 2 / EARTH_RADIUS_KM) ** 2),
            latitude__range=(box.south, box.north),
            longitude__range=(box.west, box.east),
        )


class Location(models.Model):
    """Where a project sits or works. Its Kreis follows from the point, never the PLZ."""

    class Kind(models.TextChoices):
        SEAT = "seat", "Sitz"
        SITE = "site", "Wirkungsort"

    class Precision(models.TextChoices):
        HOUSE = "house", "auf das Haus genau"
        STREET = "street", "auf die Straße genau"
        PLACE = "place", "auf den Ort genau"
        POSTCODE = "postcode", "auf das Postleitzahlgebiet genau"
        MUNICIPALITY = "municipality", "auf die Gemeinde genau"

    project = models.ForeignKey(
        "projects.Project",
        models.CASCADE,
        verbose_name="Projekt",
        related_name="locations",
    )
    kind = models.CharField("Art", max_length=4, choices=Kind, default=Kind.SITE)
    label = models.CharField(
        "Bezeichnung", max_length=120, blank=True, help_text="Etwa: Hofladen, Büro."
    )
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postal_code = models.CharField(
        "PLZ", max_length=5, blank=True, validators=[POSTAL_CODE]
    )
    city = models.CharField("Ort", max_length=120, blank=True)
    locality = models.CharField("Ortsteil", max_length=120, blank=True)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        verbose_name="Kreis",
        related_name="locations",
        null=True,
        blank=True,
    )
    latitude = models.FloatField("Breite", null=True, blank=True)
    longitude = models.FloatField("Länge", null=True, blank=True)
    precision = models.CharField(
        "Genauigkeit", max_length=12, choices=Precision, blank=True
    )
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["position", "pk"]
        constraints = [
            *point_constraints("location"),
            models.CheckConstraint(
                name="location_point_has_a_precision",
                condition=models.Q(latitude=None, precision="")
                | models.Q(latitude__isnull=False) & ~models.Q(precision=""),
                violation_error_message=(
                    "Ein Punkt braucht eine Genauigkeit, ohne Punkt bleibt sie leer."
                ),
            ),
            models.CheckConstraint(
                name="location_postal_code_has_five_digits",
                condition=models.Q(postal_code="")
                | models.Q(postal_code__regex=r"^[0-9]{5}$"),
                violation_error_message="Eine Postleitzahl hat fünf Ziffern.",
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def has_point(self) -> bool:
        return self.latitude is not None

    @property
    def town(self) -> str:
        """Return "Petersberg, OT Morl" or what of it is known."""
        if self.city and self.locality:
            return f"{self.city}, OT {self.locality}"
        return self.city or self.locality

    @property
    def line(self) -> str:
        """Return the place with its Kreis: "Zeitz · Burgenlandkreis"."""
        district = self.district.name if self.district else ""
        if not self.city or self.city == district:
            return self.town or district
        return f"{self.town} · {district}" if district else self.town
