import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent
EDITOR, PASSWORD = "pruefung", "nur-fuer-die-Tests-29"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": shutil.which("chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(portal):
    return {
        "base_url": portal,
        "locale": "de-DE",
        "reduced_motion": "reduce",
        "viewport": {"width": 1280, "height": 900},
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(url, server):
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url):
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{url} did not answer")


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """Set the portal up as a visitor meets it: real data, hashed files."""
    folder = tmp_path_factory.mktemp("portal")
    environment = os.environ | {
        "SECRET_KEY": "only-for-tests",
        "DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_URL": "dummymail://",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }

    def manage(*arguments):
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            check=True,
        )

    manage("migrate", "--verbosity", "0")
    manage("demo")
    account = ("--noinput", "--username", EDITOR, "--email", "pruefung@example.org")
    manage("createsuperuser", *account)
    manage("collectstatic", "--noinput", "--verbosity", "0")
    return environment


@contextmanager
def serving(environment):
    """Start the real server and give its address."""
    port = free_port()
    command = [
        Path(sys.executable).with_name("granian"),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers-kill-timeout", "3", "--log-level", "warning"),
        "config.wsgi:application",
    ]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:
        try:
            wait_until_it_answers(f"{url}/healthz", server)
            yield url
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def portal(environment):
    with serving(environment) as url:
        yield url


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, browser, browser_context_args):
    """Open a telephone; keep what it asks for and complains about."""
    context = browser.new_context(
        **browser_context_args
        | {
            "viewport": {"width": 360, "height": 740},
            "java_script_enabled": request.param,
        }
    )
    page = context.new_page()
    page.has_scripts = request.param
    page.requested, page.complaints = [], []
    page.on("request", lambda asked: page.requested.append(asked.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: keep_complaint(page, message))
    yield page
    context.close()


def keep_complaint(page, message):
    if message.type in {"error", "warning"}:
        page.complaints.append(message.text)
