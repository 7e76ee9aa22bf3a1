"""Pictures go in by the admin's form; what is kept of them is read from the storage."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from PIL import Image
from pytest_django.asserts import assertContains, assertInHTML

from projects.models import Picture
from tests.admin.typing_in import fields_of, save
from tests.factories import make_project, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

URL = "/admin/projects/project/"
ORIENTATION, MAKER, GPS, TURNED_RIGHT = 0x0112, 0x010F, 0x8825, 6


@pytest.fixture(autouse=True)
def empty_storage():
    yield
    for name in stored_files():
        default_storage.delete(f"bilder/{name}")


def stored_files():
    if not default_storage.exists("bilder"):
        return []
    return sorted(default_storage.listdir("bilder")[1])


def encode(image, kind="JPEG", **options):
    content = BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def photo(size=(800, 600), kind="JPEG", mode="RGB", colour="teal", **options):
    return encode(Image.new(mode, size, colour), kind, **options)


def upload(client, content, name="laden.jpg", **fields):
    project = make_project("Dorfladen", themes=[make_theme()])
    url = f"{URL}{project.pk}/change/"
    changes = {
        "tagline": "Ein Laden",
        "description": "Der Laden gehört allen.",
        "pictures-TOTAL_FORMS": "1",
        "pictures-0-upload": SimpleUploadedFile(name, content),
        "pictures-0-alt": "Der Laden von außen",
        "pictures-0-credit": "Dorfverein",
        "pictures-0-position": "0",
    }
    return save(client, url, **changes | fields)


def kept(name):
    with default_storage.open(f"bilder/{name}") as file:
        image = Image.open(file)
        image.load()
    return image


def test_a_photo_is_kept_in_two_formats_and_three_widths(admin_client):
    upload(admin_client, photo((3000, 2000)))

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1600, 1067)
    key = picture.key
    assert stored_files() == sorted(
        f"{key}-{width}.{kind}"
        for width in (480, 960, 1600)
        for kind in ("avif", "jpg")
    )
    for width, height in [(480, 320), (960, 640), (1600, 1067)]:
        for kind, name in [("AVIF", "avif"), ("JPEG", "jpg")]:
            image = kept(f"{key}-{width}.{name}")
            assert (image.format, image.size) == (kind, (width, height))


def test_a_small_picture_is_not_blown_up(admin_client):
    upload(admin_client, photo((500, 400)))

    key = Picture.objects.get().key
    assert stored_files() == sorted(
        f"{key}-{width}.{kind}" for width in (480, 500) for kind in ("avif", "jpg")
    )


def test_a_very_tall_picture_is_made_smaller(admin_client):
    upload(admin_client, photo((1000, 10_000)))

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (240, 2400)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_allowed_format_is_taken(admin_client, kind):
    upload(admin_client, photo(kind=kind))

    assert Picture.objects.get().width == 800


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_position_and_camera_data_fall_away_and_the_picture_stands_upright(
    admin_client, kind
):
    data = Image.Exif()
    data[ORIENTATION] = TURNED_RIGHT
    data[MAKER] = "Kamerawerk"
    data.get_ifd(GPS)[1] = "N"
    image = Image.new("RGB", (800, 600), "teal")
    content = encode(image, kind, exif=data, xmp=b"<secret/>", comment=b"geheim")
    assert dict(Image.open(BytesIO(content)).getexif())

    upload(admin_client, content)

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (600, 800)
    for name in stored_files():
        image = kept(name)
        assert not dict(image.getexif())
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)


def test_transparency_becomes_white(admin_client):
    upload(admin_client, photo(kind="PNG", mode="RGBA", colour=(0, 0, 0, 0)))

    corner = kept(f"{Picture.objects.get().key}-480.jpg").getpixel((0, 0))
    assert corner == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "LA", "I;16", "1", "CMYK"])
def test_uncommon_kinds_of_pixels_are_taken(admin_client, mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (600, 400))
    content = encode(image, "JPEG" if kind == "TIFF" else kind)

    upload(admin_client, content)

    assert kept(f"{Picture.objects.get().key}-480.jpg").mode == "RGB"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>'
NO_PICTURE = "Die Datei lässt sich nicht als Bild lesen"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (photo((2000, 1500))[:3000], "laden.jpg", "Das Bild ist beschädigt"),
        (photo(kind="PNG")[:-300], "laden.png", "Das Bild ist beschädigt"),
        (b"%PDF-1.7 kein Bild", "laden.jpg", NO_PICTURE),
        (photo(kind="GIF", mode="P", colour=0), "laden.jpg", NO_PICTURE),
        (SVG, "laden.svg", "SVG-Dateien nehmen wir nicht an."),
        (SVG, "laden.jpg", "SVG-Dateien nehmen wir nicht an."),
        (photo((8000, 6000), "PNG", "1", 0), "laden.png", "40 Millionen Bildpunkte"),
        (photo((12000, 12000), "PNG", "1", 0), "laden.png", "40 Millionen Bildpunkte"),
        (photo() + b"0" * 10 * 1024 * 1024, "laden.jpg", "größer als 10 MB"),
        (b"", "laden.jpg", "Datei ist leer"),
    ],
    ids=[
        "cut off",
        "cut png",
        "renamed pdf",
        "renamed gif",
        "svg",
        "renamed svg",
        "48 megapixels",
        "bomb",
        "large",
        "empty",
    ],
)
def test_a_bad_file_is_refused_at_its_field(admin_client, content, name, message):
    page = upload(admin_client, content, name)

    assertContains(page, message)
    assertContains(page, 'id="id_pictures-0-upload_error"')
    assert fields_of(page)["pictures-0-alt"] == ["Der Laden von außen"]
    assert not Picture.objects.exists()
    assert stored_files() == []


def test_a_picture_without_description_is_refused(admin_client):
    page = upload(admin_client, photo(), **{"pictures-0-alt": ""})

    assertContains(page, 'id="id_pictures-0-alt_error"')
    assert not Picture.objects.exists()


def test_a_new_picture_needs_a_file(admin_client):
    page = upload(admin_client, photo(), **{"pictures-0-upload": ""})

    assertContains(page, 'id="id_pictures-0-upload_error"')
    assert not Picture.objects.exists()


def test_the_editor_sees_the_picture(admin_client):
    page = upload(admin_client, photo(), _continue="")

    picture = Picture.objects.get()
    assertContains(page, f'src="{picture.url}"')
    assertContains(page, 'alt="Der Laden von außen"')


def change_url():
    return f"{URL}{Picture.objects.get().project_id}/change/"


def test_the_words_change_without_a_new_upload(admin_client):
    upload(admin_client, photo())
    files = stored_files()

    save(admin_client, change_url(), **{"pictures-0-credit": "Landfrauen"})

    assert Picture.objects.get().credit == "Landfrauen"
    assert stored_files() == files


def test_a_new_upload_replaces_the_files(
    admin_client, django_capture_on_commit_callbacks
):
    upload(admin_client, photo())
    old = Picture.objects.get()

    new = SimpleUploadedFile("neu.png", photo((300, 200), "PNG"))
    with django_capture_on_commit_callbacks(execute=True):
        save(admin_client, change_url(), **{"pictures-0-upload": new})

    picture = Picture.objects.get()
    assert picture.pk == old.pk
    assert stored_files() == [f"{picture.key}-300.avif", f"{picture.key}-300.jpg"]


def test_files_go_with_their_row(admin_client, django_capture_on_commit_callbacks):
    upload(admin_client, photo())

    with django_capture_on_commit_callbacks(execute=True):
        save(admin_client, change_url(), **{"pictures-0-DELETE": "on"})

    assert not Picture.objects.exists()
    assert stored_files() == []


def test_files_go_with_their_project(admin_client, django_capture_on_commit_callbacks):
    upload(admin_client, photo())
    url = change_url().replace("change", "delete")

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(url, {"post": "yes"})

    assert not Picture.objects.exists()
    assert stored_files() == []


def test_a_picture_is_shown_in_the_format_a_browser_knows(admin_client):
    upload(admin_client, photo((1000, 500)), **{"pictures-0-licence": "CC BY 4.0"})
    picture = Picture.objects.get()

    html = render_to_string(
        "components/picture.html", {"picture": picture, "sizes": "100vw"}
    )

    path = f"/media/bilder/{picture.key}"
    avif = ", ".join(f"{path}-{width}.avif {width}w" for width in (480, 960, 1000))
    assertInHTML(f'<source type="image/avif" srcset="{avif}" sizes="100vw">', html)
    assert 'width="1000" height="500" alt="Der Laden von außen"' in html
    assert "Foto: Dorfverein, CC BY 4.0" in html
