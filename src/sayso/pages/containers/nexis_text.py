"""LexisNexis downloads as text: "3 of 12 DOCUMENTS", then outlet, day, headline, labelled fields, the article.

In: the characters of a download; later, those of one article. Out: its articles, each without the line that counts it;
later, the parts of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.pages.containers.cutting import Articles, cut_out
from sayso.pages.containers.laid_out import LaidOut, one_line, read_byline, read_day, tells_rights
from sayso.pages.layout.lines import Line
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Span

_LISTS = read_vocabulary("sayso.pages.containers")
_MARK = re.compile(rf"^[ \t\f]*{_LISTS.any_phrase('nexis.marks')}[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
LABEL = re.compile(rf"({_LISTS.any_phrase('nexis.labels')}):[ \t\xa0]*", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z][A-Z-]+:")
_FIELD = re.compile(
    rf"^(?:{_LISTS.any_phrase('nexis.labels')}):|{_LISTS.any_phrase('rights.lines')}", re.IGNORECASE | re.MULTILINE
)
_LAST = re.compile(rf"{_LISTS.any_phrase('nexis.last')}:", re.IGNORECASE)
_CAPTIONS = re.compile(rf"{_LISTS.any_phrase('nexis.captions')}:", re.IGNORECASE)
_ASKED = re.compile(rf"{_LISTS.any_phrase('nexis.asked')}\s*(?:\d+\s*[-,]\s*)*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_CENTRED = 8  # columns: what is set in the middle has more before it


def holds_nexis_text(text: str) -> bool:
    """Tell a download from a page that has such a line in it by chance: fields or rights stand below."""
    found = _MARK.search(text)
    return found is not None and _FIELD.search(text, found.end()) is not None


def cut_nexis_text(text: str) -> Articles:
    """Return the articles of a download. Its head, with who downloaded it and what was searched, is none."""
    marks = list(_MARK.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
    counted = [[int(number) for number in re.findall(r"\d+", mark[0])] for mark in marks]
    ranges = [(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    notes = list(_gaps(counted))
    asked = _ASKED.search(text, 0, marks[0].start()) if marks else None
    if asked and counted[-1][0] < int(asked[1]):
        notes.append(
            f"its head asks for articles up to {asked[1]}, its last is {counted[-1][0]}: it may have been cut off"
        )
    if (
        len(ranges) > 1
        and not _is_whole(text[slice(*ranges[-1])])
        and all(_is_whole(text[a:b]) for a, b in ranges[:-1])
    ):
        notes.append("its last article lacks the fields that end the others: the download may have been cut off")
    return Articles(cuttings=cut_out(text, ranges), notes=tuple(notes))


def _gaps(counted: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield what the numbers tell to be missing: they may begin anywhere, and begin anew where downloads are joined."""
    for (before, _), (number, _) in pairwise(counted):
        if number > before + 1:
            missing = f"{before + 1}" if number == before + 2 else f"{before + 1} to {number - 1}"
            yield f"after number {before} comes {number}: {missing} missing; download again what you need"


def _is_whole(text: str) -> bool:
    """Say whether an article has the field that ends it, or the rights."""
    tail = text[-4000:]
    return _LAST.search(tail) is not None or any(tells_rights(line.strip()) for line in tail.split("\n")[-8:])


@dataclass
class _Parts:
    """What was found so far on the way down an article."""

    lead: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    under: list[Line] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    titled: Span | None = None
    body: int | None = None


def lay_nexis_text(text: str, lines: Sequence[Line]) -> LaidOut:
    """Return the parts of one article."""
    chunks = _chunks(lines)
    foot = _foot(chunks)
    parts = _head(text, chunks[:foot])
    below = _read_fields([line for chunk in chunks[foot:] for line in chunk])
    body_end = chunks[foot - 1][-1].end if foot else 0
    start = body_end if parts.body is None else parts.body
    spans = [Span(start=parts.under[0].start, end=parts.under[-1].end)] if parts.under else []
    spans += [Span(start=start, end=body_end)] if start < body_end else []
    outlet, published = _lead(parts.lead)
    headline = parts.titled or _span(parts.title)
    return LaidOut(
        headline=headline,
        body=tuple(spans),
        outlet=outlet,
        published=published,
        byline=read_byline(parts.fields["byline"]) if parts.fields.get("byline") else None,
        address=below.get("url") or parts.fields.get("url"),
    )


