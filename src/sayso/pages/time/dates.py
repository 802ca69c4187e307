"""Know times as pages write them.

In: a line or a part of one. Out: patterns for "5 years ago" and "March 4, 2012 at 5:10 pm" and their like, and a date
in ISO form, or a moment, where it can be read in one way only (12/03/2012 cannot).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH = rf"(?:{'|'.join(_MONTHS)}|{'|'.join(month[:3] for month in _MONTHS)}|sept)\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_CLOCK = r"\d{1,2}(?:[:.]\d{2}){0,2}\s?(?:[ap]\.?m\.?)?(?:\s?(?:uhr|hrs|h))?(?:\s?\(?[A-Z]{1,5}(?:[+-]\d{1,4})?\)?)?"
_CALENDAR = (
    rf"(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\.?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|{_MONTH}\s+{_DAY}(?!\d)|{_DAY}\s+{_MONTH}(?!\w))"
)
_ABSOLUTE = rf"(?:{_WEEKDAY},?\s+)?{_CALENDAR}(?:(?:\s*[,|·•–-]\s*|\s+(?:at|@|um|a\s+las|à)\s+|\s+|T){_CLOCK}Z?)?"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_RELATIVE = (
    rf"(?:(?:about|over|almost|nearly)\s+)?(?:\d+|an?|one|two|three|a\s+few)\s*{_UNIT}\s+ago"
    rf"|\d+\s?[smhdwy](?:o|in|r)?\s+ago|just\s+now|(?:yesterday|today)(?:,?\s+(?:at\s+)?{_CLOCK})?"
    r"|vor\s+\d+\s+\w+|hace\s+\d+\s+\w+|il\s+y\s+a\s+\d+\s+\w+"
)
#: A time as a comment's heading gives it, without what stands around it.
TIME = rf"(?:{_RELATIVE}|{_ABSOLUTE})(?:\s*\(edited\))?"
#: A few letters that only a separator makes a time ("Name • 5h").
SHORT_TIME = r"\d+\s?(?:s|m|min|h|hr|d|w|wk|mo|y|yr)s?"
CALENDAR = re.compile(rf"(?<!\w){_CALENDAR}(?!\w)", re.IGNORECASE)
_HOUR = re.compile(
    r"[\s,|·•T–-]{0,3}(?:at\s+|@\s*)?(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s?([ap])\.?m)?(?!\d)", re.IGNORECASE
)
_TIME_ALONE = re.compile(rf"(?:posted\s+|on\s+|at\s+)*({TIME})\W*", re.IGNORECASE)
_LABEL = (
    r"(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|last\s+modified|modified|created|date)"
    r"(?:\s+(?:on|at))?\s*:?\s*)"
)
_DATE_LINE = re.compile(
    rf"{_LABEL}?(?:{_CLOCK}\s*[,|–-]?\s+)?{_ABSOLUTE}"
    rf"(?:\s*[|·•/,;–-]*\s*{_LABEL}(?:{_ABSOLUTE}|{_RELATIVE}|{_CLOCK}))?\W*"
    rf"|{_LABEL}(?:{_RELATIVE})\W*",
    re.IGNORECASE,
)


def time_alone(line: str) -> re.Match[str] | None:
    """Match a line that holds a time and nothing else; group 1 is the time as written."""
    return _TIME_ALONE.fullmatch(line)


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
    month = next((at for at, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", written)), None)
    if month and len(numbers) == 2:
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
