"""Kill the server and the worker while people share projects; then see what is there.

    python -m tests.faults.run --submissions 200 --kills 150

prints its figures and fails if anything was lost or is there twice. It takes a SQLite
database of its own, or the empty one that FAULTS_DATABASE_URL names.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def run(submissions, kills, seed=1, database_url=""):
    """Give the processes a portal of their own; return the one that looked on."""
    with tempfile.TemporaryDirectory() as folder:
        mailbox = Path(folder) / "mailbox"
        mailbox.mkdir()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": database_url or f"sqlite:///{folder}/portal.sqlite3",
            "SECRET_KEY": "only-for-the-fault-test",
            "DEBUG": "false",
            "HTTPS": "false",
            "BEHIND_PROXY": "true",
            "ALLOWED_HOSTS": "127.0.0.1",
            "MEDIA_ROOT": f"{folder}/media",
            "MAILBOX": str(mailbox),
        }
        django = [sys.executable, "-m", "django"]
        subprocess.run(
            [*django, "migrate", "--verbosity=0"], env=environment, check=True
        )
        fight = (
            f"from tests.faults.fight import main; main({submissions}, {kills}, {seed})"
        )
        command = [*django, "shell", "--verbosity=0", "-c", fight]
        return subprocess.run(command, env=environment, capture_output=True, text=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    url = os.environ.get("FAULTS_DATABASE_URL", "")
    done = run(options.submissions, options.kills, options.seed, url)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    sys.exit(done.returncode)
