import pytest
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import LegalGround, OldSlug, Project, Status
from tests.admin.typing_in import save
from tests.factories import make_full_project, make_project, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]

URL = "/admin/projects/project/"
SAVED = "erfolgreich geändert"


def make_entry(name="Dorfladen", **fields):
    complete = {
        "tagline": "Ein Laden, der dem Dorf gehört",
        "description": "Der Laden gehört allen.",
        "themes": [make_theme(f"Feld von {name}")],
    }
    return make_project(name, **complete | fields)


def change(project):
    return f"{URL}{project.pk}/change/"


def test_a_new_entry_is_a_draft_with_an_address_from_its_name(admin_client):
    theme = make_theme("Alter")

    page = save(admin_client, f"{URL}add/", name="Bürgerbus Möser", themes=theme.pk)

    assertContains(page, "erfolgreich hinzugefügt")
    project = Project.objects.get()
    assert project.slug == "buergerbus-moeser"
    assert project.status == Status.DRAFT


def test_the_form_shows_what_hangs_on_a_project(admin_client):
    project = make_full_project("Dorfladen")
    project.old_slugs.create(slug="alter-laden")
    project.external_ids.create(system="Karte von morgen", value="4711")

    page = admin_client.get(change(project))

    for text in ["Worum geht es", "Einordnung", "Erfahrungen", "Nachweis und Stand"]:
        assertContains(page, text)
    for text in ["Ort 1", "Link 1", "Quelle 2", "alter-laden", "4711"]:
        assertContains(page, text)
    assertNotContains(page, 'name="old_slugs-0-slug"')


def test_what_is_saved_unchanged_stays_the_same(admin_client):
    project = make_full_project("Dorfladen")
    before = Project.objects.filter(pk=project.pk).values().get()

    page = save(admin_client, change(project))

    assertContains(page, SAVED)
    after = Project.objects.filter(pk=project.pk).values().get()
    assert after | {"updated_at": None} == before | {"updated_at": None}
    assert project.locations.count() == project.sources.count() == 2


def test_the_old_address_of_a_public_entry_redirects(admin_client):
    project = make_entry()

    save(admin_client, change(project), slug="unser-laden")

    project.refresh_from_db()
    assert project.slug == "unser-laden"
    answer = admin_client.get("/projekte/dorfladen/")
    assert answer.status_code == 301
    assert answer["Location"] == "/projekte/unser-laden/"


def test_an_entry_may_have_its_old_address_back(admin_client):
    project = make_entry()
    save(admin_client, change(project), slug="unser-laden")

    save(admin_client, change(project), slug="dorfladen")

    project.refresh_from_db()
    assert project.slug == "dorfladen"
    assert [old.slug for old in OldSlug.objects.all()] == ["unser-laden"]


def test_a_draft_changes_its_address_without_a_trace(admin_client):
    project = make_entry(status=Status.DRAFT, published_at=None)

    save(admin_client, change(project), slug="unser-laden")

    project.refresh_from_db()
    assert project.slug == "unser-laden"
    assert not OldSlug.objects.exists()


def test_an_address_that_redirects_elsewhere_is_refused(admin_client):
    bus = make_entry("Bürgerbus")
    bus.move_to("bus", old_slug="buergerbus")
    project = make_entry()

    page = save(admin_client, change(project), slug="buergerbus")

    assertContains(page, "„buergerbus“ leitet schon auf „Bürgerbus“ weiter.")
    project.refresh_from_db()
    assert project.slug == "dorfladen"


def test_a_new_entry_does_not_take_over_a_redirect(admin_client):
    bus = make_entry("Bürgerbus")
    bus.move_to("bus", old_slug="buergerbus")

    page = save(
        admin_client, f"{URL}add/", name="Bürgerbus", themes=bus.themes.get().pk
    )

    assertContains(page, "„buergerbus“ leitet schon auf „Bürgerbus“ weiter.")


def test_an_address_of_another_entry_is_refused(admin_client):
    make_entry("Bürgerbus")
    project = make_entry()

    page = save(admin_client, change(project), slug="buergerbus")

    assertNotContains(page, SAVED)
    project.refresh_from_db()
    assert project.slug == "dorfladen"


def test_an_emptied_address_stays(admin_client):
    project = make_entry()

    page = save(admin_client, change(project), slug="")

    assertContains(page, SAVED)
    project.refresh_from_db()
    assert project.slug == "dorfladen"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"started_year": "2020", "ended_year": "2019"}, "Das Ende liegt vor dem"),
        ({"started_year": "20"}, "größer oder gleich 1800"),
        (
            {"legal_ground": LegalGround.CONSENT, "consent_on": ""},
            "Zur Einwilligung gehört ihr Datum.",
        ),
        ({"website": "nicht eine adresse"}, "Bitte eine gültige Adresse eingeben"),
    ],
)
def test_mistakes_are_named_at_their_field(admin_client, changes, message):
    project = make_entry()

    page = save(admin_client, change(project), **changes)

    assertContains(page, message)
    assertContains(page, 'aria-invalid="true"')
    assertNotContains(page, SAVED)


def test_a_project_does_not_inspire_itself(admin_client):
    project = make_entry()

    page = save(admin_client, change(project), inspired_by=[project.pk])

    assertContains(page, "Ein Projekt kann sich nicht selbst inspirieren.")


def test_a_web_address_without_a_scheme_is_taken_as_https(admin_client):
    project = make_entry()

    save(admin_client, change(project), website="dorfladen.example")

    project.refresh_from_db()
    assert project.website == "https://dorfladen.example"


def test_an_award_is_revoked_with_a_reason(admin_client):
    project = make_entry()
    award = project.lighthouses.create(reason="Gut.")
    url = f"/admin/lighthouses/lighthouse/{award.pk}/change/"

    page = save(admin_client, url, revoked_on="01.02.2024")
    assertContains(page, "Bitte begründe, warum die Auszeichnung endet.")

    save(admin_client, url, revoked_on="01.02.2024", revoked_reason="Beendet.")
    award.refresh_from_db()
    assert award.revoked_on


def test_a_second_open_award_is_refused(admin_client):
    project = make_entry()
    project.lighthouses.create(reason="Gut.")

    page = save(admin_client, "/admin/lighthouses/lighthouse/add/", project=project.pk)

    assertContains(page, "Das Projekt ist schon ein Leuchtturm.")
