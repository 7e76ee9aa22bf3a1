from django.db import models

from themes.fields import GermanSlugField, SortKeyField


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def get_by_natural_key(self, slug: str) -> "Organisation":
        return self.get(slug=slug)


class Organisation(models.Model):
    """The Träger: who stands behind a project."""

    name = models.CharField("Name", max_length=200, unique=True)
    name_order = SortKeyField()
    slug = GermanSlugField("Adresse", max_length=200)
    website = models.URLField("Webseite", max_length=300, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "Träger"
        verbose_name_plural = "Träger"
        ordering = ["name_order", "pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
