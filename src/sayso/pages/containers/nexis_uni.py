"""Nexis Uni downloads as Word or RTF: headline, outlet, day, fields, "Body", the article, "End of Document".

In: the text taken out of a download, a paragraph a line, blank lines between; later, that of one article. Out: its
articles, without the cover; later, the parts of one. The cover names who downloaded it and what was searched: no
article begins in it, whatever of it is damaged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.pages.containers.cutting import Articles, cut_out
from sayso.pages.containers.laid_out import LaidOut, one_line, read_byline, read_day, tells_rights
from sayso.pages.containers.nexis_text import LABEL
from sayso.pages.layout.lines import Line
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Span

_LISTS = read_vocabulary("sayso.pages.containers")
_END = re.compile(rf"^[ \t\xa0]*{_LISTS.any_phrase('nexis.ends')}[ \t\xa0]*$", re.IGNORECASE | re.MULTILINE)
_COVER = re.compile(rf"{_LISTS.any_phrase('nexis.cover')}", re.IGNORECASE)
_BODY = re.compile(_LISTS.any_phrase("nexis.body"), re.IGNORECASE)
_TAIL = re.compile(rf"{_LISTS.any_phrase('nexis.tail')}|{_LISTS.any_phrase('nexis.last')}:.*", re.IGNORECASE)
_HEADING = re.compile(_LISTS.any_phrase("nexis.headings"), re.IGNORECASE)
_COUNTED = re.compile(r"^Documents? \((\d+)\)", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NEAR = 10  # paragraphs below the day in which a field or the rights stand


def holds_nexis_uni(text: str) -> bool:
    """Tell a download from a document that ends in such words: a field or the heading of a body stands above."""
    found = _END.search(text)
    return found is not None and any(
        LABEL.match(line[0].strip()) or _BODY.fullmatch(line[0].strip())
        for line in _LINE.finditer(text, 0, found.start())
    )


def cut_nexis_uni(text: str) -> Articles:
    """Return the articles of a download, each up to the line that ends it; the last may lack it."""
    ends = list(_END.finditer(text))
    starts = [0, *(end.end() for end in ends)]
    stops = [*(end.start() for end in ends), len(text)]
    ranges = []
    notes = []
    for start, stop in zip(starts, stops, strict=True):
        if not text[start:stop].strip():
            continue
        lines = list(_LINE.finditer(text, start, stop))
        head = _first_line(lines)
        if head is None:
            if stop < len(text):
                notes.append("an article has neither head nor fields: left out, for its cover may stand in it")
            continue
        ranges.append((lines[head].start(), stop))
        if stop == len(text) and ends:
            notes.append("its last article lacks the line that ends it: the download may have been cut off")
    counted = _COUNTED.search(text, 0, starts[1] if len(starts) > 1 else len(text))
    if counted and int(counted[1]) != len(ranges):
        notes.append(f"its cover announces {counted[1]}, it holds {len(ranges)}: it may have been cut off")
    return Articles(cuttings=cut_out(text, ranges), notes=tuple(notes))


def lay_nexis_uni(text: str, lines: Sequence[Line]) -> LaidOut:
    """Return the parts of one article."""
    day = _day([line.text for line in lines])
    body = next((at for at, line in enumerate(lines) if _BODY.fullmatch(line.text)), None)
    if body is None:
        fields = [at for at, line in enumerate(lines[: _NEAR + 10]) if _is_field(line.text)]
        body = fields[-1] if fields else (day if day is not None else 0)
    tail = next((at for at in range(body + 1, len(lines)) if _TAIL.fullmatch(lines[at].text)), len(lines))
    head = lines[:body]
    told = {found[1].lower(): line.text[found.end() :] for line in head if (found := LABEL.match(line.text))}
    below = {found[1].lower(): line.text[found.end() :] for line in lines[tail:] if (found := LABEL.match(line.text))}
    title = head[: day - 1] if day is not None and day > 1 else head[:1] if day is None else ()
    runs = _runs([None if _HEADING.fullmatch(line.text) else line for line in lines[body + 1 : tail]])
    return LaidOut(
        headline=Span(start=title[0].start, end=title[-1].end) if title and not _is_field(title[0].text) else None,
        body=tuple(Span(start=run[0].start, end=run[-1].end) for run in runs),
        outlet=(one_line(lines[day - 1].text) or "").rstrip(".") or None if day else None,
        published=read_day(lines[day].text) if day is not None else None,
        byline=read_byline(told["byline"]) if told.get("byline") else None,
        address=below.get("url"),
    )


def _first_line(lines: Sequence[re.Match[str]]) -> int | None:
    """Return where an article begins below what may be the cover: its headline, two lines above the day.

    Where no day is found, at its first field or rights, which no cover has.
    """
    texts = [line[0].strip() for line in lines]
    body = next((at for at, text in enumerate(texts) if _BODY.fullmatch(text)), len(texts))
    covered = max((at for at, text in enumerate(texts[:body]) if _COVER.match(text)), default=-1)
    day = _day(texts[covered + 1 :])
    if day is not None:
        at = covered + 1 + day
        return max(at - 2, covered + 1) if covered >= 0 else 0
    return next((at for at, text in enumerate(texts) if at > covered and _is_field(text)), None)


def _is_field(text: str) -> bool:
    return LABEL.match(text) is not None or tells_rights(text) or _BODY.fullmatch(text) is not None


def _day(texts: Sequence[str]) -> int | None:
    """Return which line is the day of an article: a short one, with a field or the rights not far below."""
    for at, text in enumerate(texts):
        if at and len(text) <= 80 and not _is_field(text) and not _COVER.match(text) and read_day(text):
            return at if any(map(_is_field, texts[at + 1 : at + 1 + _NEAR])) else None
        if _BODY.fullmatch(text):
            return None
    return None


def _runs(lines: Sequence[Line | None]) -> list[list[Line]]:
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line is None:
            runs.append([])
        else:
            runs[-1].append(line)
    return [run for run in runs if run]
