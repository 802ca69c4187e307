"""Count days, weeks, months and years.

In: days, units, numbers. Out: days and `Days`, an interval of them that writes itself as ISO 8601.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From the first day to the last, both in it."""

    first: date
    last: date

    def __str__(self) -> str:
        """Write a day, or an interval."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}/{self.last}"

    @classmethod
    def of(cls, day: date) -> Days:
        """Return one day."""
        return cls(first=day, last=day)


def days_around(day: date, unit: str) -> Days:
    """Return the calendar's day, week, month, quarter or year that holds `day`."""
    if unit == "day":
        return Days.of(day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Days(first=monday, last=monday + timedelta(days=6))
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        start = day.month - (day.month - 1) % 3
        return Days(first=date(day.year, start, 1), last=month_of(day.year, start + 2).last)
    return Days(first=date(day.year, 1, 1), last=date(day.year, 12, 31))


def month_of(year: int, month: int) -> Days:
    """Return the days of a month."""
    return Days(first=date(year, month, 1), last=date(year, month, monthrange(year, month)[1]))


def shift(day: date, unit: str, number: int) -> date:
    """Return the day so many units later; the last of a month where that has no such day.

    Raises ValueError or OverflowError for units shorter than a day, and out of the calendar.
    """
    if unit in _DAYS:
        return day + timedelta(days=_DAYS[unit] * number)
    if unit not in _MONTHS:
        raise ValueError(f"{unit}: shorter than a day")
    months = day.year * 12 + day.month - 1 + _MONTHS[unit] * number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, month_of(year, month + 1).last.day))


def unit_of(word: str) -> str:
    """Return a unit's name without its plural."""
    return "century" if word.lower().startswith("centur") else word.lower().removesuffix("s")
