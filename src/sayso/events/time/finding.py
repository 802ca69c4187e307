"""Find expressions of time: rules around the words that call for them, then ends of stretches put together.

In: a `Setting` and a range of its text. Out: `Found`s, in order and apart. Each word of the text is looked at once, and
a rule sees only a few dozen characters around a word that calls for it: time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from sayso.events.time.rules import RULES, Rule
from sayso.events.time.sense import Sense, stretch, unknown
from sayso.events.time.setting import Setting
from sayso.events.time.words import DECADES, LISTS, PAGES
from sayso.pages.time.days import month_of

_BEFORE, _BEHIND = 64, 48  # characters of an expression before and behind the word that calls for it
_WORD = re.compile(r"[^\W\d_]+|\d+")
_JOIN = re.compile(rf"\s*{LISTS.any_phrase('ends.en.joins')}\s*(?:the\s+)?", re.IGNORECASE)
_FROM = re.compile(rf"\b{LISTS.any_phrase('ends.en.from')}\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(rf"\b{LISTS.any_phrase('ends.en.since')}\s+(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(rf"\b{LISTS.any_phrase('ends.en.until')}\s+(?:the\s+)?$", re.IGNORECASE)
# The first of two days whose month stands at the other: "3 and" 7 May; the second: March 3 "to 9".
_FIRST_DAY = re.compile(
    r"(?<![\w.,/:-])(\d{1,2})(?:st|nd|rd|th)?\s*(to|and|[-–]|until|through)\s*(?:the\s+)?$", re.IGNORECASE
)
_SECOND_DAY = re.compile(
    r"\s*(to|and|[-–]|until|through)\s*(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\w:/%]|[.,]\d|\s+[a-z]+s\b)(?:,\s*(\d{4}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One expression: where it stands and what it means."""

    start: int
    end: int
    sense: Sense


def _calls() -> dict[str, frozenset[str]]:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    units = LISTS.words("units.en.counted")
    lists = {
        "month": [w for name in PAGES.words("months.en.names") for w in (name, name[:3])] + ["sept"],
        "weekday": PAGES.words("weekdays.en.names"),
        "unit": [*units, *(f"{u}s" for u in units), "centuries", *LISTS.words("units.en.parts", "units.en.seasons"),
                 "half", "summertime", "wintertime", "springtime"],
        "near": ["today", "yesterday", "tomorrow", "tonight", "overnight", "night", "morning", "afternoon", "evening",
                 "recently", "recent", "ago", "coming", "few", "day", "writing"],
        "decade": list(DECADES),
        "quarter": ["q"],
        "year": ["ad", "bc", "bce", "ce"],
        "holiday": ["christmas", "easter", "halloween", "epiphany", "thanksgiving", "boxing", "valentine", "patrick",
                    "bastille", "friday", "sunday", "wednesday", "wwii", "wwi", "ww", "war", "july",
                    "september", "sept",
                    "day", "eve", "year", "souls", "saints"],
    }  # fmt: skip
    for kind, words in lists.items():
        for word in words:
            kinds[word].add(kind)
    return {word: frozenset(called) for word, called in kinds.items()}


_CALLS = _calls()
_RULES: dict[str, tuple[Rule, ...]] = {
    kind: tuple(rule for rule in RULES if rule.kind == kind) for kind in {rule.kind for rule in RULES}
}


def _kinds(word: str) -> frozenset[str]:
    if not word[0].isdecimal():
        return _CALLS.get(word.lower(), _NO_KIND)
    if len(word) == 4:
        return _YEARS
    if len(word) > 4:
        return _NO_KIND
    return _TENS if word[-1] == "0" else _FIGURES


_NO_KIND: frozenset[str] = frozenset()
_YEARS, _TENS, _FIGURES = (
    frozenset(("year", "decade")),
    frozenset(("figure", "decade")),
    frozenset(("figure", "holiday")),
)


def _windows(text: str, start: int, end: int) -> dict[str, list[list[int]]]:
    """Return for every kind of rule the ranges that its words stand in, those that touch put together."""
    ranges: defaultdict[str, list[list[int]]] = defaultdict(list)
    for word in _WORD.finditer(text, start, end):
        for kind in _kinds(word[0]):
            low, high = max(start, word.start() - _BEFORE), min(end, word.end() + _BEHIND)
            whole = _WORD.match(text, high, min(end, high + _BEHIND))  # a word cut short may look like another
            high = whole.end() if whole else high
            held = ranges[kind]
            if held and low <= held[-1][1]:
                held[-1][1] = high
            else:
                held.append([low, high])
    return ranges


