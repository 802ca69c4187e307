"""Read the expressions of time of an article, or one that is given.

In: a document; or a text, a place in it, a day. Out: `Moment`s, or a `Sense`. Where the page tells no day of its own,
what hangs on it is kept and means nothing: today's date is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sayso.events.time.finding import Found, find, read
from sayso.events.time.rules import ALONE, RULES
from sayso.events.time.sense import Sense, unknown
from sayso.events.time.setting import REACH, Setting, country_of
from sayso.events.time.words import LIGHT
from sayso.records import ARTICLE_ROLES, Document, Span
from sayso.records.document import day_of
from sayso.records.setting import Moment

# What a first paragraph begins with, up to the dash: "VELMAR, 3 March (Coast Agency) -".
_OPENING = re.compile(r"[^\n]{2,90}?(?:\s?--|[—–]|\s-\s)")
_AROUND = 40  # characters beside a phrase in which the rest of its expression may stand
_FAR = 40  # days: no dateline is so far from the day its page was published
_LEAD = re.compile(rf"{LIGHT}\s+", re.IGNORECASE)
_TRAIL = re.compile(r"(?:['’]s)?[\s,.;:)'’]*$", re.IGNORECASE)
_OF_CENTURY = re.compile(
    r"(?:\s+(?:and|to|or|through)(?:\s+the)?\s+(?:\d{1,2}(?:st|nd|rd|th)|[a-z]+th)){1,2}\s+centur(?:y|ies)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?<!\d)([12]\d{3})\s?[-–—/]$")


def read_moments(document: Document) -> tuple[Moment, ...]:
    """Return every expression of time in an English article, in order; comments have none."""
    if document.language not in {None, "en"}:
        return ()
    setting = _setting_of(document)
    found: list[Found] = []
    for block in document.blocks:
        if block.role not in ARTICLE_ROLES:
            continue
        day = setting.day
        if block.role == "blockquote":  # a speaker's "yesterday" counts from when he spoke
            setting.day = None
        found += find(setting, block.start, block.end)
        setting.day = day
    document_id = document.id  # a hash over the whole text
    return tuple(_moment(document_id, one) for one in found)


def page_day(document: Document) -> date | None:
    """Return the day from which a page counts: its dateline's, else when it was published."""
    return _setting_of(document).day


def resolve(text: str, start: int, end: int, *, day: date | None, country: str | None = None) -> Sense:
    """Return what the expression `text[start:end]` means on a page of a day, and from a country where one is known."""
    setting = Setting(text=text, day=day, country=country)
    find(setting, max(0, start - REACH), start)
    trail = _TRAIL.search(text, start, end)
    last = trail.start() if trail and trail.start() > start else end
    first: int | None = start
    while first is not None:
        sense = _whole(setting, first, last)
        if sense is not None:
            return sense
        lead = _LEAD.match(text, first, last)
        first = lead.end() if lead else None
    return _part(setting, start, last) or _wider(setting, start, last) or unknown("span")


def _whole(setting: Setting, start: int, end: int) -> Sense | None:
    """Read a phrase that is an expression from end to end, or the piece of one that goes on outside of it."""
    text = setting.text
    piece = _piece(setting, start, end)
    if piece:
        return piece
    for found in find(Setting(text=text, day=setting.day, country=setting.country, named=setting.named[:]), start, end):
        if found.start <= start and found.end >= end:
            return found.sense
    for rule in (*RULES, *ALONE):
        match = rule.pattern.match(text, start, end)
        if match and match.end() == end:
            return read(rule, match, setting)
    return None


def _piece(setting: Setting, start: int, end: int) -> Sense | None:
    """Read "the 15th" of "to the 19th century", "91" of "1890–91"."""
    text = setting.text
    ordinal = _ORDINAL.fullmatch(text, start, end)
    century = _OF_CENTURY.match(text, end, end + 60) if ordinal else None
    if ordinal and century:
        words = f"{ordinal[1]}th century"
        return _whole(Setting(text=words, day=setting.day), 0, len(words))
    before = _YEAR_BEFORE.search(text, max(0, start - 8), start)
    if before and re.fullmatch(r"\d\d|\d{4}", text[start:end]):
        words = before[1][: 4 - (end - start)] + text[start:end]
        return _whole(Setting(text=words, day=setting.day), 0, len(words))
    return None


def _part(setting: Setting, start: int, end: int) -> Sense | None:
    """Read the one expression in a phrase around which stands nothing that changes it."""
    found = find(
        Setting(text=setting.text, day=setting.day, country=setting.country, named=setting.named[:]), start, end
    )
    if len(found) != 1:
        return None
    rest = f"{setting.text[start : found[0].start]} {setting.text[found[0].end : end]}"
    light = re.sub(rf"(?<!\w){LIGHT}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return None if re.search(r"\w", light) else found[0].sense


def _wider(setting: Setting, start: int, end: int) -> Sense | None:
    """Read a phrase that is part of an expression: "five days" of "in the past five days"."""
    text = setting.text
    around = Setting(text=text, day=setting.day, country=setting.country, named=setting.named[:])
    for found in find(around, max(0, start - _AROUND), min(len(text), end + _AROUND)):
        if found.start <= start and end <= found.end:
            return found.sense
    return None


def _moment(document_id: str, found: Found) -> Moment:
    sense = found.sense
    pinned = sense.value is not None
    return Moment(
        document_id=document_id,
        span=Span(start=found.start, end=found.end),
        value=sense.value,
        start=sense.first if pinned else None,
        end=sense.last if pinned else None,
        granularity=sense.granularity,
        anchor=sense.anchor if pinned else None,
    )


def _setting_of(document: Document) -> Setting:
    published = day_of(document.published)
    setting = Setting(text=document.text, day=published, country=country_of(document.address))
    if setting.country is None and document.outlet and " " not in document.outlet:
        setting.country = country_of(document.outlet)
    for start, end in _datelines(document):
        for found in find(Setting(text=document.text, day=published, country=setting.country), start, end):
            told = found.sense.first
            if told is None or told != found.sense.last:
                continue
            if published is None or abs(published - told) <= timedelta(days=_FAR):
                setting.day, setting.anchor = told, "document" if told == published else "dateline"
                return setting
    return setting


def _datelines(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where a dateline may stand: its own block, the capitals a first paragraph begins with."""
    for block in document.blocks:
        if block.role == "dateline":
            yield block.start, block.end
        elif block.role == "paragraph":
            opening = _OPENING.match(document.text, block.start, block.end)
            if opening:
                yield opening.start(), opening.end()
            return
