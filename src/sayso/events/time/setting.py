"""What a page tells of its own day, and how those who write for it write dates.

In: a document, or a day and a country. Out: a `Setting`, against which expressions are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from sayso.events.time.direction import tell_direction
from sayso.events.time.sense import Sense
from sayso.events.time.words import LISTS
from sayso.records.setting import MomentAnchor

_MONTH_FIRST = frozenset(LISTS.words("countries.month_first"))
_EITHER = frozenset(LISTS.words("countries.either"))
_SOUTHERN = frozenset(LISTS.words("countries.southern"))
_NO_COUNTRY = frozenset(LISTS.words("countries.no_country"))
_US = frozenset(LISTS.words("countries.us_endings"))
#: How far behind a date an expression may stand that hangs on it, in characters.
REACH = 700


@dataclass(slots=True, kw_only=True)
class Setting:
    """The text that is read, its day, the country of its outlet (ISO 3166-1 alpha-2), and the dates named so far."""

    text: str
    day: date | None
    anchor: MomentAnchor = "document"
    country: str | None = None
    named: list[tuple[int, Sense]] = field(default_factory=list)

    def direction(self, match: re.Match[str]) -> int:
        """Say whether the words around a match speak of what was (-1) or is to come (1)."""
        return tell_direction(self.text, match.start(), match.end())

    def last_named(self, before: int, units: frozenset[str], within: int = REACH) -> Sense | None:
        """Return the nearest date named before a place that is as fine as one of the units."""
        for at, sense in reversed(self.named):
            if at < before - within:
                return None
            if at < before and sense.granularity in units:
                return sense
        return None

    @property
    def month_first(self) -> bool | None:
        """Whether 03/04 is the fourth of March; None where nobody can tell."""
        if self.country is None or self.country in _EITHER:
            return None
        return self.country in _MONTH_FIRST

    @property
    def southern(self) -> bool:
        """Whether it is summer in January where the page comes from."""
        return self.country in _SOUTHERN


def country_of(address: str | None) -> str | None:
    """Return the country that the end of an address tells, None for one that tells none."""
    host = (urlsplit(address or "").hostname or "") if "//" in (address or "") else (address or "").split("/")[0]
    ending = host.rpartition(".")[2].lower()
    if ending in _US:
        return "US"
    if len(ending) != 2 or not ending.isalpha() or ending in _NO_COUNTRY or "." not in host:
        return None
    return "GB" if ending == "uk" else ending.upper()
