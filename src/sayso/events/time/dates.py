"""Read dates of the calendar: "Tuesday, 12 March", "Jan. 12", "03/04/2012", "mid-2022", "the late 1980s".

In: a match and a setting. Out: a `Sense`. Where a date lacks its year, the tense of the sentence and nearness decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from sayso.events.time import sense as senses
from sayso.events.time.sense import Sense, one_day, unknown
from sayso.events.time.setting import Setting
from sayso.events.time.words import DECADES, ORDINALS, month_number, part_of_match
from sayso.records.setting import MomentAnchor

_YEAR = frozenset(("year",))
_FINE_WITH_YEAR = frozenset(("day", "month", "time", "part"))
_Make = Callable[[int, MomentAnchor], Sense]
_PIVOT = 1950  # without a day of the page, "90" is 1990 and "12" is 2012


def full_year(written: str, day: date | None) -> int:
    """Return the year that four or two digits mean; two are of the century that is nearest to the page."""
    figures = re.sub(r"\D", "", written)
    number = int(figures)
    if len(figures) > 2:
        return number
    if day is None:
        return number + (1900 if number >= _PIVOT % 100 else 2000)
    return min(
        (c + number for c in range(day.year // 100 * 100 - 100, day.year + 101, 100) if c + number > 0),
        key=lambda y: abs(y - day.year),
    )


def read_day(match: re.Match[str], setting: Setting) -> Sense:
    """Read a day and a month, with a year or without."""
    month, day = month_number(match["month"]), int(re.sub(r"\D", "", match["day"]))
    written = part_of_match(match, "year", "short", "wired")
    if written:
        return _day(full_year(written, setting.day), month, day, "itself")
    return place_day(month, day, match, setting)


def place_day(month: int, day: int, match: re.Match[str], setting: Setting) -> Sense:
    """Return the day of the year that is meant: the one before or behind the page's, as the tense has it."""
    try:
        date(2000, month, day)
    except ValueError:
        return unknown("day")
    found = _in_story(month, day, match, setting)
    if found:
        return found
    if setting.day is None:
        return Sense(first=None, last=None, granularity="day", pinned=False, bare=(month, day))
    near = [d for y in (-1, 0, 1) if (d := _safe(setting.day.year + y, month, day))]
    if not near:
        return unknown("day")
    nearest = min(near, key=lambda d: abs((d - setting.day).days))  # type: ignore[operator]
    way = setting.direction(match)
    chosen = nearest
    if way > 0:
        chosen = min((d for d in near if d >= setting.day), default=nearest)
    elif way < 0:
        chosen = max((d for d in near if d <= setting.day), default=nearest)
    # "Moved to 20 March", told on the 14th: a whole year off is not what was meant.
    if abs((chosen - setting.day).days) > 300 and abs((nearest - setting.day).days) < 45:
        chosen = nearest
    sense = one_day(chosen, setting.anchor)
    return Sense(first=sense.first, last=sense.last, granularity="day", anchor=setting.anchor, bare=(month, day))


def _in_story(month: int, day: int | None, match: re.Match[str], setting: Setting) -> Sense | None:
    """Read a date without a year in a story of long ago: it is of the year of the date named right before."""
    named = setting.last_named(match.start(), _FINE_WITH_YEAR) or setting.last_named(match.start(), _YEAR, within=40)
    if not named or named.anchor != "itself" or not named.first or not named.last:
        return None
    if setting.day and named.last > setting.day - timedelta(days=400):
        return None
    if day is None:
        return senses.month(month, named.first.year, "named")
    found = _safe(named.first.year, month, day)
    return one_day(found, "named") if found else None


