"""Hold spam off the public forms without a foreign service and without keeping addresses.

A form is guarded by a field that only machines fill in, by a signed stamp that says how
long somebody took, by a limit per address, and, in a flood, by a little proof of work.
"""

import datetime
import hashlib
import ipaddress
import re
import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from projects.models import Attempt

MINUTES = 60
HOURS = 60 * MINUTES
EVERYBODY = "*"
FASTEST = 2
OLDEST = 24 * HOURS
LINKS_ALLOWED = 3
PROOF_BITS = 14
# A double click sends one proof twice; more than that is a machine.
PROOF_USES = 3
LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)

TRAP, STAMP, PROOF = "anliegen", "stempel", "arbeit"
signer = Signer(salt="projects.abuse")


@dataclass(frozen=True)
class Limit:
    """How many forms an address may send within so many seconds, and everybody together.

    Above `flood` from everybody, a proof of work is asked for; without one an address
    has `unproven` left, so that the way without JavaScript stays open.
    """

    count: int = 30
    seconds: int = 10 * MINUTES
    flood: int = 300
    unproven: int = 3


LIMITS = {"mailed link": Limit(count=5, seconds=HOURS)}


def allow(request: HttpRequest, scope: str) -> bool:
    """Count an attempt of this address; say whether it is within the limit."""
    limit = LIMITS.get(scope, Limit())
    return _count(scope, _address_key(request), limit) <= limit.count


def is_flooded(scope: str) -> bool:
    """Say whether a proof of work is asked for: by a setting, or in a flood."""
    limit = LIMITS.get(scope, Limit())
    opened_at = _window(timezone.now(), limit.seconds)
    everybody = Attempt.objects.filter(scope=scope, key=EVERYBODY, opened_at=opened_at)
    return settings.PROOF_OF_WORK or everybody.filter(count__gt=limit.flood).exists()


def new_stamp(scope: str, when: datetime.datetime | None = None) -> str:
    moment = int((when or timezone.now()).timestamp())
    return signer.sign(f"{scope}:{moment}:{secrets.token_urlsafe(9)}")


def is_proof(stamp: str, proof: str) -> bool:
    """Say whether SHA-256 of stamp and proof begins with PROOF_BITS zero bits."""
    digest = hashlib.sha256(f"{stamp}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - PROOF_BITS) == 0


class GuardedForm(forms.Form):
    """A public form; templates show its guard with components/guard.html.

    What the guard reads are no fields of the form, so that no loop over fields shows
    them and nothing of it is ever stored.
    """

    guard_scope: str

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.is_limited = False

    @property
    def guard(self) -> dict[str, Any]:
        """Return what components/guard.html shows; a new stamp each time."""
        return {
            "trap": TRAP,
            "stamp": new_stamp(self.guard_scope),
            "proof_bits": PROOF_BITS if is_flooded(self.guard_scope) else 0,
        }

    @property
    def status(self) -> int:
        """Return the HTTP status that fits the page showing this form."""
        if self.is_limited:
            return 429
        return 422 if self.errors else 200

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._refuse_machines()
        self._refuse_too_many()
        for name, value in list(cleaned.items()):
            if isinstance(value, str) and len(LINK.findall(value)) > LINKS_ALLOWED:
                self.add_error(name, f"Nenne hier höchstens {LINKS_ALLOWED} Links.")
        return cleaned

    def _refuse_machines(self) -> None:
        if self.data.get(TRAP):
            raise ValidationError(
                "Ein verstecktes Feld war ausgefüllt. Lass es leer und sende noch einmal."
            )
        age = _age(self.guard_scope, self.data.get(STAMP, ""))
        if age is None or age > OLDEST:
            raise ValidationError(
                "Das Formular war lange offen. Es ist alles noch da: Sende es noch einmal."
            )
        if age < FASTEST:
            raise ValidationError(
                "Das ging sehr schnell. Warte kurz und sende das Formular noch einmal."
            )

    def _refuse_too_many(self) -> None:
        scope, limit = self.guard_scope, LIMITS.get(self.guard_scope, Limit())
        flooded = is_flooded(scope)
        _count(scope, EVERYBODY, limit)
        allowed = allow(self.request, scope)
        if allowed and flooded and not self._has_proof():
            key = _address_key(self.request)
            allowed = _count(f"{scope} unproven", key, limit) <= limit.unproven
        if not allowed:
            self.is_limited = True
            raise ValidationError(
                "Von deinem Anschluss kommen gerade sehr viele Formulare. "
                f"Was du geschrieben hast, bleibt hier stehen. Sende es in "
                f"{limit.seconds // MINUTES} Minuten noch einmal."
            )

    def _has_proof(self) -> bool:
        stamp, proof = self.data.get(STAMP, ""), self.data.get(PROOF, "")
        if not is_proof(stamp, proof):
            return False
        key = hashlib.sha256(stamp.encode()).hexdigest()
        return _count("proof", key, Limit(seconds=OLDEST)) <= PROOF_USES


def _age(scope: str, stamp: str) -> int | None:
    """Return how many seconds ago we gave out this stamp; None if we did not."""
    try:
        of_scope, moment, _ = signer.unsign(stamp).split(":")
    except BadSignature:
        return None
    if of_scope != scope:
        return None
    return int(timezone.now().timestamp()) - int(moment)


def _window(now: datetime.datetime, seconds: int) -> datetime.datetime:
    moment = int(now.timestamp()) // seconds * seconds
    return datetime.datetime.fromtimestamp(moment, datetime.UTC)


def _count(scope: str, key: str, limit: Limit) -> int:
    return Attempt.add(scope, key, _window(timezone.now(), limit.seconds))


def _address_key(request: HttpRequest) -> str:
    """Return a hash of the address that is another one every day."""
    day = timezone.now().date().isoformat()
    return salted_hmac(f"projects.abuse {day}", _network(request)).hexdigest()


def _network(request: HttpRequest) -> str:
    """Return the address, of IPv6 the network that a household has.

    Behind a proxy the last entry of X-Forwarded-For is what the proxy saw itself.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = forwarded.rpartition(",")[2].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return address
