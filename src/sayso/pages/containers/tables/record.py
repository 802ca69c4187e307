"""Read one row of a table as a page.

In: a `Page` whose bytes are one row as it stands in its table; its media type names what the cells hold, so that the
page can be read by itself. Out: a `Document` of headline and text, led back to the characters of the row.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote
from urllib.parse import unquote as unquote_name

from sayso.errors import BrokenPage, EmptyPage, HugePage, PageError, UndecodablePage
from sayso.pages.containers.laid_out import one_line, read_byline, read_day
from sayso.pages.containers.tables.csv_rows import csv_rows, unquote
from sayso.pages.containers.tables.json_rows import NoObjectError, object_values, unescape
from sayso.pages.decoding.decode import decode
from sayso.pages.decoding.repair import repair
from sayso.pages.html.assemble import place_repair, through
from sayso.pages.layout.lines import Passage, cut_lines, cut_passages
from sayso.pages.offsets import locate
from sayso.pages.text.read import read_passages
from sayso.records import Document, Page, Role, Segment, Span

CSV, JSON = "text/x-csv-row", "application/x-json-row"
_BETWEEN = "\n\n"
_MARKUP = ("</p>", "<br", "</div>")
Fault = Literal["cut", "long", "bytes"]
_FAULTS: Mapping[str, tuple[type[PageError], str]] = {
    "cut": (BrokenPage, "has fewer cells than the table has columns, and the file ends in it: get the whole file"),
    "long": (HugePage, "longer than a page may be; cut it up, or raise SAYSO_MAX_BYTES"),
    "bytes": (UndecodablePage, "its text is bytes that are no UTF-8; write the column as strings"),
}
_NOT_COLUMNS = frozenset(("delimiter", "width", "fault"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The text of a row, headline first, what leads back from it, and the other values."""

    title: str
    text: str
    segments: tuple[Segment, ...]
    others: Mapping[str, str]


def row_type(kind: str, columns: Mapping[str, str], *, delimiter: str = "", width: int = 0) -> str:
    """Return the media type of a row: what it is, and where what stands in it; of cells, how many there should be."""
    told = {"delimiter": str(ord(delimiter)), "width": str(width)} if delimiter else {}
    told |= columns
    return "; ".join((kind, *(f"{role}={quote(name, safe='')}" for role, name in told.items())))


def with_fault(media_type: str, fault: Fault) -> str:
    """Return the media type of a row that cannot be read, as whoever cut it out of its table knows."""
    return f"{media_type}; fault={fault}"


