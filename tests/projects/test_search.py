import re
import unicodedata
from html import unescape

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import (
    make_category,
    make_challenge,
    make_district,
    make_goal,
    make_location,
    make_megatrend,
    make_organisation,
    make_project,
    make_rubric,
    make_theme,
)
from themes.models import Synonym

URL = "/projekte/"


def search(client, query, **filters):
    return client.get(URL, {"q": query, **filters})


def names(response):
    cards = re.findall(r'class="card__name"><a [^>]*>(.*?)</a>', response.text)
    return [unescape(re.sub("</?mark>", "", name)) for name in cards]


def found(client, query, **filters):
    return names(search(client, query, **filters))


def suggested(response):
    """Read the other spellings as (text, address)."""
    line = re.search(r'class="suggestion">(.*?)</p>', response.text, re.DOTALL)
    links = re.findall(r'href="([^"]+)"[^>]*>„(.*?)“', line[1]) if line else []
    return [(unescape(text), unescape(url)) for url, text in links]


# Spelling


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Müllvermeidung", "MÜLLVERMEIDUNG"),
        ("Müllvermeidung", "muellvermeidung"),
        ("Müllvermeidung", "Mullvermeidung"),
        ("Muellvermeidung", "Müllvermeidung"),
        ("Müllvermeidung", unicodedata.normalize("NFD", "Müllvermeidung")),
        (unicodedata.normalize("NFD", "Müllvermeidung"), "Müllvermeidung"),
        ("Straßenfest", "strassenfest"),
        ("STRASSENFEST", "Straßenfest"),
        ("Café Zeitlos", "cafe"),
        ("Repair-Café", "repaircafe"),
        ("Repair-Café", "Repair Café"),
        ("Repaircafé", "Repair-Café"),
        ("Repair Café", "Repair-Café"),
        ("Bürger*innenrat", "Bürgerinnenrat"),
        ("Künstler*innen gesucht", "Künstlerinnen"),
        ("Künstler:innen gesucht", "Künstler_innen"),
        ("Künstler/-innen gesucht", "Künstler·innen"),
        ("KünstlerInnen gesucht", "Künstler*innen"),
        ("Haus 4.0", "4"),
        ("ABC/DEF", "def"),
    ],
)
def test_spelling_does_not_matter(client, db, name, query):
    make_project(name, slug="gesucht")
    make_project("Etwas anderes")
    assert found(client, query) == [name]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Dorf im Wandel", "Dörfer"),
        ("Dörfer im Wandel", "Dorf"),
        ("Bürgerbus", "Bürgerbusse"),
        ("Genossenschaft", "Genossenschaften"),
        ("Stipendien", "Stipendium"),
        ("Verschenktes", "verschenken"),
        ("Behinderung", "behinderte"),
        ("Schülerinnen", "Schüler"),
        ("Schüler", "Schülerinnen"),
        ("Migrant*innen", "Migranten"),
        ("Räder", "Rad"),
        ("Rad", "Räder"),
        ("Genossenschaftsladen", "Genossenschaften"),
    ],
)
def test_finds_other_forms_of_a_word(client, db, name, query):
    make_project(name, slug="gesucht")
    make_project("Etwas anderes")
    assert found(client, query) == [name]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Burg", "Bürgerinnen"),
        ("Künstliche Intelligenz", "Künstler"),
        ("Alte Stadt", "Ältere"),
        ("Radio", "Räder"),
        ("Umzug", "zu"),
    ],
)
def test_does_not_take_one_word_for_another(client, db, name, query):
    make_project(name)
    assert found(client, query) == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Nachbarschaftshilfe", "Nachbarschaft"),
        ("Dorfladen", "Laden"),
        ("Dorfläden", "Laden"),
        ("Schülergießerei", "giesserei"),
        ("Holzhausbau", "haus"),
    ],
)
def test_finds_the_parts_of_compounds(client, db, name, query):
    make_project(name)
    assert found(client, query) == [name]


# Several words, quotes, minus


def test_several_words_narrow(client, db):
    make_project("Garten in Halle")
    make_project("Garten in Zeitz")
    make_project("Theater in Halle")
    assert found(client, "Garten Halle") == ["Garten in Halle"]
    assert found(client, "Halle Garten") == ["Garten in Halle"]


def test_words_may_stand_in_different_places(client, db):
    make_location(make_project("Garten für alle"), city="Zeitz")
    assert found(client, "Garten Zeitz") == ["Garten für alle"]


def test_words_without_meaning_do_not_narrow(client, db):
    make_project("Garten Zeitz")
    assert found(client, "ein Garten in der Stadt Zeitz und für") == []
    assert found(client, "ein Garten in Zeitz") == ["Garten Zeitz"]


