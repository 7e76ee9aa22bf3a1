import datetime

import pytest
from django.utils import timezone

from projects import tokens, worker
from projects.models import AccessToken
from tests.factories import make_project

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def days(count):
    return datetime.timedelta(days=count)


@pytest.fixture
def project():
    return make_project("Gemüsegarten")


def test_a_token_opens_what_it_was_issued_for(project):
    token = tokens.issue("owner", project=project, days=None)

    assert tokens.find("owner", token).project == project
    assert tokens.find("status", token) is None
    assert tokens.find("owner", token + "x") is None
    assert tokens.find("owner", "") is None


def test_the_database_does_not_hold_the_token(project):
    token = tokens.issue("owner", project=project, days=None)
    [row] = AccessToken.objects.values()

    assert token not in map(str, row.values())


def test_tokens_hold_at_least_128_bits_and_never_repeat(project):
    issued = {tokens.issue("owner", project=project, days=1) for _ in range(50)}

    assert len(issued) == 50
    # Six bits a sign.
    assert min(map(len, issued)) * 6 >= 128


def test_a_token_ends(project):
    token = tokens.issue("confirm", project=project, days=14, now=NOW)

    assert tokens.find("confirm", token, now=NOW + days(13))
    assert tokens.find("confirm", token, now=NOW + days(14)) is None


def test_a_token_can_be_revoked(project):
    other = make_project("Solardach")
    first, second = (tokens.issue("owner", project=project, days=None) for _ in "ab")
    untouched = tokens.issue("owner", project=other, days=None)

    tokens.find("owner", first).revoke()
    assert tokens.find("owner", first) is None
    assert tokens.find("owner", second)

    assert tokens.revoke("owner", project=project) == 1
    assert tokens.find("owner", second) is None
    assert tokens.find("owner", untouched)


@pytest.mark.parametrize("token", ["ä" * 9000, "\x00", "\ud800", "../..", "'; --"])
def test_any_text_is_looked_up_and_not_found(token):
    assert tokens.find("owner", token) is None


def test_found_or_not_it_costs_the_same(project, django_assert_num_queries):
    token = tokens.issue("owner", project=project, days=None)
    for candidate in (token, "gibt-es-nicht"):
        with django_assert_num_queries(1):
            tokens.find("owner", candidate)


def test_ended_tokens_are_deleted_after_a_while(project):
    now = timezone.now()
    tokens.issue("confirm", project=project, days=1, now=now)
    tokens.issue("owner", project=project, days=None, now=now)

    worker.run_once(now + days(20))
    assert AccessToken.objects.count() == 2
    worker.run_once(now + days(32))
    assert [token.scope for token in AccessToken.objects.all()] == ["owner"]
