"""Write the fixtures (fixtures/*.json) from the tables and texts beside them.

    python -m tools.build_fixtures [--target FOLDER]

Reads fixtures/taxonomy/*.csv, fixtures/geo/, fixtures/projects.csv and
fixtures/pages/*.md, sends every row through the models of a throw-away database, so
that all their rules speak, and dumps what came out. The same input gives the same
bytes. Says at the end which places could not be put on the map.
"""

import argparse
import csv
import datetime
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management import call_command
from django.core.serializers.json import DjangoJSONEncoder

from themes.german import sort_key
from tools.fixture_places import Gazetteer, wanted_places

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
ANSWERS = {"ja": True, "nein": False, "": None}
SOURCE = re.compile(r"(?P<title>[^<>]+?)(?:\s*<(?P<url>[^<>\s]+)>)?")
NOON = datetime.time(12, tzinfo=datetime.UTC)

SAME_NAME = ["slug", "name", "tagline", "description", "stage", "reach", "audience"]
SAME_NAME += ["lifecycle", "website", "experience_worked", "experience_failed"]
SAME_NAME += ["experience_needed", "offers", "seeks", "funding", "internal_notes"]
TERMS = {
    "themes": "themes.Theme",
    "categories": "themes.Category",
    "megatrends": "themes.Megatrend",
    "challenges": "themes.Challenge",
}


class BadRow(Exception):
    """A row of a table that cannot become a record; says where and why in German."""


def model(label: str) -> Any:
    return apps.get_model(label)


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row with the words that name it in an error: file and row number."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield f"{path.name}, Satz {number}", row


def store(where: str, record: Any) -> Any:
    try:
        record.full_clean()
    except ValidationError as error:
        faults = "; ".join(f"{k}: {' '.join(v)}" for k, v in error.message_dict.items())
        raise BadRow(f"{where}: {faults}") from error
    record.save()
    return record


def named(where: str, label: str, **key: Any) -> Any:
    try:
        return model(label).objects.get(**key)
    except ObjectDoesNotExist as error:
        kind = model(label)._meta.verbose_name
        value = next(iter(key.values()))
        raise BadRow(f"{where}: {kind} „{value}“ ist nicht bekannt.") from error


def parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def load_themes() -> None:
    folder = FIXTURES / "taxonomy"
    for position, (where, row) in enumerate(rows_of(folder / "themes.csv"), start=1):
        store(where, model("themes.Theme")(position=position, **row))
    for position, (where, row) in enumerate(rows_of(folder / "rubrics.csv"), start=1):
        row["theme"] = named(where, "themes.Theme", slug=row["theme"])
        store(where, model("themes.Rubric")(position=position, **row))
    for where, row in rows_of(folder / "goals.csv"):
        store(where, model("themes.Goal")(position=row["number"], **row))
    load_proposable("themes.Megatrend", folder / "megatrends.csv")
    load_proposable("themes.Challenge", folder / "challenges.csv")
    load_proposable("themes.Category", folder / "categories.csv")
    for where, row in rows_of(folder / "synonyms.csv"):
        store(where, model("themes.Synonym")(**row))


def load_proposable(label: str, path: Path) -> None:
    """Store terms in German order, whatever the order of the table."""
    ordered = sorted(rows_of(path), key=lambda entry: sort_key(entry[1]["name"]))
    for position, (where, row) in enumerate(ordered, start=1):
        values: dict[str, Any] = dict(row)
        values["is_proposal"] = ANSWERS[row["is_proposal"]]
        for column, of in (("theme", "themes.Theme"), ("rubric", "themes.Rubric")):
            if column in row:
                slug = row[column]
                values[column] = named(where, of, slug=slug) if slug else None
        store(where, model(label)(position=position, **values))


def load_geography() -> None:
    path = FIXTURES / "geo" / "districts.geojson"
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        boundary = feature["geometry"]
        district = model("projects.District")(
            boundary=boundary, **feature["properties"]
        )
        store(f"{path.name}, {district.name}", district)
    districts = {d.slug: d for d in model("projects.District").objects.all()}
    for where, row in rows_of(FIXTURES / "geo" / "places.csv"):
        values = dict(
            row, district=districts[row["district"]] if row["district"] else None
        )
        store(where, model("projects.Place")(**values))


def load_projects() -> list[str]:
    """Store all projects; return what could not be put on the map, a line each."""
    table = list(rows_of(FIXTURES / "projects.csv"))
    gazetteer = Gazetteer(row for _, row in rows_of(FIXTURES / "geo" / "places.csv"))
    remarks = []
    for where, row in table:
        project = store_project(where, row)
        store_sources(where, row, project)
        remarks += store_locations(where, row, project, gazetteer)
        if row["lighthouse"] == "ja":
            award = model("lighthouses.Lighthouse")
            store(where, award(project=project, reason=row["lighthouse_reason"]))
    for where, row in table:
        models = [
            named(where, "projects.Project", slug=slug)
            for slug in parts(row["inspired_by"])
        ]
        named(where, "projects.Project", slug=row["slug"]).inspired_by.set(models)
    return remarks


