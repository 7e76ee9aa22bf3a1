from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings

from projects import state_map as state_maps

register = template.Library()


@register.simple_tag
def tile_server() -> str:
    """Name the foreign host that the operator lets the map ask for pictures, if any."""
    return settings.MAP_TILE_SERVER


@register.inclusion_tag("components/state_map.html")
def state_map(
    size: str = "large",
    lit: Collection[str] | str = (),
    points: Iterable[state_maps.Point] = (),
    counts: Mapping[str, int] | None = None,
    urls: Mapping[str, str] | None = None,
    title: str = "",
) -> dict[str, Any]:
    """Draw the state.

    ``lit`` names Kreise to be lit by their slugs, ``points`` are (latitude, longitude, sign, label), ``counts``
    gives a number per Kreis, which becomes a link to the Kreis in the list or to the address in ``urls``.
    """
    if isinstance(lit, str):
        lit = [lit] if lit else []
    return state_maps.drawing(
        size=size, lit=lit, points=points, counts=counts, urls=urls, title=title
    )
