"""Make model instances: give only the fields the test is about."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from knowledge.models import Page
from lighthouses.models import Lighthouse
from projects.models import (
    District,
    LegalGround,
    Location,
    Organisation,
    Place,
    Project,
    Status,
)
from themes.german import german_slug
from themes.models import Category, Challenge, Goal, Megatrend, Rubric, Sign, Theme


def make_theme(name: str = "Testfeld", **fields: Any) -> Theme:
    fields.setdefault("sign", Sign.WORK)
    return Theme.objects.create(name=name, **fields)


def make_rubric(name: str = "Testrubrik", **fields: Any) -> Rubric:
    fields.setdefault("theme", None)
    fields["theme"] = fields["theme"] or make_theme(f"Feld von {name}")
    return Rubric.objects.create(name=name, **fields)


def make_megatrend(name: str = "Testtrend", **fields: Any) -> Megatrend:
    return Megatrend.objects.create(name=name, **fields)


def make_goal(number: int = 1, **fields: Any) -> Goal:
    fields.setdefault("name", f"Testziel {number}")
    return Goal.objects.create(number=number, colour="#19486A", **fields)


def make_challenge(name: str = "Testherausforderung", **fields: Any) -> Challenge:
    return Challenge.objects.create(name=name, **fields)


def make_category(name: str = "Testkategorie", **fields: Any) -> Category:
    return Category.objects.create(name=name, **fields)


def make_district(name: str = "Testkreis", **fields: Any) -> District:
    number = District.objects.count() + 1
    fields.setdefault("ags", f"15{number:03}")
    fields.setdefault("nuts", f"T{number:04}")
    fields.setdefault("kind", District.Kind.RURAL)
    return District.objects.create(name=name, **fields)


def make_place(name: str = "Testort", **fields: Any) -> Place:
    fields.setdefault("kind", Place.Kind.VILLAGE)
    fields.setdefault("latitude", 51.8)
    fields.setdefault("longitude", 11.5)
    return Place.objects.create(name=name, **fields)


def make_organisation(name: str = "Testverein e. V.", **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


RELATIONS = (
    "themes",
    "categories",
    "megatrends",
    "goals",
    "challenges",
    "organisations",
    "inspired_by",
)


def make_project(name: str = "Testprojekt", **fields: Any) -> Project:
    """Make a public project; relations are given as iterables of their rows."""
    related = {key: fields.pop(key) for key in RELATIONS if key in fields}
    fields.setdefault("status", Status.PUBLISHED)
    fields.setdefault("legal_ground", LegalGround.PUBLIC_FACTS)
    fields.setdefault("published_at", timezone.now())
    fields.setdefault("slug", german_slug(name))
    project = Project.objects.create(name=name, **fields)
    for key, rows in related.items():
        getattr(project, key).set(rows)
    return project


def make_location(project: Project, **fields: Any) -> Location:
    if fields.get("latitude") is not None:
        fields.setdefault("precision", Location.Precision.PLACE)
    return Location.objects.create(project=project, **fields)


def make_projects(count: int, **fields: Any) -> list[Project]:
    return [make_project(f"Testprojekt {n:03}", **fields) for n in range(1, count + 1)]


def make_full_project(name: str, terms: Iterable[int] = (1, 2)) -> Project:
    """Make a project that has two of everything a page can show."""
    project = make_project(
        name,
        tagline=f"Kurzzeile von {name}",
        description="Erster Satz. Zweiter Satz.",
        themes=[make_theme(f"Feld {n} {name}") for n in terms],
        categories=[make_category(f"Kategorie {n} {name}") for n in terms],
        megatrends=[make_megatrend(f"Trend {n} {name}") for n in terms],
        challenges=[make_challenge(f"Aufgabe {n} {name}") for n in terms],
        organisations=[make_organisation(f"Verein {n} {name}") for n in terms],
        checked_on=datetime.date(2026, 11, 1),
    )
    for n in terms:
        district = make_district(f"Kreis {n} {name}")
        make_location(
            project, city=f"Ort {n}", district=district, latitude=51.8, longitude=11.5
        )
        project.links.create(title=f"Link {n}", url=f"https://example.org/{n}")
        project.sources.create(title=f"Quelle {n}", url=f"https://example.org/q{n}")
    return project


def make_lighthouse(project: Project, **fields: Any) -> Lighthouse:
    return Lighthouse.objects.create(project=project, **fields)


def make_page(slug: str = "impressum", **fields: Any) -> Page:
    fields.setdefault("title", slug.capitalize())
    fields.setdefault("body", "Ein Text.")
    return Page.objects.create(slug=slug, **fields)
