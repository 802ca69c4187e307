"""Countries by their codes. In: countries.tsv. Out: names and codes, None for what is no country there.

ISO 3166-1 has the codes of two and three letters and the numbers, the Correlates of War project its own numbers;
Kosovo stands under the codes that users of ISO 3166-1 have agreed on.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country: ISO 3166-1 alpha-2, alpha-3 and number, number in the Correlates of War (COW), name in English."""

    alpha2: str
    alpha3: str
    number: int | None
    cow: int | None
    name: str


def find_country(code: str | None) -> Country | None:
    """Return the country of a code of two or three letters; None for bodies of many states, and for what is unknown."""
    return _countries().get(code) if code else None


@cache
def _countries() -> Mapping[str, Country]:
    found: dict[str, Country] = {}
    lines = (files("sayso.export.events") / "countries.tsv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t"):
        country = Country(
            alpha2=row["alpha2"],
            alpha3=row["alpha3"],
            number=int(row["number"]) if row["number"] else None,
            cow=int(row["cow"]) if row["cow"] else None,
            name=row["name"],
        )
        found |= {country.alpha2: country, country.alpha3: country}
    return found
