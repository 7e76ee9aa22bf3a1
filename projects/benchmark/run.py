"""One run: make the stocks, start the servers, ask in turn, collect the figures."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
from django.conf import settings
from psycopg import sql

from projects.benchmark.load import LOADER, ask, ask_once
from projects.benchmark.servers import (
    FLOOR,
    PORTAL,
    Server,
    resident_memory,
    serving,
)

BARE = "Leere Django-Antwort, 20 kB"
# The whole state on a map of ordinary size.
MAP_VIEW = "box=10.5,50.9,13.3,53.1&zoom=8"


@dataclass(frozen=True)
class Plan:
    """What is measured and for how long."""

    sizes: tuple[int, ...]
    table: Path | None
    database_url: str
    rounds: int
    seconds: float
    connections: int
    workers: int


@dataclass(frozen=True)
class Target:
    """One address that is asked for; `size` is 0 for the floor."""

    name: str
    size: int
    server: Server
    paths: tuple[str, ...]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Tally:
    """What the rounds brought: answers a second, and processor time an answer."""

    rates: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


def run(plan: Plan) -> dict[str, Any]:
    """Return all figures of a run; every database and server is gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "only for this run",
            "DEBUG": "false",
            "HTTPS": "false",
            "ALLOWED_HOSTS": "127.0.0.1",
            "STATIC_ROOT": str(folder / "static"),
            "EMAIL_URL": "memorymail://",
        }
        _manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        floor = stack.enter_context(
            serving(FLOOR, environment, workers=plan.workers, first="/")
        )
        targets = [Target(BARE, 0, floor, ("/",))]
        inside: dict[int, dict[str, Any]] = {}
        servers: dict[int, Server] = {}
        for size in plan.sizes:
            url = stack.enter_context(_database(plan, folder, size))
            own = environment | {"DATABASE_URL": url}
            inside[size] = _inside(own, plan, size)
            uncached, cached = (
                stack.enter_context(
                    serving(
                        PORTAL, own | more, workers=plan.workers, first="/projekte/"
                    )
                )
                for more in ({"PAGE_CACHE_MB": "0"}, {})
            )
            servers[size] = uncached
            targets += _targets(size, inside[size], uncached, cached)
        tallies = _ask_in_turn(targets, plan)
        return {
            "machine": _machine(),
            "loader": LOADER,
            "plan": {"connections": plan.connections, "workers": plan.workers}
            | {"rounds": plan.rounds, "seconds": plan.seconds}
            | {"database": urlsplit(plan.database_url).scheme or "sqlite"},
            "pages": [
                {"name": target.name, "size": target.size}
                | {"rate": median(tally.rates), "cpu_ms": median(tally.cpu_ms)}
                for target, tally in zip(targets, tallies, strict=True)
            ],
            "catalogue": inside,
            "worker_memory": {
                size: resident_memory(server.workers[0])
                for size, server in servers.items()
            },
        }


def _targets(
    size: int, inside: dict[str, Any], uncached: Server, cached: Server
) -> Iterator[Target]:
    def target(name: str, server: Server, *paths: str, **headers: str) -> Target:
        named = {header.replace("_", "-"): value for header, value in headers.items()}
        return Target(name, size, server, paths, named)

    for name, query in inside["questions"].items():
        yield target(name, uncached, f"/projekte/?{query}")
    changing = [f"/projekte/?{query}" for query in inside["changing"]]
    yield target("Liste, jedes Mal andere Filter", uncached, *changing)
    yield target("Steckbrief", uncached, inside["detail"])
    yield target("Karte, Daten", uncached, f"/karte/daten.json?{MAP_VIEW}")
    path = f"/projekte/?{inside['questions']['Liste, ein Filter']}"
    yield target("Liste, ein Filter, Seitenspeicher", cached, path)
    yield target("… und gepackt", cached, path, Accept_Encoding="gzip")
    with urlopen(cached.origin + path) as response:
        known = response.headers["ETag"]
    yield target("… unverändert (304)", cached, path, If_None_Match=known)


def _ask_in_turn(targets: list[Target], plan: Plan) -> list[Tally]:
    """Ask every target once a round, so that a slow minute meets all of them alike.

    The very first answer of an address is not counted.
    """
    tallies = [Tally() for _ in targets]
    for target in targets:
        ask_once(target.server.origin, target.paths[0], target.headers)
    for _ in range(plan.rounds):
        for target, tally in zip(targets, tallies, strict=True):
            before = target.server.cpu_seconds
            load = ask(
                target.server.origin,
                target.paths,
                target.headers,
                seconds=plan.seconds,
                connections=plan.connections,
            )
            used = target.server.cpu_seconds - before
            tally.rates.append(load.answers / load.seconds)
            tally.cpu_ms.append(used * 1000 / load.answers)
    return tallies


def _inside(environment: Mapping[str, str], plan: Plan, size: int) -> dict[str, Any]:
    """Fill the database and measure the catalogue, both in processes of their own."""
    table = ["--data", str(plan.table)] if plan.table else []
    _manage(environment, "migrate", "--verbosity", "0")
    _manage(environment, "bench", "--only", "fill", "--size", str(size), *table)
    return json.loads(_manage(environment, "bench", "--only", "inside", *table))


def _manage(environment: Mapping[str, str], *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


@contextmanager
def _database(plan: Plan, folder: Path, size: int) -> Iterator[str]:
    """Give the address of an empty database that is thrown away afterwards."""
    if not plan.database_url:
        yield f"sqlite:///{folder}/{size}.sqlite3"
        return
    name = f"bench_{os.getpid()}_{size}"
    with psycopg.connect(plan.database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(plan.database_url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(plan.database_url, autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def _machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} Kerne, {platform.system()}, Python "
        f"{platform.python_version()}, Last zu Beginn der Auswertung {load:.1f}"
    )