def read_month(match: re.Match[str], setting: Setting) -> Sense:
    """Read a month, with a year or without."""
    month = month_number(match["month"])
    written = part_of_match(match, "year", "short")
    if written:
        return senses.month(month, full_year(written, setting.day), "itself")
    found = _in_story(month, None, match, setting)
    if found:
        return found
    if setting.day is None:
        return Sense(first=None, last=None, granularity="month", pinned=False, bare=(month, None))
    way = setting.direction(match)
    this = setting.day.year
    years = (this - 1, this, this + 1)
    now = (this, setting.day.month)
    if way > 0:
        chosen = next(y for y in years if (y, month) >= now)
    elif way < 0:
        chosen = next(y for y in reversed(years) if (y, month) <= now)
    else:
        chosen = min(years, key=lambda y: abs(12 * (y - this) + month - setting.day.month))  # type: ignore[union-attr]
    found = senses.month(month, chosen, setting.anchor)
    return Sense(first=found.first, last=found.last, granularity="month", anchor=setting.anchor, bare=(month, None))


def read_named_month(match: re.Match[str], setting: Setting) -> Sense:
    """Read "last March", "next May", "this August"."""
    month, way = month_number(match["month"]), match["way"].lower()
    if setting.day is None:
        return unknown("month")
    year, now = setting.day.year, setting.day.month
    if way == "last":
        year -= month >= now
    elif way == "next":
        year += month <= now
    return senses.month(month, year, setting.anchor)


def read_month_of(match: re.Match[str], setting: Setting) -> Sense:
    """Read "June last year", "March of that year"."""
    month, way = month_number(match["month"]), match["way"].lower()
    if way in {"last", "this", "next"}:
        if setting.day is None:
            return unknown("month")
        return senses.month(month, setting.day.year + {"last": -1, "next": 1}.get(way, 0), setting.anchor)
    named = setting.last_named(match.start(), _FINE_WITH_YEAR | {"year"})
    return senses.month(month, named.first.year, "named") if named and named.first else unknown("month")


def read_iso(match: re.Match[str], setting: Setting) -> Sense:
    """Read 2021-11-05."""
    return _day(int(match["y"]), int(match["m"]), int(match["d"]), "itself")


def read_numeric(match: re.Match[str], setting: Setting) -> Sense:
    """Read 03/04/2012 as the outlet's country writes it; nothing where that may be either."""
    first, second = int(match["a"]), int(match["b"])
    year = full_year(match["y"], setting.day)
    month_first = setting.month_first
    if first > 12 or first == second:
        month_first = False
    elif second > 12:
        month_first = True
    elif "." in match[0]:
        month_first = False  # nobody who writes the month first parts with full stops
    if month_first is None:
        return unknown("day")
    month, day = (first, second) if month_first else (second, first)
    return _day(year, month, day, "itself")


