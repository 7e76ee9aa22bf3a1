"""Ask a server over and over, and count the answers."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

WRK = shutil.which("wrk")
LOADER = "wrk" if WRK else "eingebauter Lader"

_IN_TURN = """
local paths, last = {{{}}}, 0
request = function()
  last = last % #paths + 1
  return wrk.format("GET", paths[last])
end
"""


class WrongAnswerError(Exception):
    """Something else than a good answer came back."""


@dataclass(frozen=True)
class Load:
    answers: int
    seconds: float


def ask(
    origin: str,
    paths: Sequence[str],
    headers: Mapping[str, str],
    *,
    seconds: float,
    connections: int,
) -> Load:
    """Ask for the paths in turn over a few connections.

    wrk counts whole seconds, so a shorter look is the bundled loader's.
    """
    measure = _with_wrk if WRK and seconds >= 1 else _with_threads
    return measure(origin, paths, headers, seconds, connections)


def _with_wrk(
    origin: str,
    paths: Sequence[str],
    headers: Mapping[str, str],
    seconds: float,
    connections: int,
) -> Load:
    with NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_IN_TURN.format(", ".join(map(json.dumps, paths))))
        script.flush()
        command = [str(WRK), "-t1", f"-c{connections}", f"-d{round(seconds)}s"]
        for name, value in headers.items():
            command += ["-H", f"{name}: {value}"]
        command += ["-s", script.name, origin]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"(\d+) requests in ([\d.]+)(m?s)", result.stdout)
    if not found or re.search("Non-2xx|Socket errors", result.stdout):
        raise WrongAnswerError(f"{paths[0]}\n{result.stdout}{result.stderr}")
    answers, took = int(found[1]), float(found[2])
    return Load(answers, took / 1000 if found[3] == "ms" else took)


def _with_threads(
    origin: str,
    paths: Sequence[str],
    headers: Mapping[str, str],
    seconds: float,
    connections: int,
) -> Load:
    started = time.monotonic()
    in_turn = cycle(paths)

    def ask_on(number: int) -> int:
        answers = 0
        with _connected(origin) as connection:
            while time.monotonic() < started + seconds:
                _ask(connection, next(in_turn), headers)
                answers += 1
        return answers

    with ThreadPoolExecutor(connections) as pool:
        answers = sum(pool.map(ask_on, range(connections)))
    return Load(answers, time.monotonic() - started)


def ask_once(origin: str, path: str, headers: Mapping[str, str]) -> None:
    with _connected(origin) as connection:
        _ask(connection, path, headers)


def _connected(origin: str) -> closing[HTTPConnection]:
    return closing(HTTPConnection(urlsplit(origin).netloc, timeout=60))


def _ask(connection: HTTPConnection, path: str, headers: Mapping[str, str]) -> None:
    connection.request("GET", path, headers=dict(headers))
    response = connection.getresponse()
    response.read()
    if response.status >= 400:
        raise WrongAnswerError(f"{path}: {response.status}")
