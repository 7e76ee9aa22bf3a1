import pytest
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import LegalGround, Project, Status
from tests.admin.typing_in import save
from tests.factories import make_project, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

URL = "/admin/projects/project/"


def make_draft(name="Dorfladen", **fields):
    complete = {
        "status": Status.DRAFT,
        "published_at": None,
        "tagline": "Ein Laden, der dem Dorf gehört",
        "description": "Der Laden gehört allen.",
        "themes": [make_theme(f"Feld von {name}")],
    }
    return make_project(name, **complete | fields)


def change(project):
    return f"{URL}{project.pk}/change/"


def step(project, name):
    return f"{URL}{project.pk}/schritt/{name}/"


def test_a_draft_is_published_after_asking_back(admin_client):
    project = make_draft()
    page = admin_client.get(change(project))
    assertContains(page, step(project, "veroeffentlichen"))
    assertNotContains(page, "Auf der Website ansehen")

    question = admin_client.get(step(project, "veroeffentlichen"))
    assertContains(question, "Auf der Website erscheint:")
    project.refresh_from_db()
    assert project.status == Status.DRAFT

    answer = admin_client.post(step(project, "veroeffentlichen"), follow=True)

    assertContains(answer, "„Dorfladen“ ist jetzt veröffentlicht.")
    assertContains(answer, f'href="{project.get_absolute_url()}"')
    project.refresh_from_db()
    assert project.is_public
    assert project.published_at
    history = admin_client.get(f"{URL}{project.pk}/history/")
    assertContains(history, "Veröffentlichen: veröffentlicht.")


@pytest.mark.parametrize(
    ("lack", "message"),
    [
        ({"tagline": ""}, "Zum Veröffentlichen fehlt die Kurzzeile."),
        ({"description": ""}, "Zum Veröffentlichen fehlt die Beschreibung."),
        ({"themes": []}, "Zum Veröffentlichen fehlt mindestens ein Themenfeld."),
        ({"legal_ground": ""}, "Zum Veröffentlichen fehlt der Rechtsgrund."),
    ],
)
def test_an_incomplete_draft_stays_a_draft_and_says_why(admin_client, lack, message):
    project = make_draft(**lack)

    question = admin_client.get(step(project, "veroeffentlichen"))
    assertContains(question, message)
    assertNotContains(question, 'name="confirmed"')

    answer = admin_client.post(step(project, "veroeffentlichen"), follow=True)
    assertContains(answer, message)
    project.refresh_from_db()
    assert project.status == Status.DRAFT


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("archivieren", Status.ARCHIVED),
        ("zurueckziehen", Status.WITHDRAWN),
        ("entwurf", Status.DRAFT),
    ],
)
def test_a_public_entry_is_taken_back(admin_client, name, status):
    project = make_project("Dorfladen")

    answer = admin_client.post(step(project, name), follow=True)

    assertNotContains(answer, "Auf der Website ansehen")
    project.refresh_from_db()
    assert project.status == status


def test_a_step_is_taken_once(admin_client):
    project = make_project("Dorfladen", status=Status.ARCHIVED)

    answer = admin_client.post(step(project, "archivieren"), follow=True)

    assertContains(answer, "Der Eintrag ist schon: archiviert.")
    assertNotContains(answer, step(project, "archivieren"))


def test_a_list_is_published_with_what_is_ready(admin_client):
    ready, incomplete = make_draft("Dorfladen"), make_draft("Bürgerbus", tagline="")
    ticked = {
        "action": "veroeffentlichen",
        "_selected_action": [ready.pk, incomplete.pk],
    }

    question = admin_client.post(URL, ticked)
    assertContains(question, "Zum Veröffentlichen fehlt die Kurzzeile.")
    assert not Project.objects.public().exists()

    answer = admin_client.post(URL, ticked | {"confirmed": "yes"}, follow=True)

    assertContains(answer, "„Dorfladen“ ist jetzt veröffentlicht.")
    assertContains(answer, "„Bürgerbus“ bleibt, wie es ist.")
    assert list(Project.objects.public()) == [ready]


def test_the_list_offers_no_deletion(admin_client):
    make_project("Dorfladen")

    page = admin_client.get(URL)

    assertContains(page, "Wieder als Entwurf")
    assertNotContains(page, "delete_selected")


def test_the_state_cannot_be_typed(admin_client):
    project = make_draft()

    save(admin_client, change(project), status="published", state="published")

    project.refresh_from_db()
    assert project.status == Status.DRAFT


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("legal_ground", "Zum Veröffentlichen fehlt der Rechtsgrund."),
        ("tagline", "Zum Veröffentlichen fehlt die Kurzzeile."),
        ("description", "Zum Veröffentlichen fehlt die Beschreibung."),
    ],
)
def test_a_public_entry_stays_complete(admin_client, field, message):
    project = make_draft()
    project.publish()

    page = save(admin_client, change(project), **{field: ""})

    assertContains(page, message)
    project.refresh_from_db()
    assert project.legal_ground == LegalGround.PUBLIC_FACTS


def test_those_who_may_only_look_change_no_state(client, django_user_model):
    reader = django_user_model.objects.create_user("leserin", is_staff=True)
    client.force_login(reader)
    project = make_draft()

    assert client.get(step(project, "veroeffentlichen")).status_code == 403
    assert client.post(step(project, "veroeffentlichen")).status_code == 403
    project.refresh_from_db()
    assert project.status == Status.DRAFT


def test_unknown_steps_and_projects_are_not_found(admin_client):
    project = make_draft()

    assert admin_client.get(step(project, "sprengen")).status_code == 404
    assert admin_client.get(f"{URL}999999/schritt/entwurf/").status_code == 404
