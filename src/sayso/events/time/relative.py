"""Read what is told from the page's day or from a date named before: "on Tuesday", "two years ago", "a week later".

In: a match and a setting. Out: a `Sense`, unknown where the page does not pin it. "Two weeks ago" is the day two weeks
before; "two months ago" a month, "two years ago" a year, for nobody means the day by them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.events.time.sense import Sense, one_day, stretch, unit_around, unknown
from sayso.events.time.setting import Setting
from sayso.events.time.words import number_of, part_of_match, weekday_number
from sayso.pages.time.days import shift, unit_of
from sayso.records.setting import Granularity, MomentAnchor

_DAYS = frozenset(("day", "time", "part"))
_MONTHS = _DAYS | {"month"}
_YEARS = _MONTHS | {"year"}
_COUNTED_FROM = {"day": _DAYS, "week": _DAYS, "fortnight": _DAYS, "month": _MONTHS, "year": _YEARS}


def read_near(match: re.Match[str], setting: Setting, by: int) -> Sense:
    """Read "yesterday", "tonight": so many days from the page's."""
    if setting.day is None:
        return unknown("day")
    return one_day(setting.day + timedelta(days=by), setting.anchor)


def read_weekday(match: re.Match[str], setting: Setting) -> Sense:
    """Read "on Tuesday", "last Friday", "Monday morning"."""
    groups = match.groupdict()
    granularity: Granularity = "time" if groups.get("clock") else "part" if groups.get("part") else "day"
    if groups.get("set") or setting.day is None:
        return unknown(granularity)
    wanted = weekday_number(match["weekday"])
    back = (setting.day.weekday() - wanted) % 7
    before = setting.day - timedelta(days=back)
    after = before if back == 0 else before + timedelta(days=7)
    way = (groups.get("way") or "").lower()
    if way in {"last", "past"}:  # a day off is told as yesterday
        chosen = before - timedelta(days=7) if back < 2 else before
    elif way in {"next", "coming"}:
        chosen = after + timedelta(days=7) if (after - setting.day).days < 2 else after
    else:
        toward = setting.direction(match)
        chosen = after if toward > 0 or (way == "this" and toward == 0) else before
    week = (groups.get("week") or "").lower()
    if week:
        monday = setting.day - timedelta(days=setting.day.weekday())
        chosen = monday + timedelta(weeks={"last": -1, "next": 1}.get(week, 0), days=wanted)
    if groups.get("behind"):
        chosen = (before if back == 0 else after) + timedelta(weeks=1)
    return one_day(chosen, setting.anchor, granularity)


def read_ago(match: re.Match[str], setting: Setting) -> Sense:
    """Read "two weeks ago", "in three days", "ten years from now"."""
    unit = unit_of(match["unit"])
    granularity = _fineness(unit)
    groups = match.groupdict()
    if setting.day is None or groups.get("open") or groups.get("vague"):
        return unknown(granularity)
    ahead = bool(groups.get("ahead"))
    if groups.get("inside") and setting.direction(match) < 1:
        return unknown(granularity)  # "it was built in three years"
    if groups.get("half"):
        return _half_more(match, setting, unit, 1 if ahead else -1)
    number = number_of(match["number"]) * (1 if ahead else -1)
    return _counted(setting.day, unit, number, setting.anchor, fine=bool(groups.get("on")))


def _half_more(match: re.Match[str], setting: Setting, unit: str, way: int) -> Sense:
    """Read "six and a half months ago": the month, for no day is meant."""
    if setting.day is None or unit not in {"month", "year"}:
        return unknown(_fineness(unit))
    day = shift(setting.day, unit, way * number_of(match["number"])) + timedelta(
        days=way * (15 if unit == "month" else 182)
    )
    return unit_around(day, "month", setting.anchor)


def read_behind(match: re.Match[str], setting: Setting) -> Sense:
    """Read "three days earlier", "a week later": from the date named before."""
    unit = unit_of(match["unit"])
    groups = match.groupdict()
    named = setting.last_named(match.start(), _COUNTED_FROM.get(unit, frozenset()))
    if named is None or named.first is None or groups.get("open") or groups.get("vague"):
        return unknown(_fineness(unit))
    number = number_of(match["number"]) * (1 if match["later"] else -1)
    return _counted(named.first, unit, number, "named")


