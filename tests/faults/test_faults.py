import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests.faults.run import run


@pytest.fixture
def database_url():
    """An empty database for real processes: SQLite takes a file, PostgreSQL a name."""
    url = os.environ.get("TEST_DATABASE_URL", "")
    if not url:
        yield ""
        return
    same_cluster = connection.get_connection_params() | {"dbname": "postgres"}
    names = {"dbname", "host", "port", "user", "password"}
    server = {key: value for key, value in same_cluster.items() if key in names}
    with psycopg.connect(**server, autocommit=True) as cluster:
        cluster.execute("CREATE DATABASE faults")
        yield urlsplit(url)._replace(path="/faults").geturl()
        cluster.execute("DROP DATABASE faults WITH (FORCE)")


def test_nothing_is_lost_when_server_and_worker_are_killed(database_url):
    done = run(submissions=6, kills=8, database_url=database_url)

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"confirmed": 6' in done.stdout
