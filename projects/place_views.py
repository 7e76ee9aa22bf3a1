from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from projects.gazetteer import find


@require_safe
def place_search(request: HttpRequest) -> JsonResponse:
    """Answer what a typed postal code or place may mean, best first."""
    spots = find(request.GET.get("q", "")).spots
    return JsonResponse(
        {
            "matches": [
                {
                    "label": spot.label,
                    "latitude": spot.latitude,
                    "longitude": spot.longitude,
                    "precision": spot.precision,
                    "district": spot.district,
                }
                for spot in spots
            ]
        }
    )