def read_beside(match: re.Match[str], setting: Setting) -> Sense:
    """Read "that evening", "the following week", "the same year", "the previous day"."""
    unit = unit_of(match["unit"])
    granularity: Granularity = _fineness(unit)
    if unit not in {"week", "weekend", "month", "quarter", "year", "decade", "century"}:
        granularity = "day" if unit == "day" else "part"
        unit = "day"
    named = setting.last_named(match.start(), _COUNTED_FROM.get(unit, frozenset()))
    if named is None or named.first is None or unit not in _COUNTED_FROM:
        return unknown(granularity)
    by = 1 if part_of_match(match, "next") else -1 if part_of_match(match, "previous") else 0
    found = unit_around(shift(named.first, unit, by), unit, "named")
    return Sense(first=found.first, last=found.last, granularity=granularity, anchor="named")


def _counted(day: date, unit: str, number: int, anchor: MomentAnchor, *, fine: bool = False) -> Sense:
    if unit == "hour":
        days = number / 24
        if abs(number) <= 6:
            return one_day(day, anchor, "time")
        low, high = sorted((day + timedelta(days=int(days // 1)), day + timedelta(days=int(-(-days // 1)))))
        return stretch(low, high, "span" if low != high else "day", anchor)
    if unit == "decade":
        unit, number = "year", 10 * number
    if unit in {"century", "weekend", "quarter"}:
        return unknown(_fineness(unit))
    moved = shift(day, unit, number)
    if unit in {"day", "week", "fortnight"} or fine:
        return one_day(moved, anchor, "week" if unit in {"week", "fortnight"} else "day")
    return unit_around(moved, unit, anchor)


def read_past_stretch(match: re.Match[str], setting: Setting) -> Sense:
    """Read "in the past 24 hours", "the next five years", "within two weeks", "over the last year"."""
    unit = unit_of(match["unit"])
    groups = match.groupdict()
    if setting.day is None or groups.get("open") or groups.get("vague"):
        return unknown("span")
    number = number_of(groups.get("number") or "one")
    ahead = (groups.get("way") or "next").lower() in {"next", "coming"}
    if unit == "hour":
        number, unit = max(1, -(-number // 24)), "day"
    other = shift(setting.day, unit, number if ahead else -number)
    if groups.get("half") and unit in {"month", "year"}:
        other += timedelta(days=(15 if unit == "month" else 182) * (1 if ahead else -1))
    low, high = sorted((setting.day, other))
    return stretch(low, high, "span", setting.anchor)


def read_calendar(match: re.Match[str], setting: Setting) -> Sense:
    """Read "last week", "earlier this year", "the end of next month": all of that week, month, year."""
    unit = (part_of_match(match, "unit", "days") or "").lower()
    way = (part_of_match(match, "way") or "this").lower().split()
    by = {"last": -1, "next": 1, "coming": 1}.get(way[-1], 0) * len(way)
    if setting.day is None:
        return unknown(_fineness(unit))
    if unit == "weekend":
        return _weekend(match, setting, by)
    if unit == "fortnight":
        return unknown("span")
    return unit_around(shift(setting.day, unit, by), unit, setting.anchor)


def _weekend(match: re.Match[str], setting: Setting, by: int) -> Sense:
    assert setting.day is not None  # noqa: S101
    saturday = setting.day + timedelta(days=5 - setting.day.weekday())
    if by == 0 and setting.direction(match) < 1 and setting.day.weekday() < 5:
        by = -1
    if by > 0 and setting.day.weekday() < 5:
        by = 0 if setting.day.weekday() < 3 else 1
    first = saturday + timedelta(weeks=by)
    return stretch(first, first + timedelta(days=1), "span", setting.anchor)


def nothing(match: re.Match[str], setting: Setting) -> Sense:
    """Keep what nobody can pin: "months ago", "in recent weeks", "every Friday"."""
    return unknown("span")


def _fineness(unit: str) -> Granularity:
    match unit:
        case "day" | "week" | "month" | "quarter" | "year" | "decade" | "century":
            return unit
        case "hour":
            return "time"
        case "fortnight":
            return "week"
    return "span"
