"""A gazetteer of the user's own: a CSV whose rows win over the package's.

In: a file with the columns name, latitude, longitude, country, division, feature. Out: its places by folded name; or a
`SettingsError` that names file, row and how to mend it.
"""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from sayso.errors import SettingsError
from sayso.events.places.countries import load_countries
from sayso.events.places.gazetteer import Found
from sayso.events.places.spelling import fold
from sayso.records.setting import Candidate

COLUMNS = ("name", "latitude", "longitude", "country", "division", "feature")
_NEEDED = ("name", "latitude", "longitude")
_FEATURE = "PPL"  # a row that names none is a town


class OwnGazetteer:
    """The places of a user's file: their rows have numbers below zero."""

    def __init__(self, places: Iterable[Candidate]) -> None:
        self._places = tuple(places)
        self._rows: dict[str, list[Found]] = defaultdict(list)
        for number, place in enumerate(self._places, 1):
            found = Found(
                row=-number, other=False, feature=place.feature, country=place.country or "", first=0, second=0,
                people=0.0, latitude=place.latitude, longitude=place.longitude,
            )  # fmt: skip
            self._rows[fold(place.name)].append(found)

    def __len__(self) -> int:
        return len(self._places)

    def find(self, names: Iterable[str]) -> dict[str, tuple[Found, ...]]:
        """Return for each folded name that is known the places that bear it."""
        return {name: tuple(self._rows[name]) for name in names if name in self._rows}

    def candidate(self, row: int) -> Candidate:
        """Return a row as a record."""
        return self._places[-row - 1]


@lru_cache(maxsize=4)
def load_own(path: Path) -> OwnGazetteer:
    """Return the places of a file. Raises SettingsError for the first row that is wrong."""
    return OwnGazetteer(check_gazetteer(path))


def check_gazetteer(path: Path) -> tuple[Candidate, ...]:
    """Return the places of a file. Raises SettingsError for the first row that is wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 at byte {error.start}; save the table in that encoding.") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); give a CSV file of places.") from error
    lines = csv.reader(io.StringIO(text, newline=""))
    heading = [cell.strip().casefold() for cell in next(lines, [])]
    missing = [column for column in _NEEDED if column not in heading]
    unknown = [column for column in heading if column not in COLUMNS]
    if missing or unknown:
        raise SettingsError(f"{path}, row 1: give it the heading {','.join(COLUMNS)}, split by commas.")
    places = []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        at = f"{path}, row {lines.line_num}"
        if len(cells) > len(heading):
            raise SettingsError(
                f"{at}: it has {len(cells)} cells under {len(heading)} columns; put a name with a comma in quotes."
            )
        row = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        places.append(_place(at, row))
    return tuple(places)


def _place(at: str, row: dict[str, str]) -> Candidate:
    if not row.get("name"):
        raise SettingsError(f"{at}: it has no name; write one, or take the row out.")
    country = row.get("country") or None
    if country is not None:
        codes = {code: land.alpha2 for land in load_countries() for code in (land.alpha2, land.alpha3) if code}
        if country.upper() not in codes:
            raise SettingsError(
                f"{at}: it has {country!r} as its country; give a code of ISO 3166-1 such as SY or SYR."
            )
        country = codes[country.upper()]
    feature = (row.get("feature") or _FEATURE).upper()
    if not feature.isalnum():
        raise SettingsError(f"{at}: it has {feature!r} as its feature; give a code of GeoNames such as PPL or ADM1.")
    return Candidate(
        name=row["name"],
        geonames_id=None,
        feature=feature,
        country=country,
        division=row.get("division") or None,
        latitude=_degrees(at, row, "latitude", 90),
        longitude=_degrees(at, row, "longitude", 180),
    )


def _degrees(at: str, row: dict[str, str], column: str, most: int) -> float:
    text = row.get(column, "")
    try:
        degrees = float(text)
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:
        raise SettingsError(f"{at}: it has {text!r} as its {column}; give degrees between -{most} and {most}.")
    return degrees
