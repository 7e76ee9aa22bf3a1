from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS = (
    "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), "
    "browsing-topics=()"
)


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set the constant headers on every response, unless a view has set its own."""
    policy = "; ".join(
        f"{directive} {' '.join(sources)}"
        for directive, sources in settings.SECURE_CSP.items()
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
    }

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return middleware
