import datetime

import pytest
from django.core.checks import run_checks
from django.db import transaction
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from projects import outbox, worker
from projects.models import Mail, Version

PAGE = "/entwicklung/post/"
REASON = "Du bekommst diese Mail, weil du sie in einem Test bestellt hast."
LETTER = "{{ greeting }}\n\n\n\n{% if link %}{{ link }}\n{% endif %}Bis bald\n"


@pytest.fixture(autouse=True)
def letter(settings, tmp_path):
    """A mail template that only the tests have."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "letter.txt").write_text(LETTER)
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    settings.PORTAL_URL = "https://portal.example/"


def post(**changes):
    values = {
        "to": "ada@example.org",
        "subject": "Dein Entwurf",
        "template": "letter",
        "context": {"greeting": "Guten Tag Ada & Co.", "link": ""},
        "reason": REASON,
    }
    return outbox.post(**(values | changes))


@pytest.mark.django_db
def test_a_mail_says_who_writes_and_why(mailoutbox, settings):
    post()
    worker.send_mails(timezone.now())

    [mail] = mailoutbox
    assert mail.to == ["ada@example.org"]
    assert mail.subject == "Dein Entwurf"
    assert mail.body.startswith("Guten Tag Ada & Co.\n\nBis bald")
    for part in (settings.PORTAL_NAME, "https://portal.example/", REASON):
        assert part in mail.body
        assert part in mail.alternatives[0].content
    assert "Ada &amp; Co." in mail.alternatives[0].content


@pytest.mark.django_db
def test_only_our_own_addresses_become_links():
    ours = outbox.address_of("/stand/abc/")
    html = post(context={"greeting": "https://fremd.example/", "link": ours}).body_html

    assert '<a href="https://portal.example/stand/abc/">' in html
    assert 'href="https://fremd.example' not in html


@pytest.mark.django_db
def test_what_somebody_typed_cannot_become_html():
    html = post(context={"greeting": "<script>x</script>", "link": ""}).body_html

    assert "<script>" not in html


@pytest.mark.django_db
def test_a_mail_is_gone_with_the_change_it_tells_of():
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError

    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_a_mail_with_the_same_key_is_written_once():
    first = post(dedup_key="erinnerung-7")
    second = post(dedup_key="erinnerung-7", subject="Noch einmal")

    assert second.pk == first.pk
    assert second.subject == "Dein Entwurf"
    assert post().pk != post().pk


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["to", "subject", "reply_to"])
@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r", "\x00", "\x0b", "\x85", "\u2028"])
def test_a_header_is_one_line(field, sign):
    with pytest.raises(ValueError, match="one line"):
        post(**{field: f"ada@example.org{sign}Bcc: alle@example.org"})

    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_a_long_subject_is_cut():
    assert post(subject="ä" * 300).subject == "ä" * 199 + "…"


@pytest.mark.django_db
def test_an_answer_goes_to_whom_it_is_meant_for(mailoutbox):
    post(reply_to="leserin@example.org")
    worker.send_mails(timezone.now())

    assert mailoutbox[0].reply_to == ["leserin@example.org"]


@pytest.mark.django_db
def test_a_mail_waits_for_its_day(mailoutbox):
    now = timezone.now()
    post(not_before=now + datetime.timedelta(days=3))

    worker.send_mails(now + datetime.timedelta(days=2))
    assert not mailoutbox
    worker.send_mails(now + datetime.timedelta(days=3))
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_a_mail_does_not_raise_the_version_of_the_stock():
    before = Version.current()
    post()
    worker.send_mails(timezone.now())

    assert Version.current() == before


@pytest.mark.django_db
def test_mails_are_readable_where_none_leaves_the_machine(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    link = outbox.address_of("/stand/abc/")
    post(context={"greeting": "Guten <b>Tag</b>", "link": link})

    page = client.get(PAGE)

    assertContains(page, '<a href="/stand/abc/">https://portal.example/stand/abc/</a>')
    assertContains(page, "Guten &lt;b&gt;Tag")
    assert "no-store" in page["Cache-Control"]


@pytest.mark.django_db
def test_nobody_reads_mails_of_a_real_portal(client):
    post()

    assert client.get(PAGE).status_code == 404


def test_a_deployment_that_shows_its_mails_is_refused(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    found = run_checks(include_deployment_checks=True)
    assert "projects.E001" in {message.id for message in found}

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    found = run_checks(include_deployment_checks=True)
    assert "projects.E001" not in {message.id for message in found}


@pytest.mark.ignore_template_errors
def test_staff_see_that_a_mail_failed_but_not_its_keys(admin_client):
    mail = post(context={"greeting": "Dein Schlüssel: geheim", "link": ""})
    Mail.objects.update(state="failed", attempts=12, last_error="Timeout")

    listing = admin_client.get("/admin/projects/mail/")
    assertContains(listing, "ada@example.org")
    detail = admin_client.get(f"/admin/projects/mail/{mail.pk}/change/")
    assertContains(detail, "Timeout")
    assertNotContains(detail, "geheim")

    again = {"action": "send_again", "_selected_action": [mail.pk]}
    admin_client.post("/admin/projects/mail/", again)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 0)
