"""The forms that expressions of time have: which words call for a form, its pattern, how it is read.

In: nothing. Out: `RULES`, tried only around a word that calls for one; of two that overlap the one that begins first
and takes most wins. `ALONE` are forms that mean a time only where somebody says that they do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sayso.events.time import dates, holidays, relative
from sayso.events.time.sense import Sense
from sayso.events.time.setting import Setting
from sayso.events.time.words import (
    CLOCK,
    DAY_NUMBER,
    DECADES,
    LISTS,
    LONG_WEEKDAY,
    MODIFIER,
    MONTH,
    NUMBER,
    OPEN,
    ORDINALS,
    PART,
    ROUGH,
    SEASON,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
)
from sayso.pages.vocabulary import any_of

Reader = Callable[[re.Match[str], Setting], Sense]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One form: the kinds of word that call for it, the pattern, how it is read."""

    kind: str
    pattern: re.Pattern[str]
    read: Reader


def _rule(kind: str, pattern: str, read: Reader) -> Rule:
    if kind == "unit":
        pattern = rf"(?<![^\W\d_]-)(?:{pattern})"  # "thirty-four years ago"
    part_of_number = r"(?<!\d[.,/-])" if kind == "year" else r"(?<!\d[.,/])"
    compiled = re.compile(rf"(?<![\w$€£#]){part_of_number}(?:{pattern})(?!\w|-[a-z])", re.IGNORECASE)
    return Rule(kind=kind, pattern=compiled, read=read)


def _behind_any(list_name: str) -> str:
    return "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in LISTS.words(list_name)) + ")"


_CLOCKED = rf"(?:(?P<clock>{CLOCK}),?\s+(?:on\s+)?)?"
_CLOCK_BEHIND = rf"(?:,?\s+at\s+(?:about\s+|around\s+)?{CLOCK})?"
_NO_PAPER = "".join(rf"(?<!\b{word}\s)" for word in LISTS.words("other.en.before_today"))
_NO_AGE = "".join(rf"(?<!\b{word}\s)" for word in LISTS.words("other.en.before_age"))
_THE = r"(?:the\s+)?"
_PART = rf"(?:\s+(?:the\s+)?(?P<part>{PART}))?"
_NAMED_DAY = rf"(?:{WEEKDAY}(?:\s+{PART})?,?\s+(?:the\s+)?)?"
_MOD = rf"(?:{MODIFIER}(?:\s+|(?<=-)|-))"
_MAY_MOD = rf"{_THE}{_MOD}?"
_WAY = r"(?P<way>last|this|next|coming|past)"
_SHORT_YEAR = r"(?P<short>['’]\d\d)"
_BEHIND = _behind_any("other.en.before_month_alone")
_NOT_A_DAY = "".join(rf"(?<!{word}\s)" for word in LISTS.words("other.en.before_weekday"))
_OUTLET = LISTS.any_word("other.en.behind_weekday")
_COUNTED = rf"(?!\s+(?:{LISTS.any_word('other.en.counted')})\b)"
_AMOUNT = (
    rf"(?:(?P<open>{OPEN})\s+|{ROUGH}\s+)?"
    rf"(?:(?P<number>{NUMBER})(?P<half>\s+and\s+a\s+half|\s1/2)?|(?P<vague>{VAGUE}))[\s-]+"
)
_ERA = r"(?:\s?(?P<era>a\.?d\.?|b\.?c\.?e?\.?|c\.?e\.?))"
_ORDINAL = rf"(?:{any_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_IN_YEAR = (
    rf"(?:,?\s+(?:of\s+|in\s+)?(?:the\s+year\s+|fiscal\s+)?(?P<year>{YEAR})"
    r"|\s+(?:of\s+)?(?:the|(?P<way>last|this|next))\s+year)?"
)
_SEASON_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR})(?:[-–]\d\d\b)?)"
_LATER, _EARLIER = (LISTS.any_word(f"named.en.{name}") for name in ("later", "earlier"))
# "A day before the vote" is told by the vote, "a day before he said" by nothing named.
_NOTHING_BEHIND = r"(?=\s*(?:[,.;:)—–]|$)|\s+(?:he|she|it|they|we|in|on|at)\b)"
_SAME, _NEXT, _PREVIOUS = (LISTS.any_phrase(f"named.en.{name}") for name in ("same", "next", "previous"))
_STRETCHED = r"(?P<unit>(?:hour|day|week|fortnight|month|year|decade)s?)(?!\s+of\b)"
_CALENDAR = r"(?P<unit>week|weekend|month|quarter|year|decade|century)(?!\s+of\b)"
_DAYS = (("today", 0), ("yesterday", -1), ("tomorrow", 1), ("before_yesterday", -2), ("after_tomorrow", 2))

