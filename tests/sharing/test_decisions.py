"""What staff decide in the admin, and what the sender gets to know of it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Location, Mail, Project, Submission, SubmissionPicture
from projects.worker import run_jobs
from tests.projects.test_pictures import photo
from tests.sharing.walking import (
    begin,
    last_mail,
    link_in,
    press,
    send,
    submit,
    walk,
)

pytestmark = [
    pytest.mark.usefixtures("terms"),
    pytest.mark.ignore_template_errors,
]


def decide(admin_client, name, **typed):
    submission = Submission.objects.get()
    url = f"/admin/projects/submission/{submission.pk}/entscheiden/{name}/"
    assertContains(admin_client.get(url), "Dorfladen Musterstedt")
    return admin_client.post(url, typed, follow=True)


def status_page(client, template):
    return client.get(link_in(last_mail(template), "stand"))


def test_an_accepted_submission_becomes_a_steckbrief(client, admin_client):
    submit(client)
    response = decide(admin_client, "veroeffentlichen")
    assertContains(response, "ist jetzt veröffentlicht")

    page = client.get("/projekte/dorfladen-musterstedt/")
    for words in [
        *("Ein Laden, der allen gehört", "Der letzte Laden schloss 2010."),
        *("Dorfverein e. V.", "Musterstedt", "Musterkreis", "Alle packen an."),
        *("offen für Nachahmer*innen", "seit 2013", "https://www.example.org/laden"),
    ]:
        assertContains(page, words)
    assertNotContains(page, "anna@example.org")


def test_its_place_has_a_point_and_a_precision(client, admin_client):
    submit(client)
    decide(admin_client, "veroeffentlichen")
    place = Location.objects.get()
    assert (place.latitude, place.longitude, place.precision) == (51.5, 11.5, "place")
    assert place.district.name == "Musterkreis"
    assert place.street == "Hauptstraße 7"


def test_only_the_place_is_shown_on_wish(client, admin_client):
    exact = {"only_place": "on", "latitude": "51.512", "longitude": "11.534"}
    submit(client, wo=exact)
    decide(admin_client, "veroeffentlichen")
    place = Location.objects.get()
    assert (place.latitude, place.longitude, place.precision) == (51.5, 11.5, "place")
    assert place.street == ""
    assertNotContains(client.get("/projekte/dorfladen-musterstedt.json"), "51.512")


def test_its_pictures_come_along(client, admin_client):
    begin(client)
    image = SimpleUploadedFile("laden.jpg", photo())
    client.post("/teilen/bilder/", {"bild": image, "ziel": "hochladen"})
    key = SubmissionPicture.objects.get().key
    words = {f"alt-{key}": "Zwei im Laden", f"credit-{key}": "Verein", "may_show": "on"}
    submit(client, bilder=words)
    decide(admin_client, "veroeffentlichen")
    picture = Project.objects.get().pictures.get()
    assert (picture.key, picture.alt, picture.credit) == (
        key,
        "Zwei im Laden",
        "Verein",
    )
    assert not SubmissionPicture.objects.exists()
    assertContains(client.get("/projekte/dorfladen-musterstedt/"), "Zwei im Laden")


def test_the_sender_gets_the_address_and_the_key_to_keep_it(client, admin_client):
    submit(client)
    decide(admin_client, "veroeffentlichen")
    mail = last_mail("published")
    assert "/projekte/dorfladen-musterstedt/" in mail.body_text
    assert link_in(mail, "mein-projekt")
    assertContains(status_page(client, "published"), "veröffentlicht")


def test_a_question_and_its_answer(client, admin_client):
    submit(client)
    decide(admin_client, "rueckfrage", words="Wie viele machen mit?")
    assert "Wie viele machen mit?" in last_mail("question").body_text
    page = status_page(client, "question")
    assertContains(page, "Wie viele machen mit?")
    assertContains(page, "Rückfrage")

    link = link_in(last_mail("question"), "stand")
    for _ in range(2):
        page = client.post(link, {"text": "Zwölf."}, follow=True)
    assertContains(page, "Zwölf.")
    submission = Submission.objects.get()
    assert submission.state == "in_review"
    assert submission.messages.count() == 2
    change = f"/admin/projects/submission/{submission.pk}/change/"
    assertContains(admin_client.get(change), "Zwölf.")


def test_an_empty_answer_is_an_error_at_the_field(client):
    submit(client)
    response = client.post(link_in(last_mail("received"), "stand"), {"text": " "})
    assertContains(response, "Schreib etwas", status_code=422)


def test_a_rejection_gives_its_reason(client, admin_client):
    submit(client)
    decide(admin_client, "ablehnen", words="Das ist ein Betrieb ohne soziales Ziel.")
    assert "ohne soziales Ziel" in last_mail("rejected").body_text
    assertContains(status_page(client, "rejected"), "ohne soziales Ziel")
    assert not Project.objects.exists()


@pytest.mark.parametrize("name", ["ablehnen", "rueckfrage"])
def test_no_decision_without_words(client, admin_client, name):
    submit(client)
    decide(admin_client, name, words="")
    assert Submission.objects.get().state == "submitted"


def test_staff_change_words_and_the_sender_sees_which(client, admin_client):
    submit(client)
    decide(admin_client, "anlegen")
    assert client.get("/projekte/dorfladen-musterstedt/").status_code == 404
    project = Project.objects.get()
    project.tagline = "Ein Laden, der dem Dorf gehört"
    project.save()
    assertNotContains(status_page(client, "received"), "dem Dorf")
    decide(admin_client, "veroeffentlichen")
    assert "[-allen-][+dem Dorf+]" in last_mail("published").body_text
    assertContains(status_page(client, "published"), "<ins>dem Dorf</ins>", html=True)


def test_a_project_published_by_itself_is_told_once(client, admin_client):
    submit(client)
    decide(admin_client, "anlegen")
    Project.objects.get().publish()
    for _ in range(2):
        run_jobs(timezone.now())
    assert Mail.objects.filter(template="published").count() == 1
    assert Submission.objects.get().state == "published"


def test_two_editors_decide_once(client, admin_client):
    submit(client)
    decide(admin_client, "ablehnen", words="Kein soziales Ziel.")
    response = decide(admin_client, "veroeffentlichen")
    assertContains(response, "Der Stand ist schon: abgelehnt")
    assert not Project.objects.exists()


def test_the_sender_withdraws(client, admin_client):
    submit(client)
    link = link_in(last_mail("received"), "stand")
    assertContains(
        client.post(link, {"zurueckziehen": "ja"}, follow=True), "zurückgezogen"
    )
    response = decide(admin_client, "veroeffentlichen")
    assertContains(response, "Der Stand ist schon: zurückgezogen")


def test_nobody_decides_without_an_account(client):
    submit(client)
    pk = Submission.objects.get().pk
    url = f"/admin/projects/submission/{pk}/entscheiden/veroeffentlichen/"
    assert client.post(url).status_code == 302
    assert not Project.objects.exists()


@pytest.mark.parametrize(("days", "is_there"), [(13, True), (15, False)])
def test_what_is_never_confirmed_is_deleted(client, days, is_there):
    walk(client)
    send(client)
    run_jobs(timezone.now() + datetime.timedelta(days=days))
    assert Submission.objects.exists() is is_there


@pytest.mark.parametrize(("days", "is_there"), [(29, True), (31, False)])
def test_a_forgotten_draft_is_deleted(client, days, is_there):
    begin(client)
    press(client, "was", name="Dorfladen")
    run_jobs(timezone.now() + datetime.timedelta(days=days))
    assert Submission.objects.exists() is is_there


def test_a_confirmed_submission_is_never_deleted_by_time(client):
    submit(client)
    run_jobs(timezone.now() + datetime.timedelta(days=4000))
    assert Submission.objects.exists()


def test_sharing_does_not_touch_the_catalogue(client):
    other = Client()
    before = other.get("/projekte/")["ETag"]
    submit(client)
    assert other.get("/projekte/")["ETag"] == before
