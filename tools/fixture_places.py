"""Find the point of a place of fixtures/projects.csv in fixtures/geo/places.csv."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from themes.german import sort_key

SETTLEMENTS = {"town", "village"}
EXTRAS = re.compile(r"\(.*?\)|/.*|\b(Luther|Hanse)stadt\b|\bOT\b")

Row = dict[str, str]


def plain(name: str) -> str:
    """Return the bare name: "Hansestadt Stendal" and "Stendal" are the same place."""
    return sort_key(EXTRAS.sub(" ", name))


def wanted_places(row: Row) -> list[Row]:
    """Return the places of a project: its own, and the further ones of the last column."""
    columns = ["city", "locality", "district", "kind"]
    main = ["postal_code", "street", *columns[:3]]
    places = [{column: row[column] for column in main}]
    places[0]["kind"] = row["location_kind"] or "site"
    for text in filter(None, row["further_places"].split("|")):
        cells = [cell.strip() for cell in text.split(";")]
        places.append(dict(zip(columns, cells, strict=True)))
    return [place for place in places if place["city"] or place["district"]]


class Gazetteer:
    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = list(rows)

    def find(self, wanted: Row) -> dict[str, Any]:
        """Return latitude, longitude, precision and Kreis of the best known point, or {}.

        The Ortsteil if it is known, else the town, else its Gemeinde, else the
        middle of the postal code; never a point in another Kreis than the named one.
        """
        for row, precision in self._candidates(wanted):
            if wanted["district"] in {"", row["district"]}:
                return {
                    "latitude": float(row["latitude"]),
                    "longitude": float(row["longitude"]),
                    "precision": precision,
                    "district": row["district"],
                }
        return {}

    def _candidates(self, wanted: Row) -> Iterator[tuple[Row, str]]:
        city, locality = plain(wanted["city"]), plain(wanted["locality"])
        code = wanted.get("postal_code", "")
        parishes = [row for row in self.rows if row["kind"] == "municipality"]
        near = [row for row in self.rows if row["kind"] in SETTLEMENTS]
        own = [row for row in near if plain(row["municipality"]) == city]
        if locality:
            yield from ((row, "place") for row in called(locality, own or near))
        towns = called(city, own)
        if len(towns) == 1:
            yield towns[0], "municipality" if locality else "place"
        yield from ((row, "postcode") for row in towns if row["postal_code"] == code)
        yield from ((row, "municipality") for row in called(city, parishes))
        yield from ((row, "place") for row in called(city, near))
        codes = [row for row in self.rows if row["kind"] == "postcode"]
        yield from ((row, "postcode") for row in codes if row["postal_code"] == code)


def called(name: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if plain(row["name"]) == name]
