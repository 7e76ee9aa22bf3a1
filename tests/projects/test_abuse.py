import datetime
import re

import pytest
from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from pytest_django.asserts import assertContains

from projects import abuse
from projects.models import Attempt, Version
from tests.guarding import guard

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
URL = "/pinnwand/"
NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
PAGE = """<form method="post">{{ form.non_field_errors }}{{ form.as_div }}
{% include "components/guard.html" with guard=form.guard only %}</form>"""


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """Let the clock stand, so that no window of a limit ends in the middle of a test."""
    monkeypatch.setattr(abuse.timezone, "now", lambda: NOON)


class NoteForm(abuse.GuardedForm):
    guard_scope = "note"
    text = forms.CharField(widget=forms.Textarea, max_length=20_000)


def note(request):
    form = NoteForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return HttpResponse("angekommen")
    page = engines["django"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(page, status=form.status)


urlpatterns = [path("pinnwand/", note)]


def send(client, text="Guten Tag", address="192.0.2.1", **fields):
    data = {"text": text, **guard("note"), **fields}
    return client.post(URL, data, REMOTE_ADDR=address)


def solve(stamp):
    tries = map(str, range(1_000_000))
    return next(proof for proof in tries if abuse.is_proof(stamp, proof))


def stamp_on(page):
    return re.search(r'name="stempel" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def flood(settings):
    settings.PROOF_OF_WORK = True


def test_what_somebody_writes_gets_through(client):
    assertContains(send(client), "angekommen")


def test_a_machine_that_fills_in_every_field_is_refused(client):
    page = send(client, text="Kauft bei uns", anliegen="Kauft")

    assertContains(page, "verstecktes Feld", status_code=422)
    assertContains(page, "Kauft bei uns", status_code=422)


@pytest.mark.parametrize("seconds", [-60, 0, 1])
def test_nobody_types_that_fast(client, seconds):
    page = send(client, **guard("note", seconds=seconds))

    assertContains(page, "sehr schnell", status_code=422)


@pytest.mark.parametrize(
    "stamp",
    ["", "x", "note:0:x:y", "\x00", "ä" * 5000, guard("other")["stempel"], "::::"],
)
def test_a_stamp_is_one_that_we_gave_out_for_this_form(client, stamp):
    page = send(client, text="Lange überlegt", stempel=stamp)

    assertContains(page, "Es ist alles noch da", status_code=422)
    assertContains(page, "Lange überlegt", status_code=422)


def test_a_form_left_open_overnight_is_sent_with_a_second_click(client):
    late = send(client, **guard("note", seconds=25 * 60 * 60))
    assertContains(late, "Es ist alles noch da", status_code=422)

    fresh = stamp_on(late)
    assert abuse._age("note", fresh) == 0


def test_a_text_full_of_links_is_refused_at_its_field(client):
    links = "https://a.example www.b.example [url=x] <a href=c>"
    page = send(client, text=links)

    assertContains(page, "höchstens 3 Links", status_code=422)
    assertContains(send(client, text=links.replace("www.", "")), "angekommen")


def test_a_thousand_posts_in_a_minute_from_one_address(client):
    answers = [send(client).status_code for _ in range(1000)]

    assert answers == [200] * 30 + [429] * 970
    limited = send(client, text="Nicht verloren")
    assertContains(limited, "Nicht verloren", status_code=429)
    assertContains(limited, "in 10 Minuten", status_code=429)
    assertContains(send(client, address="192.0.2.2"), "angekommen")


def test_a_flood_from_everywhere_turns_the_calculation_on(client, monkeypatch):
    monkeypatch.setitem(abuse.LIMITS, "note", abuse.Limit(flood=40))
    answers = [send(client, address=f"10.0.{n % 4}.1").status_code for n in range(80)]

    assert answers[:41] == [200] * 41
    assert answers[-1] == 429
    page = client.get(URL)
    assertContains(page, "data-proof-bits")
    assertContains(page, "js/proof")
    fields = guard("note")
    proven = send(client, **fields, arbeit=solve(fields["stempel"]), address="10.9.9.9")
    assertContains(proven, "angekommen")


def test_after_a_while_the_limit_begins_anew(client, monkeypatch):
    answers = [send(client).status_code for _ in range(31)]
    assert answers[-1] == 429

    later = NOON + datetime.timedelta(minutes=10)
    monkeypatch.setattr(abuse.timezone, "now", lambda: later)
    assertContains(send(client), "angekommen")


def test_an_address_is_not_kept(client):
    send(client, address="203.0.113.77")
    send(client, address="2001:db8:1:2::3")

    kept = [str(value) for row in Attempt.objects.values() for value in row.values()]
    assert kept
    assert not [value for value in kept if "203.0" in value or "2001:db8" in value]


def test_the_same_address_is_another_key_tomorrow(rf, monkeypatch):
    request = rf.get(URL, REMOTE_ADDR="192.0.2.1")
    today, later = abuse._address_key(request), NOON + datetime.timedelta(days=1)
    monkeypatch.setattr(abuse.timezone, "now", lambda: later)

    assert abuse._address_key(request) != today


def test_a_household_is_one_address(rf):
    first, second, other = (
        abuse._address_key(rf.get(URL, REMOTE_ADDR=address))
        for address in ("2001:db8:1:2::3", "2001:db8:1:2:9::", "2001:db8:1:3::3")
    )
    assert first == second != other


def test_behind_a_proxy_the_proxy_names_the_address(rf, settings):
    def network(forwarded):
        return abuse._network(
            rf.get(URL, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        )

    assert network("192.0.2.9") == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert network("6.6.6.6, 192.0.2.9") == "192.0.2.9"
    assert network("") == "127.0.0.1"


def test_in_a_flood_a_form_with_its_calculation_done_gets_through(client, flood):
    for _ in range(10):
        fields = guard("note")
        answer = send(client, **fields, arbeit=solve(fields["stempel"]))
        assertContains(answer, "angekommen")


def test_in_a_flood_a_few_get_through_without_javascript(client, flood):
    answers = [send(client).status_code for _ in range(6)]

    assert answers == [200, 200, 200, 429, 429, 429]


def test_one_calculation_is_not_good_for_many_forms(client, flood):
    fields = guard("note")
    fields["arbeit"] = solve(fields["stempel"])
    answers = [send(client, **fields).status_code for _ in range(10)]

    assert answers.count(200) == abuse.PROOF_USES + abuse.Limit().unproven


def test_the_honeypot_is_out_of_sight_and_out_of_the_way(client):
    page = client.get(URL).content.decode()

    assert 'class="guard" aria-hidden="true"' in page
    assert 'tabindex="-1"' in page
    assert "data-proof" not in page


def test_counting_does_not_raise_the_version_of_the_stock(client):
    before = Version.current()
    send(client)

    assert Version.current() == before
