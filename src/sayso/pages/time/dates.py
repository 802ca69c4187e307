"""Know times as pages write them.

In: a line or a part of one. Out: patterns for "5 years ago" and "March 4, 2012 at 5:10 pm" and their like, and a date
in ISO form, or a moment, where it can be read in one way only (12/03/2012 cannot).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from sayso.pages.time.elsewhere import DAY, ELSEWHERE
from sayso.pages.time.passed import PASSED, STRETCH, WEAK, WEEKDAY
from sayso.pages.vocabulary import any_of, read_vocabulary

_LISTS = read_vocabulary("sayso.pages.time")
_MONTHS = _LISTS.words("months.en.names")
_SHORT_MONTHS = tuple(name[:3] for name in _MONTHS)
#: What stands before a day, before an hour, before both.
ON, _AT = _LISTS.any_phrase("days.en.before"), _LISTS.any_phrase("clock.en.before")
ON_OR_AT = _LISTS.any_phrase("days.en.before", "clock.en.before")
_MONTH = rf"{any_of((*_MONTHS, *_SHORT_MONTHS, *_LISTS.words('months.en.short')))}\.?"
_WEEKDAY = rf"{_LISTS.any_word('weekdays.en.names', 'weekdays.en.short')}\.?"
_DAY = rf"\d{{1,2}}{_LISTS.any_word('days.ordinals')}?"
_NAMED_ZONE = rf"(?:(?-i:[A-Z]{{1,5}})|{_LISTS.any_word('clock.zones_in_markup')}\b)(?:[+-]\d{{1,4}})?"
_MERIDIEM = r"(?:\s?(?:[ap]m\b|[ap]\.m\.?))"
_CLOCK = (
    rf"\d{{1,2}}(?:[:.]\d{{2}}){{0,2}}(?:[.,]\d{{3,6}})?{_MERIDIEM}?(?:\s?(?:{_LISTS.any_word('clock.behind')}|h)\b)?"
    rf"(?:\s?\({_NAMED_ZONE}\)|\s?{_NAMED_ZONE}|\s?[+-]\d{{2}}:?\d{{2}})?"
)
_HOUR_AND_MINUTE = rf"(?=\d{{1,2}}(?:[:.]\d{{2}}|\s?[ap]\.?m)){_CLOCK}"
_SHORT_YEAR = r"['’]\d{2}"
_YEAR = rf"(?:\d{{4}}|{_SHORT_YEAR})(?!\d)"
_CALENDAR = (
    rf"(?:{_MONTH}\s+{_DAY},?\s+{_YEAR}"
    rf"|{_DAY}\.?\s+(?:{_LISTS.any_word('days.before_month')}\s+)?{_MONTH},?\s+{_YEAR}"
    rf"|{_DAY}[./-]{_MONTH}[./-](?:\d{{4}}|\d{{2}})(?!\d)|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|{_MONTH}\s+{_DAY}(?!\d)|{_DAY}\s+{_MONTH}(?!\w))"
)
_CTIME = rf"{_MONTH}\s+\d{{1,2}}\s+\d{{2}}:\d{{2}}(?::\d{{2}})?\s+(?:[A-Z]{{3,5}}\s+)?\d{{4}}"
_BEFORE_CLOCK = rf"(?:\s*[,|·•–-]\s*(?:{_AT}\s+)?|\s+{_LISTS.any_phrase('clock.before')}\s+|\s*@\s*|\s+|T)"
_IN_BRACKETS = rf"(?:\s?\({_WEEKDAY}\))"
_ABSOLUTE = (
    rf"(?:(?:{_WEEKDAY},?\s+)?(?:{_CTIME}|{_CALENDAR})(?:{_IN_BRACKETS}|,\s+{_WEEKDAY})?"
    rf"(?:{_BEFORE_CLOCK}{_CLOCK}Z?{_IN_BRACKETS}?)?"
    rf"|\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?{_MERIDIEM}?(?:\s?{_NAMED_ZONE})?\s*[,|·•–-]?\s+(?:{ON}\s+)?"
    rf"(?:{_WEEKDAY},?\s+)?{_CALENDAR})"
)
_RELATIVE = (
    rf"(?:{PASSED}|{STRETCH}(?:,?\s+(?:{_AT}\s+|@\s*)?{_CLOCK})?|{WEEKDAY}(?:,?\s+{_AT}|,|\s*@)?\s+{_HOUR_AND_MINUTE}"
    rf"|{_LISTS.any_phrase('near.now')})"
)
#: A time as a comment's heading gives it, without what stands around it.
TIME = rf"(?:{_RELATIVE}|{_ABSOLUTE}|{ELSEWHERE})(?:\s*\(edited\))?"
#: A few letters that only a separator makes a time ("Name • 5h").
SHORT_TIME = rf"\d+\s?{_LISTS.any_word('units.en.signs')}s?"
CALENDAR = re.compile(rf"(?<!\w){_CALENDAR}(?!\w)", re.IGNORECASE)
_HOUR = re.compile(
    rf"[\s,|·•T–-]{{0,3}}(?:{_AT}\s+|@\s*)?(\d{{1,2}})[:.](\d{{2}})(?::\d{{2}})?(?:\s?([ap])\.?m)?(?!\d)", re.IGNORECASE
)
_LEADING = rf"[«»•·|(\[\s—–-]*(?:(?:{_LISTS.any_phrase('leading.en.before_time_alone')}|{ON_OR_AT})(?:\s*:\s*|\s+))*"
_TIME_ALONE = re.compile(rf"{_LEADING}({TIME}|{DAY})\W*", re.IGNORECASE)
_WEAK_TIME_ALONE = re.compile(
    rf"{_LEADING}({WEAK}|{_HOUR_AND_MINUTE}|{_MONTH}\s+{_YEAR})(?:\s*\(edited\))?\W*", re.IGNORECASE
)
_LABEL = (
    rf"(?:(?:{_LISTS.any_word('leading.before_label')}\s+)?{_LISTS.any_phrase('leading.labels')}"
    rf"(?:\s+{ON_OR_AT})?\s*:?\s*)"
)
_DATE_LINE = re.compile(
    rf"{_LABEL}?(?:{_CLOCK}\s*[,|–-]?\s+)?{_ABSOLUTE}"
    rf"(?:\s*[|·•/,;–-]*\s*{_LABEL}(?:{_ABSOLUTE}|{_RELATIVE}|{_CLOCK}))?\W*"
    rf"|{_LABEL}(?:{_RELATIVE}|{ELSEWHERE})\W*",
    re.IGNORECASE,
)


def time_alone(line: str) -> re.Match[str] | None:
    """Match a line that holds a time and nothing else; group 1 is the time as written."""
    return _TIME_ALONE.fullmatch(line)


def weak_time_alone(line: str) -> re.Match[str] | None:
    """Match a line that holds what tells a time only where a time is looked for: "3h", "Monday", "5:13 pm"."""
    return _WEAK_TIME_ALONE.fullmatch(line)


def is_date_line(line: str) -> bool:
    """Say whether a line holds a date of publication and nothing else."""
    return len(line) <= 120 and _DATE_LINE.fullmatch(line) is not None


def find_date(text: str) -> str | None:
    """Return the first full date in `text` as YYYY-MM-DD, or None if there is none or it can be read in two ways."""
    found = CALENDAR.search(text)
    return _read_date(found[0].lower()) if found else None


def find_moment(text: str) -> datetime | None:
    """Return the first full date in `text` with the hour and minute behind it, None without both.

    Only an ISO stamp tells its time zone.
    """
    if len(text) > 15 and text[:4].isdecimal():
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError:
            pass
    found = CALENDAR.search(text)
    day = _read_date(found[0].lower()) if found else None
    clock = _HOUR.match(text, found.end()) if found else None
    if not day or not clock:
        return None
    hour, minute, half = int(clock[1]), int(clock[2]), (clock[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return datetime.combine(date.fromisoformat(day), time(hour, minute)) if hour < 24 and minute < 60 else None


def _read_date(written: str) -> str | None:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    month = next((at for at, name in enumerate(_SHORT_MONTHS, 1) if re.search(rf"\b{name}", written)), None)
    if month and len(numbers) == 2 and numbers[1] > 31:
        return _iso(numbers[1], month, numbers[0])
    if month is None and len(numbers) == 3:
        first, second, third = numbers
        if first > 31:
            return _iso(first, second, third)
        if third > 31 and (first > 12 or second > 12 or first == second):
            return _iso(third, min(first, second), max(first, second))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
