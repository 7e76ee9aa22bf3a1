from dataclasses import asdict

from django.http import HttpRequest, JsonResponse

from projects.caching import cached_page
from projects.current import catalogue_of
from projects.suggestions import suggest


@cached_page
def suggestions(request: HttpRequest) -> JsonResponse:
    found = suggest(request.GET.get("q", ""), catalogue_of(request.META))
    return JsonResponse(
        {"suggestions": [asdict(suggestion) for suggestion in found]},
        json_dumps_params={"ensure_ascii": False},
    )
