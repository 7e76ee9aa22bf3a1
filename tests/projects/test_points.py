"""The grid of points against the plainest possible answer to the same question."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.clusters import APART, Shown
from projects.geometry import Box, mercator
from projects.points import SEVERAL, STAR, Point, Points

LAST_ZOOM = 14
STATE = Box(west=10.4, south=50.8, east=13.4, north=53.2)

# A few values on purpose, so that projects share points and points touch edges.
latitudes = st.sampled_from([51.0, 51.4829, 51.483, 52.1333]) | st.floats(50.9, 53.1)
longitudes = st.sampled_from([11.0, 11.972, 11.9721, 12.5]) | st.floats(10.5, 13.3)
places = st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=3)
stocks = st.lists(places, max_size=40)
boxes = st.tuples(longitudes, latitudes, longitudes, latitudes).map(
    lambda edges: Box(
        min(edges[0], edges[2]),
        min(edges[1], edges[3]),
        max(edges[0], edges[2]),
        max(edges[1], edges[3]),
    )
)
zooms = st.integers(6, LAST_ZOOM)


def points_of(stock):
    return [
        Point(
            latitude,
            longitude,
            slot,
            slot % 5 | (SEVERAL if len(own) > 1 else 0) | (STAR if slot == 3 else 0),
            f"Ort {slot}",
        )
        for slot, own in enumerate(stock)
        for latitude, longitude in own
    ]


def everything(stock):
    return (1 << len(stock)) - 1


def shown_of(stock, bits=None):
    bits = everything(stock) if bits is None else bits
    return Shown(Points.of(points_of(stock)), bits)


def pixels(latitude, longitude, zoom):
    scale = 256 * 2**zoom / 360
    return longitude * scale, mercator(latitude) * scale


@given(stock=stocks, box=boxes, bits=st.integers(0, 2**40))
def test_a_box_holds_the_projects_with_a_point_in_it(stock, box, bits):
    chosen = bits & everything(stock)
    expected = {
        slot
        for slot, own in enumerate(stock)
        if chosen >> slot & 1 and any(box.contains(*point) for point in own)
    }
    assert shown_of(stock, chosen).in_box(box) == len(expected)


@given(stock=stocks, zoom=zooms)
def test_every_point_stands_in_one_cluster(stock, zoom):
    shown = shown_of(stock)
    clusters = shown.clusters(STATE, zoom, LAST_ZOOM)
    assert sum(sum(cluster.themes) for cluster in clusters) == len(shown.keys)
    together = {slot for cluster in clusters for slot in [cluster.slot]} - {None}
    assert all(cluster.count > 0 for cluster in clusters)
    assert together <= set(range(len(stock)))
    assert any(cluster.has_star for cluster in clusters) == (len(stock) > 3)


@given(stock=stocks, zoom=zooms)
def test_marks_stand_on_points_and_apart(stock, zoom):
    clusters = shown_of(stock).clusters(STATE, zoom, LAST_ZOOM)
    stored = {point for own in stock for point in own}
    assert {(cluster.latitude, cluster.longitude) for cluster in clusters} <= stored
    marks = [pixels(cluster.latitude, cluster.longitude, zoom) for cluster in clusters]
    for number, one in enumerate(marks):
        for other in marks[:number]:
            distance = hypot(one[0] - other[0], one[1] - other[1])
            assert distance > APART - 1


@given(stock=stocks, box=boxes, zoom=zooms)
def test_a_view_leaves_out_nothing_that_stands_in_it(stock, box, zoom):
    shown = shown_of(stock)
    whole = shown.clusters(STATE, zoom, LAST_ZOOM)
    part = shown.clusters(box, zoom, LAST_ZOOM)
    alone = [cluster for cluster in whole if cluster.count == 1]
    inside = [c for c in alone if box.contains(c.latitude, c.longitude)]
    assert {(c.latitude, c.longitude) for c in inside} <= {
        (c.latitude, c.longitude) for c in part
    }


@given(stock=stocks, zoom=zooms)
def test_following_a_cluster_ends_at_its_projects(stock, zoom):
    shown = shown_of(stock)
    for cluster in shown.clusters(STATE, zoom, LAST_ZOOM):
        if cluster.zoom is None:
            assert shown.in_box(cluster.box) >= cluster.count
        else:
            assert zoom < cluster.zoom <= LAST_ZOOM


@given(stock=stocks, others=stocks, gone=st.sets(st.integers(0, 39)))
def test_changed_points_are_as_if_built_anew(stock, others, gone):
    before, after = points_of(stock), points_of(others)
    changed = Points.of(before).changed(gone, after)
    anew = Points.of([*(point for point in before if point.slot not in gone), *after])
    assert list(changed.keys) == list(anew.keys)
    assert sorted(changed) == sorted(anew)
    assert sorted(zip(changed.looks, changed.places, strict=True)) == sorted(
        zip(anew.looks, anew.places, strict=True)
    )


@pytest.mark.parametrize("bits", [0, 1])
def test_nothing_on_the_map_is_an_answer_too(bits):
    shown = shown_of([], bits)
    assert shown.clusters(STATE, 8, LAST_ZOOM) == []
    assert shown.in_box(STATE) == 0
