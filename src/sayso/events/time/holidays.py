"""Read days with names of their own: "Christmas Day", "Good Friday", "9/11".

In: a match and a setting. Out: a `Sense`; nothing for a day that only some countries keep, where the page is of none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from sayso.events.time.sense import Sense, one_day, stretch, unknown
from sayso.events.time.setting import Setting
from sayso.events.time.words import LISTS, YEAR
from sayso.pages.vocabulary import phrase

_Day = Callable[[int], date]


def _easter(year: int) -> date:
    """Return Easter Sunday of the western churches, by the calculation of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _lines(name: str) -> list[tuple[str, str]]:
    return [(key, words) for key, _, words in (line.partition(" ") for line in LISTS.lines(name))]


def _rule(key: str) -> _Day:
    numbers = [int(number) for number in key.split("-")]
    if len(numbers) == 2:
        return lambda year: date(year, numbers[0], numbers[1])
    month, week, weekday = numbers  # the fourth Thursday of November

    def day_in(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))

    return day_in


def _after_easter(days: int) -> _Day:
    return lambda year: _easter(year) + timedelta(days=days)


_YEARLY: list[tuple[str, _Day, frozenset[str | None] | None]] = [
    *((words, _rule(key), None) for key, words in _lines("holidays.fixed")),
    *((words, _rule(key), frozenset({None, "US"})) for key, words in _lines("holidays.us_or_untold")),
    *((words, _rule(key), frozenset({"US"})) for key, words in _lines("holidays.us")),
    *((words, _after_easter(int(key)), None) for key, words in _lines("holidays.easter")),
]
_ONCE = _lines("holidays.past")
_NAMES = "|".join(rf"(?P<h{at}>{phrase(words)})" for at, (words, _, _) in enumerate(_YEARLY))
_OF_YEAR = rf"(?:(?:,|\s+of|\s+in)?\s+(?P<year>{YEAR})|,?\s+(?P<way>last|this|next)\s+year)?"
HOLIDAY = rf"(?:(?P<lead>last|this|next)\s+)?(?:{_NAMES}){_OF_YEAR}"
ONCE = "|".join(rf"(?P<p{at}>{phrase(words)})" for at, (_, words) in enumerate(_ONCE))


def read_holiday(match: re.Match[str], setting: Setting) -> Sense:
    """Read a day that comes every year, of the year that is told or meant."""
    at = next(at for at in range(len(_YEARLY)) if match[f"h{at}"])
    _, day_of, kept_in = _YEARLY[at]
    if kept_in and setting.country not in kept_in:
        return unknown("day")
    if match["year"]:
        return one_day(day_of(int(match["year"])), "itself")
    if setting.day is None:
        return unknown("day")
    if match["way"]:
        by = {"last": -1, "this": 0, "next": 1}[match["way"].lower()]
        return one_day(day_of(setting.day.year + by), setting.anchor)
    near = [day_of(setting.day.year + by) for by in (-1, 0, 1)]
    way = setting.direction(match)
    lead = (match["lead"] or "").lower()
    if lead in {"last", "next"}:
        way = -1 if lead == "last" else 1
    if way > 0:
        near = [day for day in near if day >= setting.day]
    elif way < 0:
        near = [day for day in near if day <= setting.day]
    return one_day(min(near, key=lambda day: abs(day - setting.day)), setting.anchor)  # type: ignore[operator]


def read_once(match: re.Match[str], setting: Setting) -> Sense:
    """Read what was once: a day, or a war from its first day to its last."""
    at = next(at for at in range(len(_ONCE)) if match[f"p{at}"])
    first, _, last = _ONCE[at][0].partition("/")
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    return stretch(*days, "span" if last else "day", "itself")
