"""Servers on loopback, each in its own process, with the flags of the real service."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

PORTAL = "config.wsgi:application"
FLOOR = "projects.benchmark.floor:application"
_FLAGS = "--interface wsgi --blocking-threads 4 --backpressure 64 --no-ws --workers-kill-timeout 10 --log-level error"
# The first answer waits for the catalogue of a large stock.
_PATIENCE = 900


@dataclass(frozen=True)
class Server:
    origin: str
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """Return the process numbers of the workers (Linux only)."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(number) for number in children.split()]

    @property
    def cpu_seconds(self) -> float:
        """Return the processor time that the workers have used so far."""
        times = (
            Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            for pid in self.workers
        )
        ticks = sum(int(user) + int(system) for user, system in times)
        return ticks / os.sysconf("SC_CLK_TCK")


def resident_memory(pid: int | None = None) -> float:
    """Return the resident memory of a process, or of this one, in MB (Linux only)."""
    status = Path(f"/proc/{pid or 'self'}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@contextmanager
def serving(
    application: str, environment: Mapping[str, str], *, workers: int, first: str
) -> Iterator[Server]:
    """Start a server, wait until the path `first` is answered, and stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", *_FLAGS.split()]
    command += ["--workers", str(workers), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [*command, application], env=os.environ | environment, cwd=settings.BASE_DIR
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(server, first)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait_for(server: Server, path: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            urlopen(server.origin + path, timeout=_PATIENCE).close()
            return
        except (ConnectionError, URLError):
            if server.process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
