"""How well the search answers real questions about the real projects.

search_queries.csv was written before the search: what somebody types, of which kind
it is, and the projects that person would expect, the most expected one first. A query
with a typo is answered when following the first "Meintest du" leads to the project.
"""

import csv
import re
from collections import defaultdict
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from projects.management.commands.demo import STOCK

URL = "/projekte/"
CARD = re.compile(r'class="card__name"><a href="/projekte/([a-z0-9-]+)/"')
SUGGESTION = re.compile(r'class="suggestion">Meintest du <a href="([^"]+)"')
FIRST = 10
NEEDED_RECALL = 0.95
NEEDED_FIRST = 0.85


def queries():
    path = Path(__file__).with_name("search_queries.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def found_by(client, row):
    response = client.get(URL, {"q": row["query"]})
    found = CARD.findall(response.text)
    suggested = SUGGESTION.search(response.text)
    if row["kind"] == "typo" and not found and suggested:
        found = CARD.findall(client.get(unescape(suggested[1])).text)
    return found


@pytest.fixture
def real_stock(db):
    paths = [settings.BASE_DIR / "fixtures" / f"{name}.json" for name in STOCK]
    call_command("loaddata", *paths, verbosity=0)


def test_people_find_what_they_look_for(client, real_stock, capsys):
    recalls, firsts, by_kind, missed = [], [], defaultdict(list), []
    for row in queries():
        expected, found = row["expected"].split("|"), found_by(client, row)
        recall = len({*expected} & {*found[:FIRST]}) / len(expected)
        recalls.append(recall)
        by_kind[row["kind"]].append(recall)
        firsts.append(found[:1] == expected[:1])
        if recall < 1:
            lacking = [slug for slug in expected if slug not in found[:FIRST]]
            missed.append(f"{row['query']}: {', '.join(lacking)}")
    recall, first = (sum(figures) / len(figures) for figures in (recalls, firsts))

    with capsys.disabled():
        kinds = {k: f"{sum(v) / len(v):.2f}" for k, v in by_kind.items()}
        rows = ", ".join(f"{kind} {share}" for kind, share in kinds.items())
        report = f"{len(recalls)} queries: recall@{FIRST} {recall:.3f} ({rows}), expected first {first:.3f}"
        print("", report, "not found: " + "; ".join(missed), sep="\n")  # noqa: T201 the figures are what this is for

    assert recall >= NEEDED_RECALL, missed
    assert first >= NEEDED_FIRST
