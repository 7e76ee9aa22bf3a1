from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from projects.current import catalogue
from projects.results import Results
from projects.selection import Selection

COLOURS = [
    *("page", "card", "sand", "text", "muted", "line", "edge", "action", "action-tint"),
    *("work", "health", "age", "cohesion"),
    *("work-tint", "health-tint", "age-tint", "cohesion-tint"),
    *("night", "star", "danger"),
]


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with the data at hand; only routed while DEBUG is on."""
    known = catalogue()
    results = Results(Selection.read(request.GET, known), known, request.path)
    beacons = Results(Selection(chosen={"leuchtturm": ["ja"]}), known, request.path)
    context = {
        "results": results,
        "project": next(iter(beacons.projects), None),
        "themes": [option.term for option in known.labels["themenfeld"]],
        "goals": [option.term for option in known.labels["sdg"]],
        "crumbs": [("Bausteine", "")],
        "colours": COLOURS,
    }
    return render(request, "gallery.html", context)
