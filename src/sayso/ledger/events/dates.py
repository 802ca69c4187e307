"""Dates that people give events. In: an ISO value. Out: the days it means, and how fine it is; None for no date."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date

from sayso.records import Granularity

Days = tuple[date | None, date | None]
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")


def days_of(value: str) -> tuple[Days, Granularity] | None:
    """Return first and last day of a day, week, month, year, or of an interval of them whose open end is ".."."""
    if "/" not in value:
        return _single(value)
    first, _, last = value.partition("/")
    begin = None if first == ".." else _single(first)
    end = None if last == ".." else _single(last)
    if (begin is None and first != "..") or (end is None and last != "..") or begin is end is None:
        return None
    start, stop = begin[0][0] if begin else None, end[0][1] if end else None
    if start and stop and stop < start:
        return None
    return (start, stop), "span"


def _single(value: str) -> tuple[Days, Granularity] | None:
    with suppress(ValueError):
        if match := _WEEK.fullmatch(value):
            year, week = int(match[1]), int(match[2])
            return (date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)), "week"
        if match := _DATE.fullmatch(value):
            first = int(match[1])
            if match[3]:
                return (date.fromisoformat(value), date.fromisoformat(value)), "day"
            if match[2]:
                month = int(match[2])
                return (date(first, month, 1), date(first, month, monthrange(first, month)[1])), "month"
            return (date(first, 1, 1), date(first, 12, 31)), "year"
    return None
