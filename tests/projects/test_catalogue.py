"""The catalogue answers what the database would, and is never behind it."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.catalogue import CHECKED, NAME, NEWEST
from projects.current import catalogue, forget
from projects.facets import FACETS
from projects.filters import ProjectFilter
from projects.models import (
    Audience,
    Lifecycle,
    Location,
    Project,
    Reach,
    Stage,
    Status,
)
from projects.models.version import Version
from projects.queries import parse
from projects.selection import RELEVANCE
from tests.factories import (
    make_category,
    make_challenge,
    make_district,
    make_goal,
    make_lighthouse,
    make_location,
    make_megatrend,
    make_organisation,
    make_project,
    make_rubric,
    make_theme,
)
from themes.models import Synonym

URL = "/projekte/"
NAMES = ["Garten", "Gärtnerei am See", "Äpfel", "Ofen", "Öfen & mehr", "Haus-Garten"]
TEXTS = ["", "garten", "garten see", '"am see"', "-garten", "ältere"]
DAYS = [datetime.date(2026, 3, day) for day in (1, 2, 3)]
DATES = [timezone.make_aware(datetime.datetime(2026, 3, day)) for day in (1, 2, 3)]
PUBLIC = [Status.PUBLISHED, Status.FADED]
TERMS = ("themes", "categories", "megatrends", "goals", "challenges")


@pytest.fixture
def terms(db):
    themes = [make_theme(name) for name in ("Arbeit", "Alter", "Gesundheit")]
    rubrics = [make_rubric(f"Rubrik {n}", theme=themes[n]) for n in range(2)]
    return SimpleNamespace(
        themes=themes,
        categories=[make_category(f"Kategorie {n}") for n in range(3)],
        megatrends=[
            make_megatrend(f"Trend {n}", rubric=r) for n, r in enumerate(rubrics)
        ],
        goals=[make_goal(n) for n in (1, 2, 3)],
        challenges=[make_challenge(f"Aufgabe {n}") for n in range(2)],
        districts=[make_district(name) for name in ("Harz", "Stendal", "Börde")],
    )


few = st.sets(st.integers(0, 2), max_size=2).map(sorted)
project_columns = {
    "name": st.sampled_from(NAMES),
    "tagline": st.sampled_from(["", "Im Garten", "Am See"]),
    "stage": st.sampled_from(Stage),
    "reach": st.sampled_from(Reach),
    "audience": st.sampled_from(Audience),
    "lifecycle": st.sampled_from(Lifecycle),
    "status": st.sampled_from([*PUBLIC * 4, *Status]),
    "uses_technology": st.sampled_from([None, True, False]),
    "open_to_copy": st.sampled_from([None, True, False]),
    "published_at": st.sampled_from(DATES),
    "checked_on": st.sampled_from([None, *DAYS]),
}
drafts = st.fixed_dictionaries(
    {
        **project_columns,
        **dict.fromkeys(TERMS, few),
        "districts": few,
        "award": st.sampled_from(["", "", "open", "revoked"]),
    }
)
choices = st.dictionaries(
    st.sampled_from([facet.name for facet in FACETS]),
    st.sets(st.integers(0, 3), min_size=1, max_size=2),
    max_size=3,
)


def add(draft, terms):
    """Make a project of a draft; its numbers choose among the terms there are."""
    fields = dict(draft)
    districts, award = fields.pop("districts"), fields.pop("award")
    for name in TERMS:
        rows = getattr(terms, name)
        fields[name] = [rows[number % len(rows)] for number in fields[name]]
    slug = f"projekt-{Project.objects.count()}-{Version.current()}"
    project = make_project(slug=slug, **fields)
    for number in districts:
        district = terms.districts[number]
        make_location(project, city=f"Ort {number}", district=district)
    if award:
        revoked = DAYS[1] if award == "revoked" else None
        make_lighthouse(project, revoked_on=revoked)
    return project


def chosen_from(numbers, known):
    """Translate the numbers of a choice into options of each facet."""
    chosen = {}
    for facet, picked in numbers.items():
        options = known.labels[facet]
        values = {options[number % len(options)].value for number in picked}
        chosen[facet] = [o.value for o in options if o.value in values]
    return chosen


def by_sql(chosen, text=""):
    rows = ProjectFilter(MultiValueDict({**chosen, "q": [text]})).qs
    return list(rows.values_list("pk", flat=True))


def everything_of(known, hits, order):
    return known.page(hits, order, 0, hits.count)


# It answers what the database would


@settings(max_examples=15)
@given(
    stock=st.lists(drafts, max_size=6),
    numbers=choices,
    text=st.sampled_from(["", "garten"]),
)
def test_hits_and_counts_are_those_of_sql(terms, stock, numbers, text):
    with transaction.atomic():
        for draft in stock:
            add(draft, terms)
        known = catalogue()
        chosen = chosen_from(numbers, known)
        hits = known.hits(chosen, parse(text, {}))
        found = by_sql(chosen, text)
        assert len(found) == len(set(found)) == hits.count
        assert set(found) == set(everything_of(known, hits, NAME))
        for facet, counts in known.counts(chosen, hits).items():
            for option, count in zip(known.labels[facet], counts, strict=True):
                alone = chosen | {facet: [option.value]}
                assert count == len(by_sql(alone, text)), (facet, option.value)
        transaction.set_rollback(True)
    forget()


@settings(max_examples=30)
@given(stock=st.lists(drafts, max_size=8))
def test_orders_are_those_of_sql(terms, stock):
    with transaction.atomic():
        for draft in stock:
            add(draft, terms)
        known = catalogue()
        hits = known.hits({}, parse("", {}))
        public = Project.objects.public()
        faded = set(public.filter(status=Status.FADED).values_list("pk", flat=True))
        rank = {
            pk: n for n, pk in enumerate(public.by_name().values_list("pk", flat=True))
        }

        def place(project):
            return project.pk in faded, rank[project.pk]

        def latest(project):
            return -project.published_at.timestamp(), place(project)

        def checked(project):
            return -(project.checked_on or datetime.date.min).toordinal(), place(
                project
            )

        for order, key in ((NAME, place), (NEWEST, latest), (CHECKED, checked)):
            expected = [project.pk for project in sorted(public, key=key)]
            assert everything_of(known, hits, order) == expected, order
            for start in range(len(expected)):
                assert known.page(hits, order, start, 3) == expected[start : start + 3]
        transaction.set_rollback(True)
    forget()


def test_orders_without_faded_projects_are_those_of_the_querysets(terms):
    for number in range(40):
        make_project(
            NAMES[number % 5],
            slug=f"projekt-{number}",
            published_at=DATES[number % 3],
            checked_on=(None, *DAYS)[number % 4],
        )
    known = catalogue()
    hits = known.hits({}, parse("", {}))
    public = Project.objects.public()
    for order, rows in (
        (NAME, public.by_name()),
        (NEWEST, public.newest()),
        (CHECKED, public.recently_checked()),
    ):
        expected = list(rows.values_list("pk", flat=True))
        assert everything_of(known, hits, order) == expected, order


# A patched catalogue is as good as a new one


def rename(project, draft, terms):
    project.name, project.tagline = draft["name"], draft["tagline"]
    project.save()


def change_state(project, draft, terms):
    Project.objects.filter(pk=project.pk).update(
        **{name: draft[name] for name in project_columns if name != "name"}
    )


def sort_anew(project, draft, terms):
    for name in TERMS:
        rows = getattr(terms, name)
        getattr(project, name).set(rows[number % len(rows)] for number in draft[name])


def lose_terms(project, draft, terms):
    project.themes.clear()
    project.categories.remove(*terms.categories)


def move(project, draft, terms):
    project.locations.all().delete()
    for number in draft["districts"]:
        district = terms.districts[number]
        make_location(project, district=district, latitude=51 + number, longitude=11)


def hand_over(project, draft, terms):
    """Give the places of one project to another: both change."""
    Location.objects.filter(project=project).update(project=Project.objects.first())


def delete(project, draft, terms):
    project.lighthouses.all().delete()
    project.delete()


def award(project, draft, terms):
    if not project.lighthouses.filter(revoked_on=None).exists():
        make_lighthouse(project)


def revoke(project, draft, terms):
    project.lighthouses.update(revoked_on=DAYS[0])


def create(project, draft, terms):
    add(draft, terms)


CHANGES = [
    *(rename, change_state, sort_anew, lose_terms, move, hand_over, delete),
    *(award, revoke, create),
]
steps = st.tuples(st.sampled_from(CHANGES), st.integers(0, 7), drafts, st.booleans())


def answers(known):
    """Ask a catalogue everything that pages ask it."""
    told = []
    for text in TEXTS:
        for chosen in ({}, {"themenfeld": ["alter"]}, {"kreis": ["harz", "boerde"]}):
            hits = known.hits(chosen, parse(text, known.index.synonyms))
            orders = (NAME, NEWEST, CHECKED, RELEVANCE)
            told.append([everything_of(known, hits, order) for order in orders])
            starts = range(hits.count)
            told += [known.page(hits, order, n, 2) for order in orders for n in starts]
            told.append(known.counts(chosen, hits))
    pks = sorted(known.slots)
    told.append([known.related(pk, 3) for pk in pks])
    told.append(known.options_of(pks))
    return told


@settings(max_examples=30)
@given(stock=st.lists(drafts, max_size=5), changes=st.lists(steps, max_size=6))
def test_a_patched_catalogue_answers_like_a_new_one(terms, stock, changes):
    with transaction.atomic():
        Synonym.objects.create(words="ältere, Öfen")
        for draft in stock:
            add(draft, terms)
        known = catalogue()
        for change, number, draft, is_looked_at in changes:
            projects = list(Project.objects.order_by("pk"))
            if projects:
                change(projects[number % len(projects)], draft, terms)
            if is_looked_at:
                known = catalogue()
        patched = catalogue()
        assert patched.version == Version.current()
        assert known.index.synonyms is patched.index.synonyms
        forget()
        assert answers(patched) == answers(catalogue())
        transaction.set_rollback(True)
    forget()


def test_many_changes_at_once_lead_to_the_same(terms):
    for number in range(250):
        make_project(f"Garten {number}", slug=f"projekt-{number}")
    catalogue()
    Project.objects.update(tagline="Am See")
    patched = catalogue()
    forget()
    assert answers(patched) == answers(catalogue())


def test_a_catalogue_in_use_does_not_change(terms):
    project = make_project("Garten", themes=terms.themes)
    known = catalogue()
    before = answers(known)
    project.delete()
    make_project("Anderer Garten", categories=terms.categories)
    assert answers(catalogue()) != before
    assert answers(known) == before


# It is never behind


def names(client, **query):
    page = client.get(URL, query)
    return re.findall(r'class="card__name"><a [^>]*>(.*?)</a>', page.text)


def bulk_create(project, terms):
    now = timezone.now()
    fields = {"status": Status.PUBLISHED, "published_at": now}
    fields["legal_ground"] = project.legal_ground
    rows = [Project(name="Neu", slug="neu", name_order="neu", **fields)]
    Project.objects.bulk_create(rows)


def by_hand(project, terms):
    with connection.cursor() as cursor:
        sql = "UPDATE projects_project SET name = 'Neu' WHERE id = %s"
        cursor.execute(sql, [project.pk])


@pytest.mark.parametrize(
    "change",
    [
        bulk_create,
        by_hand,
        lambda project, terms: Project.objects.update(name="Neu"),
        lambda project, terms: make_project("Neu"),
        lambda project, terms: Project.objects.bulk_update(
            [Project(pk=project.pk, name="Neu")], ["name"]
        ),
    ],
)
def test_whoever_writes_is_seen_at_the_next_request(client, terms, change):
    project = make_project("Garten")
    assert names(client) == ["Garten"]
    version = Version.current()
    change(project, terms)
    assert Version.current() > version
    assert "Neu" in names(client)


@pytest.mark.parametrize("status", set(Status) - set(PUBLIC))
def test_what_leaves_the_public_is_gone_at_once(client, terms, status):
    project = make_project("Garten", themes=terms.themes[:1])
    assert names(client, themenfeld="arbeit") == ["Garten"]
    project.take_back(status)
    assert names(client) == names(client, themenfeld="arbeit") == []
    project.publish()
    assert names(client, themenfeld="arbeit") == ["Garten"]


def test_relations_are_followed_at_once(client, terms):
    project = make_project("Garten")
    work = {"themenfeld": "arbeit"}
    assert names(client, **work) == []
    project.themes.set(terms.themes)
    assert names(client, **work) == ["Garten"]
    project.themes.clear()
    assert names(client, **work) == []
    project.themes.add(terms.themes[0])
    assert names(client, **work) == ["Garten"]
    terms.themes[0].projects.remove(project)
    assert names(client, **work) == []
    make_location(project, district=terms.districts[0])
    assert names(client, kreis="harz") == ["Garten"]
    project.locations.update(district=terms.districts[1])
    assert names(client, kreis="harz") == []
    assert names(client, kreis="stendal") == ["Garten"]
    Location.objects.all().delete()
    assert names(client, kreis="stendal") == []


def test_names_of_terms_are_followed_at_once(client, terms):
    club = make_organisation("Gießkanne e. V.")
    make_project("Garten", themes=terms.themes[:1], organisations=[club])
    assert names(client, q="Gießkanne") == names(client, q="Arbeit") == ["Garten"]
    club.name = "Harke e. V."
    club.save()
    terms.themes[0].name = "Beruf"
    terms.themes[0].save()
    assert names(client, q="Gießkanne") == names(client, q="Arbeit") == []
    assert names(client, q="Harke") == names(client, q="Beruf") == ["Garten"]
    assert "Beruf" in client.get(URL).text


def test_an_award_is_followed_at_once(client, terms):
    project = make_project("Garten")
    assert names(client, leuchtturm="ja") == []
    lighthouse = make_lighthouse(project)
    assert names(client, leuchtturm="ja") == ["Garten"]
    lighthouse.revoked_on = DAYS[0]
    lighthouse.save()
    assert names(client, leuchtturm="ja") == []


@pytest.mark.django_db(transaction=True)
def test_the_version_belongs_to_the_transaction(client):
    project = make_project("Garten")
    assert names(client) == ["Garten"]
    version = Version.current()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        project.name = "Hof"
        project.save()
        assert Version.current() > version
        raise ZeroDivisionError
    assert Version.current() == version
    assert names(client) == ["Garten"]
    project.save()
    assert names(client) == ["Hof"]


def test_what_visitors_cannot_see_raises_nothing(client, terms, django_user_model):
    version = Version.current()
    django_user_model.objects.create_user("redaktion")
    assert client.get(URL).status_code == 200
    assert Version.current() == version
