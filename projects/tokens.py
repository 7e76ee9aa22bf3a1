"""Keys that are mailed as links: 192 random bits, kept as a hash, for one purpose each."""

import datetime
import hashlib
import secrets

from django.db import models
from django.utils import timezone

from projects.models import AccessToken


def issue(
    scope: str,
    *,
    days: int | None,
    now: datetime.datetime | None = None,
    **owner: models.Model | str | None,
) -> str:
    """Return a new token for `submission=`, `project=`, `contact=` or `email=`.

    It is never to be had again.
    """
    now = now or timezone.now()
    token = secrets.token_urlsafe(24)
    AccessToken.objects.create(
        scope=scope,
        digest=_digest(token),
        created_at=now,
        expires_at=None if days is None else now + datetime.timedelta(days=days),
        **owner,
    )
    return token


def find(
    scope: str, token: str, *, now: datetime.datetime | None = None
) -> AccessToken | None:
    """Return the valid token of that purpose; one hash and one query, found or not."""
    valid = AccessToken.objects.valid(now or timezone.now())
    return valid.filter(scope=scope, digest=_digest(token)).first()


def revoke(
    scope: str, *, now: datetime.datetime | None = None, **owner: models.Model
) -> int:
    """Revoke all tokens of a purpose of `submission=` or `project=`; return how many."""
    now = now or timezone.now()
    tokens = AccessToken.objects.valid(now).filter(scope=scope, **owner)
    return tokens.update(revoked_at=now)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
