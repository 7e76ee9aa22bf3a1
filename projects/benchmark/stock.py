"""Fill an empty database with neutral projects."""

import datetime
from collections.abc import Callable, Iterable
from itertools import islice

from django.db import models, transaction

from projects.benchmark.neutral import NeutralProject
from projects.models import (
    Audience,
    District,
    LegalGround,
    Lifecycle,
    Location,
    Project,
    Reach,
    Stage,
    Status,
)
from themes.models import Category, Goal, Megatrend, Rubric, Sign, Theme

_BATCH = 2_000
_TRENDS_OF_A_RUBRIC = 5
_FIRST_DAY = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_STAGES, _REACHES, _SIGNS = list(Stage), list(Reach), list(Sign)
_AUDIENCES, _LIFECYCLES = list(Audience), list(Lifecycle)


class _Numbers(dict[str, int]):
    """Number names in the order in which they come; `make` makes the row of a name."""

    def __init__(self, make: Callable[[str, int], models.Model]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> int:
        row = self.make(name, len(self))
        self[name] = row.pk
        return row.pk


def _theme(name: str, number: int) -> Theme:
    return Theme.objects.create(
        name=name, position=number, sign=_SIGNS[number % len(_SIGNS)]
    )


def _megatrend(name: str, number: int) -> Megatrend:
    place = number // _TRENDS_OF_A_RUBRIC
    rubric, _ = Rubric.objects.get_or_create(
        name=f"Rubrik {place + 1}",
        defaults={"position": place, "theme": Theme.objects.earliest("pk")},
    )
    return Megatrend.objects.create(name=name, position=number, rubric=rubric)


def _goal(name: str, number: int) -> Goal:
    return Goal.objects.create(name=f"Ziel {name}", number=int(name), colour="#19486A")


def _category(name: str, number: int) -> Category:
    return Category.objects.create(name=name, position=number)


def _district(name: str, number: int) -> District:
    return District.objects.create(
        name=name,
        ags=f"15{number:03}",
        nuts=f"DEE{number:02}",
        kind=District.Kind.RURAL,
    )


class Stock:
    """Writes projects in batches, each with the terms it is the first to name."""

    def __init__(self) -> None:
        self.relations = {
            "themes": _Numbers(_theme),
            "categories": _Numbers(_category),
            "megatrends": _Numbers(_megatrend),
            "goals": _Numbers(_goal),
        }
        self.districts = _Numbers(_district)
        self.stages: dict[str, int] = {}
        self.reaches: dict[str, int] = {}

    def fill(self, projects: Iterable[NeutralProject]) -> None:
        waiting = iter(projects)
        while batch := list(islice(waiting, _BATCH)):
            with transaction.atomic():
                self._write(batch)

    def _write(self, batch: list[NeutralProject]) -> None:
        rows = Project.objects.bulk_create(map(self._project, batch))
        pairs = list(zip(rows, batch, strict=True))
        Location.objects.bulk_create(self._location(*pair) for pair in pairs)
        for name, numbers in self.relations.items():
            through = getattr(Project, name).through
            term = getattr(Project, name).field.m2m_reverse_name()
            through.objects.bulk_create(
                through(**{"project_id": row.pk, term: numbers[str(value)]})
                for row, project in pairs
                for value in getattr(project, name)
            )
        awards = Project.lighthouses.rel.related_model
        awards._default_manager.bulk_create(
            awards(project=row) for row, project in pairs if project.is_lighthouse
        )

    def _project(self, project: NeutralProject) -> Project:
        stage = self.stages.setdefault(project.stage, len(self.stages))
        reach = self.reaches.setdefault(project.reach, len(self.reaches))
        number = int(project.slug.rpartition("-")[2])
        day = _FIRST_DAY + datetime.timedelta(hours=number)
        return Project(
            slug=project.slug,
            name=project.title,
            tagline=project.summary,
            description=project.description,
            stage=_STAGES[stage % len(_STAGES)],
            reach=_REACHES[reach % len(_REACHES)],
            audience=_AUDIENCES[number % len(_AUDIENCES)],
            lifecycle=_LIFECYCLES[number // 2 % len(_LIFECYCLES)],
            uses_technology=project.uses_technology,
            open_to_copy=number % 3 == 0,
            started_year=project.year,
            status=Status.PUBLISHED,
            legal_ground=LegalGround.PUBLIC_FACTS,
            published_at=day,
            checked_on=day.date(),
        )

    def _location(self, row: Project, project: NeutralProject) -> Location:
        return Location(
            project=row,
            city=project.town,
            postal_code=project.postal_code,
            district_id=self.districts[project.district],
            latitude=project.latitude,
            longitude=project.longitude,
            precision=Location.Precision.PLACE,
        )
