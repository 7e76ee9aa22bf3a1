"""From an uploaded file to the small, clean pictures that are kept of it.

The upload itself is never stored: it is decoded, turned upright and written anew as
AVIF and JPEG, so that positions, camera data and hidden content fall away.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from projects.models import StoredPicture
from projects.models.picture import WIDTHS, new_key

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_HEIGHT = 2400
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF"]
ENCODINGS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}

# A few kilobytes can unfold to gigabytes. Pillow refuses twice this number by itself
# and only warns between once and twice, so `open_upload` looks at the size as well.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

ALLOWED = "Erlaubt sind JPEG, PNG, WebP und AVIF bis 10 MB."
TOO_LARGE = "Die Datei ist größer als 10 MB. Bitte verkleinere das Bild."
TOO_MANY_PIXELS = (
    "Das Bild hat mehr als 40 Millionen Bildpunkte. Bitte verkleinere es, "
    "1600 Pixel Breite genügen."
)
IS_DRAWING = f"SVG-Dateien nehmen wir nicht an. {ALLOWED}"
IS_NO_PICTURE = (
    "Die Datei lässt sich nicht als Bild lesen, auch wenn ihr Name danach aussieht. "
    + ALLOWED
)
IS_DAMAGED = (
    "Das Bild ist beschädigt und lässt sich nicht lesen. Bitte speichere es neu "
    "oder wähle ein anderes."
)


def open_upload(upload: File) -> Image.Image:
    """Return the picture upright, in RGB, without metadata, at most 1600 wide.

    Raise a ValidationError that says in German what to do with the file instead.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    try:
        image = Image.open(upload, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        picture = _upright(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValidationError(TOO_MANY_PIXELS, code="too_many_pixels") from error
    except UnidentifiedImageError as error:
        message = IS_DRAWING if _is_drawing(upload) else IS_NO_PICTURE
        raise ValidationError(message, code="no_picture") from error
    except Exception as error:  # decoders raise whatever a broken file provokes
        raise ValidationError(IS_DAMAGED, code="damaged") from error
    return picture


def _is_drawing(upload: File) -> bool:
    upload.seek(0)
    return b"<svg" in upload.read(4096).lower()


def _upright(image: Image.Image) -> Image.Image:
    image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
    picture = _in_srgb(ImageOps.exif_transpose(image))
    picture.thumbnail((WIDTHS[-1], MAX_HEIGHT), Image.Resampling.LANCZOS)
    picture.info = {}
    return picture


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return what the picture looks like on white, in the colours of the web."""
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(layer, mask=layer)
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda value: value / 256)
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        converted = None
    return converted or image.convert("RGB")


def fill(picture: StoredPicture, image: Image.Image) -> None:
    """Write the files of a picture under new names; the row is the caller's to save."""
    picture.key = new_key()
    picture.width, picture.height = image.size
    for width in picture.widths:
        height = max(1, round(image.height * width / image.width))
        smaller = image.resize((width, height), Image.Resampling.LANCZOS)
        for extension, options in ENCODINGS.items():
            content = BytesIO()
            smaller.save(content, **options)
            name = picture.file_name(width, extension)
            default_storage.save(name, ContentFile(content.getvalue()))


def file_names(picture: StoredPicture) -> list[str]:
    return [
        picture.file_name(width, extension)
        for width in picture.widths
        for extension in ENCODINGS
    ]


def delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


class PictureUploadField(forms.FileField):
    """Take an upload, hand back the decoded picture for `fill`, or say what is wrong."""

    widget = forms.FileInput(
        attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}
    )

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", ALLOWED)
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Image.Image | None:
        upload = super().clean(data, initial)
        return open_upload(upload) if upload else None
