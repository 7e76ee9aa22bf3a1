import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from projects.caching import cached_page
from projects.cards import give_terms, load_cards, render_cards
from projects.catalogue import NAME, NEWEST, Catalogue
from projects.current import catalogue_of
from projects.models import Project
from projects.profile import as_json, as_json_ld, facts_of, locator_of
from projects.results import Results
from projects.selection import Selection

SHOWN_LIGHTHOUSES = 3
SHOWN_NEWEST = 4
SHOWN_RELATED = 3


@cached_page
def home(request: HttpRequest) -> HttpResponse:
    known = catalogue_of(request.META)
    everything = known.hits({}, Selection().parsed(known))
    beacons = known.hits({"leuchtturm": ["ja"]}, Selection().parsed(known))
    counts = known.counts({}, everything)
    context = {
        "counts": {
            "projects": everything.count,
            "districts": len(known.labels["kreis"]),
            "lighthouses": beacons.count,
        },
        "themes": [
            {
                "theme": option.term,
                "count": count,
                "url": Selection(chosen={"themenfeld": [option.value]}).address(
                    reverse("projects:list")
                ),
            }
            for option, count in zip(
                known.labels["themenfeld"], counts["themenfeld"], strict=True
            )
        ],
        "district_counts": {
            option.value: count
            for option, count in zip(
                known.labels["kreis"], counts["kreis"], strict=True
            )
        },
        "lighthouses": load_cards(known, _of_the_week(known)),
        "newest": load_cards(known, known.page(everything, NEWEST, 0, SHOWN_NEWEST)),
    }
    return render(request, "home.html", context)


def _of_the_week(known: Catalogue) -> list[int]:
    """Return three Leuchttürme; every week the next ones take their turn."""
    hits = known.hits({"leuchtturm": ["ja"]}, Selection().parsed(known))
    pks = known.page(hits, NAME, 0, hits.count)
    week = datetime.date.today().isocalendar().week
    start = week * SHOWN_LIGHTHOUSES % max(1, len(pks))
    return [*pks[start:], *pks[:start]][:SHOWN_LIGHTHOUSES]


@cached_page
def project_list(request: HttpRequest) -> HttpResponse:
    known = catalogue_of(request.META)
    selection = Selection.read(request.GET, known)
    path = reverse("projects:list")
    results = Results(selection, known, path)
    context = {
        "results": results,
        "crumbs": [("Projekte", "")],
        "list_url": results.selection.address(path),
        "map_url": results.selection.on_page(1).address(reverse("projects:map")),
    }
    return render(request, "projects/list.html", context)


@cached_page
def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    project = Project.objects.public().for_detail().filter(slug=slug).first()
    if project is None:
        return _moved(slug, "projects:detail")
    known = catalogue_of(request.META)
    give_terms(known, [project])
    share_url = request.build_absolute_uri(project.get_absolute_url())
    context = {
        "project": project,
        "locator": locator_of(project),
        "scales": project.scales,
        "facts": facts_of(project),
        "related": render_cards(known, known.related(project.pk, SHOWN_RELATED)),
        "json_ld": as_json_ld(project, share_url),
        "share_url": share_url,
        "crumbs": [("Projekte", reverse("projects:list")), (project.name, "")],
    }
    return render(request, "projects/detail.html", context)


@cached_page
def project_detail_json(request: HttpRequest, slug: str) -> HttpResponse:
    project = Project.objects.public().for_detail().filter(slug=slug).first()
    if project is None:
        return _moved(slug, "projects:detail_json")
    give_terms(catalogue_of(request.META), [project])
    url = request.build_absolute_uri(project.get_absolute_url())
    response = JsonResponse(
        as_json(project, url), json_dumps_params={"ensure_ascii": False}
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _moved(slug: str, name: str) -> HttpResponse:
    """Lead from a former address to the present one, for ever."""
    project = Project.objects.public().filter(old_slugs__slug=slug).first()
    if project is None:
        raise Http404
    return redirect(reverse(name, args=[project.slug]), permanent=True)
