"""Ask one address over and over, and count the answers."""

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

WRK = shutil.which("wrk")
LOADER = "wrk" if WRK else "eingebauter Lader"


class WrongAnswerError(Exception):
    """Something else than a good answer came back."""


@dataclass(frozen=True)
class Load:
    answers: int
    seconds: float


def ask(
    address: str, headers: Mapping[str, str], *, seconds: float, connections: int
) -> Load:
    """Ask over a few connections that are kept open; wrk counts whole seconds."""
    measure = _with_wrk if WRK else _with_threads
    return measure(address, headers, seconds, connections)


def _with_wrk(
    address: str, headers: Mapping[str, str], seconds: float, connections: int
) -> Load:
    command = [str(WRK), "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    result = subprocess.run(
        [*command, address], capture_output=True, text=True, check=True
    )
    found = re.search(r"(\d+) requests in ([\d.]+)(m?s)", result.stdout)
    if not found or re.search("Non-2xx|Socket errors", result.stdout):
        raise WrongAnswerError(f"{address}\n{result.stdout}{result.stderr}")
    answers, seconds = int(found[1]), float(found[2])
    return Load(answers, seconds / 1000 if found[3] == "ms" else seconds)


def _with_threads(
    address: str, headers: Mapping[str, str], seconds: float, connections: int
) -> Load:
    started = time.monotonic()

    def ask_on(number: int) -> int:
        answers = 0
        with _connected(address) as connection:
            while time.monotonic() < started + seconds:
                _ask(connection, address, headers)
                answers += 1
        return answers

    with ThreadPoolExecutor(connections) as pool:
        answers = sum(pool.map(ask_on, range(connections)))
    return Load(answers, time.monotonic() - started)


def ask_once(address: str, headers: Mapping[str, str]) -> None:
    with _connected(address) as connection:
        _ask(connection, address, headers)


def _connected(address: str) -> closing[HTTPConnection]:
    return closing(HTTPConnection(urlsplit(address).netloc, timeout=60))


def _ask(connection: HTTPConnection, address: str, headers: Mapping[str, str]) -> None:
    target = urlsplit(address)
    connection.request("GET", f"{target.path}?{target.query}", headers=dict(headers))
    response = connection.getresponse()
    response.read()
    if response.status >= 400:
        raise WrongAnswerError(f"{address}: {response.status}")
