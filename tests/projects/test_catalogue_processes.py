"""Processes that share nothing but the database show the same."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

SCRIPT = Path(__file__).with_name("catalogue_process.py")
PATIENCE = 90
STOCK = 1500
NEVER, AT_ONCE = 1_000_000, 10
FILL = f"""
from django.utils import timezone
from projects.models import Project
from themes.models import Theme
themes = [Theme.objects.create(name=name, sign="work") for name in ("Eins", "Zwei")]
Project.objects.bulk_create(
    Project(
        name=f"Projekt {{n:04}}", slug=f"projekt-{{n}}", name_order=f"projekt {{n:04}}",
        description=" ".join(f"Wort{{n % m}}" for m in range(2, 40)),
        status="published", legal_ground="public_facts", published_at=timezone.now(),
    )
    for n in range({STOCK})
)
links = Project.themes.through
links.objects.bulk_create(
    links(project=project, theme=themes[project.pk % 2]) for project in Project.objects.all()
)
"""


class Portal:
    """A process of the portal, asked one thing after another."""

    def __init__(self, process):
        self.process = process

    def ask(self, **request):
        self.send(**request)
        return self.receive()

    def send(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def receive(self):
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def database_url(tmp_path, transactional_db):
    """Make an empty database of the kind that the suite runs on."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE processes")
    yield url.replace("/portal?", "/processes?")
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE processes WITH (FORCE)")


@pytest.fixture
def environment(database_url):
    environment = os.environ | {
        "TEST_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--command", FILL]):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
            capture_output=True,
        )
    return environment


@contextmanager
def running(environment, large):
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), str(large)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Portal(process)
        finally:
            process.kill()


@pytest.fixture
def start(environment):
    """Start processes that end with the test; `large` is what they build beside."""
    with ExitStack() as stack:
        yield lambda large=NEVER: stack.enter_context(running(environment, large))


def test_a_change_in_one_process_is_seen_by_the_next_request_in_another(start):
    one, other = start(), start()
    address = "/projekte/?q=Projekt+0007"
    assert one.ask(get=address) == other.ask(get=address) == ["Projekt 0007"]
    for number in range(10):
        writer, reader = (one, other) if number % 2 else (other, one)
        old, new = f"Neu {number - 1}" if number else "Projekt 0007", f"Neu {number}"
        writer.ask(write={old: new})
        assert reader.ask(get=f"/projekte/?q={new}") == [new]
        assert reader.ask(get=f"/projekte/?q={old}") == []
        assert writer.ask(get=f"/projekte/?q={new}") == [new]
    one.ask(write={"Eins": "Beruf"})
    assert len(other.ask(get="/projekte/?q=Beruf")) == 20
    assert other.ask(get="/projekte/?q=Eins") == []


def test_two_projects_that_change_together_are_never_seen_apart(start):
    writer, reader = start(), start()
    reader.ask(say=["Projekt"])
    rounds = 25
    old = ["Projekt 0001", "Projekt 0002"]
    for number in range(rounds):
        new = [f"Stand{number} {which}" for which in "ab"]
        writer.send(write=dict(zip(old, new, strict=True)))
        for _ in range(3):
            told = reader.ask(say=[f"Stand{n}" for n in range(rounds)])
            assert set(told["hits"].values()) <= {0, 2}
        writer.receive()
        assert reader.ask(say=[f"Stand{number}"])["hits"] == {f"Stand{number}": 2}
        old = new


def test_a_large_stock_is_built_beside_while_requests_are_answered(start):
    writer, reader = start(), start(AT_ONCE)
    assert reader.ask(say=["Eins"])["hits"] == {"Eins": STOCK // 2}

    writer.ask(write={"Eins": "Beruf", "Zwei": "Rente"})
    told = reader.ask(say=["Eins", "Beruf"])
    assert told["is_behind"]
    assert told["themes"] == ["Eins", "Zwei"]
    assert told["hits"] == {"Eins": STOCK // 2, "Beruf": 0}

    writer.ask(write={"Projekt 0003": "Zwischendurch"})
    assert reader.ask(say=["Zwischendurch"])["hits"] == {"Zwischendurch": 1}
    assert reader.ask(get="/projekte/?q=Zwischendurch") == ["Zwischendurch"]

    until = time.monotonic() + PATIENCE
    while told["is_behind"]:
        assert time.monotonic() < until, "the new catalogue does not come"
        told = reader.ask(say=["Eins", "Zwei", "Beruf", "Rente", "Zwischendurch"])
        old, new = {told["hits"]["Eins"], told["hits"]["Zwei"]}, told["hits"]["Beruf"]
        assert told["hits"]["Zwischendurch"] == 1
        if told["is_behind"]:
            assert told["themes"] == ["Eins", "Zwei"]
            assert new <= 1, "only the project that changed by itself is known anew"
        else:
            assert told["themes"] == ["Beruf", "Rente"]
            assert (old, new) == ({0}, STOCK // 2)
