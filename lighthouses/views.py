from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from projects.caching import cached_page
from projects.cards import load_cards
from projects.catalogue import NAME
from projects.current import catalogue_of
from projects.selection import Selection


@cached_page
def lighthouse_list(request: HttpRequest) -> HttpResponse:
    known = catalogue_of(request.META)
    hits = known.hits({"leuchtturm": ["ja"]}, Selection().parsed(known))
    context = {
        "projects": load_cards(known, known.page(hits, NAME, 0, hits.count)),
        "crumbs": [("Leuchttürme", "")],
    }
    return render(request, "lighthouses/list.html", context)
