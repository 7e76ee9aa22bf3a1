import pytest
from django.core.management import CommandError, call_command

from projects import gazetteer
from projects.models import Address, Location
from tests.factories import make_district, make_place

SQUARE = [[[11.0, 52.0], [12.0, 52.0], [12.0, 52.5], [11.0, 52.5], [11.0, 52.0]]]
UTM = """STN;HNR;ADZ;PLZ;GEMEINDE;ORTSTEIL;OSTWERT;NORDWERT
Breiter Weg;12;;39104;Magdeburg;Altstadt;32681234,5;5778123,25
Breiter Weg;14;a;39104;Magdeburg;Altstadt;681300;5778200
Hauptstraße;3;;39175;Biederitz;Gerwisch;688000;5781000
"""
DEGREES = "Straße,Hausnummer,PLZ,Ort,Breite,Länge\nBreiter Weg,12,39104,Magdeburg,52.1239,11.6475\n"


@pytest.fixture(autouse=True)
def magdeburg(db):
    gazetteer.forget()
    district = make_district(
        "Magdeburg", boundary={"type": "Polygon", "coordinates": SQUARE}
    )
    make_place(
        "Magdeburg",
        kind="municipality",
        municipality="Magdeburg",
        district=district,
        latitude=52.13,
        longitude=11.62,
    )
    make_place(
        "Magdeburg",
        kind="town",
        postal_code="39104",
        municipality="Magdeburg",
        district=district,
        latitude=52.124,
        longitude=11.632,
    )
    make_place(
        "Magdeburg",
        kind="postcode",
        postal_code="39104",
        municipality="Magdeburg",
        district=district,
        latitude=52.124,
        longitude=11.632,
    )
    yield district
    gazetteer.forget()


@pytest.fixture
def run(tmp_path, capsys):
    def run(text, encoding="utf-8", **options):
        path = tmp_path / "hauskoordinaten.csv"
        path.write_bytes(text.encode(encoding))
        call_command("import_addresses", path, **options)
        return capsys.readouterr().out

    return run


def refused(run, text):
    before = list(Address.objects.values_list("street", "number"))
    with pytest.raises(CommandError) as error:
        run(text)
    assert list(Address.objects.values_list("street", "number")) == before
    return str(error.value)


def test_a_street_is_passed_over_while_no_addresses_are_there():
    assert gazetteer.find("Breiter Weg 12, 39104 Magdeburg").spot.latitude == 52.124


def test_a_house_is_found_by_its_utm_coordinates(run):
    assert "3 Hauskoordinaten eingelesen" in run(UTM)

    spot = gazetteer.find("Breiter Weg 12, 39104 Magdeburg").spot

    assert spot.precision == Location.Precision.HOUSE
    assert (spot.latitude, spot.longitude) == pytest.approx(
        (52.1238839, 11.6475023), abs=0.000001
    )
    assert spot.label == "Breiter Weg 12 · Magdeburg"
    assert (
        gazetteer.find("breiter weg 14A, Magdeburg").spot.precision
        == Location.Precision.HOUSE
    )


def test_an_unknown_number_leads_to_the_street(run):
    run(UTM)

    spot = gazetteer.find("Breiter Weg 99, 39104 Magdeburg").spot

    assert spot.precision == Location.Precision.STREET
    assert 52.1238 < spot.latitude < 52.1247


def test_an_unknown_street_leads_to_the_place(run):
    run(UTM)

    spot = gazetteer.find("Nirgendweg 1, 39104 Magdeburg").spot

    assert spot.precision == Location.Precision.PLACE
    assert spot.latitude == 52.124


@pytest.mark.parametrize(
    "text",
    ["Hauptstr. 3, Biederitz", "Hauptstrasse 3 Biederitz", "Haupt-Straße 3, Biederitz"],
)
def test_a_street_is_found_however_it_is_spelt(run, magdeburg, text):
    make_place(
        "Biederitz", kind="municipality", municipality="Biederitz", district=magdeburg
    )
    run(UTM)

    assert gazetteer.find(text).spot.precision == Location.Precision.HOUSE


def test_degrees_serve_as_well_and_a_new_file_replaces_the_old(run):
    run(UTM)
    run(DEGREES)

    assert [str(row) for row in Address.objects.all()] == [
        "Breiter Weg 12, 39104 Magdeburg"
    ]
    assert Address.objects.get().latitude == 52.1239


def test_another_encoding_is_named_on_demand(run):
    with pytest.raises(CommandError, match="--zeichensatz latin-1"):
        run(DEGREES, encoding="latin-1")
    assert "1 Hauskoordinaten" in run(
        DEGREES, encoding="latin-1", zeichensatz="latin-1"
    )
    assert "1 Hauskoordinaten" in run(DEGREES, encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (";12;;39104;Magdeburg;;681234;5778123", "Straße fehlt."),
        ("Breiter Weg;;;39104;Magdeburg;;681234;5778123", "Hausnummer fehlt."),
        ("Breiter Weg;12;;391040;Magdeburg;;681234;5778123", "fünf Ziffern"),
        (
            "Breiter Weg;12;;39104;Magdeburg;;abc;5778123",
            "Ostwert „abc“ ist keine Zahl.",
        ),
        ("Breiter Weg;12;;39104;Magdeburg;;nan;5778123", "keine mögliche Koordinate"),
        ("Breiter Weg;12;;39104;Magdeburg;;9e300;5778123", "keine mögliche Koordinate"),
        ("Breiter Weg;12;;39104;Magdeburg;;5778123;681234", "vertauscht"),
        ("Breiter Weg;12;;39104;Magdeburg;;;", "Breite „“ ist keine Zahl."),
        ("Breiter Weg", "Hausnummer fehlt."),
        ("x" * 121 + ";12;;39104;Magdeburg;;681234;5778123", "länger als 120 Zeichen"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_changed(run, row, message):
    run(DEGREES)

    said = refused(run, f"{UTM}\n{row}\n")

    assert "Nichts wurde geändert." in said
    assert "Zeile 6: " in said
    assert message in said


def test_after_many_broken_rows_the_reading_ends(run):
    said = refused(run, UTM + ";;;;;;;\n" * 3 + "a;b;c\n" * 100)

    assert said.count("\nZeile ") == 20
    assert "Nach so vielen Fehlern" in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Es fehlen Spalten"),
        ("Straße;PLZ\n", "Gebraucht werden Straße, Hausnummer, PLZ, Gemeinde"),
        ("Straße;Hausnummer;PLZ;Ort\n", "Ostwert und Nordwert"),
        (UTM.splitlines()[0], "keine Zeile mit einer Adresse"),
    ],
)
def test_a_file_without_the_needed_columns_or_rows_is_refused(run, text, message):
    assert message in refused(run, text)
