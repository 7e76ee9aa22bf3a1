from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from projects.caching import cached_page
from projects.current import catalogue_of
from projects.overview import Overview
from projects.results import Results
from projects.selection import PARAMETERS, Selection


@cached_page(*PARAMETERS)
def project_map(request: HttpRequest) -> HttpResponse:
    known = catalogue_of(request)
    selection = Selection.read(request.GET, known).on_page(1)
    results = Results(selection, known, reverse("projects:map"))
    context = {
        "results": results,
        "overview": Overview(results),
        "crumbs": [("Karte", "")],
        "list_url": selection.address(reverse("projects:list")),
        "map_url": selection.address(results.path),
    }
    return render(request, "projects/map.html", context)
