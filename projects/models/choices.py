"""The fixed choices of a project; their order is the order in which they are shown."""

from django.db import models


class Status(models.TextChoices):
    """Where an entry stands on its way to the public and out of it again."""

    DRAFT = "draft", "Entwurf"
    SUBMITTED = "submitted", "eingereicht"
    IN_REVIEW = "in_review", "in Prüfung"
    PUBLISHED = "published", "veröffentlicht"
    FADED = "faded", "verblasst"
    ARCHIVED = "archived", "archiviert"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    REJECTED = "rejected", "abgelehnt"


PUBLIC = [Status.PUBLISHED, Status.FADED]


class Stage(models.TextChoices):
    """Projektstadium, the first criterion of the Leuchtturm scale, in its order."""

    IDEA = "idea", "Idee wächst"
    PILOT = "pilot", "Erste Umsetzung"
    ESTABLISHED = "established", "Nachhaltig verstetigt"
    TRANSFERRED = "transferred", "Auf andere Orte übertragen"


class Reach(models.TextChoices):
    """Wirkungsradius, the second criterion of the Leuchtturm scale, in its order."""

    LOCAL = "local", "Am Ort des Entstehens"
    REGIONAL = "regional", "In der Region"
    SUPRAREGIONAL = "supraregional", "Überregional"
    BEYOND = "beyond", "Über Sachsen-Anhalt hinaus"


class Audience(models.TextChoices):
    """Zielgruppe, the third criterion of the Leuchtturm scale."""

    GROUP = "group", "Gruppe"
    MASS = "mass", "Masse"


class Lifecycle(models.TextChoices):
    RUNNING = "running", "läuft"
    ENDED = "ended", "beendet"
    TRANSFERRED = "transferred", "auf andere Orte übertragen"
    UNKNOWN = "unknown", "unbekannt"


class LegalGround(models.TextChoices):
    """Why an entry may be public."""

    CONSENT = "consent", "Einwilligung des Trägers"
    PUBLIC_FACTS = "public_facts", "öffentlich bekannte Tatsachen ohne Personenbezug"
