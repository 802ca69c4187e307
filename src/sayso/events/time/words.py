"""The pieces that expressions of time are made of, as patterns, and the numbers they stand for.

In: nothing. Out: patterns of months, weekdays, numbers and units; what each word counts.
"""

from __future__ import annotations

import re

from sayso.pages.vocabulary import any_of, read_vocabulary

PAGES = read_vocabulary("sayso.pages.time")
LISTS = read_vocabulary("sayso.events.time")

_MONTHS = PAGES.words("months.en.names")
_WEEKDAYS = PAGES.words("weekdays.en.names")
_TEN_WORDS = (*PAGES.words("numbers.en.tens"), *LISTS.words("units.en.high_tens"))
NUMBERS = (
    dict.fromkeys(PAGES.words("numbers.en.one"), 1)
    | {word: number for number, word in enumerate(PAGES.words("numbers.en.from_two"), 2)}
    | {word: 10 * ten for ten, word in enumerate(_TEN_WORDS, 3)}
)
ORDINALS = {word: number for number, word in enumerate(LISTS.words("units.en.ordinals"), 1)}
DECADES = {word: 10 * ten for ten, word in enumerate(LISTS.words("units.en.decades"), 2)}


def _capitals(words: tuple[str, ...]) -> str:
    """Return a pattern of names as texts write them, or all in capitals: "may" and "march" are verbs."""
    return "(?-i:" + any_of([w.capitalize() for w in words] + [w.upper() for w in words]) + ")"


_SHORT_MONTHS = (*(name[:3] for name in _MONTHS if name != "may"), *PAGES.words("months.en.short"))
MONTH = rf"(?:{_capitals(_MONTHS)}|{_capitals(_SHORT_MONTHS)}\b\.?)(?![^\W\d_])"
WEEKDAY = rf"(?:{_capitals(_WEEKDAYS)}|{_capitals(tuple(PAGES.words('weekdays.en.short')))}\b\.?)(?![^\W\d_])"
LONG_WEEKDAY = rf"{_capitals(_WEEKDAYS)}(?![^\W\d_])"
DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3\d)(?:\s?(?:st|nd|rd|th)\b)?(?![\d:]|[.,]\d|\s?%)"
YEAR = r"(?:1\d{3}|20\d{2})(?!\d|[.,]\d|%)"
_TENS, _DIGITS = any_of(("twenty", *_TEN_WORDS)), any_of(PAGES.words("numbers.en.from_two")[:8])
NUMBER = rf"(?:\d{{1,4}}|{_TENS}[\s-](?:one|{_DIGITS})|{any_of(NUMBERS)})"
UNIT = rf"(?:{LISTS.any_word('units.en.counted')}|centurie)s?"
PART = LISTS.any_word("units.en.parts")
SEASON = LISTS.any_word("units.en.seasons")
ROUGH = LISTS.any_phrase("amounts.en.rough")
OPEN = LISTS.any_phrase("amounts.en.open")
VAGUE = LISTS.any_phrase("amounts.en.vague")
_HOUR = r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b\.?|hours|gmt)|\d{1,2}[:.]\d{2}|\d{4}\s(?:hours|gmt)"
CLOCK = rf"(?:{LISTS.any_word('units.en.hours')}|{_HOUR})(?:\s(?:local\stime|gmt))?"
EARLY, MIDDLE, LATE = (LISTS.any_phrase(f"parts.en.{name}") for name in ("early", "middle", "late"))
MODIFIER = rf"(?:(?P<early>{EARLY})|(?P<late>{LATE})|(?P<middle>{MIDDLE}))"
LIGHT = LISTS.any_phrase("before.en.light")


def month_number(word: str) -> int:
    """Return which month of the year a name, cut short or not, means."""
    start = word.lower()[:3]
    return next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(start))


def weekday_number(word: str) -> int:
    """Return which day of the week a name means, Monday being 0."""
    start = word.lower()[:2]
    return next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(start))


def number_of(words: str) -> int:
    """Return what a number in figures or in words counts."""
    if words.isdecimal():
        return int(words)
    return sum(NUMBERS[word] for word in re.split(r"[\s-]+", words.lower()))


def part_of_match(match: re.Match[str], *names: str) -> str | None:
    """Return what the first group that a match has and that took part holds."""
    return next((match[name] for name in names if name in match.re.groupindex and match[name]), None)
