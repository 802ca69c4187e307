"""Find the times a text tells relative to its day: "yesterday", "on Tuesday", "last week", "5 years ago".

In: English text, and when it was published, if known. Out: `TimeMention`s, in order and apart: the words as written,
and the day or the interval they stand for (ISO 8601, whole calendar weeks, months and years; a week begins on Monday).
Never a guess: without a day of publication, for vague words ("a few days ago"), where usage is divided ("last Tuesday"
said on a Thursday), where a text tells no tense ("on Tuesday"), and inside quotation marks, where a speaker's
"yesterday" counts from when he spoke, the mention is kept and stands for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sayso.pages.time.dates import find_date
from sayso.pages.time.days import Days, days_around, month_of, shift, unit_of
from sayso.pages.time.tense import Tense, tell_tense
from sayso.pages.vocabulary import any_of, read_vocabulary
from sayso.records import ARTICLE_ROLES, Document, Span, TimeMention

_LISTS = read_vocabulary("sayso.pages.time")
_NUMBERS = (
    dict.fromkeys(_LISTS.words("numbers.en.one"), 1)
    | {word: number for number, word in enumerate(_LISTS.words("numbers.en.from_two"), 2)}
    | {word: 10 * ten for ten, word in enumerate(_LISTS.words("numbers.en.tens"), 3)}
)
_WEEKDAYS = _LISTS.words("weekdays.en.names")
_MONTHS = _LISTS.words("months.en.names")
_EXACT = rf"(?:\d{{1,4}}|{any_of(_NUMBERS)})"
_VAGUE = _LISTS.any_phrase("numbers.en.vague", "numbers.en.vague_in_articles")
_HEDGE = _LISTS.any_phrase("hedges.en.everywhere", "hedges.en.in_text", "hedges.en.in_articles")
_UNIT = rf"{_LISTS.any_word('units.en.names', 'units.en.longer')}s?"
_PART = rf"(?:\s+{_LISTS.any_word('articles.en.parts_of_day')})?"
_DAY = any_of(name.capitalize() for name in _WEEKDAYS)
_MONTH = any_of(name.capitalize() for name in _MONTHS)
_SPAN = _LISTS.any_word("articles.en.spans")
_NOT_A_DAY = "".join(rf"(?<!{word} )" for word in _LISTS.words("articles.en.before_no_day"))
_OUTLET = _LISTS.any_word("articles.en.behind_no_day")
_MARK = re.compile('[“”«»"\n]')
_CLOSING = {"“": "”", "«": "»", '"': '"'}
_OPEN_END = re.compile(rf"\b{_LISTS.any_word('articles.en.open_ends')}\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """The day a text counts from, and the first and last moment at which it can have been published."""

    day: date
    first: datetime
    last: datetime


_Resolver = Callable[[re.Match[str], _Anchor], Days | None]


def find_times(text: str, published: str | None) -> tuple[TimeMention, ...]:
    """Return the relative times in `text`; `published` is an ISO date or time, or None."""
    anchor = _anchor(published)
    lower = text.lower()
    found = [
        (match.start(), -match.end(), match, resolve)
        for words, rule, resolve in _RULES
        if any(word in lower for word in words)
        for match in rule.finditer(text)
    ]
    quoted = _quotations(text)
    mentions: list[TimeMention] = []
    for _, _, match, resolve in sorted(found, key=lambda one: one[:2]):
        if mentions and match.start() < mentions[-1].span.end:
            continue
        days = None
        if anchor and not _is_within(quoted, match.start()):
            days = _safely(resolve, match, anchor)
        span = Span(start=match.start(), end=match.end())
        mentions.append(TimeMention(span=span, text=match[0], resolved=str(days) if days else None))
    return tuple(mentions)


def add_times(document: Document) -> Document:
    """Return the document with the relative times of its article, and of comments against when they were posted."""
    if document.language not in {None, "en"}:
        return document
    return replace(document, times=tuple(_times_of(document)))


def _times_of(document: Document) -> Iterator[TimeMention]:
    for block in document.blocks:
        if block.role in ARTICLE_ROLES and block.role != "dateline":
            day = None if block.role == "blockquote" else document.published
            yield from _moved(document.text[block.start : block.end], day, block.start)
    for comment in document.comments:
        if comment.start is not None:
            day = comment.posted_at.isoformat() if comment.posted_at else find_date(comment.posted or "")
            yield from _moved(document.text[comment.start : comment.end], day, comment.start)


def _moved(text: str, day: str | None, by: int) -> Iterator[TimeMention]:
    for mention in find_times(text, day):
        yield replace(mention, span=Span(start=mention.span.start + by, end=mention.span.end + by))


def _anchor(published: str | None) -> _Anchor | None:
    try:
        moment = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    if len(published or "") > 10:
        return _Anchor(day=moment.date(), first=moment, last=moment)
    day = moment.date()
    return _Anchor(day=day, first=datetime.combine(day, time.min, UTC), last=datetime.combine(day, time.max, UTC))


def _safely(resolve: _Resolver, match: re.Match[str], anchor: _Anchor) -> Days | None:
    try:
        return resolve(match, anchor)
    except (OverflowError, ValueError):  # before the year 1, or an hour of a day
        return None


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return the ranges between quotation marks, to the end of the paragraph where none closes."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opened is None:
            opened = mark if mark[0] in _CLOSING else None
        elif mark[0] in ("\n", _CLOSING[opened[0]]):
            found.append((opened.start(), mark.start()))
            opened = None
    return [*found, (opened.start(), len(text))] if opened else found


def _is_within(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    place = bisect_right(ranges, at, key=lambda one: one[0]) - 1
    return place >= 0 and at < ranges[place][1]


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def _unknown(_match: re.Match[str], _anchor: _Anchor) -> Days | None:
    return None


def _near_day(match: re.Match[str], anchor: _Anchor, *, by: int) -> Days:
    return Days.of(anchor.day + timedelta(days=by))


def _ago(match: re.Match[str], anchor: _Anchor) -> Days | None:
    number, unit = _number(match["number"]), unit_of(match["unit"])
    if match["on"]:
        return Days.of(shift(anchor.day, unit, -number)) if match["on"].lower() == "today" else None
    if unit in {"second", "minute", "hour"}:
        back = timedelta(**{f"{unit}s": number})
        return Days(first=(anchor.first - back).date(), last=(anchor.last - back).date())
    return _whole(shift(anchor.day, unit, -number), unit)


def _ahead(match: re.Match[str], anchor: _Anchor) -> Days | None:
    unit = unit_of(match["unit"])
    return _whole(shift(anchor.day, unit, _number(match["number"])), unit)


def _whole(day: date, unit: str) -> Days | None:
    """Return as much as such words tell: a fortnight ago is some day of its week, a decade ago no year."""
    return None if unit in {"decade", "century"} else days_around(day, {"fortnight": "week"}.get(unit, unit))


def _stretch(match: re.Match[str], anchor: _Anchor) -> Days | None:
    """Resolve "the past three weeks": up to the day itself, or from it."""
    number, unit = _number(match["number"] or "one"), unit_of(match["unit"])
    if match["way"].lower() in {"past", "last"}:
        return Days(first=shift(anchor.day, unit, -number), last=anchor.day)
    return Days(first=anchor.day, last=shift(anchor.day, unit, number))


def _calendar(match: re.Match[str], anchor: _Anchor) -> Days | None:
    """Resolve "last week", "earlier this year", "next month"."""
    unit, by = match["unit"].lower(), {"last": -1, "this": 0, "next": 1}[match["way"].lower()]
    if unit == "weekend":
        return _weekend(anchor.day, by)
    if unit not in {"week", "month", "quarter", "year"}:
        return None
    whole = days_around(shift(anchor.day, unit, by), unit)
    part = (match["part"] or "").lower()
    if by == 0 and part == "earlier":
        return Days(first=whole.first, last=anchor.day)
    return Days(first=anchor.day, last=whole.last) if by == 0 and part == "later" else whole


def _weekend(day: date, by: int) -> Days | None:
    """Return the weekend meant where all mean the same: "next weekend" is one of two, on a Saturday each is."""
    saturday = day - timedelta(days=day.weekday() - 5)
    if by > 0 or (day.weekday() > 4 and by) or (day.weekday() == 0 and not by):
        return None
    return Days(first=saturday + timedelta(weeks=by), last=saturday + timedelta(weeks=by, days=1))


def _the_weekend(match: re.Match[str], anchor: _Anchor) -> Days | None:
    tense = tell_tense(match.string, match.start(), match.end())
    if tense is Tense.UNKNOWN or anchor.day.weekday() > 4:
        return None
    return (
        _weekend(anchor.day, -1 if tense is Tense.PAST else 0) if anchor.day.weekday() or tense is Tense.PAST else None
    )


def _weekday(match: re.Match[str], anchor: _Anchor) -> Days | None:
    wanted = _WEEKDAYS.index(match["day"].lower())
    before = anchor.day - timedelta(days=(anchor.day.weekday() - wanted) % 7)
    after = before + timedelta(weeks=1)
    way = (match["way"] or "").lower()
    monday = anchor.day - timedelta(days=anchor.day.weekday())
    if way == "this":
        return Days.of(monday + timedelta(days=wanted))
    if way == "last":  # of this week or of the one before: divided usage
        return Days.of(before) if before < monday else None
    if way == "next":
        return Days.of(after) if after >= monday + timedelta(weeks=1) and wanted != anchor.day.weekday() else None
    tense = tell_tense(match.string, match.start(), match.end())
    if tense is Tense.PAST and _OPEN_END.search(match.string[max(0, match.start() - 12) : match.start()]):
        return None  # "was held until Friday" may go on
    return {Tense.PAST: Days.of(before), Tense.FUTURE: Days.of(after)}.get(tense)


def _month(match: re.Match[str], anchor: _Anchor) -> Days | None:
    """Resolve "last March" in another year than the day's; in the same one usage is divided."""
    month, way = _MONTHS.index(match["month"].lower()) + 1, match["way"].lower()
    if way == "this":
        return month_of(anchor.day.year, month)
    if way == "last":
        return month_of(anchor.day.year - 1, month) if month >= anchor.day.month else None
    return month_of(anchor.day.year + 1, month) if month <= anchor.day.month else None


