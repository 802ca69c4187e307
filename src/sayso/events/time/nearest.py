"""Which expression of time an event hangs on.

In: the moments of a page, the words that tell the event, the text. Out: the nearest moment of the same sentence, those
of its own clause first, none where the sentence tells none. A moment that tells when somebody spoke ("said on
Tuesday") is of the speaking, not of what was told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from sayso.events.time.direction import sentence_around
from sayso.events.time.words import LISTS
from sayso.records.setting import Moment

_CLAUSE = 45  # what a border of clauses between the two costs, in characters
_FAR = 600
_BORDER = re.compile(rf"[,;:()\[\]—–]|\b(?:{'|'.join(LISTS.words('nearest.en.borders'))})\b", re.IGNORECASE)
_SPOKE = LISTS.any_word("nearest.en.speaking")
_SPOKE_BEFORE = re.compile(rf"\b{_SPOKE}(?:\s+(?:on|late|early|again|here|in\s+an?\s+\w+))*\s+$", re.IGNORECASE)
_SPOKE_BEHIND = re.compile(rf"\s+{_SPOKE}\b", re.IGNORECASE)
_LONG_AGO = re.compile(rf"\b(?:{'|'.join(LISTS.words('nearest.en.long_ago'))})\b", re.IGNORECASE)


def date_of(moments: Sequence[Moment], start: int, end: int, text: str) -> Moment | None:
    """Return the moment that an event told by `text[start:end]` hangs on; `moments` are in the order of the text."""
    opening, closing = sentence_around(text, start, end, _FAR)
    first = bisect_left(moments, opening, key=lambda one: one.span.start)
    best: tuple[int, Moment] | None = None
    for moment in moments[first:]:
        if moment.span.start >= closing:
            break
        if moment.value is None or is_of_speaking(moment, text, start, end):
            continue
        if moment.span.start >= end:
            between, cost = text[end : moment.span.start], moment.span.start - end
        else:
            between, cost = text[moment.span.end : start], start - moment.span.end
        cost += _CLAUSE * len(_BORDER.findall(between))
        if moment.start is None or moment.end is None:
            cost += _CLAUSE  # "until Friday" tells less
        if best is None or cost < best[0]:
            best = cost, moment
    return best[1] if best else None


def is_of_speaking(moment: Moment, text: str, start: int, end: int) -> bool:
    """Say whether a moment tells when somebody spoke, and the event is not that speaking."""
    span = moment.span
    before = _SPOKE_BEFORE.search(text, max(0, span.start - 40), span.start)
    if before and not (before.start() < end and start < span.start):
        return True
    behind = _SPOKE_BEHIND.match(text, span.end, span.end + 24)
    return behind is not None and not (behind.start() < end and start < behind.end())


def is_news_of_the_day(text: str, start: int, end: int) -> bool:
    """Say whether an event without a date of its own is told as news: of the page's day, as nearly as it tells."""
    opening, closing = sentence_around(text, start, end, _FAR)
    return _LONG_AGO.search(text, opening, closing) is None


def day_of_event(moments: Sequence[Moment], start: int, end: int, text: str, day: date | None) -> str | None:
    """Return when an event was, as ISO 8601: by its sentence, else the day of the page where it is told as news."""
    moment = date_of(moments, start, end, text)
    return moment.value if moment is not None else news_day(text, start, end, day)


def news_day(text: str, start: int, end: int, day: date | None) -> str | None:
    """Return the page's day for an event without a date of its own, where it is told as news of that day."""
    return day.isoformat() if day and is_news_of_the_day(text, start, end) else None
