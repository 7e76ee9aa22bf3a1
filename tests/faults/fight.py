"""People who share projects, against somebody who kills what they work with."""

import concurrent.futures
import contextlib
import json
import signal
import socket
import sys
import time

from django.conf import settings
from django.db import connections

from tests.factories import make_theme
from tests.faults import checking, processes
from tests.faults.person import Person

WALKERS = 4


def main(submissions, kills, seed):
    # Whoever ends this must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    make_theme("Testfeld")
    people, figures, faults = fight(submissions, kills, seed)
    faults += checking.faults(people, figures["kills of the worker"])
    figures |= checking.figures() | {"faults": faults}
    sys.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    sys.exit(1 if faults else 0)


def fight(submissions, kills, seed):
    port = free_port()
    server, worker = processes.server(port), processes.worker()
    killer = processes.Killer(server, worker, port, kills, seed)
    people = [Person(number, port) for number in range(submissions)]
    started = time.monotonic()
    try:
        server.start()
        worker.start()
        killer.start()
        faults = all_at_once(Person.walk, people) + all_at_once(Person.confirm, people)
        killer.stop()
        checking.wait_for_mails()
    finally:
        killer.stop()
        server.end()
        worker.end()
    return (
        people,
        {
            "submissions": submissions,
            "kills of the server": server.kills,
            "kills of the worker": worker.kills,
            "requests without an answer": sum(person.retries for person in people),
            "seconds": round(time.monotonic() - started),
            "database": settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
        },
        faults,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def all_at_once(act, people):
    """Let everybody do it, some at a time; return what went wrong."""
    faults = []
    with concurrent.futures.ThreadPoolExecutor(WALKERS) as pool:
        for done in [pool.submit(act, person) for person in people]:
            with noting(faults):
                done.result()
    connections.close_all()
    return faults


@contextlib.contextmanager
def noting(faults):
    try:
        yield
    except AssertionError as fault:
        faults.append(str(fault))