def read_record(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return the document of a row. Raises PageError."""
    name = page.location or "standard input"
    kind, _, told = page.media_type.partition(";")
    columns = {role.strip(): unquote_name(value) for role, _, value in (p.partition("=") for p in told.split(";"))}
    if (fault := columns.get("fault")) in _FAULTS:
        error, why = _FAULTS[fault or ""]
        raise error(f"{name}: {why}")
    if not page.data.strip():
        raise EmptyPage(f"{name}: a row without text; it was left out of the download, or the export")
    decoded = decode(page, max_bytes=max_bytes)
    read = (_read_csv if kind.strip() == CSV else _read_json)(decoded.text, columns, name)
    if not read.text.strip():
        raise EmptyPage(f"{name}: its cell of text is empty; the headline alone is not read")
    whole = f"{read.title}{_BETWEEN}{read.text}" if read.title else read.text
    repaired = repair(whole)
    lines = cut_lines(repaired.text)
    # repairs never cross a line: the headline has as many lines before as behind them
    headed = len(cut_lines(repair(read.title).text)) if read.title.strip() else 0
    title = _passage(repaired.text, lines[:headed]) if headed else None

    def role_of(passage: Passage) -> Role | None:
        if title is not None and passage.start == title.start:
            return "headline"
        return "paragraph" if plain else None

    passages = (*([title] if title else []), *cut_passages(repaired.text, lines[headed:]))
    document = read_passages(page, repaired, passages, encoding=decoded.encoding, told=role_of)
    return _describe(_lead_back(document, read.segments, decoded.text), read.others, marked=_is_marked(read.text))


def _read_csv(text: str, columns: Mapping[str, str], name: str) -> _Read:
    delimiter = chr(int(columns.get("delimiter", "44")))
    row = next(csv_rows(io.StringIO(text, newline="").readline, delimiter, most=len(text) + 1), None)
    numbers = {role: int(number) for role, number in columns.items() if role not in _NOT_COLUMNS}
    if row is None or not row.whole:
        raise BrokenPage(f"{name}: a quotation mark is opened and never closed; nothing behind it is read: close it")
    if numbers["text"] >= len(row.cells):
        raise BrokenPage(f"{name}: has {len(row.cells)} cells, its text should be number {numbers['text'] + 1}")
    width = int(columns.get("width") or len(row.cells))
    if row.loose:
        raise BrokenPage(f"{name}: words stand behind the quotation mark that ends a cell; double those within a cell")
    if any(row.value(number).strip() for number in range(width, len(row.cells))):
        sign = {",": "a comma", "\t": "a tab", ";": "a semicolon"}.get(delimiter, repr(delimiter))
        raise BrokenPage(
            f"{name}: has {len(row.cells)} cells for {width} columns; quote the cell that has {sign} in it"
        )
    title, led = unquote(row, numbers["title"], 0) if "title" in numbers else ("", ())
    body, more = unquote(row, numbers["text"], len(title) + len(_BETWEEN) if title else 0)
    others = {role: row.value(number) for role, number in numbers.items() if role not in {"text", "title"}}
    return _Read(title=title, text=body, segments=(*led, *more), others=others)


def _read_json(text: str, columns: Mapping[str, str], name: str) -> _Read:
    try:
        values = object_values(text)
    except NoObjectError as error:
        raise BrokenPage(f"{name}: no whole JSON object: {error}; mend the line or download it again") from error

    def string(role: str, length: int) -> tuple[str, tuple[Segment, ...]]:
        value, span = values.get(columns.get(role, ""), (None, None))
        return unescape(text, span, length) if isinstance(value, str) and span else ("", ())

    title, led = string("title", 0)
    body, more = string("text", len(title) + len(_BETWEEN) if title else 0)
    others = {
        role: value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for role, key in columns.items()
        if role not in {"text", "title", *_NOT_COLUMNS} and (value := values.get(key, (None, None))[0]) is not None
    }
    return _Read(title=title, text=body, segments=(*led, *more), others=others)


def _passage(text: str, lines: tuple[object, ...]) -> Passage:
    held: tuple = lines  # type: ignore[type-arg]
    return Passage(lines=held, text=text[held[0].start : held[-1].end])


def _lead_back(document: Document, segments: tuple[Segment, ...], row: str) -> Document:
    """Let what counts the text of the cells count the characters of the row."""
    offsets = tuple(through(segments, document.offsets))

    def ranges(start: int, end: int) -> tuple[Span, ...]:
        place = locate(offsets, Span(start=start, end=end))
        return (place,) if place else ()

    return replace(
        document,
        offsets=offsets,
        blocks=tuple(replace(block, ranges=ranges(block.start, block.end)) for block in document.blocks),
        repairs=tuple(found for one in document.repairs if (found := place_repair(row, segments, one))),
    )


def _describe(document: Document, others: Mapping[str, str], *, marked: bool) -> Document:
    notes: list[str] = []
    written = others.get("date", "").strip()
    day = read_day(written)
    if written and day is None:
        notes.append(f"published: {written[:40]!r} is no day that can be read in one way only; left out")
    if others.get("id", "").strip():
        notes.append(f"id in its table: {others['id'].strip()[:80]}")
    if marked:
        notes.append("its text holds HTML tags, which are read as text")
    return replace(
        document,
        outlet=one_line(others.get("outlet")),
        published=day or document.published,
        byline=read_byline(others["byline"]) if others.get("byline", "").strip() else document.byline,
        address=one_line(others.get("address")),
        notes=(*document.notes, *notes),
    )


def _is_marked(text: str) -> bool:
    low = text.lower()
    return any(tag in low for tag in _MARKUP)
