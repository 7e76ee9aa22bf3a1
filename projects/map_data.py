"""What the map in the browser asks for: the marks of a view, and the projects at one."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from projects.cards import load_cards
from projects.catalogue import Catalogue
from projects.clusters import Cluster, Shown, shown
from projects.geometry import Box
from projects.models import Project
from projects.points import CELL
from projects.results import Results
from projects.state_map import counted
from projects.viewport import Viewport

BASE_MAP = ("state", "rivers", "labels", "municipalities")
LISTED = 30


def script_settings(known: Catalogue) -> dict[str, Any]:
    """Return what the script of the map page has to know."""
    return {
        "data": reverse("projects:map_data"),
        "projects": reverse("projects:map_projects"),
        "base": {name: static(f"map/{name}.json") for name in BASE_MAP},
        "themes": [
            {"sign": option.sign, "name": option.label}
            for option in known.labels["themenfeld"]
        ],
        "hasTiles": bool(settings.MAP_TILE_URL),
    }


def view_data(results: Results, view: Viewport, last_zoom: int) -> dict[str, Any]:
    """Return the marks in a view, in the order in which they are read."""
    known = results.known
    on_map = shown(known.points, results.hits.bits)
    clusters = on_map.clusters(view.box, view.zoom, last_zoom)
    row = CELL * 360 / (256 * 2**view.zoom)
    clusters.sort(key=lambda cluster: (-(cluster.latitude // row), cluster.longitude))
    names = _names(known, clusters)
    return {
        "status": _status(results, on_map, view.box),
        "marks": [_mark(cluster, names, known) for cluster in clusters],
    }


def _names(known: Catalogue, clusters: list[Cluster]) -> dict[int, str]:
    pks = [known.pks[cluster.slot] for cluster in clusters if cluster.slot is not None]
    rows = Project.objects.public().filter(pk__in=pks)
    return dict(rows.order_by().values_list("pk", "name"))


def _mark(cluster: Cluster, names: dict[int, str], known: Catalogue) -> dict[str, Any]:
    mark: dict[str, Any] = {"at": [cluster.latitude, cluster.longitude]}
    if cluster.has_star:
        mark["star"] = 1
    if cluster.slot is not None:
        mark["name"] = names.get(known.pks[cluster.slot], "")
        mark["theme"] = next(n for n, count in enumerate(cluster.themes) if count)
    else:
        mark |= {"count": cluster.count, "themes": cluster.themes}
        mark["place"] = cluster.place
    if cluster.box:
        box = cluster.box
        mark["box"] = [box.west, box.south, box.east, box.north]
    else:
        mark["zoom"] = cluster.zoom
    return mark


def _status(results: Results, on_map: Shown, box: Box) -> str:
    """Say how much of the hits the view shows, and what it can never show."""
    if not results.total:
        return "Kein Projekt passt zu deinen Filtern"
    drawn = on_map.count([(0, len(on_map.keys))])
    missing = results.total - drawn
    total = counted(results.total).replace("Projekte", "Projekten")
    seen = f"{on_map.in_box(box):,}".replace(",", "\u202f")
    words = f"Im Ausschnitt: {seen} von {total}"
    if missing == 1:
        return f"{words}, 1 ohne Punkt auf der Karte"
    return f"{words}, {missing} ohne Punkt auf der Karte" if missing else words


@dataclass(frozen=True)
class Spot:
    """The hits in a small box, the first of them as cards."""

    count: int
    place: str
    projects: list[Project]

    @property
    def title(self) -> str:
        title = counted(self.count)
        return f"{title} bei {self.place}" if self.place else title

    @property
    def rest(self) -> int:
        return self.count - len(self.projects)


def projects_in(results: Results, box: Box) -> Spot:
    known, points = results.known, results.known.points
    numbers = shown(points, results.hits.bits).numbers_in(box)
    slots = {points.slots[number] for number in numbers}
    first = sorted(slots, key=known.orders.__getitem__)[:LISTED]
    cards = load_cards(known, [known.pks[slot] for slot in first])
    place = points.places[numbers[0]] if numbers else ""
    return Spot(len(slots), place, cards)
