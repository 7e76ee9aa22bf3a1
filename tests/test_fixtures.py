import csv
import json
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from projects.geometry import Area
from projects.models import District, Location, Project
from themes.models import Theme

FIXTURES = settings.BASE_DIR / "fixtures"
NAMES = ["geography", "lighthouses", "pages", "places", "projects", "themes"]
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
TELEPHONE = re.compile(r"(?<!\d)(?:\+\d|0)[\d /()-]{7,}\d")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>|)\"]+")


def records(name, model=None):
    """Return the fields of all records in a fixture, or of those of one model."""
    rows = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return [row["fields"] for row in rows if model in (None, row["model"])]


def projects():
    return records("projects", "projects.project")


def locations(slug=None):
    rows = records("projects", "projects.location")
    return [row for row in rows if slug in (None, row["project"][0])]


def test_the_fixtures_are_what_the_tables_say(tmp_path):
    command = [sys.executable, "-m", "tools.build_fixtures", "--target", str(tmp_path)]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True)
    for name in NAMES:
        built = (tmp_path / f"{name}.json").read_bytes()
        assert built == (FIXTURES / f"{name}.json").read_bytes(), name


def test_the_stock_is_complete():
    with (FIXTURES / "projects.csv").open(encoding="utf-8", newline="") as file:
        slugs = [row["slug"] for row in csv.DictReader(file)]
    assert len(slugs) >= 80
    assert [project["slug"] for project in projects()] == slugs
    assert len(records("lighthouses")) == 16
    assert len(records("geography", "projects.district")) == 14
    goals = records("themes", "themes.goal")
    assert [goal["number"] for goal in goals] == list(range(1, 18))
    assert len(records("themes", "themes.theme")) == 4


def test_every_kreis_and_every_themenfeld_has_a_project():
    assert len({row["district"][0] for row in locations() if row["district"]}) == 14
    assert len({theme for row in projects() for (theme,) in row["themes"]}) == 4
    assert all(row["themes"] for row in projects())


def test_every_point_lies_in_its_kreis():
    areas = {
        district["slug"]: Area.from_geojson(district["boundary"])
        for district in records("geography", "projects.district")
    }
    points = [row for row in locations() if row["latitude"] is not None]
    assert len(points) >= 75
    for row in points:
        (slug,) = row["district"]
        assert areas[slug].contains(row["latitude"], row["longitude"]), row


def test_a_place_that_the_gazetteer_has_twice_lies_in_its_own_gemeinde():
    (ballenstedt,) = locations("heimatbewegen-heimathof-gut-ziegenberg")
    assert ballenstedt["city"] == "Ballenstedt"
    assert ballenstedt["latitude"] == pytest.approx(51.72, abs=0.02)


def test_a_landesweit_project_has_no_invented_point():
    statewide = [project["slug"] for project in projects() if project["is_statewide"]]
    assert "fem-power" in statewide
    for slug in statewide:
        assert all(row["latitude"] is None for row in locations(slug))


def test_every_project_has_a_source_and_a_stand():
    with_source = {row["project"][0] for row in records("projects", "projects.source")}
    for project in projects():
        assert project["slug"] in with_source
        assert project["checked_on"]
        assert project["description"] and project["tagline"], project["slug"]
        assert project["status"] == "published"


def test_what_has_ended_says_so():
    lifecycles = {project["slug"]: project["lifecycle"] for project in projects()}
    assert lifecycles["von-mensch-zu-mensch"] == "ended"
    for project in projects():
        if project["ended_year"]:
            assert project["lifecycle"] in {"ended", "transferred"}, project["slug"]


def texts(value):
    if isinstance(value, str):
        yield ADDRESS.sub("", value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("name", ["lighthouses", "pages", "projects", "themes"])
def test_no_fixture_holds_an_email_address_or_a_telephone_number(name):
    for text in texts(records(name)):
        assert not EMAIL.search(text), text
        assert not TELEPHONE.search(text), text


def test_every_static_page_has_a_text_that_names_what_the_operator_must_fill():
    pages = {page["slug"]: page for page in records("pages")}
    slugs = {"impressum", "datenschutz", "barrierefreiheit", "leichte-sprache"}
    slugs |= {"gebaerdensprache", "kontakt", "ueber-uns", "kartenquellen"}
    assert pages.keys() == slugs
    for slug in slugs - {"kartenquellen"}:
        assert "[vom Betreiber einzutragen: " in pages[slug]["body_html"], slug


def test_synonyms_name_each_group_of_words_once():
    groups = [row["words"].split(", ") for row in records("themes", "themes.synonym")]
    words = [word.casefold() for group in groups for word in group]
    assert len(groups) >= 25
    assert len(words) == len(set(words))


@pytest.fixture
def demo(db, capsys):
    def run():
        call_command("demo")
        return capsys.readouterr().out

    return run


def test_demo_loads_the_stock_and_lets_the_editor_in(demo, client):
    said = demo()
    assert Project.objects.count() == len(projects())
    assert District.objects.count() == 14
    password = re.search(r"Passwort (\S+)", said)[1]
    assert len(password) >= 12
    assert client.login(username="redaktion", password=password)
    assert client.get("/admin/").status_code == 200


def test_demo_run_twice_loses_nothing(demo):
    demo()
    project = Project.objects.get(slug="dorfladen-deersheim")
    project.tagline = "Von der Redaktion geändert"
    project.save()
    Project.objects.get(slug="crummes-eck").delete()
    password = User.objects.get().password
    said = demo()
    assert "bleibt, wie er ist" in said
    assert "Passwort" not in said
    project.refresh_from_db()
    assert project.tagline == "Von der Redaktion geändert"
    assert not Project.objects.filter(slug="crummes-eck").exists()
    assert User.objects.get().password == password


def test_demo_gives_an_account_where_only_data_are(demo):
    Theme.objects.create(name="Eigenes Feld", sign="work")
    said = demo()
    assert "bleibt, wie er ist" in said
    assert not Location.objects.exists()
    assert User.objects.get().username == "redaktion"


def test_demo_leaves_an_existing_account_alone(demo):
    User.objects.create_user("chefin", is_staff=True)
    assert "gibt es schon" in demo()
    assert User.objects.get().username == "chefin"


def test_demo_is_refused_in_production(db, settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="nur auf dem eigenen Rechner"):
        call_command("demo")
    assert not User.objects.exists()
    assert not District.objects.exists()
