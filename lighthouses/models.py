from django.db import models

from projects.models import Project


class Lighthouse(models.Model):
    """The award as Leuchtturm: editorial, dated, never deleted but revoked."""

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name="Projekt", related_name="lighthouses"
    )
    awarded_on = models.DateField(
        "ausgezeichnet am",
        null=True,
        blank=True,
        help_text="Leer, wenn das Datum nicht belegt ist.",
    )
    reason = models.TextField("Begründung", blank=True)
    revoked_on = models.DateField("aberkannt am", null=True, blank=True)
    revoked_reason = models.TextField("Grund der Aberkennung", blank=True)

    class Meta:
        verbose_name = "Leuchtturm"
        verbose_name_plural = "Leuchttürme"
        ordering = ["project__name_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(revoked_on=None),
                name="lighthouse_one_open_award_per_project",
                violation_error_message="Das Projekt ist schon ein Leuchtturm.",
            ),
            models.CheckConstraint(
                name="lighthouse_revoked_after_awarded",
                condition=models.Q(revoked_on__gte=models.F("awarded_on")),
                violation_error_message="Die Aberkennung liegt vor der Auszeichnung.",
            ),
        ]

    def __str__(self) -> str:
        return self.project.name
