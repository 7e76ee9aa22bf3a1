"""What all pages of sharing have in common."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from projects import tokens
from projects.models import Submission
from projects.stewardship.pages import keyed

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Answer one person only, and take forms from our own pages only.

    No token stands in the form, so none can expire while somebody writes: the cookie of
    the draft is SameSite=Lax, and the browser says where a form comes from.
    """

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if request.method == "POST" and is_from_elsewhere(request):
            return redirect("sharing:start")
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


def token_page(scope: str) -> Callable[[View], View]:
    """Answer whoever has the link: the key in it is what proves a form to be ours."""

    def find(token: str) -> Submission | None:
        found = tokens.find(scope, token)
        return found.submission if found else None

    return keyed(find, unknown="sharing/link_unknown.html")


def is_from_elsewhere(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and _host(origin) != request.get_host()


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
