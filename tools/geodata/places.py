"""The gazetteer: one row for every Gemeinde, town, village and postcode."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from statistics import fmean

from shapely import prepare
from shapely.affinity import scale
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from tools.geodata.areas import Area, Finder
from tools.geodata.sources import NEIGHBOUR_STATES, Row

STATE = "Sachsen-Anhalt"
SQUEEZE = 0.616  # a degree of longitude in degrees of latitude at 52° north
NEIGHBOUR_RANGE = 0.55  # degrees of latitude, about 60 km: a little more than the widest search radius
UNLISTED_POSTCODES = {"06711": "Zeitz"}
RANKS = {
    "municipality": 5,
    "town": 4,
    "village": 6,
    "postcode": 8,
    "neighbour_postcode": 9,
}
LABELLED_TOWNS = {
    1: ["Magdeburg", "Halle (Saale)"],
    2: [
        "Dessau-Roßlau",
        "Lutherstadt Wittenberg",
        "Stendal",
        "Halberstadt",
        "Naumburg (Saale)",
        "Salzwedel",
    ],
    3: [
        "Aschersleben",
        "Bernburg (Saale)",
        "Bitterfeld-Wolfen",
        "Burg",
        "Gardelegen",
        "Genthin",
        "Haldensleben",
        "Havelberg",
        "Köthen (Anhalt)",
        "Lutherstadt Eisleben",
        "Merseburg",
        "Quedlinburg",
        "Sangerhausen",
        "Schönebeck (Elbe)",
        "Weißenfels",
        "Wernigerode",
        "Zeitz",
        "Zerbst/Anhalt",
    ],
}
LABEL_RANKS = {name: rank for rank, names in LABELLED_TOWNS.items() for name in names}
HONOURS = re.compile(
    r"^(lutherstadt|hansestadt|stadt|flecken) |,.*$| *\(.*\)|/(anhalt|harz|elbe)$"
)
CONTINUES = re.compile(r"\(|/|(bei|an|am|im|in)$")
COLUMNS = [
    "name",
    "kind",
    "postal_code",
    "district",
    "municipality",
    "latitude",
    "longitude",
    "rank",
]


@dataclass(frozen=True)
class Place:
    name: str
    kind: str
    postal_code: str
    district: str
    municipality: str
    latitude: float
    longitude: float
    rank: int


def core(name: str) -> str:
    return HONOURS.sub("", name.lower()).strip()


class Gazetteer:
    def __init__(
        self,
        rows: list[Row],
        centres: dict[str, Row],
        districts: list[Area],
        towns: list[Area],
    ) -> None:
        self.rows = [row for row in rows if row["state"] == STATE]
        self.neighbours = [row for row in rows if row["state"] in NEIGHBOUR_STATES]
        self.centres = centres
        self.districts = {area.ags: area.properties["slug"] for area in districts}
        self.finder = Finder(towns)
        self.homes = {core(area.name): area for area in towns}
        self.homeless: dict[str, str] = {}
        self.prefixes = {core(row["city"]) for row in self.rows} | {
            core(area.name) for area in towns
        }
        self.prefixes |= {row["city"].lower() for row in self.rows} | {
            area.name.lower() for area in towns
        }

    def place(
        self, name: str, kind: str, postal_code: str, latitude: float, longitude: float
    ) -> Place:
        area = self.finder.area_at(longitude, latitude)
        district = self.districts[area.ags[:5]] if area else ""
        municipality = area.name if area else ""
        return Place(
            name,
            kind,
            postal_code,
            district,
            municipality,
            round(latitude, 5),
            round(longitude, 5),
            RANKS[kind],
        )

    def local_name(self, name: str) -> str:
        """Return "Leipa" for "Jessen (Elster) Leipa": the part of a town stands behind the town's name."""
        words = name.removeprefix("Flecken ").split()
        for cut in range(len(words) - 1, 0, -1):
            if " ".join(words[:cut]).lower() in self.prefixes and not CONTINUES.match(
                words[cut]
            ):
                return " ".join(words[cut:])
        return " ".join(words)

    def settlements(self) -> list[Place]:
        found: dict[tuple[str, str, str], Place] = {}
        for row in sorted(self.rows, key=lambda row: -row["accuracy"]):
            name = self.local_name(row["city"])
            point = self.point_of(row, core(name))
            if point is None:
                self.homeless[self.homes[core(name)].ags] = row["postal_code"]
                continue
            place = self.place(name, "village", row["postal_code"], *point)
            if place.district:
                found.setdefault(
                    (core(name), row["postal_code"], place.municipality), place
                )
        return [self.as_town(place) for place in found.values()]

    def point_of(self, row: Row, name: str) -> tuple[float, float] | None:
        """Return the row's point; an inaccurate one outside the Gemeinde of its name is taken home, if that is known."""
        home = self.homes.get(name)
        if row["accuracy"] or home is None or self.is_in(row, home):
            return row["latitude"], row["longitude"]
        namesakes = [other for other in self.rows if core(other["city"]) == name]
        for other in namesakes:
            if other["accuracy"] and self.is_in(other, home):
                return other["latitude"], other["longitude"]
        return None

    def is_in(self, row: Row, area: Area) -> bool:
        return self.finder.area_at(row["longitude"], row["latitude"]) is area

    def as_town(self, place: Place) -> Place:
        area = self.finder.area_at(place.longitude, place.latitude)
        if area is None or not area.is_town or core(area.name) != core(place.name):
            return place
        return replace(place, name=area.name, kind="town", rank=RANKS["town"])

    def municipalities(self, settlements: list[Place]) -> list[Place]:
        """One row for every Gemeinde: at the place of the same name, or at a point inside the area."""
        towns = defaultdict(list)
        for place in settlements:
            towns[place.municipality, core(place.name)].append(place)
        return [
            self.municipality(area, towns[area.name, core(area.name)])
            for area in self.finder.areas
        ]

    def municipality(self, area: Area, namesakes: list[Place]) -> Place:
        inside = area.shape.representative_point()
        latitude, longitude = inside.y, inside.x
        if namesakes:
            middle = centre(namesakes)
            nearest = min(
                namesakes,
                key=lambda place: distance(middle, (place.latitude, place.longitude)),
            )
            latitude, longitude = nearest.latitude, nearest.longitude
        code = self.homeless.get(area.ags, "")
        place = self.place(area.name, "municipality", code, latitude, longitude)
        return replace(place, rank=LABEL_RANKS.get(area.name, place.rank))

    def postcodes(self, settlements: list[Place]) -> list[Place]:
        groups = defaultdict(list)
        for place in settlements:
            groups[place.postal_code].append(place)
        rows = []
        for code, members in groups.items():
            rows.append(
                self.place(
                    self.main_place(code, members), "postcode", code, *centre(members)
                )
            )
        for code, row in self.centres.items():
            if code not in groups and self.finder.area_at(
                row["longitude"], row["latitude"]
            ):
                rows.append(
                    self.place(
                        row["city"], "postcode", code, row["latitude"], row["longitude"]
                    )
                )
        return rows

    def main_place(self, code: str, members: list[Place]) -> str:
        """Return the name of the place a postcode is known for."""
        city = self.centres[code]["city"] if code in self.centres else ""
        names = {core(place.name): place.name for place in members}
        towns = {core(place.municipality): place.municipality for place in members}
        return (
            names.get(core(city))
            or towns.get(core(city))
            or min(members, key=lambda place: place.rank).name
        )

    def unlisted_postcodes(self, municipalities: list[Place]) -> list[Place]:
        towns = {place.name: place for place in municipalities}
        return [
            replace(
                towns[name], kind="postcode", postal_code=code, rank=RANKS["postcode"]
            )
            for code, name in UNLISTED_POSTCODES.items()
        ]

    def neighbour_postcodes(self, state: BaseGeometry) -> list[Place]:
        around = scale(state.simplify(0.01), xfact=SQUEEZE, origin=(0, 0)).buffer(
            NEIGHBOUR_RANGE
        )
        prepare(around)
        groups = defaultdict(list)
        for row in self.neighbours:
            if row["accuracy"] or row["postal_code"] in self.centres:
                groups[row["postal_code"]].append(row)
        rows = []
        for code, members in groups.items():
            latitude, longitude = (
                fmean(row["latitude"] for row in members),
                fmean(row["longitude"] for row in members),
            )
            city = (
                self.centres[code]["city"]
                if code in self.centres
                else members[0]["city"]
            )
            city = city.partition(",")[0].replace(" / ", "/")
            if around.contains(
                Point(longitude * SQUEEZE, latitude)
            ) and not self.finder.area_at(longitude, latitude):
                rows.append(
                    self.place(city, "neighbour_postcode", code, latitude, longitude)
                )
        return rows

    def all_places(self, state: BaseGeometry) -> list[Place]:
        settlements = self.settlements()
        municipalities = self.municipalities(settlements)
        coded = [place for place in municipalities if place.postal_code]
        places = municipalities + settlements + self.postcodes(settlements + coded)
        places += self.unlisted_postcodes(municipalities)
        known = {place.postal_code for place in places}
        places += [
            place
            for place in self.neighbour_postcodes(state)
            if place.postal_code not in known
        ]
        kinds = list(RANKS)
        return sorted(
            places,
            key=lambda place: (
                kinds.index(place.kind),
                place.postal_code,
                core(place.name),
            ),
        )


def centre(places: list[Place]) -> tuple[float, float]:
    return fmean(place.latitude for place in places), fmean(
        place.longitude for place in places
    )


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (SQUEEZE * (one[1] - other[1])) ** 2
