"""Answer a public page from memory while nothing that visitors see has changed.

A page is known by its address in canonical form and by the stamp of the catalogue, so
nothing is ever thrown away by hand. `keep_pages`, the first middleware, keeps what a
view allows to be kept, with all its headers; `answer_kept` stands before Django and
answers what is kept at the price of one indexed row. Whoever carries a session is
answered afresh and privately: what staff see is neither kept nor shared.
"""

import datetime
import gzip
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zlib import crc32

import brotli
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from projects.current import catalogue_of
from projects.selection import PARAMETERS
from projects.store import Store

# A proxy may keep a page but asks for every answer whether it is still the same; when
# the portal is down it may go on showing what it has for a day.
PUBLIC = "public, max-age=0, must-revalidate, stale-if-error=86400"
PRIVATE = "private, no-store"
# What a 304 repeats of the answer that it stands for.
NOT_MODIFIED = ("ETag", "Cache-Control", "Vary")
View = Callable[..., HttpResponse]
Handler = Callable[[HttpRequest], HttpResponse]
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page, compressed once in each way that browsers ask for."""

    etag: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, response: HttpResponse) -> "Page":
        body = response.content
        if response.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
            del response["Content-Encoding"]
        bodies = {
            "br": brotli.compress(body, quality=5),
            "gzip": gzip.compress(body, 6, mtime=0),
            "": body,
        }
        del response["Content-Length"]
        return cls(response["ETag"], list(response.items()), bodies)

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def answer(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return status, headers and body as WSGI wants them."""
        if self.etag in parse_etags(environ.get("HTTP_IF_NONE_MATCH", "")):
            headers = [row for row in self.headers if row[0] in NOT_MODIFIED]
            return "304 Not Modified", headers, b""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next(name for name in self.bodies if name in accepted)
        body = self.bodies[encoding]
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return "200 OK", headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body


PAGES: Store[Page] = Store(settings.PAGE_CACHE_MB * 1024 * 1024)
# The parameters that any kept page depends on; all others share its answers.
_PARAMETERS = frozenset({*PARAMETERS, "box", "zoom"})


def cached_page(view: View) -> View:
    """Let the good answers of a public view be kept."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        vars(response)["may_be_kept"] = response.status_code == 200
        return response

    return answer


def keep_pages(inner: Handler) -> Handler:
    """Keep what a view allows to be kept; a middleware, outside of all others."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not _is_public(request.META):
            response = inner(request)
            if _may_be_kept(response):
                response["Cache-Control"] = PRIVATE
            return response
        try:
            key = _key(request.META)
        except DatabaseError:
            return inner(request)
        response = inner(request)
        if not _may_be_kept(response):
            return response
        response["ETag"] = f'W/"{key[0]}.{crc32(key[1].encode()):x}"'
        response["Cache-Control"] = PUBLIC
        patch_vary_headers(response, ("Accept-Encoding",))
        if response["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
            return _not_modified(response)
        if not PAGES.room:
            return response
        page = Page.of(response)
        PAGES.put(key, page, page.size)
        _, headers, body = page.answer(request.META)
        return HttpResponse(body, headers=dict(headers))

    return answer


def answer_kept(application: Application) -> Application:
    """Answer kept pages, and hand everything else to the application."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        page = _kept_page(environ)
        if page is None:
            return application(environ, start_response)
        status, headers, body = page.answer(environ)
        start_response(status, headers)
        return [body]

    return answer


def _kept_page(environ: Environ) -> Page | None:
    if not _is_public(environ):
        return None
    try:
        return PAGES.get(_key(environ))
    except DatabaseError:
        connection.close()
        return None


def _is_public(environ: Environ) -> bool:
    cookie = environ.get("HTTP_COOKIE", "")
    is_reading = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
    return is_reading and settings.SESSION_COOKIE_NAME not in cookie


def _may_be_kept(response: HttpResponse) -> bool:
    return getattr(response, "may_be_kept", False)


def _not_modified(response: HttpResponse) -> HttpResponse:
    headers = {name: response[name] for name in NOT_MODIFIED}
    return HttpResponseNotModified(headers=headers)


def _key(environ: Environ) -> tuple[str, str]:
    """Return what a page depends on besides its address (data, day, software), and it."""
    today = datetime.date.today().toordinal()
    state = f"{catalogue_of(environ).stamp}.{today}.{_release()}"
    return state, _address(environ)


@cache
def _release() -> str:
    """Return a mark of the templates, the static files' names and the map's tiles."""
    digest = hashlib.sha256(settings.MAP_TILE_URL.encode())
    folder = Path(settings.BASE_DIR)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    files = [*sorted((folder / "templates").rglob("*.html")), manifest]
    for file in filter(Path.is_file, files):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _address(environ: Environ) -> str:
    """Return the address with the parameters that matter, all their values as given."""
    names = ("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "PATH_INFO")
    address = " ".join(environ.get(name, "") for name in names)
    if query := environ.get("QUERY_STRING", ""):
        pairs = parse_qsl(query, errors="surrogateescape")
        pairs = sorted((pair for pair in pairs if pair[0] in _PARAMETERS), key=_name)
        address += "?" + urlencode(pairs, errors="surrogateescape")
    return address


def _name(pair: tuple[str, str]) -> str:
    return pair[0]
