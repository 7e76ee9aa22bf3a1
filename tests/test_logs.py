import io
import logging

import pytest

from config.logs import without_personal_data

pytestmark = pytest.mark.django_db
KEYED = [
    *("stand", "mein-projekt", "meine-daten", "erinnerung", "nachricht"),
    *("teilen/weiter", "teilen/bestaetigen"),
]


@pytest.fixture
def log(monkeypatch):
    """What the portal writes to its standard error."""
    lines = io.StringIO()
    [console] = [
        each for each in logging.root.handlers if without_personal_data in each.filters
    ]
    monkeypatch.setattr(console, "stream", lines)
    return lines


@pytest.mark.parametrize("start", KEYED)
def test_a_mailed_key_does_not_reach_the_log(client, log, start):
    client.get(f"/{start}/geheim-123/gibt/es/nicht/")

    assert f"/{start}/.../gibt/es/nicht/" in log.getvalue()
    assert "geheim" not in log.getvalue()


def test_other_addresses_are_logged_as_they_are(client, log):
    client.get("/projekte/gibt-es-nicht/")

    assert "/projekte/gibt-es-nicht/" in log.getvalue()


def test_an_error_is_logged_in_full_but_for_addresses(log):
    try:
        raise ValueError("Key (email)=(ada.b@example.org) already exists.")
    except ValueError:
        logging.getLogger("projects").exception("Refused: %s", "<bob@example.org>")

    assert "test_logs.py" in log.getvalue()
    assert "already exists" in log.getvalue()
    assert "example.org" not in log.getvalue()
    assert "bob" not in log.getvalue()
