"""What an expression of time means: days, how fine, by what they are pinned.

In: days of the calendar. Out: `Sense`, which writes itself as ISO 8601, and the stretches that have names: decades,
centuries, seasons, quarters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.pages.time.days import days_around, month_of, shift
from sayso.records.setting import Granularity, MomentAnchor

_WHOLE = frozenset(("week", "month", "year"))
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """The first and last day meant, None where open or unknown.

    `pinned` is false where the page does not tell which days. `bare` is the month and day (or month and None) of an
    expression without a year, for an end of a stretch whose other end has one.
    """

    first: date | None
    last: date | None
    granularity: Granularity
    anchor: MomentAnchor | None = None
    pinned: bool = True
    bare: tuple[int, int | None] | None = None

    @property
    def value(self) -> str | None:
        """ISO 8601: a day, week, month, year, or an interval of two days with ".." for an open end."""
        if not self.pinned or (self.first is None and self.last is None):
            return None
        if self.first is None or self.last is None:
            return f"{self.first or '..'}/{self.last or '..'}"
        if self.first == self.last:
            return self.first.isoformat()
        if self.granularity in _WHOLE:
            around = days_around(self.first, self.granularity)
            if (around.first, around.last) == (self.first, self.last):
                return _of_unit(self.first, self.granularity)
        return f"{self.first}/{self.last}"


def unknown(granularity: Granularity) -> Sense:
    """Return what an expression means that no page pins, or that is no day at all."""
    return Sense(first=None, last=None, granularity=granularity, pinned=False)


def one_day(day: date, anchor: MomentAnchor, granularity: Granularity = "day") -> Sense:
    """Return one day."""
    return Sense(first=day, last=day, granularity=granularity, anchor=anchor)


def stretch(first: date | None, last: date | None, granularity: Granularity, anchor: MomentAnchor | None) -> Sense:
    """Return the days from one to another; ValueError where they are the wrong way round."""
    if first and last and first > last:
        raise ValueError(f"{first} is behind {last}")
    return Sense(first=first, last=last, granularity=granularity, anchor=anchor)


def unit_around(day: date, unit: str, anchor: MomentAnchor) -> Sense:
    """Return the day, week, month, quarter, year, decade or century that holds a day."""
    if unit in {"decade", "century"}:
        return years(day.year - day.year % (10 if unit == "decade" else 100), unit, anchor)
    granularity = _granularity(unit)
    days = days_around(day, unit)
    return stretch(days.first, days.last, granularity, anchor)


def years(start: int, unit: str, anchor: MomentAnchor, part: str | None = None) -> Sense:
    """Return a decade or century that begins with a year, or its early, middle or late part."""
    size = 10 if unit == "decade" else 100
    low, high = {
        None: (0, size - 1),
        "early": (0, size // 2 - 1) if unit == "decade" else (0, size // 4 - 1),
        "middle": (size * 3 // 10, size * 7 // 10 - (unit == "century")),
        "late": (size // 2, size - 1) if unit == "decade" else (size * 3 // 4, size - 1),
    }[part]
    granularity: Granularity = "decade" if unit == "decade" else "century"
    return stretch(date(max(1, start + low), 1, 1), date(start + high, 12, 31), granularity, anchor)


def year(number: int, anchor: MomentAnchor) -> Sense:
    """Return a year."""
    return stretch(date(number, 1, 1), date(number, 12, 31), "year", anchor)


def month(number: int, of_year: int, anchor: MomentAnchor) -> Sense:
    """Return a month."""
    days = month_of(of_year, number)
    return stretch(days.first, days.last, "month", anchor)


def season(name: str, of_year: int, anchor: MomentAnchor, *, southern: bool = False) -> Sense:
    """Return three whole months; a winter is of the year it begins in."""
    start = date(of_year, _SEASONS[name.lower()], 1)
    if southern:
        start = shift(start, "month", -6)
    last = shift(start, "month", 3) - timedelta(days=1)
    return stretch(start, last, "season", anchor)


def quarter(number: int, of_year: int, anchor: MomentAnchor) -> Sense:
    """Return a quarter of a year."""
    return unit_around(date(of_year, number * 3, 1), "quarter", anchor)


def half(number: int, of_year: int, anchor: MomentAnchor) -> Sense:
    """Return a half of a year."""
    first = date(of_year, 1 if number == 1 else 7, 1)
    return stretch(first, shift(first, "month", 6) - timedelta(days=1), "span", anchor)


def _granularity(unit: str) -> Granularity:
    match unit:
        case "week" | "month" | "quarter" | "year" | "day":
            return unit
    return "span"


def _of_unit(day: date, unit: str) -> str:
    if unit == "week":
        week = day.isocalendar()
        return f"{week.year:04}-W{week.week:02}"
    return f"{day.year:04}" if unit == "year" else f"{day.year:04}-{day.month:02}"
