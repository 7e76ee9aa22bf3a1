"""Official house coordinates: read the operator's file, find a house by its street and number."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from statistics import fmean

from django.core.exceptions import ValidationError
from django.db import transaction

from projects.geometry import Box
from projects.models import Address, Location
from projects.models.geography import EAST, NORTH, POSTAL_CODE, SOUTH, WEST
from projects.place_names import Name, folded
from projects.utm import to_wgs84

FRAME = Box(WEST, SOUTH, EAST, NORTH)
BATCH = 2_000
MAX_ERRORS = 20
LONGEST = {"street": 120, "number": 12, "city": 120, "locality": 120}
LARGEST = 100_000_000  # metres: beyond, no grid has coordinates

# The column names that occur in files of house coordinates, in lower case.
COLUMNS = {
    "street": ("strasse", "straße", "str", "strassenname", "straßenname", "stn"),
    "number": ("hausnummer", "hausnr", "hnr", "nummer"),
    "suffix": ("adz", "hnrz", "zusatz", "hausnummernzusatz"),
    "postal_code": ("plz", "postleitzahl"),
    "city": ("gemeinde", "gemeindename", "ort", "ortsname", "postort", "onm", "gmn"),
    "locality": ("ortsteil", "ortsteilname", "gemeindeteil", "ott"),
    "easting": ("ostwert", "east", "easting", "rechtswert", "e", "x"),
    "northing": ("nordwert", "north", "northing", "hochwert", "n", "y"),
    "latitude": ("breite", "lat", "latitude"),
    "longitude": ("länge", "laenge", "lon", "lng", "longitude"),
}
NEEDED = ("street", "number", "postal_code", "city")
NEEDED_NAMES = "Straße, Hausnummer, PLZ, Gemeinde"


class BadFile(Exception):
    """The file was refused as a whole; every message names its row."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class House:
    street: str
    postal_code: str
    latitude: float
    longitude: float
    precision: str


def street_key(street: str) -> str:
    """Return what "Breite Str.", "Breite Straße" and "Breitestrasse" have in common."""
    return folded(street).replace(" ", "").replace("strasse", "str")


def city_key(city: str) -> str:
    """Return the bare name, also of "Wittenberg, Lutherstadt"."""
    return Name.of(city.partition(",")[0]).core


def find_house(
    *, street: str, number: str, postal_code: str, municipality: str
) -> House | None:
    """Find the house, else the middle of the street; nothing while no addresses are imported."""
    rows = Address.objects.on_street(street_key(street))
    rows = (
        rows.in_postcode(postal_code)
        if postal_code
        else rows.in_municipality(city_key(municipality))
    )
    houses = list(rows)
    if not houses:
        return None
    wanted = number.casefold()
    exact = [row for row in houses if row.number.casefold() == wanted]
    return House(
        street=houses[0].street,
        postal_code=(exact or houses)[0].postal_code,
        latitude=fmean(row.latitude for row in exact or houses),
        longitude=fmean(row.longitude for row in exact or houses),
        precision=Location.Precision.HOUSE if exact else Location.Precision.STREET,
    )


def import_addresses(lines: Iterable[str]) -> int:
    """Replace all house coordinates by those of the file, or change nothing."""
    errors: list[str] = []
    with transaction.atomic():
        Address.objects.all().delete()
        rows = read_addresses(lines, errors)
        count = 0
        while batch := list(islice(rows, BATCH)):
            count += len(Address.objects.bulk_create(batch))
        if not count and not errors:
            errors.append("Die Datei hat keine Zeile mit einer Adresse.")
        if errors:
            raise BadFile(errors)
    return count


def read_addresses(lines: Iterable[str], errors: list[str]) -> Iterator[Address]:
    """Yield the addresses one by one; stop when more errors than anybody reads have come together."""
    source = iter(lines)
    head = next(source, "").lstrip("\ufeff")
    delimiter = max(";\t,|", key=head.count)
    columns = find_columns(next(csv.reader([head], delimiter=delimiter), []))
    for number, cells in enumerate(csv.reader(source, delimiter=delimiter), start=2):
        if not any(cells):
            continue
        try:
            yield read_address(cells, columns)
        except (ValueError, ValidationError) as error:
            message = error.messages[0] if isinstance(error, ValidationError) else error
            errors.append(f"Zeile {number}: {message}")
        if len(errors) == MAX_ERRORS:
            errors.append("Nach so vielen Fehlern wurde nicht weitergelesen.")
            return


def find_columns(head: list[str]) -> dict[str, int]:
    places = {name.strip().lower(): index for index, name in enumerate(head)}
    columns = {
        meaning: places[name]
        for meaning, names in COLUMNS.items()
        for name in names
        if name in places
    }
    if any(name not in columns for name in NEEDED):
        raise BadFile([f"Zeile 1: Es fehlen Spalten. Gebraucht werden {NEEDED_NAMES}."])
    if not (
        {"easting", "northing"} <= set(columns)
        or {"latitude", "longitude"} <= set(columns)
    ):
        raise BadFile(
            ["Zeile 1: Es fehlen Ostwert und Nordwert (UTM 32) oder Breite und Länge."]
        )
    return columns


def read_address(cells: list[str], columns: dict[str, int]) -> Address:
    def cell(meaning: str) -> str:
        place = columns.get(meaning, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    for meaning, german in zip(NEEDED, NEEDED_NAMES.split(", "), strict=True):
        if not cell(meaning):
            raise ValueError(f"{german} fehlt.")
    postal_code = cell("postal_code").zfill(5)
    POSTAL_CODE(postal_code)
    latitude, longitude = read_point(cell)
    return Address(
        street=fitting("street", cell("street")),
        number=fitting("number", cell("number") + cell("suffix")),
        postal_code=postal_code,
        city=fitting("city", cell("city")),
        locality=fitting("locality", cell("locality")),
        latitude=round(latitude, 6),
        longitude=round(longitude, 6),
        street_key=street_key(cell("street")),
        city_key=city_key(cell("city")),
    )


def fitting(field: str, text: str) -> str:
    most = LONGEST[field]
    if len(text) > most:
        raise ValueError(f"„{text[:30]}…“ ist länger als {most} Zeichen.")
    return text


def read_point(cell: Callable[[str], str]) -> tuple[float, float]:
    if cell("easting") and cell("northing"):
        latitude, longitude = to_wgs84(
            read_number(cell("easting"), "Ostwert"),
            read_number(cell("northing"), "Nordwert"),
        )
    else:
        latitude = read_number(cell("latitude"), "Breite")
        longitude = read_number(cell("longitude"), "Länge")
    if not FRAME.contains(latitude, longitude):
        raise ValueError(
            f"Der Punkt {latitude:.4f}, {longitude:.4f} liegt nicht in Sachsen-Anhalt. "
            "Sind die beiden Werte vertauscht?"
        )
    return latitude, longitude


def read_number(text: str, german: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"{german} „{text[:30]}“ ist keine Zahl.") from None
    if not isfinite(number) or abs(number) > LARGEST:
        raise ValueError(f"{german} „{text[:30]}“ ist keine mögliche Koordinate.")
    return number
