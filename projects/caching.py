"""Answer a public page from memory while nothing that visitors see has changed.

A page is known by its address in canonical form and by the stamp of the catalogue, so
nothing is ever thrown away by hand. Whoever carries a session is answered afresh and
privately: what staff see is neither kept nor shared.
"""

import datetime
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from urllib.parse import urlencode
from zlib import crc32

import brotli
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from projects.current import catalogue_of
from projects.store import Store

# A proxy may keep a page but asks for every answer whether it is still the same; when
# the portal is down it may go on showing what it has for a day.
PUBLIC = "public, max-age=0, must-revalidate, stale-if-error=86400"
PRIVATE = "private, no-store"
View = Callable[..., HttpResponse]
Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page, compressed once in each way that browsers ask for."""

    headers: dict[str, str]
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        body = response.content
        bodies = {
            "br": brotli.compress(body, quality=5),
            "gzip": gzip.compress(body, 6, mtime=0),
            "": body,
        }
        return cls(dict(response.items()), bodies)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def answer(self, accepted: str) -> HttpResponse:
        encoding = next(name for name in self.bodies if name in accepted)
        response = HttpResponse(self.bodies[encoding], headers=self.headers)
        if encoding:
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(response.content))
        return response


PAGES: Store[Page] = Store(settings.PAGE_CACHE_MB * 1024 * 1024)


# The names of all parameters that any kept page depends on.
_PARAMETERS: set[str] = set()


def cached_page(*parameters: str) -> Callable[[View], View]:
    """Let the answers of a public view be kept; `parameters` of the query matter to it."""
    _PARAMETERS.update(parameters)

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            response = view(request, *args, **kwargs)
            vars(response)["may_be_kept"] = response.status_code == 200
            return response

        return answer

    return decorate


def cached_pages(inner: Handler) -> Handler:
    """Answer what is known before sessions, users and views come into play.

    A middleware: those above it run for every answer, those below it for new ones.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return inner(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return _private(inner(request))
        try:
            state = _state(request)
        except DatabaseError:
            return inner(request)
        address = _address(request)
        etag = f'W/"{state}.{crc32(address.encode()):x}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _public(HttpResponseNotModified(), etag)
        key = f"{state} {address}"
        page = PAGES.get(key)
        if page is None:
            response = inner(request)
            if not _may_be_kept(response) or not PAGES.room:
                return _public(response, etag) if _may_be_kept(response) else response
            page = Page.of(response)
            PAGES.put(key, page, page.size)
        return _public(page.answer(request.headers.get("Accept-Encoding", "")), etag)

    return answer


def _may_be_kept(response: HttpResponse) -> bool:
    return getattr(response, "may_be_kept", False)


def _private(response: HttpResponse) -> HttpResponse:
    if _may_be_kept(response):
        response["Cache-Control"] = PRIVATE
    return response


def _public(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _state(request: HttpRequest) -> str:
    """Return what a page depends on besides its address: data, day and software."""
    today = datetime.date.today().toordinal()
    return f"{catalogue_of(request).stamp}.{today}.{_release()}"


@cache
def _release() -> str:
    """Return a mark of the templates and of the names of the static files."""
    digest = hashlib.sha256()
    folder = Path(settings.BASE_DIR)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    files = [*sorted((folder / "templates").rglob("*.html")), manifest]
    for file in filter(Path.is_file, files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _address(request: HttpRequest) -> str:
    """Return the address with the parameters that matter, all their values as given."""
    pairs = [
        (name, value)
        for name in sorted(_PARAMETERS & request.GET.keys())
        for value in request.GET.getlist(name)
        if value
    ]
    return f"{request.scheme}://{request.get_host()}{request.path}?{urlencode(pairs)}"
