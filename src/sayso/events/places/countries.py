"""Countries by their names: what a noun phrase says about the country of whom it names.

In: words such as "French Foreign Minister", "the Syrian army", "Bogota". Out: a country, or None. The table beside this
module, `countries.tsv`, is of plain facts: the 249 of ISO 3166-1, Kosovo, and four states that are no more. Its column
`parts` holds what lies in a country or acts in it under another name ("Scottish", "Hamas").
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sayso.events.places.spelling import fold

if TYPE_CHECKING:
    from sayso.events.places.gazetteer import Found

#: What a spelling is to its country: its name, its adjective or people, its seat of government, a part of it.
Sense = Literal["name", "people", "capital", "part"]

_LARGE, _APART = math.log(200_000), math.log(4)  # people of a city, and how many times those of the next of its name
_TABLE = Path(__file__).with_name("countries.tsv")
_WORD = re.compile(r"[^\W_](?:[^\W_]|\.(?=\w)|\.(?<=\b\w\.)|['’](?!s\b)(?=\w))*")
_AGAINST = re.compile(r"(?:\b(?:anti|pro|non|ex)[-–]|\bnew )$", re.IGNORECASE)  # "anti-American", "New England"
#: Spellings that are first names or surnames as often: they need a phrase without another name beside them.
_NAMES_OF_PEOPLE = frozenset((
    "Chad", "Georgia", "Jordan", "Kenya", "Israel", "India", "Washington", "Paris", "London", "Lima", "Sofia",
    "Santiago", "San Jose", "Hamilton", "Douglas", "French", "English", "Ireland", "Holland", "Jersey", "Male",
    "Kiwi", "Pole", "Swede", "Dane", "Finn", "Scot", "Turk", "Galicia", "Florida", "Lao",
))  # fmt: skip
_ADJECTIVES = frozenset(
    (
        "French",
        "English",
        "Israel",
        "India",
    )
)  # "French President", "India captain"
_STATE_WORDS = frozenset((
    "governor", "gov.", "gov", "sen.", "senator", "sheriff", "bulldogs", "attorney", "republican", "democrat",
    "state", "tech",
))  # fmt: skip
_OFFICE = re.compile(
    r"(?:President|Prime|Foreign|Defen[cs]e|Interior|Finance|Minister|Ministry|King|Queen|Crown|Army|Government|"
    r"Parliament|Embassy|Ambassador|Air|Navy|Police|Supreme|Central|Federation|National|Security|Secretary|Vice|Deputy|"
    r"General|State|Chief|Special|Chancellor|Premier|Republic)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A row of the table; `alpha2` and `geonames_id` are None for states that are no more."""

    alpha2: str | None
    alpha3: str
    geonames_id: int | None
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    parts: tuple[str, ...]
    latitude: float
    longitude: float

    @property
    def spellings(self) -> tuple[tuple[str, Sense], ...]:
        """Every spelling with what it is to the country."""
        return (
            *((name, "name") for name in (self.name, *self.aliases)),
            *((name, "people") for name in self.demonyms),
            *((name, "capital") for name in self.capitals),
            *((name, "part") for name in self.parts),
        )


def country_of(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of the country that a noun phrase names, by name, people, capital or city.

    The first that is named counts, the longest spelling of those that begin there: "South Korean troops in Iraq" are
    KOR. States that are no more have the codes they had: SUN, YUG, CSK, DDR. A city is asked of the gazetteer only
    where the phrase names no country otherwise.
    """
    found = find_country(words)
    if found:
        return found[0].alpha3
    code = _country_of_city(words)
    return next((country.alpha3 for country in load_countries() if country.alpha2 == code), None) if code else None


def _country_of_city(words: str) -> str | None:
    """Return the alpha-2 code of the country of the first large city of a phrase, where no other could be meant."""
    from sayso.events.places.gazetteer import load_gazetteer

    tokens = [match for match in _WORD.finditer(words) if match.group()[:1].isupper()]
    parts = [words[a.start() : b.end()] for n, a in enumerate(tokens) for b in tokens[n : n + 3]]
    parts = [part for part in parts if part not in _NAMES_OF_PEOPLE]
    known = load_gazetteer().find([fold(part) for part in parts])
    for part in sorted(parts, key=lambda each: (words.index(each), -len(each))):
        rows = sorted(known.get(fold(part), ()), key=lambda row: -row.people)
        towns = [row for row in rows if row.feature.startswith(("PPL", "ADM1")) and not row.other]
        sure = len(towns) == 1 or (towns and towns[0].people > towns[1].people + _APART) or _one_country(towns)
        if towns and sure and towns[0].people >= _LARGE and not _is_person(words, part, words.index(part), -1):
            return towns[0].country
    return None


def _one_country(towns: Sequence[Found]) -> bool:
    return len({town.country for town in towns}) == 1


def find_country(words: str) -> tuple[Country, Sense] | None:
    """Return the first country that a phrase names, and how it does."""
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(words)]
    known = load_spellings()
    for number, (_, start, _) in enumerate(tokens):
        if _AGAINST.search(words[:start]):
            continue
        for last in range(min(number + _longest(), len(tokens)) - 1, number - 1, -1):
            text = words[start : tokens[last][2]]
            found = known.get(text) or known.get(text.replace("’", "'")) or known.get(text.rstrip("."))
            if found and not _is_person(words, text, start, tokens[last][2]):
                return found
    return None


@cache
def load_countries() -> tuple[Country, ...]:
    """Return the rows of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_country(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def load_spellings() -> dict[str, tuple[Country, Sense]]:
    """Return the countries by every spelling; of two with one spelling a name wins over a people, and so on."""
    spellings: dict[str, tuple[Country, Sense]] = {}
    senses: tuple[Sense, ...] = ("name", "people", "capital", "part")
    for sense in senses:
        for country in load_countries():
            for spelling, own in country.spellings:
                if own == sense:
                    spellings.setdefault(spelling, (country, sense))
    return spellings


@cache
def _longest() -> int:
    """Return how many words the longest spelling has."""
    return max(len(_WORD.findall(spelling)) for spelling in load_spellings())


def _is_person(words: str, text: str, start: int, end: int) -> bool:
    """Whether a spelling is rather somebody's name here, or a state of the United States."""
    if end < 0:  # a city: no name stands before it
        return re.search(r"\b[A-Z][a-z]+ $", words[:start]) is not None
    if text not in _NAMES_OF_PEOPLE:
        return False
    before, after = words[:start].rstrip(), words[end:].lstrip()
    if text == "Georgia" and (after.split() or [""])[0].lower() in _STATE_WORDS:
        return True  # the state of that name
    first_name = re.search(r"\b[A-Z][a-z]+$", before) and not re.search(r"\b(?:The|In|Of|From|President|King)$", before)
    surname = re.match(r"[A-Z][a-z]+", after) and not _OFFICE.match(after) and text not in _ADJECTIVES
    return bool(first_name or surname)


def _country(row: dict[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"] or None,
        alpha3=row["alpha3"],
        geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
        name=row["name"],
        aliases=_listed(row["aliases"]),
        demonyms=_listed(row["demonyms"]),
        capitals=_listed(row["capitals"]),
        parts=_listed(row["parts"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))
