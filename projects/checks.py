from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

UNSENT = "django.core.mail.backends.dummy.EmailBackend"


def mails_leave(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a deployment whose mails anybody could read at /entwicklung/post/."""
    if settings.EMAIL_BACKEND != UNSENT:
        return []
    return [
        Error(
            "Keine Mail verlässt die Maschine, und alle stehen unter /entwicklung/post/.",
            hint="EMAIL_URL auf einen Mailserver setzen.",
            id="projects.E001",
        )
    ]