def _rule(
    words: str, pattern: str, resolve: _Resolver, flags: re.RegexFlag = re.IGNORECASE
) -> tuple[tuple[str, ...], re.Pattern[str], _Resolver]:
    """Return a rule; what it matches holds one of `words` in lower case, which is quickly seen."""
    return tuple(words.split()), re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", flags), resolve


_RULES = (
    _rule("yesterday", r"the\s+day\s+before\s+yesterday", partial(_near_day, by=-2)),
    _rule("tomorrow", r"the\s+day\s+after\s+tomorrow", partial(_near_day, by=2)),
    _rule("yesterday night", rf"yesterday{_PART}|last\s+night", partial(_near_day, by=-1)),
    _rule("tomorrow", rf"tomorrow{_PART}", partial(_near_day, by=1)),
    _rule(
        "today tonight this",
        r"(?:(?:earlier|later|late|early)\s+)?(?:today|tonight|this\s+(?:morning|afternoon|evening))",
        partial(_near_day, by=0),
    ),
    _rule(
        "ago",
        rf"(?P<number>{_EXACT})\s+(?P<unit>{_UNIT})\s+ago"
        rf"(?:\s+(?P<on>today|tomorrow|yesterday|this\s+{_SPAN}|(?:on\s+|last\s+|this\s+)?{_DAY}))?",
        _ago,
    ),
    _rule("ago", rf"{_HEDGE}\s+(?:{_EXACT}|{_VAGUE})\s+{_UNIT}\s+ago", _unknown),
    _rule("ago", rf"(?:{_EXACT}\s+and\s+a\s+half|{_VAGUE})\s+{_UNIT}\s+ago", _unknown),
    _rule("ago", rf"{_EXACT}\s+(?:to|or)\s+{_EXACT}\s+{_UNIT}\s+ago", _unknown),
    _rule("ago", r"(?:days|weeks|months|years|decades|centuries)\s+ago", _unknown),
    _rule(
        "earlier later beforehand afterward",
        rf"(?:{_EXACT}|{_VAGUE})\s+{_UNIT}\s+(?:earlier|later|beforehand|afterwards?)",
        _unknown,
    ),
    _rule(
        "previous following",
        rf"the\s+(?:previous|following)\s+(?:{_SPAN}|day|night|morning|afternoon|evening|{_DAY})",
        _unknown,
    ),
    _rule("next", r"the\s+next\s+(?:day|morning|evening)", _unknown),
    _rule(
        "before after", r"(?:the|a|one)\s+(?:day|night|week|month|year)\s+(?:before|after)(?=\s*[,.;:]|\s*$)", _unknown
    ),
    _rule("time", rf"in\s+(?P<number>{_EXACT})\s+(?P<unit>{_UNIT})['’]?s?['’]?\s+time", _ahead),
    _rule("from", rf"(?P<number>{_EXACT})\s+(?P<unit>{_UNIT})\s+from\s+(?:now|today)", _ahead),
    _rule(
        "past last next coming",
        rf"the\s+(?P<way>past|last|next|coming)\s+(?:(?P<number>{_EXACT})\s+)?"
        r"(?P<unit>(?:day|week|fortnight|month|year)s?)(?!\s+of\b)",
        _stretch,
    ),
    _rule(
        "past last next coming", rf"the\s+(?:past|last|next|coming)\s+(?:few|couple\s+of|several)\s+{_UNIT}", _unknown
    ),
    _rule(
        "last this next",
        r"(?<!the )(?:(?P<part>earlier|later|early|late|mid)[\s-]+)?(?P<way>last|this|next)\s+"
        rf"(?P<unit>{_SPAN})(?!\s+of\b)",
        _calendar,
    ),
    _rule("weekend", r"(?:(?:over|at|on|during)\s+)?the\s+weekend(?!\s+of\b)", _the_weekend),
    _rule(
        "day",
        rf"{_NOT_A_DAY}(?:on\s+|On\s+)?(?:(?P<way>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<day>{_DAY}){_PART}"
        rf"(?!,?\s+(?:the\s+)?(?:\d|{_MONTH}|{_OUTLET})\b)",
        _weekday,
        re.NOFLAG,
    ),
    _rule("last this next", rf"(?P<way>[Ll]ast|[Tt]his|[Nn]ext)\s+(?P<month>{_MONTH})", _month, re.NOFLAG),
)
