"""How times are written on the pages we met, as patterns over the words of some twenty languages.

In: nothing. Out: `MOMENT` and `search_moment` (one written time), `LEAD` and `TRAIL` (what stands around it and is no
part of it).
"""

from __future__ import annotations

import re

from sayso.pages.time.passed import PASSED, STRETCH, WEEKDAY
from sayso.pages.vocabulary import any_of, read_vocabulary

_LISTS = read_vocabulary("sayso.pages.time")
_STEMS = (*(name[:3] for name in _LISTS.words("months.en.names")), *_LISTS.words("months.stems"))
_MONTH = rf"{any_of(_STEMS)}[^\W\d_]{{0,8}}\.?"
# "County man, 12 Feb": behind another word, a day of the week begins with a capital.
_CAPITAL = r"(?:(?<![^\W\d_] )|(?=(?-i:[A-ZÀ-ÞА-Я])))"
_WEEKDAY = (
    rf"(?:{_CAPITAL}{_LISTS.any_word('weekdays.names', 'weekdays.short')}\b\.?,?\s+"
    rf"(?:{_LISTS.any_word('days.behind_weekday_in_markup')}\s+)?)"
)
_NUMBER = rf"(?:\d+|{_LISTS.any_word('numbers.one', 'numbers.one_in_markup')})"
_UNIT = rf"(?:(?:[smhdwy]|mo)\b|{_LISTS.any_word('units.stems')}[^\W\d_]{{0,6}})\.?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"
_SHORT_YEAR = r"(?:\d{4}|\d\d)"
_SLASHED = rf"(?:\d{{1,2}}/\d{{1,2}}/{_SHORT_YEAR}|\d{{1,2}}-\d{{1,2}}-{_SHORT_YEAR})"
_NUMERIC = rf"(?:\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_SHORT_YEAR}|{_SLASHED})(?!\d)"
_EASTERN = r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
_DAY = rf"\d{{1,2}}{_LISTS.any_word('days.ordinals', 'days.ordinals_in_markup')}?"
_BEFORE_MONTH = _LISTS.any_word("days.before_month", "days.before_month_in_markup")
_BEFORE_YEAR = _LISTS.any_word("days.before_year_in_markup")
_DAY_FIRST = rf"{_DAY}\s*(?:{_BEFORE_MONTH}\s+|-)?{_MONTH},?(?:\s*(?:{_BEFORE_YEAR}\s+|-)?{_YEAR})?"
# "Anna May 3 days ago", "Martin 3 May": a month before a day may be a name.
_MONTH_FIRST = rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR}|(?!\s?(?:{_MONTH}|{_UNIT}\b)))"
_DATE = rf"(?:{_NUMERIC}|{_EASTERN}|{_DAY_FIRST}|{_MONTH_FIRST})"
_DAY_BEHIND = rf"(?:\s?\({_LISTS.any_word('weekdays.en.short')}\))"
_ZONE = rf"(?:\s?{_LISTS.any_word('clock.zones_in_markup')}\b)?(?:\s?[+-]\d\d:?\d\d)?{_DAY_BEHIND}?"
_MERIDIEM = r"\s?[ap]\.?m\b\.?"
_HOURS = _LISTS.any_word("clock.behind", "clock.behind_in_markup")
_MINUTES = rf"\d{{1,2}}\s?[:.h]\s?\d\d(?::\d\d)?(?:\.\d+)?(?!\d)(?:{_MERIDIEM})?(?:\s?{_HOURS})?{_ZONE}"
_CLOCK = rf"(?:{_MINUTES}|\d{{1,2}}{_MERIDIEM})"
_BETWEEN = _LISTS.any_phrase("clock.before", "clock.between_in_markup")
_JOIN = rf"\s*[,|/·•–—-]?\s*(?:{_BETWEEN}(?![^\W\d_])|(?<=\d)t(?=\d))?\s*[,-]?\s*"
_AROUND = rf"(?:{_LISTS.any_phrase('hedges.everywhere', 'hedges.in_markup')}\s+)?"
_BEHIND = _LISTS.any_word("ago.behind", "ago.behind_in_markup")
_AGO = rf"{_AROUND}{_NUMBER}\s*\+?\s?{_UNIT}(?:\s?,?\s?\d+\s?{_UNIT})?\s+{_BEHIND}"
_PASSED = _LISTS.any_phrase("ago.before", "ago.before_in_markup")
_BEFORE = rf"{_PASSED}\s+{_NUMBER}\s+{_UNIT}(?:\s+{_LISTS.any_word('ago.also_behind_in_markup')})?"
# "hier" is yesterday, and here: such a word needs an hour, or a place of its own.
_NEAR_WORD = _LISTS.any_word("near.days", "near.days_in_markup")
_APART = r"(?:^|(?<=[|/·•»–—-] )|(?<=posted )|(?<=submitted )|(?<=said ))"
_ENDED = r"(?=\s*(?:$|[|/·•–—-]|by\b))"
_HOUR = rf"{_JOIN}{_CLOCK}|\s+{_LISTS.any_phrase('clock.en.before')}\s+\d{{1,2}}\b"
_NEAR = rf"(?:{_NEAR_WORD}|{STRETCH}|{WEEKDAY})(?:{_HOUR})|{_APART}(?:{_NEAR_WORD}|{STRETCH}){_ENDED}"
_WITH_FIGURES = rf"{_WEEKDAY}?{_DATE}(?:{_JOIN}{_CLOCK})?|{_CLOCK}{_JOIN}{_WEEKDAY}?{_DATE}|"
_OTHERS = rf"{PASSED}|{_AGO}|{_BEFORE}|{_NEAR}|{_LISTS.any_phrase('near.now', 'near.now_in_markup')}"
MOMENT, _WITHOUT_FIGURES = (
    re.compile(rf"(?<!\w)(?:{dates}{_OTHERS})(?![^\W_])", re.IGNORECASE) for dates in (_WITH_FIGURES, "")
)
_FIGURE = re.compile(r"\d")
LEAD = re.compile(rf"^(?:[\s|/·•,;:#(\[–—-]+|{_LISTS.any_word('leading.in_markup')}(?=[\s:])\s*)+", re.IGNORECASE)
TRAIL = re.compile(r"[\s|/·•,;:)\]#–—-]+$")


def search_moment(text: str) -> re.Match[str] | None:
    """Find the first written time; where a text has no figure, no date is sought."""
    return (MOMENT if _FIGURE.search(text) else _WITHOUT_FIGURES).search(text)


#: What stands behind an hour in German, where a full stop may part it from the minutes.
GERMAN_HOUR = _LISTS.any_word("clock.de.behind")