def store_project(where: str, row: dict[str, str]) -> Any:
    checked_on = datetime.date.fromisoformat(row["checked_on"])
    moment = datetime.datetime.combine(checked_on, NOON)
    project = model("projects.Project")(
        **{column: row[column] for column in SAME_NAME},
        uses_technology=ANSWERS[row["uses_technology"]],
        open_to_copy=ANSWERS[row["open_to_copy"]],
        is_statewide=row["is_statewide"] == "ja",
        started_year=row["started_year"] or None,
        ended_year=row["ended_year"] or None,
        status="published",
        legal_ground="public_facts",
        checked_on=checked_on,
        checked_by="Redaktion",
        published_at=moment,
        created_at=moment,
    )
    store(where, project)
    type(project).objects.filter(pk=project.pk).update(updated_at=moment)
    for column, label in TERMS.items():
        terms = [named(where, label, slug=slug) for slug in parts(row[column])]
        getattr(project, column).set(terms)
    goals = [named(where, "themes.Goal", number=n) for n in parts(row["goals"])]
    project.goals.set(goals)
    organisations = [organisation(where, name) for name in parts(row["organisations"])]
    project.organisations.set(organisations)
    return project


def organisation(where: str, name: str) -> Any:
    known = model("projects.Organisation").objects.filter(name=name).first()
    return known or store(where, model("projects.Organisation")(name=name))


def store_sources(where: str, row: dict[str, str], project: Any) -> None:
    for text in parts(row["sources"]):
        found = SOURCE.fullmatch(text)
        if not found:
            raise BadRow(f"{where}: Die Quelle „{text}“ ist nicht „Titel <Adresse>“.")
        source = model("projects.Source")(
            project=project,
            title=found["title"],
            url=found["url"] or "",
            checked_on=project.checked_on,
        )
        store(where, source)


def store_locations(
    where: str, row: dict[str, str], project: Any, gazetteer: Gazetteer
) -> list[str]:
    """Store the places of a row; a landesweit project gets its seat, but no point."""
    places = wanted_places(row)
    remarks = [] if places or project.is_statewide else [f"{row['slug']}: ohne Ort"]
    for position, place in enumerate(places):
        point = {} if project.is_statewide else gazetteer.find(place)
        if not point and not project.is_statewide:
            name = place["city"] or place["district"]
            remarks.append(f"{row['slug']}: „{name}“ steht nicht im Ortsverzeichnis")
        values: dict[str, Any] = place | point
        slug = values.pop("district")
        location = model("projects.Location")(
            project=project,
            position=position,
            district=named(where, "projects.District", slug=slug) if slug else None,
            **values,
        )
        store(where, location)
    return remarks


def load_pages() -> None:
    for path in sorted((FIXTURES / "pages").glob("*.md")):
        head, body = path.read_text(encoding="utf-8").split("\n\n", maxsplit=1)
        fields = dict(line.split(": ", maxsplit=1) for line in head.splitlines())
        updated = datetime.date.fromisoformat(fields["updated"])
        page = model("knowledge.Page")(
            slug=path.stem,
            title=fields["title"],
            body=body,
            updated_at=datetime.datetime.combine(updated, NOON),
        )
        store(path.name, page)


def dump(path: Path, labels: Iterable[str]) -> None:
    """Write the records of these models, one a line, so that a change shows as a line."""
    lines = []
    for label in labels:
        records = serializers.serialize(
            "python",
            model(label).objects.order_by("pk"),
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        )
        for record in records:
            text = json.dumps(
                record,
                cls=DjangoJSONEncoder,
                ensure_ascii=False,
                separators=(",", ":"),
            )
            lines.append(text)
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def build(target: Path) -> list[str]:
    """Fill the empty database, write the fixtures; return remarks on the places."""
    load_themes()
    load_geography()
    remarks = load_projects()
    load_pages()
    kinds = ["Theme", "Rubric", "Megatrend", "Goal", "Challenge", "Category", "Synonym"]
    dump(target / "themes.json", [f"themes.{kind}" for kind in kinds])
    dump(target / "geography.json", ["projects.District"])
    dump(target / "places.json", ["projects.Place"])
    kinds = ["Organisation", "Project", "Location", "Source"]
    dump(target / "projects.json", [f"projects.{kind}" for kind in kinds])
    dump(target / "lighthouses.json", ["lighthouses.Lighthouse"])
    dump(target / "pages.json", ["knowledge.Page"])
    return remarks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", type=Path, default=FIXTURES)
    target = parser.parse_args().target
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "sqlite://:memory:",
        "SECRET_KEY": "only for building the fixtures",
    }
    django.setup()
    call_command("migrate", verbosity=0)
    try:
        remarks = build(target)
    except BadRow as fault:
        raise SystemExit(str(fault)) from fault
    for remark in remarks:
        print(f"Ohne Punkt auf der Karte: {remark}")


if __name__ == "__main__":
    main()
