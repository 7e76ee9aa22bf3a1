from django.db import models
from django.urls import reverse
from django.utils import timezone

from knowledge.markdown import RenderedField


class PageQuerySet(models.QuerySet["Page"]):
    def get_by_natural_key(self, slug: str) -> "Page":
        return self.get(slug=slug)


class Page(models.Model):
    """A page of the portal about itself: Impressum, Datenschutz and the like."""

    slug = models.SlugField("Adresse", max_length=60, unique=True)
    title = models.CharField("Titel", max_length=120)
    body = models.TextField(
        "Text", help_text="Markdown: # Überschrift, **fett**, [Text](Adresse)."
    )
    body_html = RenderedField()
    updated_at = models.DateTimeField("geändert am", default=timezone.now)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:page", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
