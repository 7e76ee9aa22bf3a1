import datetime
import re

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Lifecycle, Project, Reach, Stage, Status
from tests.factories import (
    make_category,
    make_challenge,
    make_district,
    make_goal,
    make_lighthouse,
    make_location,
    make_megatrend,
    make_project,
    make_projects,
    make_rubric,
    make_theme,
)

URL = "/projekte/"


def names(response):
    """Read the names of the cards in the order of the page."""
    cards = re.findall(r'class="card__name"><a [^>]*>(.*?)</a>', response.text)
    return [re.sub("</?mark>", "", name) for name in cards]


def count_of(response, facet, value):
    """Read the number that stands beside an option."""
    found = re.search(f'data-live-region="count-{facet}-{value}">(\\d+)', response.text)
    return int(found[1])


def test_an_empty_portal_says_so(client, db):
    assertContains(client.get(URL), "Hier sind 0 Projekte")


def test_shows_a_card_with_what_it_is_and_where(client, db):
    project = make_project(
        "Solardach",
        tagline="Strom vom Dach der Schule",
        themes=[make_theme("Arbeit")],
        categories=[make_category("Nachhaltigkeit")],
        checked_on=datetime.date(2026, 3, 12),
    )
    harz = make_district("Harz")
    make_location(project, city="Osterwieck", locality="Deersheim", district=harz)

    response = client.get(URL)

    for text in ("Solardach", "Strom vom Dach der Schule", "Nachhaltigkeit"):
        assertContains(response, text)
    assertContains(response, "Osterwieck, OT Deersheim · Harz")
    assertContains(response, "geprüft März 2026")
    assertContains(response, 'href="/projekte/solardach/"')


@pytest.mark.parametrize(
    "status", [status for status in Status if status not in ("published", "faded")]
)
def test_what_is_not_public_stays_hidden_everywhere(client, db, status):
    theme = make_theme("Arbeit")
    make_project("Sichtbar", themes=[theme])
    make_project("Verborgen", status=status, themes=[theme])

    response = client.get(URL)

    assert names(response) == ["Sichtbar"]
    assert count_of(response, "themenfeld", "arbeit") == 1
    assertNotContains(client.get("/sitemap.xml"), "verborgen")
    assertNotContains(client.get("/"), "Verborgen")
    assert client.get("/projekte/verborgen/").status_code == 404
    assert client.get("/projekte/verborgen.json").status_code == 404
    assertContains(client.get(URL, {"q": "Verborgen"}), "noch kein Projekt")


def test_values_of_one_filter_widen_and_filters_narrow(client, db):
    work, age = make_theme("Arbeit"), make_theme("Alter")
    harz, saale = make_district("Harz"), make_district("Saalekreis")
    for name, themes, district in [
        ("Eins", [work], harz),
        ("Zwei", [age], harz),
        ("Drei", [age], saale),
        ("Vier", [], saale),
    ]:
        make_location(make_project(name, themes=themes), district=district)

    both = client.get(URL, {"themenfeld": ["arbeit", "alter"]})
    narrowed = client.get(URL, {"themenfeld": ["arbeit", "alter"], "kreis": "harz"})

    assert names(both) == ["Drei", "Eins", "Zwei"]
    assert names(narrowed) == ["Eins", "Zwei"]
    assertContains(narrowed, "Hier sind 2 Projekte, die deinen Suchkriterien")


def test_every_option_counts_its_hits_under_the_other_filters(client, db):
    work, age = make_theme("Arbeit"), make_theme("Alter")
    harz, saale = make_district("Harz"), make_district("Saalekreis")
    for name, theme, district in [
        ("Eins", work, harz),
        ("Zwei", age, harz),
        ("Drei", age, saale),
    ]:
        make_location(make_project(name, themes=[theme]), district=district)

    response = client.get(URL, {"themenfeld": "alter"})

    assert count_of(response, "themenfeld", "arbeit") == 1
    assert count_of(response, "themenfeld", "alter") == 2
    assert count_of(response, "kreis", "harz") == 1
    assert count_of(response, "kreis", "saalekreis") == 1
    none = client.get(URL, {"themenfeld": "arbeit"})
    assert count_of(none, "kreis", "saalekreis") == 0


