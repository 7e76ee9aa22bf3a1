import gzip
import json

import pytest
from django.conf import settings

from projects.geometry import (
    Area,
    box_around,
    distance_km,
    latitude_at,
    mercator,
    read_topology,
)
from projects.utm import to_wgs84

MAP = settings.BASE_DIR / "static" / "map"
GEO = settings.BASE_DIR / "fixtures" / "geo"


def read(path):
    return json.loads(path.read_text())


def lines_of(topology):
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for moves in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in moves:
            x, y = x + step_x, y + step_y
            line.append((shift[0] + x * scale[0], shift[1] + y * scale[1]))
        yield line


def test_the_base_map_is_small():
    size = sum(len(gzip.compress(path.read_bytes())) for path in MAP.glob("*.json"))

    assert size < 120_000
    assert all(
        path.stat().st_size < 600_000 for path in [*GEO.iterdir(), *MAP.glob("*.json")]
    )


def test_the_simplified_kreise_still_hold_their_towns():
    districts = {
        about["slug"]: area
        for about, area in read_topology(read(MAP / "state.json"), "districts")
    }
    towns = [row for row in read(MAP / "labels.json")["towns"] if row[3] <= 3]

    assert len(districts) == 14
    assert len(towns) == 26
    for name, latitude, longitude, _ in towns:
        assert (
            sum(area.contains(latitude, longitude) for area in districts.values()) == 1
        ), name


def test_every_line_of_the_base_map_lies_in_its_frame():
    for name in ("state", "municipalities", "rivers"):
        for line in lines_of(read(MAP / f"{name}.json")):
            assert len(line) > 1
            assert all(8.29 < x < 15.41 and 49.89 < y < 53.61 for x, y in line)


def test_the_map_names_its_rivers_and_sources():
    rivers = read(MAP / "rivers.json")["objects"]["rivers"]["geometries"]
    note = (MAP / "README.md").read_text()

    assert {"Elbe", "Saale", "Mulde", "Unstrut", "Havel"} <= {
        river["properties"]["name"] for river in rivers
    }
    assert "© GeoBasis-DE / BKG 2016 (Daten verändert)" in note
    assert (
        "GNU LESSER GENERAL PUBLIC LICENSE"
        in (MAP / "licences" / "rivers-COPYING.LESSER.txt").read_text()
    )


def test_kreise_and_gemeinden_cover_the_same_ground():
    """Points of a fine grid lie in one Kreis and in one Gemeinde of it, or in none of either."""
    features = read(GEO / "districts.geojson")["features"]
    districts = {
        feature["properties"]["ags"]: Area.from_geojson(feature["geometry"])
        for feature in features
    }
    towns = read_topology(read(GEO / "municipalities.topojson"), "municipalities")
    inside = 0
    for step in range(2_000):
        latitude, longitude = (
            50.9 + step * 0.618034 % 1 * 2.2,
            10.5 + step / 2_000 * 2.8,
        )
        here = [
            ags for ags, area in districts.items() if area.contains(latitude, longitude)
        ]
        town = [
            about["district"]
            for about, area in towns
            if area.contains(latitude, longitude)
        ]
        assert here == town
        assert len(here) <= 1
        inside += len(here)

    assert 800 < inside < 950


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        (681234.5, 5778123.25, 52.123883942, 11.647502299),
        (606000.0, 5640000.0, 50.901916206, 10.507485089),
        (789000.0, 5880000.0, 52.991452713, 13.306605207),
        (32705123.12, 5707456.78, 51.481014435, 11.954187723),
    ],
)
def test_utm_becomes_degrees(easting, northing, latitude, longitude):
    """The expected values were computed with PROJ (EPSG:25832 to EPSG:4326)."""
    assert to_wgs84(easting, northing) == pytest.approx(
        (latitude, longitude), abs=0.00000001
    )


def test_distances_and_boxes():
    assert distance_km(52.1333, 11.6167, 51.483, 11.972) == pytest.approx(
        76.32, abs=0.01
    )
    assert distance_km(52, 11, 52, 11) == 0
    box = box_around(52, 11, 50)
    assert distance_km(52, 11, 52, box.east) >= 50
    assert distance_km(52, 11, box.north, 11) == pytest.approx(50)
    assert latitude_at(mercator(51.7)) == pytest.approx(51.7)


def test_a_hole_is_not_inside():
    outer = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]
    area = Area.from_geojson({"type": "MultiPolygon", "coordinates": [[outer, hole]]})

    assert area.contains(0.5, 0.5)
    assert not area.contains(2, 2)
    assert not area.contains(5, 2)