def test_a_word_without_meaning_is_sought_when_it_stands_alone(client, db):
    make_project("Mit uns")
    make_project("Ohne euch")
    assert found(client, "mit") == ["Mit uns"]


def test_quotes_keep_words_together(client, db):
    make_project("Haus der Begegnung")
    make_project("Begegnung im Haus der Stadt")
    make_project("Hausgemeinschaft der Begegnung")
    for query in (
        '"Haus der Begegnung"',
        "„haus der begegnung“",
        '"Haus der Begegnung',
    ):
        assert found(client, query) == ["Haus der Begegnung"]


def test_a_phrase_does_not_reach_from_one_text_into_the_next(client, db):
    make_project("Haus", tagline="der Begegnung", offers="ein Haus", seeks="der Held")
    assert found(client, '"Haus der"') == []


def test_a_phrase_narrows_with_other_words(client, db):
    make_project("Altes Haus in Zeitz")
    make_project("Altes Haus in Halle")
    assert found(client, '"altes Haus" Zeitz') == ["Altes Haus in Zeitz"]


def test_a_minus_excludes(client, db):
    make_project("Garten Halle")
    make_project("Garten Zeitz")
    make_project("Theater Zeitz")
    assert found(client, "Garten -Zeitz") == ["Garten Halle"]
    assert found(client, "-Zeitz") == ["Garten Halle"]
    assert found(client, 'Garten -"Garten Zeitz"') == ["Garten Halle"]


def test_a_hyphen_inside_a_word_excludes_nothing(client, db):
    make_project("Mansfeld-Südharz")
    assert found(client, "Mansfeld-Südharz") == ["Mansfeld-Südharz"]
    assert found(client, "Südharz") == ["Mansfeld-Südharz"]


# Synonyms


@pytest.fixture
def old_people(db):
    Synonym.objects.create(words="Senioren, ältere Menschen, Rentner")


@pytest.mark.parametrize("text", ["Senioren", "ältere Menschen", "Rentner"])
@pytest.mark.parametrize("query", ["Senioren", "ältere Menschen", "Rentner"])
def test_synonyms_hold_both_ways(client, old_people, text, query):
    make_project("Treff", description=f"Hier sind {text} willkommen.")
    make_project("Etwas anderes", description="Hier sind Menschen willkommen.")
    assert found(client, query) == ["Treff"]


def test_a_synonym_of_several_words_must_stand_together(client, old_people):
    make_project("Haus", description="Menschen ziehen in ältere Häuser.")
    make_project("Besuch", description="Wir besuchen älteren Menschen.")
    assert found(client, "Senioren") == ["Besuch"]


def test_a_short_synonym_is_no_part_of_a_word(client, db):
    Synonym.objects.create(words="Fahrrad, Rad")
    make_project("Radio")
    make_project("Rad für alle")
    assert found(client, "Fahrrad") == ["Rad für alle"]


def test_a_long_synonym_finds_compounds(client, old_people):
    make_project("Seniorentreff")
    assert found(client, "Rentner") == ["Seniorentreff"]


def test_synonyms_narrow_with_other_words(client, old_people):
    make_project("Senioren in Zeitz")
    make_project("Senioren in Halle")
    assert found(client, "ältere Menschen Zeitz") == ["Senioren in Zeitz"]


def test_what_was_typed_goes_before_its_synonyms(client, old_people):
    make_project("Angebot für Rentner")
    make_project("Zeit", tagline="Senioren im Gespräch")
    assert found(client, "Senioren") == ["Zeit", "Angebot für Rentner"]


def test_a_synonym_that_an_editor_adds_counts_at_once(client, db):
    make_project("Backofen")
    assert found(client, "Röhre") == []
    Synonym.objects.create(words="Backofen, Röhre")
    assert found(client, "Röhre") == ["Backofen"]


# Where it looks, and what goes first


def test_looks_into_everything_a_visitor_may_read(client, db):
    rubric = make_rubric("Rubrikwort")
    project = make_project(
        "Namenswort",
        tagline="Kurzwort",
        description="Langwort",
        experience_worked="Gelungenwort",
        experience_failed="Misslungenwort",
        experience_needed="Brauchwort",
        offers="Angebotswort",
        seeks="Gesuchwort",
        themes=[make_theme("Feldwort", also_called="Zweitwort")],
        categories=[make_category("Kategoriewort")],
        megatrends=[make_megatrend("Trendwort", rubric=rubric)],
        goals=[make_goal(name="Zielwort")],
        challenges=[make_challenge("Aufgabenwort")],
        organisations=[make_organisation("Vereinswort")],
        internal_notes="Geheimwort",
        checked_by="Prüfwort",
        consent_wording="Einwilligungswort",
    )
    make_location(
        project,
        city="Stadtwort",
        locality="Ortswort",
        postal_code="06712",
        district=make_district("Kreiswort"),
    )
    make_project("Etwas anderes")
    words = """Namenswort Kurzwort Langwort Gelungenwort Misslungenwort Brauchwort
        Angebotswort Gesuchwort Feldwort Zweitwort Kategoriewort Trendwort Rubrikwort
        Zielwort Aufgabenwort Vereinswort Stadtwort Ortswort 06712 Kreiswort"""
    for word in words.split():
        assert found(client, word) == ["Namenswort"], word
    for word in ("Geheimwort", "Prüfwort", "Einwilligungswort"):
        assert found(client, word) == [], word


