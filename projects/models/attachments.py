"""What hangs on a project: links, sources, numbers elsewhere."""

from django.db import models

from projects.models.project import Project


class Link(models.Model):
    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name="Projekt", related_name="links"
    )
    title = models.CharField("Titel", max_length=120)
    url = models.URLField("Adresse", max_length=500)

    class Meta:
        verbose_name = "weiterer Link"
        verbose_name_plural = "weitere Links"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """Where a fact of the Steckbrief comes from, and when it was looked up."""

    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name="Projekt", related_name="sources"
    )
    title = models.CharField("Titel", max_length=200)
    url = models.URLField("Adresse", max_length=500, blank=True)
    checked_on = models.DateField("nachgesehen am", null=True, blank=True)

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ExternalId(models.Model):
    """The same project in another catalogue, such as Karte von morgen."""

    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name="Projekt", related_name="external_ids"
    )
    system = models.CharField("Verzeichnis", max_length=60)
    value = models.CharField("Kennung dort", max_length=200)

    class Meta:
        verbose_name = "Kennung in anderen Verzeichnissen"
        verbose_name_plural = "Kennungen in anderen Verzeichnissen"
        ordering = ["system", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "value"],
                name="external_id_stands_once",
                violation_error_message="Diese Kennung gehört schon zu einem Projekt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.system}: {self.value}"
