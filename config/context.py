from typing import Any

from django.conf import settings
from django.http import HttpRequest

from projects.current import CATALOGUE

NAVIGATION = (
    ("Projekte", "/projekte/"),
    ("Karte", "/karte/"),
    ("Leuchttürme", "/leuchttuerme/"),
    ("Wissen", "/wissen/"),
    ("Teilen", "/teilen/"),
)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give every page the portal's name, its navigation and the age of its data."""
    known = request.META.get(CATALOGUE)
    return {
        "portal_name": settings.PORTAL_NAME,
        "navigation": [
            {"label": label, "url": url, "is_current": request.path.startswith(url)}
            for label, url in NAVIGATION
        ],
        "entrances": NAVIGATION,
        "is_debug": settings.DEBUG,
        "data_as_of": known.as_of if known else None,
    }
