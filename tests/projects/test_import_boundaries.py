import json

import pytest
from django.core.management import CommandError, call_command

from projects.models import District, Location, Place
from tests.factories import make_district, make_location, make_place, make_project


def square(west, east):
    ring = [[west, 52.0], [east, 52.0], [east, 52.5], [west, 52.5], [west, 52.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def entry(ags, geometry):
    return {"type": "Feature", "properties": {"AGS": ags}, "geometry": geometry}


@pytest.fixture
def west(db):
    return make_district("Westkreis", ags="15081", boundary=square(11.0, 11.5))


@pytest.fixture
def east(db):
    return make_district("Ostkreis", ags="15082", boundary=square(11.5, 12.0))


@pytest.fixture
def run(tmp_path, capsys):
    def run(content):
        path = tmp_path / "kreise.geojson"
        text = (
            content
            if isinstance(content, str)
            else json.dumps({"type": "FeatureCollection", "features": content})
        )
        path.write_text(text)
        call_command("import_boundaries", path)
        return capsys.readouterr().out

    return run


def refused(run, content):
    before = list(District.objects.values_list("ags", "boundary"))
    with pytest.raises(CommandError) as error:
        run(content)
    assert list(District.objects.values_list("ags", "boundary")) == before
    assert "Nichts wurde geändert." in str(error.value)
    return str(error.value)


def test_replaces_the_borders_and_moves_what_lies_in_another_kreis(run, west, east):
    project = make_project("Gemüsegarten")
    make_location(
        project, city="Mittendorf", district=west, latitude=52.2, longitude=11.4
    )
    make_place("Mittendorf", district=west, latitude=52.2, longitude=11.4)
    make_place("Fern", district=None, latitude=51.34, longitude=12.37)

    said = run(
        [entry("15081", square(11.0, 11.3)), entry("150820000000", square(11.3, 12.0))]
    )

    assert District.objects.get(ags="15081").boundary == square(11.0, 11.3)
    assert Location.objects.get().district == east
    assert Place.objects.get(name="Mittendorf").district == east
    assert Place.objects.get(name="Fern").district is None
    assert "2 Grenzen ersetzt" in said
    assert "1 Orte von Projekten und 1 Zeilen" in said


def test_heights_and_needless_digits_are_left_out(run, west):
    ring = [[x + 0.0000001, y, 77.5] for x, y in square(11.0, 11.3)["coordinates"][0]]

    run([entry("15081", {"type": "Polygon", "coordinates": [ring]})])

    assert District.objects.get().boundary == square(11.0, 11.3)


def test_a_missing_and_an_unknown_kreis_are_named(run, west, east):
    said = refused(
        run, [entry("15081", square(11, 11.3)), entry("15999", square(11.3, 12))]
    )

    assert "Diese Kreise fehlen in der Datei: 15082 Ostkreis." in said
    assert "AGS 15999" in said


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (None, "weder Polygon noch MultiPolygon"),
        ({"type": "Point", "coordinates": [11, 52]}, "weder Polygon noch MultiPolygon"),
        ({"type": "Polygon", "coordinates": []}, "keine Ringe"),
        (
            {"type": "Polygon", "coordinates": [[[11, 52], [11.1, 52], [11, 52]]]},
            "weniger als vier Punkte",
        ),
        (
            {
                "type": "Polygon",
                "coordinates": [[[11, 52], [11.1, 52], [11.1, 52.1], [11, 52.1]]],
            },
            "nicht geschlossen",
        ),
        (
            {
                "type": "Polygon",
                "coordinates": [[[52, 11], [52, 11.1], [52.1, 11.1], [52, 11]]],
            },
            "nicht vertauscht",
        ),
        (
            {
                "type": "Polygon",
                "coordinates": [[[681234, 5778123], [1, 2], [3, 4], [681234, 5778123]]],
            },
            "nicht UTM",
        ),
        (
            {
                "type": "Polygon",
                "coordinates": [[["11", 52], [11.1, 52], [11.1, 52.1], ["11", 52]]],
            },
            "kein Paar",
        ),
        ({"type": "MultiPolygon", "coordinates": 7}, "keine Koordinaten"),
    ],
)
def test_a_broken_entry_is_named_with_its_number(run, west, geometry, message):
    said = refused(run, [entry("15081", square(11, 11.3)), entry("15082", geometry)])

    assert "Eintrag 2 (AGS 15082)" in said
    assert message in said


def test_a_kreis_given_twice_or_without_key_is_named(run, west):
    said = refused(
        run,
        [
            entry("15081", square(11, 11.3)),
            entry("15081", square(11, 11.4)),
            entry("", square(11, 12)),
            5,
        ],
    )

    assert "Eintrag 2 (AGS 15081): Dieser Kreis kommt zweimal vor." in said
    assert "Eintrag 3: Der Amtliche Gemeindeschlüssel" in said
    assert "Eintrag 4: Der Amtliche Gemeindeschlüssel" in said


def test_a_gemeinde_is_not_taken_for_its_kreis(run, west):
    assert "Eintrag 1: Der Amtliche Gemeindeschlüssel" in refused(
        run, [entry("15081026", square(11, 12))]
    )


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"features": []}', '{"type": "FeatureCollection"}', "nan", '"x"'],
)
def test_what_is_no_geojson_is_refused(run, west, content):
    assert "JSON" in refused(run, content)


def test_a_file_that_is_not_there_is_named(west, tmp_path):
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        call_command("import_boundaries", tmp_path / "fehlt.geojson")