RULES: tuple[Rule, ...] = (
    # Days with their month.
    _rule("year", r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:T[\d:.]+Z?)?", dates.read_iso),
    _rule("figure", r"(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})", dates.read_numeric),
    _rule(
        "month",
        rf"{_CLOCKED}{_NAMED_DAY}(?P<day>{DAY_NUMBER})(?:\s+|-|\s+of\s+|\s+day\s+of\s+)(?P<month>{MONTH})"
        rf"(?:(?:,\s*|-|\s+(?:of\s+)?)(?P<year>{YEAR})|(?-i:(?<=[A-Z]))\s(?P<wired>\d\d)(?!\d|[.,:/]\d|%)|,?\s+{_SHORT_YEAR})?"
        rf"{_PART}{_CLOCK_BEHIND}",
        dates.read_day,
    ),
    _rule(
        "month",
        rf"{_CLOCKED}{_NAMED_DAY}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY_NUMBER})"
        rf"(?:(?:,\s*|\s+(?:of\s+)?)(?P<year>{YEAR})|,?\s+{_SHORT_YEAR})?{_PART}{_CLOCK_BEHIND}",
        dates.read_day,
    ),
    # Months.
    _rule("month", rf"{_WAY}\s+(?P<month>{MONTH})", dates.read_named_month),
    _rule(
        "month",
        rf"{_MAY_MOD}(?P<month>{MONTH})(?:(?:,\s*|\s+(?:of\s+|in\s+)?|-)(?P<year>{YEAR})|\s+{_SHORT_YEAR})",
        dates.read_month,
    ),
    _rule(
        "month",
        rf"{_MAY_MOD}(?P<month>{MONTH})(?:\s+of)?\s+(?P<way>last|this|next|that|(?:of\s+)?the\s+same)\s+year",
        dates.read_month_of,
    ),
    _rule("month", rf"(?:{_THE}{_MOD}|{_BEHIND})(?P<month>{MONTH})(?!\s+(?-i:[A-Z][a-z])|['’]s\s)", dates.read_month),
    # Weekdays.
    _rule(
        "weekday",
        rf"{_NOT_A_DAY}{_CLOCKED}(?:(?P<set>{LISTS.any_phrase('before.en.sets')})\s+)?(?:(?:late|early)\s+)?{_THE}"
        rf"(?:{_WAY}\s+)?(?P<weekday>{LONG_WEEKDAY})(?:\s+(?:late|early))?{_PART}"
        rf"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?{_CLOCK_BEHIND}(?:\s+(?P<behind>week)(?=[.,]))?"
        rf"(?!\s+(?:{_OUTLET})\b)",
        relative.read_weekday,
    ),
    # Days named from the page's.
    *(
        _rule(
            "near", _NO_PAPER + LISTS.any_phrase(f"near.en.{name}") + _CLOCK_BEHIND, partial(relative.read_near, by=by)
        )
        for name, by in _DAYS
    ),
    _rule("near", LISTS.any_phrase("near.en.vague"), relative.nothing),
    # Counted units.
    _rule("unit", rf"{_AMOUNT}(?P<unit>{UNIT})\s+ago(?:\s+(?P<on>today))?", relative.read_ago),
    _rule("unit", rf"{_AMOUNT}(?P<unit>{UNIT})\s+(?P<ahead>from\s+(?:now|today))", relative.read_ago),
    _rule("unit", rf"(?P<ahead>in)\s+{_AMOUNT}(?P<unit>{UNIT})['’]?s?['’]?\s+time", relative.read_ago),
    _rule("unit", rf"(?P<ahead>(?P<inside>in))\s+{_AMOUNT}(?P<unit>{UNIT})(?!['’]?s?['’]?\s+time)", relative.read_ago),
    _rule(
        "unit",
        rf"{_AMOUNT}(?P<unit>{UNIT})\s+(?:(?P<later>{_LATER})|{_EARLIER}){_NOTHING_BEHIND}",
        relative.read_behind,
    ),
    _rule(
        "unit",
        rf"(?:(?P<same>{_SAME})|(?P<next>{_NEXT})|(?P<previous>{_PREVIOUS}))\s+(?P<unit>day|week|month|year|{PART})"
        rf"(?:\s+{PART})?(?!\s+of\b)",
        relative.read_beside,
    ),
    _rule(
        "unit",
        rf"the\s+(?P<unit>day|week|month|year)\s+(?:(?P<next>after)|(?P<previous>before)){_NOTHING_BEHIND}",
        relative.read_beside,
    ),
    _rule(
        "unit",
        rf"(?:(?:in|over|during|within|for|throughout)\s+)?the\s+(?P<way>past|last|next|coming)\s+(?:{_AMOUNT})?{_STRETCHED}",
        relative.read_past_stretch,
    ),
    _rule("unit", rf"within\s+(?:the\s+next\s+)?{_AMOUNT}{_STRETCHED}", relative.read_past_stretch),
    _rule("unit", rf"(?<!\bthe\s){_MAY_MOD}(?P<way>last|this|next|coming)\s+{_CALENDAR}", relative.read_calendar),
    _rule(
        "unit",
        rf"(?:{_THE}{_MOD}the\s+(?P<unit>week|month|year)|the\s+(?:whole\s+)?(?P<days>weekend))(?!\s+(?:of|to)\b)",
        relative.read_calendar,
    ),
    _rule("unit", r"the\s+(?P<unit>week|month|year)\s+(?P<way>before\s+last|after\s+next)", relative.read_calendar),
    # Quarters, halves, seasons.
    _rule(
        "unit", rf"the\s+(?P<number>{LISTS.any_word('units.en.quarters')})[\s-]quarter{_IN_YEAR}", dates.read_quarter
    ),
    _rule("quarter", rf"(?P<number>Q[1-4])(?:(?:\s+(?:of\s+)?|[-/])(?P<year>{YEAR}))?", dates.read_quarter),
    _rule(
        "unit",
        rf"the\s+(?P<number>{LISTS.any_word('units.en.halves')})\s+half(?=\s+of\s+(?:the\s+year|this|last|next|\d))"
        + _IN_YEAR,
        dates.read_half,
    ),
    _rule("unit", rf"{_MAY_MOD}(?P<season>{SEASON})(?:time)?{_SEASON_YEAR}", dates.read_season),
    _rule("unit", rf"(?P<way>last|this|next)\s+(?P<season>{SEASON})", dates.read_season),
    _rule("unit", rf"{_BEHIND}{_MAY_MOD}(?P<season>{SEASON})(?!\s+[a-z]|,?\s+\d)", dates.read_season),
    # Years, decades, centuries.
    _rule(
        "year",
        rf"(?:{_THE}{_MOD}|(?:the\s+)?(?:fiscal\s+)?year\s+|fiscal\s+)(?P<year>{YEAR})(?![-–/]\d|['’]?s\b){_COUNTED}",
        dates.read_year,
    ),
    _rule("year", rf"(?:a\.?d\.?\s+(?P<year>\d{{3,4}})|(?P<short>\d{{3,4}}){_ERA})", dates.read_year),
    _rule(
        "year",
        rf"(?:{_behind_any('other.en.before_year')}|(?<=[(,–—;]\s)|(?<=[(–—]))(?P<year>{YEAR})(?!['’]?s\b|[-–/]\d){_COUNTED}",
        dates.read_year,
    ),
    _rule("year", rf"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d|%|s\b|[-–/]\d){_COUNTED}(?!\s+[a-z]+s\b)", dates.read_year),
    _rule("year", r"(?P<year>1[5-9]\d\d|20\d\d)\s?[-–/]\s?(?P<to>\d{2}|\d{4})(?![\d/-])", dates.read_years),
    _rule("decade", rf"{_MAY_MOD}(?P<decade>(?:1\d|20)\d0['’]?s)", dates.read_decade),
    _rule(
        "decade",
        rf"{_NO_AGE}(?:{_THE}{_MOD}|the\s+|(?<=\d\d\d0s\sand\s))(?P<decade>['’]?[2-9]0['’]?s|{any_of(DECADES)})",
        dates.read_decade,
    ),
    _rule("unit", rf"{_MAY_MOD}(?P<century>{_ORDINAL})[\s-]century{_ERA}?", dates.read_century),
    # Days of a month alone, days with names.
    _rule("figure", r"(?<=\bon\s)the\s+(?P<day>\d{1,2}(?:st|nd|rd|th))(?=[.,;])", dates.read_ordinal),
    _rule("holiday", holidays.HOLIDAY, holidays.read_holiday),
    _rule("holiday", holidays.ONCE, holidays.read_once),
)
ALONE: tuple[Rule, ...] = (
    _rule("month", rf"(?P<month>{MONTH})", dates.read_month),
    _rule("weekday", rf"(?P<weekday>{WEEKDAY})", relative.read_weekday),
    _rule("unit", rf"{_THE}(?P<season>{SEASON})(?:time)?", dates.read_season),
    _rule("unit", rf"the\s+(?P<number>{LISTS.any_word('units.en.halves')})\s+half{_IN_YEAR}", dates.read_half),
    _rule("year", r"(?P<year>\d{3,4}|['’]\d\d)", dates.read_year),
    _rule("decade", r"(?P<decade>['’]?[1-9]0['’]?s)", dates.read_decade),
    _rule("figure", r"(?:the\s+)?(?P<day>\d{1,2}(?:st|nd|rd|th))", dates.read_ordinal),
    _rule(
        "near",
        rf"(?:(?:good|the)\s+)?{PART}|{CLOCK}(?:\s+(?:in|at)\s+(?:the\s+)?{PART})?",
        partial(relative.read_near, by=0),
    ),
    _rule("unit", r"(?:the\s+)?whole\s+(?P<days>weekend)", relative.read_calendar),
    _rule("month", rf"(?P<month>{MONTH})\s+of\s+(?P<year>\d{{3,4}})", dates.read_month),
)
