"""How events are spread over places and months. In: what a ledger counted, the filters of a list. Out: spots, columns.

What is counted are accounts: one event as one voice tells it. Events without a resolved place, or without a day, stand
in no place and no month.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.doors.one_line import show
from sayso.export.events.countries import find_country
from sayso.ledger import PlaceCount
from sayso.web.views.asked import address_of

_MOST_MONTHS = 60
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place with the number of accounts there; `address` lists them."""

    name: str
    country: str
    latitude: float
    longitude: float
    number: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One month, or one year, with the number of accounts of it; `address` lists them."""

    name: str
    number: int
    address: str


def spots_of(places: Iterable[PlaceCount], asked: Mapping[str, str]) -> tuple[Spot, ...]:
    """Return the places of accounts, those with the most first."""
    return tuple(
        Spot(
            name=show(place.name),
            country=country.name if (country := find_country(place.country)) else show(place.country or ""),
            latitude=place.latitude,
            longitude=place.longitude,
            number=place.events,
            address=address_of("/events", asked, place=place.name),
        )
        for place in places
    )


def columns_of(months: Iterable[tuple[str, int]], asked: Mapping[str, str]) -> tuple[Column, ...]:
    """Return the months ("2024-05") from the first to the last, years where those are too many."""
    counts = Counter({(int(month[:4]), int(month[5:7])): number for month, number in months})
    if not counts:
        return ()
    first, last = (12 * year + month - 1 for year, month in (min(counts), max(counts)))
    if last - first < _MOST_MONTHS:
        return tuple(_month(*divmod(at, 12), counts, asked) for at in range(first, last + 1))
    years = Counter[int]()
    for (year, _), number in counts.items():
        years[year] += number
    return tuple(
        Column(
            name=str(year),
            number=years[year],
            address=address_of("/events", asked, since=f"{year:04}-01-01", until=f"{year:04}-12-31"),
        )
        for year in range(first // 12, last // 12 + 1)
    )


def _month(year: int, before: int, counts: Mapping[tuple[int, int], int], asked: Mapping[str, str]) -> Column:
    month = before + 1
    start = f"{year:04}-{month:02}"
    return Column(
        name=f"{_NAMES[before]} {year}",
        number=counts.get((year, month), 0),
        address=address_of("/events", asked, since=f"{start}-01", until=f"{start}-{monthrange(year, month)[1]:02}"),
    )