def read_ordinal(match: re.Match[str], setting: Setting) -> Sense:
    """Read "the 29th": of the month of the page, or the one before or behind it."""
    day = int(re.sub(r"\D", "", match["day"]))
    if setting.day is None or not 1 <= day <= 31:
        return unknown("day")
    this = 12 * setting.day.year + setting.day.month - 1
    near = [d for m in (this - 1, this, this + 1) if (d := _safe(m // 12, m % 12 + 1, day))]
    way = setting.direction(match)
    if way > 0:
        near = [d for d in near if d >= setting.day] or near
    elif way < 0:
        near = [d for d in near if d <= setting.day] or near
    return one_day(min(near, key=lambda d: abs((d - setting.day).days)), setting.anchor)  # type: ignore[operator]


def read_year(match: re.Match[str], setting: Setting) -> Sense:
    """Read a year; two digits as "'94"."""
    if (part_of_match(match, "era") or "").lower().replace(".", "") in {"bc", "bce"}:
        return unknown("year")
    return senses.year(full_year(part_of_match(match, "year", "short") or "", setting.day), "itself")


def read_years(match: re.Match[str], setting: Setting) -> Sense:
    """Read "1914-18": from year to year."""
    first, last = int(match["year"]), match["to"]
    second = int(str(first)[: 4 - len(last)] + last)
    return senses.stretch(date(first, 1, 1), date(second, 12, 31), "span", "itself")


def read_decade(match: re.Match[str], setting: Setting) -> Sense:
    """Read "the late 1980s", "mid-90s", "the thirties"; "the 1800s" are a century, "the 2000s" ten years."""
    written, part = match["decade"], part_of(match)
    figures = re.sub(r"\D", "", written)
    if len(figures) == 4:
        start = int(figures)
        return senses.years(start, "century" if start % 100 == 0 and start < 2000 else "decade", "itself", part)
    tens = int(figures) if figures else DECADES[written.lower()]
    if setting.day is None:
        return senses.years(1900 + tens, "decade", "itself", part) if tens >= _PIVOT % 100 else unknown("decade")
    start = setting.day.year // 100 * 100 + tens
    return senses.years(start - 100 * (start > setting.day.year), "decade", "itself", part)


def read_century(match: re.Match[str], setting: Setting) -> Sense:
    """Read "the 19th century", "the late twentieth century"."""
    word = match["century"].lower()
    number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    if (part_of_match(match, "era") or "").lower().replace(".", "") in {"bc", "bce"}:
        return unknown("century")
    return senses.years(100 * (number - 1), "century", "itself", part_of(match))


def read_quarter(match: re.Match[str], setting: Setting) -> Sense:
    """Read "the third quarter", "Q1 2022": without a year the last one that has begun."""
    word = match["number"].lower()
    number = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    return _in_year(lambda y, anchor: senses.quarter(number, y, anchor), match, setting)


def read_half(match: re.Match[str], setting: Setting) -> Sense:
    """Read "the first half of 2020", "the second half of the year"."""
    number = 1 if match["number"].lower() in {"first", "1st"} else 2
    return _in_year(lambda y, anchor: senses.half(number, y, anchor), match, setting)


def read_season(match: re.Match[str], setting: Setting) -> Sense:
    """Read "the summer of 2010", "in the spring", "last winter", "this autumn"."""
    name, way = match["season"].lower(), (part_of_match(match, "way") or "").lower()

    def make(of_year: int, anchor: MomentAnchor) -> Sense:
        return senses.season(name, of_year, anchor, southern=setting.southern)

    written = part_of_match(match, "year")
    if written:
        return make(full_year(written, setting.day), "itself")
    if setting.day is None:
        return unknown("season")
    near = [make(setting.day.year + by, setting.anchor) for by in (-2, -1, 0, 1, 2)]
    if way == "last":
        return [s for s in near if s.last and s.last < setting.day][-1]
    if way == "next":
        return next(s for s in near if s.first and s.first > setting.day)
    return _by_tense(near, match, setting)


def _in_year(make: _Make, match: re.Match[str], setting: Setting) -> Sense:
    written, way = part_of_match(match, "year"), part_of_match(match, "way")
    if written:
        return make(full_year(written, setting.day), "itself")
    if setting.day is None:
        return unknown("span")
    if way or match[0].lower().endswith("year"):
        by = {"last": -1, "next": 1}.get((way or "").lower(), 0)
        return make(setting.day.year + by, setting.anchor)
    return _by_tense([make(setting.day.year + by, setting.anchor) for by in (-1, 0, 1)], match, setting)


def _by_tense(near: list[Sense], match: re.Match[str], setting: Setting) -> Sense:
    """Choose the last that has begun, the first that is not over where what is to come is told, else the nearest."""
    assert setting.day is not None  # noqa: S101
    day, way = setting.day, setting.direction(match)
    if way > 0:
        return next(s for s in near if s.last and s.last >= day)
    if way == 0 and near[0].granularity == "season":
        return min(near, key=lambda s: max((s.first - day).days, (day - s.last).days, 0))  # type: ignore[operator]
    return [s for s in near if s.first and s.first <= setting.day][-1]


def part_of(match: re.Match[str]) -> str | None:
    """Return whether the early, middle or late part of a stretch is meant."""
    return next((name for name in ("early", "middle", "late") if part_of_match(match, name)), None)


def _day(year: int, month: int, day: int, anchor: MomentAnchor) -> Sense:
    found = _safe(year, month, day)
    return one_day(found, anchor) if found else unknown("day")


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
