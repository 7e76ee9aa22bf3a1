import re

import pytest
from django.template import Context, Template

from projects.state_map import sheet

TAG = "{% load maps %}{% state_map size=size lit=lit points=points counts=counts %}"


def draw(*, size="large", lit=(), points=(), counts=None):
    context = {"size": size, "lit": lit, "points": points, "counts": counts}
    return Template(TAG).render(Context(context))


def test_the_large_sheet_shows_kreise_rivers_towns_and_neighbours():
    drawn = draw()

    assert drawn.count('class="state-map__district"') == 14
    assert drawn.count("state-map__river--") == 6
    for name in (
        "Magdeburg",
        "Halle (Saale)",
        "Stendal",
        "Zeitz",
        "Brandenburg",
        "Unstrut",
    ):
        assert f">{name}</text>" in drawn
    assert 'role="img" aria-label="Karte von Sachsen-Anhalt"' in drawn
    assert "<a " not in drawn


def test_the_sheets_are_light():
    assert sum(map(len, re.findall(r' d="([^"]*)"', draw()))) < 25_000
    assert len(draw(size="small")) < 10_000


def test_counts_are_links_into_the_list():
    drawn = draw(counts={"harz": 1, "magdeburg": 1204, "saalekreis": 0})

    assert drawn.count("<a ") == 2
    assert (
        '<a class="state-map__link" href="/projekte/?kreis=harz" aria-label="Harz: 1 Projekt">'
        in drawn
    )
    assert 'aria-label="Magdeburg: 1\u202f204 Projekte"' in drawn
    assert (
        'role="group" aria-label="Karte von Sachsen-Anhalt: Projekte in jedem Kreis"'
        in drawn
    )
    assert ">Zeitz</text>" not in drawn


def test_an_address_of_ones_own_for_a_kreis():
    tag = "{% load maps %}{% state_map counts=counts urls=urls %}"
    drawn = Template(tag).render(
        Context({"counts": {"harz": 2}, "urls": {"harz": "/karte/?kreis=harz&q=a"}})
    )

    assert 'href="/karte/?kreis=harz&amp;q=a"' in drawn


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_lit_kreis_and_a_point_are_said_in_words(size):
    drawn = draw(
        size=size, lit="harz", points=[(51.835, 10.785, "age", "Wernigerode <b>")]
    )

    assert drawn.count("is-lit") == 1
    assert "hervorgehoben: Harz, eingezeichnet: Wernigerode &lt;b&gt;" in drawn
    assert "state-map__sign--age" in drawn


def test_an_unknown_kreis_lights_nothing():
    assert "is-lit" not in draw(lit=["nirgendwo", ""])


def test_many_points_are_counted_not_named():
    drawn = draw(points=[(52.0, 11.5, "work", f"Ort {n}") for n in range(7)])

    assert 'aria-label="Karte von Sachsen-Anhalt mit 7 Orten"' in drawn


@pytest.mark.parametrize("size", ["small", "large"])
def test_points_fall_where_the_towns_are_drawn(size):
    on = sheet(size)
    drawn = {town["name"]: (town["x"], town["y"]) for town in on.parts["towns"]}

    assert on.project(52.1333, 11.6167) == pytest.approx(drawn["Magdeburg"], abs=1)
    assert on.project(51.483, 11.972) == pytest.approx(drawn["Halle (Saale)"], abs=1)
