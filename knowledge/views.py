from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from knowledge.entrances import entrances
from knowledge.models import Page
from projects.caching import cached_page
from projects.current import catalogue_of


@cached_page
def knowledge_index(request: HttpRequest) -> HttpResponse:
    context = entrances(catalogue_of(request.META)) | {"crumbs": [("Wissen", "")]}
    return render(request, "knowledge/index.html", context)


@cached_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, slug=slug)
    context = {"page": found, "crumbs": [(found.title, "")]}
    return render(request, "knowledge/page.html", context)