def test_name_goes_before_tagline_before_terms_before_text(client, db):
    make_project("A", description="Ein Garten.")
    make_project("B", categories=[make_category("Garten")])
    make_project("C", tagline="Ein Garten")
    make_project("Garten")
    assert found(client, "Garten") == ["Garten", "C", "B", "A"]


def test_whole_words_go_before_beginnings_before_parts(client, db):
    make_project("Altgartenhaus")
    make_project("Gartenhaus")
    make_project("Unser Garten am Ende der Stadt")
    expected = ["Unser Garten am Ende der Stadt", "Gartenhaus", "Altgartenhaus"]
    assert found(client, "Garten") == expected


def test_a_short_name_goes_before_a_long_one(client, db):
    make_project("Das Labor der Künstlerstadt Kalbe")
    make_project("Künstlerstadt Kalbe")
    expected = ["Künstlerstadt Kalbe", "Das Labor der Künstlerstadt Kalbe"]
    assert found(client, "Künstlerstadt") == expected


def test_equals_stand_in_the_order_of_their_names(client, db):
    for name in ("Öl Garten", "Ober Garten", "Zum Garten"):
        make_project(name)
    assert found(client, "Garten") == ["Ober Garten", "Öl Garten", "Zum Garten"]


def test_another_order_may_be_chosen(client, db):
    make_project("Zum Garten")
    make_project("Anna", description="hat einen Garten")
    assert found(client, "Garten") == ["Zum Garten", "Anna"]
    assert found(client, "Garten", sortierung="name") == ["Anna", "Zum Garten"]


def test_only_public_projects_are_found(client, db):
    for status in ("draft", "submitted", "in_review", "archived", "withdrawn"):
        make_project(f"Garten {status}", status=status)
    make_project("Garten verblasst", status="faded")
    assert found(client, "Garten") == ["Garten verblasst"]


# Highlighting


def test_marks_what_was_found(client, db):
    make_project("Dorfladen", tagline="Läden & mehr für Bürger*innen <im Dorf>")
    response = search(client, "laden")
    assertContains(response, "<mark>Dorfladen</mark>")
    assertContains(response, "<mark>Läden</mark> &amp; mehr")
    assertContains(response, "&lt;im Dorf&gt;")
    assertContains(search(client, "Bürgerin"), "<mark>Bürger*innen</mark>")


def test_marks_synonyms_but_not_their_small_words(client, db):
    Synonym.objects.create(words="Inklusion, Menschen mit Behinderung")
    make_project("Mittendrin", tagline="Für Menschen mit Behinderung, mittendrin")
    response = search(client, "Inklusion")
    line = "Für <mark>Menschen</mark> mit <mark>Behinderung</mark>, mittendrin"
    assertContains(response, line)


def test_marks_nothing_that_would_be_markup(client, db):
    make_project("<script>alert(1)</script>", slug="angriff")
    response = search(client, "script alert")
    assertNotContains(response, "<script>alert(1)")
    assertContains(response, "&lt;<mark>script</mark>&gt;<mark>alert</mark>(1)")


def test_without_words_nothing_is_marked(client, db):
    make_project("Dorfladen")
    assertNotContains(client.get(URL), "<mark>")


# Nothing found


def test_asks_for_a_likely_spelling(client, db):
    make_project("Bühne Quedlinburg")
    make_project("Garten Quedlinburg")
    response = search(client, "Quedlinbrug")
    assertContains(response, "Meintest du <a ")
    assertContains(response, "(2 Projekte)?")
    [(text, url)] = suggested(response)
    assert text == "Quedlinburg"
    assert len(names(client.get(url))) == 2


def test_puts_several_wrong_words_right_and_keeps_the_rest(client, db):
    make_project("Bürgermeisterhof Salzwedel")
    response = search(client, "der Bürgermeisterhoff in Salzwedl")
    texts = [text for text, _ in suggested(response)]
    assert texts == ["der Bürgermeisterhof in Salzwedel"]


