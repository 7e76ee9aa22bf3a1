"""Pages without an account: forms open to everybody, and pages behind a key."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

UNKNOWN = "stewardship/link_unknown.html"
View = Callable[..., HttpResponse]


def open_form(view: View) -> View:
    """Take a form from anybody; no cookie gives it any right, so none can expire."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


def keyed(find: Callable[[str], Any], unknown: str = UNKNOWN) -> Callable[[View], View]:
    """Hand what `find` knows of the key in the address to the view; no key, no page."""

    def decorate(view: View) -> View:
        @open_form
        @wraps(view)
        def answer(
            request: HttpRequest, token: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            found = find(token)
            response = (
                view(request, found, token, *args, **kwargs)
                if found
                else render(request, unknown, {"crumbs": [("Link", "")]}, status=404)
            )
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex"
            return response

        return answer

    return decorate
