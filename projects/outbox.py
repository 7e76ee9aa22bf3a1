"""Post mails: a row in the transaction of what the mail tells of. projects/worker.py sends."""

import datetime
import re
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from projects.checks import UNSENT
from projects.models import Mail

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
LONGEST_SUBJECT = 200


def post(
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    *,
    reason: str,
    dedup_key: str = "",
    not_before: datetime.datetime | None = None,
    reply_to: str = "",
) -> Mail:
    """Write the mail `templates/mail/<template>.txt` as a row; never send it here.

    `reason` says why somebody gets it and how to object. A second mail with the same
    `dedup_key` is not written: the first one is returned.
    """
    for line in (to, subject, reply_to):
        if BREAKS.search(line):
            raise ValueError("An address or a subject is one line.")
    if not to:
        raise ValueError("A mail needs an address.")
    text, html = _render(template, context, subject, reason)
    values = {
        "to": to,
        "reply_to": reply_to,
        "subject": _shorten(subject),
        "template": template,
        "body_text": text,
        "body_html": html,
        "not_before": not_before or timezone.now(),
    }
    if not dedup_key:
        return Mail.objects.create(**values)
    mail, _ = Mail.objects.get_or_create(defaults=values, dedup_key=dedup_key)
    return mail


def address_of(path: str) -> str:
    """Return the full public address of a path, for use in a mail."""
    return urljoin(settings.PORTAL_URL, path)


def keeps_mails_here() -> bool:
    """Say whether no mail leaves this machine, so that they are read on a page."""
    return settings.EMAIL_BACKEND == UNSENT


def _shorten(subject: str) -> str:
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    return subject[: LONGEST_SUBJECT - 1] + "…"


def _render(
    template: str, context: dict[str, Any], subject: str, reason: str
) -> tuple[str, str]:
    """Return the mail as plain text and as HTML; only our own addresses become links."""
    shared = {
        "portal_name": settings.PORTAL_NAME,
        "portal_url": address_of("/"),
        "reason": reason,
        "subject": subject,
    }
    body = _plain(f"mail/{template}.txt", {**shared, **context})
    text = _plain("mail/base.txt", {**shared, "body": body}) + "\n"
    html = render_to_string("mail/base.html", {**shared, "blocks": blocks(body)})
    return text, html


def _plain(name: str, context: dict[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    text: str = template.render(Context(context, autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def blocks(text: str) -> list[list[dict[str, str]]]:
    """Split a text into paragraphs of lines; `path` is set where a line is our address."""
    home = address_of("/")
    return [
        [
            {
                "text": line,
                "path": "/" + line.removeprefix(home) if line.startswith(home) else "",
            }
            for line in block.splitlines()
        ]
        for block in text.split("\n\n")
    ]
