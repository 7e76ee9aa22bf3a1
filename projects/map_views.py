from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from projects.caching import cached_page
from projects.current import catalogue_of
from projects.map_data import projects_in, script_settings, view_data
from projects.overview import Overview
from projects.results import Results
from projects.selection import Selection
from projects.state_map import SIGN_PATHS
from projects.viewport import Viewport, WrongViewport, read_box

SOURCES = (
    "Verwaltungsgrenzen: © GeoBasis-DE / BKG 2016 (Daten verändert) · "
    "Gewässer: GSHHG (LGPL-3.0) · Orte: GeoNames (CC BY 4.0)"
)
View = Callable[[HttpRequest], HttpResponse]


@cached_page
def project_map(request: HttpRequest) -> HttpResponse:
    results = _results(request)
    selection = results.selection
    context = {
        "results": results,
        "overview": Overview(results),
        "crumbs": [("Karte", "")],
        "list_url": selection.address(reverse("projects:list")),
        "map_url": selection.address(results.path),
        "settings": script_settings(results.known),
        "sources": SOURCES,
        "tile_sources": settings.MAP_TILE_ATTRIBUTION,
        "pins": SIGN_PATHS,
    }
    return render(request, "projects/map.html", context)


def refusing_wrong_views(view: View) -> View:
    """Answer a wrong view with a problem (RFC 9457) that says what to mend."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except WrongViewport as error:
            response = _json(
                {
                    "title": "Diesen Kartenausschnitt gibt es nicht",
                    "status": 400,
                    "detail": str(error),
                }
            )
            response.status_code = 400
            response["Content-Type"] = "application/problem+json"
            return response

    return answer


@cached_page
@refusing_wrong_views
def map_data(request: HttpRequest) -> HttpResponse:
    view = Viewport.read(request.GET)
    return _json(view_data(_results(request), view, settings.MAP_LAST_ZOOM))


@cached_page
@refusing_wrong_views
def map_projects(request: HttpRequest) -> HttpResponse:
    spot = projects_in(_results(request), read_box(request.GET))
    return render(request, "projects/_map_card.html", {"spot": spot})


def _results(request: HttpRequest) -> Results:
    known = catalogue_of(request.META)
    selection = Selection.read(request.GET, known).on_page(1)
    return Results(selection, known, reverse("projects:map"))


def _json(content: dict[str, Any]) -> JsonResponse:
    options = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(content, json_dumps_params=options)