def test_every_facet_filters(client, db):
    trend = make_megatrend("Dritte Orte", rubric=make_rubric("Leben im Wandel"))
    wanted = make_project(
        "Gesucht",
        themes=[make_theme("Arbeit")],
        categories=[make_category("Infrastruktur")],
        megatrends=[trend],
        goals=[make_goal(11)],
        challenges=[make_challenge("Leerstand")],
        stage=Stage.ESTABLISHED,
        reach=Reach.REGIONAL,
        audience="mass",
        uses_technology=False,
        lifecycle=Lifecycle.RUNNING,
        open_to_copy=True,
    )
    make_location(wanted, district=make_district("Harz"))
    make_lighthouse(wanted)
    make_project("Anderes", uses_technology=True, lifecycle=Lifecycle.ENDED)

    for query in [
        "themenfeld=arbeit",
        "kategorie=infrastruktur",
        "megatrend=dritte-orte",
        "rubrik=leben-im-wandel",
        "sdg=11",
        "herausforderung=leerstand",
        "stadium=verstetigt",
        "wirkung=region",
        "zielgruppe=masse",
        "technologie=nein",
        "status=laeuft",
        "nachahmen=ja",
        "leuchtturm=ja",
        "kreis=harz",
    ]:
        assert names(client.get(f"{URL}?{query}")) == ["Gesucht"], query


def test_a_revoked_award_does_not_count(client, db):
    today = timezone.localdate()
    make_lighthouse(make_project("Früher"), revoked_on=today)
    make_lighthouse(make_project("Heute"))
    assert names(client.get(URL, {"leuchtturm": "ja"})) == ["Heute"]


def test_names_sort_as_in_a_german_dictionary(client, db):
    for name in ("Zebra", "Ärzte", "Apfel", "„Zahn“", "Straße", "Strasse b", "öko"):
        make_project(name)
    in_order = ["Apfel", "Ärzte", "öko", "Straße", "Strasse b", "„Zahn“", "Zebra"]
    assert names(client.get(URL)) == in_order


def test_sorts_by_newest_and_by_last_check(client, db):
    for number, name in enumerate(("Alt", "Mittel", "Neu"), 1):
        make_project(
            name,
            published_at=datetime.datetime(2020 + number, 1, 1, tzinfo=datetime.UTC),
            checked_on=datetime.date(2026 - number, 1, 1),
        )
    make_project("Nie", published_at=datetime.datetime(2019, 1, 1, tzinfo=datetime.UTC))
    newest = client.get(URL, {"sortierung": "neu"})
    checked = client.get(URL, {"sortierung": "stand"})
    assert names(newest) == ["Neu", "Mittel", "Alt", "Nie"]
    assert names(checked) == ["Alt", "Mittel", "Neu", "Nie"]


def test_a_faded_project_stands_last(client, db):
    make_project("Anfang", status=Status.FADED)
    make_project("Ende")
    assert names(client.get(URL)) == ["Ende", "Anfang"]


def test_shows_twenty_a_page_with_plain_links(client, db):
    make_projects(45)
    first, last = client.get(URL), client.get(URL, {"seite": 3})
    assert len(names(first)) == 20
    assert names(last) == [f"Testprojekt {n:03}" for n in range(41, 46)]
    assertContains(first, 'href="/projekte/?seite=2"')
    assertContains(last, 'rel="prev"')


def test_the_links_keep_the_filters(client, db):
    make_projects(25, themes=[make_theme("Arbeit")])
    response = client.get(URL, {"themenfeld": "arbeit", "sortierung": "neu"})
    assertContains(
        response, "/projekte/?themenfeld=arbeit&amp;sortierung=neu&amp;seite=2"
    )
    assertContains(response, "/karte/?themenfeld=arbeit&amp;sortierung=neu")


def test_a_chip_takes_away_one_value_and_all_can_be_reset(client, db):
    make_project(themes=[make_theme("Arbeit"), make_theme("Alter")])
    response = client.get(URL, {"themenfeld": ["arbeit", "alter"], "q": "test"})
    assertContains(response, 'href="/projekte/?q=test&amp;themenfeld=arbeit"')
    assertContains(response, 'href="/projekte/?q=test&amp;themenfeld=alter"')
    assertContains(response, "Alle zurücksetzen")


def test_unknown_values_are_ignored_and_named(client, db):
    make_project()
    response = client.get(URL, {"kreis": "mordor", "sortierung": "laune"})
    assert names(response) == ["Testprojekt"]
    assertContains(response, "mordor")
    assertContains(response, "laune")


def test_a_page_behind_the_last_shows_the_last_and_says_so(client, db):
    make_projects(25)
    response = client.get(URL, {"seite": 99})
    assert len(names(response)) == 5
    assertContains(response, "So viele Seiten gibt es nicht")


def test_a_change_is_seen_at_once(client, db):
    project = make_project("Vorher")
    assert names(client.get(URL)) == ["Vorher"]
    Project.objects.filter(pk=project.pk).update(name="Nachher")
    assert names(client.get(URL)) == ["Nachher"]
    Project.objects.filter(pk=project.pk).update(status=Status.WITHDRAWN)
    assert names(client.get(URL)) == []
