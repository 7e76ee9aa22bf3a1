"""Pictures of a submission: kept through errors, bounded, handed to the project."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from projects.models import Submission, SubmissionPicture
from tests.projects.test_pictures import photo, stored_files
from tests.sharing.walking import begin, press

pytestmark = pytest.mark.usefixtures("terms")


def file(content, name="laden.jpg"):
    return SimpleUploadedFile(name, content)


def upload(client, *files, ziel="hochladen", **typed):
    return client.post("/teilen/bilder/", {"bild": list(files), "ziel": ziel} | typed)


def test_an_upload_asks_for_words_and_credit_of_each_picture(client):
    begin(client)
    upload(client, file(photo(colour="teal")), file(photo(colour="red")))
    response = client.get("/teilen/bilder/")
    assertContains(response, "Was ist zu sehen?", 2)
    assertContains(response, "Wer hat das Bild gemacht?", 2)
    assertNotContains(response, "Das fehlt noch")
    assert len(stored_files()) == 8


def test_words_are_needed_and_the_picture_stays_without_them(client):
    begin(client)
    upload(client, file(photo()))
    assertContains(press(client, "bilder"), "Diese Angabe fehlt noch.", status_code=422)
    key = SubmissionPicture.objects.get().key
    words = {f"alt-{key}": "Ein Laden", f"credit-{key}": "Verein", "may_show": "on"}
    assertRedirects(press(client, "bilder", **words), "/teilen/einwilligung/")
    assertContains(client.get("/teilen/pruefen/"), f"bilder/{key}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "SVG-Dateien nehmen wir nicht an",
        ),
        (b"MZ not a picture", "lässt sich nicht als Bild lesen"),
        (photo()[:500], "beschädigt"),
        (b"\xff\xd8" + b"\0" * (10 * 1024 * 1024), "größer als 10 MB"),
        (photo((7000, 6000), "PNG"), "mehr als 40 Millionen Bildpunkte"),
    ],
    ids=["drawing", "renamed", "damaged", "large", "bomb"],
)
def test_a_bad_file_is_named_and_all_else_is_kept(client, content, message):
    begin(client)
    response = upload(client, file(photo(), "gut.jpg"), file(content, "schlecht.jpg"))
    assertContains(response, "schlecht.jpg", status_code=422)
    assertContains(response, message, status_code=422)
    assertContains(response, "Was ist zu sehen?", 1, status_code=422)


def test_a_picture_sent_twice_stands_once(client):
    begin(client)
    for _ in range(2):
        upload(client, file(photo()))
    assert SubmissionPicture.objects.count() == 1
    assert len(stored_files()) == 4


def test_there_is_room_for_five(client):
    begin(client)
    colours = ["teal", "red", "blue", "green", "black", "white"]
    response = upload(client, *(file(photo(colour=colour)) for colour in colours))
    assertContains(response, "höchstens 5 Bilder", status_code=422)
    assert SubmissionPicture.objects.count() == 5
    assertNotContains(client.get("/teilen/bilder/"), 'type="file"')


def test_a_picture_is_taken_out_with_its_files(
    client, django_capture_on_commit_callbacks
):
    begin(client)
    upload(client, file(photo()))
    key = SubmissionPicture.objects.get().key
    with django_capture_on_commit_callbacks(execute=True):
        press(client, "bilder", f"entfernen-{key}")
    assert not SubmissionPicture.objects.exists()
    assert stored_files() == []


def test_nobody_takes_out_the_picture_of_somebody_else(client):
    begin(client)
    upload(client, file(photo()))
    key = SubmissionPicture.objects.get().key
    client.cookies.clear()
    begin(client)
    press(client, "bilder", f"entfernen-{key}")
    assert SubmissionPicture.objects.count() == 1


def test_a_discarded_draft_leaves_no_files(client, django_capture_on_commit_callbacks):
    begin(client)
    upload(client, file(photo()))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/teilen/verwerfen/")
    assert not Submission.objects.exists()
    assert stored_files() == []