def _chunks(lines: Sequence[Line]) -> list[list[Line]]:
    chunks: list[list[Line]] = []
    for line in lines:
        if chunks and not line.gap:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _is_label(line: Line) -> bool:
    """Know a field by its label, which is in capitals; a speaker's name in capitals is none of the labels."""
    return LABEL.match(line.text) is not None and _CAPITALS.match(line.text) is not None


def _foot(chunks: Sequence[Sequence[Line]]) -> int:
    """Return the number of the first chunk below the article: fields to the end, and the rights."""
    last = [at for at, chunk in enumerate(chunks) if _LAST.match(chunk[0].text)]
    at = last[-1] if last else len(chunks)
    while at and (_is_label(chunks[at - 1][0]) or all(_of_foot(line) for line in chunks[at - 1])):
        at -= 1
    captions = [below for below in range(max(0, at - 6), at) if _CAPTIONS.match(chunks[below][0].text)]
    return captions[-1] if captions else at


def _of_foot(line: Line) -> bool:
    return tells_rights(line.text) or (line.indent > _CENTRED and len(line.text) < 120)


def _head(text: str, chunks: Sequence[Sequence[Line]]) -> _Parts:
    """Go down from the top to where the body begins: at the first chunk without a label below a field."""
    parts = _Parts()
    for number, chunk in enumerate(chunks):
        labelled = _is_label(chunk[0])
        if labelled:
            if _take_fields(text, parts, chunk):
                return parts
            continue
        if parts.fields and (parts.title or parts.titled or "length" in parts.fields):
            parts.body = chunk[0].start
            return parts
        if _leads(parts, chunk):
            parts.lead.extend(chunk)
        elif not parts.title:
            parts.title.extend(chunk)
        elif any(_is_label(later[0]) for later in chunks[number:][:4]):
            parts.under.extend(chunk)  # a second headline, above the fields
        else:
            parts.body = chunk[0].start
            return parts
    return parts


def _leads(parts: _Parts, chunk: Sequence[Line]) -> bool:
    """Say whether a chunk stands above the headline: outlet, day, edition, rights."""
    if parts.title or parts.fields:
        return False
    if all(line.indent > _CENTRED or tells_rights(line.text) for line in chunk):
        return True
    dated = any(_is_day(line.text) for line in parts.lead)
    return not dated and not any(line.indent > _CENTRED for line in parts.lead) and len(chunk[0].text) <= 80


def _take_fields(text: str, parts: _Parts, chunk: Sequence[Line]) -> bool:
    """Read a chunk of fields; where the body begins in it, say so."""
    for at, line in enumerate(chunk):
        found = LABEL.match(line.text) if _is_label(line) else None
        name = found[1].lower() if found else None
        if found and name == "body":
            parts.body = line.start + found.end()
            return True
        if found and name == "headline":
            below = [below for below in chunk[at + 1 :] if not _is_label(below)]
            start = line.start + found.end()
            end = below[-1].end if below else line.end
            parts.titled = Span(start=start, end=end) if text[start:end].strip() else None
    parts.fields |= _read_fields(chunk)
    return False


def _read_fields(lines: Sequence[Line]) -> dict[str, str]:
    """Return the fields of lines: a label, and all up to the next one."""
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        found = LABEL.match(line.text) if _is_label(line) else None
        if found:
            name = found[1].lower()
            fields[name] = line.text[found.end() :]
        elif name:
            fields[name] += f" {line.text}"
    return fields


def _lead(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Return outlet and day of what stands above the headline."""
    shown = [line.text for line in lines if not tells_rights(line.text)]
    day = next((at for at, line in enumerate(shown) if _is_day(line)), None)
    if day is None:
        return one_line(shown[0]) if shown else None, None
    return (one_line(shown[day - 1]) if day else None), read_day(shown[day])


def _is_day(line: str) -> bool:
    return len(line) <= 80 and line[:1].isalnum() and read_day(line) is not None


def _span(lines: Sequence[Line]) -> Span | None:
    return Span(start=lines[0].start, end=lines[-1].end) if lines else None