def find(setting: Setting, start: int, end: int) -> list[Found]:
    """Return the expressions of a range, and keep them as dates named in the setting."""
    text = setting.text
    matches: list[tuple[int, int, int, re.Match[str], Rule]] = []
    for kind, ranges in _windows(text, start, end).items():
        for order, rule in enumerate(_RULES.get(kind, ())):
            for low, high in ranges:
                matches += (
                    (m.start(), -m.end(), order, m, rule) for m in rule.pattern.finditer(text, low, high) if m[0]
                )
    found: list[Found] = []
    for at, minus_end, _, match, rule in sorted(matches, key=lambda one: one[:3]):
        if found and at < found[-1].end:
            continue
        sense = read(rule, match, setting)
        one = Found(start=at, end=-minus_end, sense=sense)
        one = _join(found, _widen(one, setting, start, end), setting, start)
        found.append(one)
        if one.sense.value is not None:
            setting.named.append((one.end, one.sense))
    return found


def read(rule: Rule, match: re.Match[str], setting: Setting) -> Sense:
    """Read a match; what leaves the calendar means nothing."""
    try:
        return rule.read(match, setting)
    except (ValueError, OverflowError, StopIteration, IndexError):
        return unknown("span")


def _widen(one: Found, setting: Setting, low: int, high: int) -> Found:
    """Take in a day whose month stands at the other: "between 3 and" 7 May, March 3 "to 9"."""
    sense, text = one.sense, setting.text
    if sense.granularity != "day" or sense.first is None or sense.first != sense.last:
        return one
    day = sense.first
    written = text[one.start : one.end]
    before = _FIRST_DAY.search(text, max(low, one.start - 24), one.start) if written[0].isdecimal() else None
    if before and (before[2] != "and" or _FROM.search(text, max(low, before.start() - 12), before.start())):
        other = int(before[1])
        if 0 < other < day.day:
            both = stretch(day.replace(day=other), day, "span", sense.anchor)
            return _with_lead(before.start(), one.end, both, setting, low)
    behind = _SECOND_DAY.match(text, one.end, high) if written[-1].isdecimal() and not written[0].isdecimal() else None
    if behind and (behind[1] != "and" or _FROM.search(text, max(low, one.start - 12), one.start)):
        other = int(behind[2])
        if behind[3] and 0 < int(behind[3]) < 9999 and (day.month, day.day) != (2, 29):
            day = day.replace(year=int(behind[3]))
        if day.day < other <= month_of(day.year, day.month).last.day:
            both = stretch(day, day.replace(day=other), "span", "itself" if behind[3] else sense.anchor)
            return _with_lead(one.start, behind.end(), both, setting, low)
    return one


def _with_lead(start: int, end: int, sense: Sense, setting: Setting, low: int) -> Found:
    lead = _FROM.search(setting.text, max(low, start - 16), start)
    return Found(start=lead.start() if lead else start, end=end, sense=sense)


def _join(found: list[Found], one: Found, setting: Setting, low: int) -> Found:
    """Put an expression together with the one it ends: "from March to" June 2012, "since" Sunday."""
    text = setting.text
    if found and found[-1].end <= one.start <= found[-1].end + 16 and _JOIN.fullmatch(text, found[-1].end, one.start):
        first = found[-1]
        lead = _FROM.search(text, max(low, first.start - 16), first.start)
        word = text[first.end : one.start].strip().lower()
        if (
            lead
            or word.split()[0] not in {"and", "to", "until", "till", "up"}
            or (word.startswith("to") and first.sense.granularity == one.sense.granularity)
        ):
            both = _between(first.sense, one.sense)
            if both:
                found.pop()
                return Found(start=lead.start() if lead else first.start, end=one.end, sense=both)
    return _open(one, setting, low)


def _open(one: Found, setting: Setting, low: int) -> Found:
    sense = one.sense
    if sense.value is None or sense.first is None or sense.last is None:
        return one
    text, left = setting.text, max(low, one.start - 16)
    since = _SINCE.search(text, left, one.start)
    if since:
        last = setting.day if setting.day and setting.day >= sense.first else None
        return Found(start=since.start(), end=one.end, sense=replace(sense, last=last, granularity="span"))
    until = _UNTIL.search(text, left, one.start)
    if until:
        return Found(start=until.start(), end=one.end, sense=replace(sense, first=None, granularity="span"))
    return one


def _between(first: Sense, last: Sense) -> Sense | None:
    """Return the stretch from one to the other; the one without a year takes it from the other."""
    try:
        if first.bare and last.first and (last.bare is None or last.first < (first.first or last.first)):
            first = _dated(first, last.first.year)
            if first.first and last.last and first.first > last.last:
                first = _dated(first, last.last.year - 1)
        elif last.bare and first.first and not first.bare:
            last = _dated(last, first.first.year)
        if first.first is None or last.last is None or last.first is None:
            return None
        return stretch(first.first, last.last, "span", last.anchor if first.bare else first.anchor)
    except ValueError:
        return None


def _dated(sense: Sense, year: int) -> Sense:
    month, day = sense.bare or (1, None)
    days = month_of(year, month)
    if day is None:
        return replace(sense, first=days.first, last=days.last, pinned=True)
    return replace(sense, first=days.first.replace(day=day), last=days.first.replace(day=day), pinned=True)
