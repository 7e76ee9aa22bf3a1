import uuid

from django.core.files.storage import default_storage
from django.db import models

from projects.models.project import Project

WIDTHS = (480, 960, 1600)


def new_key() -> str:
    return uuid.uuid4().hex


class StoredPicture(models.Model):
    """A picture kept as AVIF and JPEG in up to three widths.

    The uploaded file itself is not kept; see projects/pictures.py.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    width = models.PositiveIntegerField("Breite", editable=False)
    height = models.PositiveIntegerField("Höhe", editable=False)
    alt = models.CharField(
        "Bildbeschreibung",
        max_length=300,
        help_text="Was ist zu sehen? Für alle, die das Bild nicht sehen können.",
    )
    credit = models.CharField(
        "Bildnachweis", max_length=160, help_text="Wer hat das Bild gemacht?"
    )
    licence = models.CharField(
        "Lizenz", max_length=80, blank=True, help_text="Etwa: CC BY 4.0."
    )
    position = models.PositiveSmallIntegerField("Reihenfolge", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.alt

    @property
    def widths(self) -> list[int]:
        """Return the widths in pixels that exist of this picture, smallest first."""
        smaller = [width for width in WIDTHS if width < self.width]
        return [*smaller, self.width]

    def file_name(self, width: int, extension: str) -> str:
        return f"bilder/{self.key}-{width}.{extension}"

    @property
    def url(self) -> str:
        return default_storage.url(self.file_name(self.widths[-1], "jpg"))

    def _srcset(self, extension: str) -> str:
        return ", ".join(
            f"{default_storage.url(self.file_name(width, extension))} {width}w"
            for width in self.widths
        )

    @property
    def avif_srcset(self) -> str:
        return self._srcset("avif")

    @property
    def jpeg_srcset(self) -> str:
        return self._srcset("jpg")


class Picture(StoredPicture):
    project = models.ForeignKey(
        Project, models.CASCADE, verbose_name="Projekt", related_name="pictures"
    )

    class Meta:
        verbose_name = "Bild"
        verbose_name_plural = "Bilder"
        ordering = ["position", "pk"]