def test_the_likeliest_spelling_is_named_first(client, db):
    make_project("Nachbarschaftshilfe")
    for number in range(3):
        make_project(f"Nachbarschaft {number}")
    (first, _), *_ = suggested(search(client, "Nachbarschafthife"))
    assert first == "Nachbarschaftshilfe"


def test_does_not_ask_when_something_was_found(client, db):
    make_project("Garten")
    make_project("Gärtner")
    assert suggested(search(client, "Garten")) == []


def test_does_not_ask_when_only_the_filters_find_nothing(client, db):
    make_theme("Arbeit")
    make_project("Quedlinburg")
    assert suggested(search(client, "Quedlinburg", themenfeld="arbeit")) == []


def test_a_spelling_keeps_the_filters(client, db):
    theme = make_theme("Arbeit")
    make_project("Quedlinburg", themes=[theme])
    make_project("Auch Quedlinburg")
    response = search(client, "Quedlinbrug", themenfeld="arbeit")
    [(_, url)] = suggested(response)
    assert names(client.get(url)) == ["Quedlinburg"]
    assertContains(response, "(1 Projekt)?")


def test_help_names_the_filter_whose_removal_brings_most(client, db):
    health, work = make_theme("Gesundheit"), make_theme("Arbeit")
    harz = make_district("Harz")
    make_location(make_project("Garten am Brocken", themes=[health]), district=harz)
    for number in range(3):
        make_project(f"Garten {number}", themes=[work])
    response = search(client, "Garten", themenfeld="arbeit", kreis="harz")
    ways = re.findall(
        r"<li><a href=\"([^\"]+)\"[^>]*>([^<]+)</a>: (\d+) ", response.text
    )
    assert [(text, int(count)) for _, text, count in ways] == [
        ("Ohne alle Filter", 4),
        ("Ohne den Filter Kreis", 3),
        ("Ohne den Filter Themenfeld", 1),
    ]
    for url, _, count in ways:
        assert len(names(client.get(unescape(url)))) == int(count)


def test_help_offers_the_search_with_fewer_words(client, db):
    make_project("Laufen lernen")
    for number in range(2):
        make_project(f"Kinder {number}")
    response = search(client, "Laufen Kinder")
    ways = re.findall(
        r'<li><a href="([^"]+)"[^>]*>(Ohne „[^<]+)</a>: (\d+) ', response.text
    )
    assert [(text, count) for _, text, count in ways] == [
        ("Ohne „Laufen“", "2"),
        ("Ohne „Kinder“", "1"),
    ]
    assert names(client.get(unescape(ways[1][0]))) == ["Laufen lernen"]


def test_help_says_nothing_where_nothing_helps(client, db):
    make_project("Garten")
    response = search(client, "xyzzy plugh")
    assertNotContains(response, "Ohne ")
    assertContains(response, "Alle Projekte zeigen")


# What nobody should type

HOSTILE = [
    "a" * 10_000,
    "Garten " * 1_000,
    " ".join(f"Wort{number}" for number in range(1_000)),
    ".*+?^${}()|[]\\",
    "(a+)+$",
    "[[:alpha:]]",
    "100%_x",
    "'; DROP TABLE projects_project; --",
    '" OR 1=1 --',
    "und oder der die das",
    "🌻🌻🌻",
    "👩‍👩‍👧",
    "\u202eGarten\u202c",
    "\u200f\u200e",
    "\x00",
    "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    '"',
    '""',
    '"""""',
    '"Garten',
    '-"',
    "-",
    "---",
    "- Garten",
    "-Garten -Garten",
    '"-"',
    "*innen",
    "'",
    "ﬁ ﬀ ½ ² Ⅷ",
    "ſ ẞ İ ı",
    "ͣ ̈ ̈",
    "الحديقة",
    "花园",
    "\ufeff",
    "%00%ff",
    "<mark>",
    "NFD a\u0308\u0308\u0308\u0308",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_strange_queries_are_answered(client, db, query):
    make_project("Garten für alle [sic] (100 %)", tagline="„Ein“ 'Garten'")
    response = search(client, query)
    assert response.status_code == 200
    assert "<h1" in response.text


def test_a_query_without_any_word_filters_nothing(client, db):
    make_project("Garten")
    for query in ("", "   ", '"', "-", "***", "🌻"):
        assert found(client, query) == ["Garten"], query


def test_direction_marks_do_not_matter(client, db):
    make_project("Garten")
    assert found(client, "\u202eGarten\u202c") == ["Garten"]


def test_a_query_that_was_cut_says_so(client, db):
    assertContains(search(client, "Garten " * 100), "ersten 200 Zeichen")
