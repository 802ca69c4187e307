"""Cut CSV and TSV into rows and cells, each with its place.

In: lines of a file. Out: `Row`s, one at a time: the characters of the row as they stand in the file, and where in them
its cells are. A cell that opens with a quotation mark goes on over lines until that is closed; no more than the limit
and a line are held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sayso.records import Segment

DELIMITERS = (",", "\t", ";", "|")
_QUOTE = '"'
_DOUBLED = re.compile('""')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where the value of a cell stands in its row, without the quotation marks around it."""

    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: its characters without the line's end, where they begin in the file, its cells.

    `whole` where all of it is there, `ended` where a line's end follows, `loose` where something stands behind the
    closing quotation mark of a cell: then that is not its end.
    """

    text: str
    start: int
    cells: tuple[Cell, ...]
    whole: bool = True
    ended: bool = True
    loose: bool = False

    def value(self, number: int) -> str:
        """Return the value of a cell, empty where the row has none of this number."""
        if number >= len(self.cells):
            return ""
        cell = self.cells[number]
        written = self.text[cell.start : cell.end]
        return written.replace('""', '"') if cell.quoted else written


def find_delimiter(header: str) -> str:
    """Return what parts the names in the first line: the sign that parts most, outside of quotation marks."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", header)
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))


def csv_rows(readline: Callable[[int], str], delimiter: str, *, most: int) -> Iterator[Row]:
    """Yield the rows of a file, blank ones left out.

    Where a quotation mark is never closed, or a row has more than `most` characters, that row is not `whole` and the
    last: nothing behind it is read.
    """
    at = 0
    while line := readline(most + 1):
        if not line.strip("\r\n"):
            at += len(line)
            continue
        row, size = _read_row(line, readline, delimiter, at, most)
        yield row
        if not row.whole:
            return
        at += size


def unquote(row: Row, number: int, length: int) -> tuple[str, tuple[Segment, ...]]:
    """Return the value of a cell, and the segments that lead from it, `length` characters on, to the row."""
    if number >= len(row.cells):
        return "", ()
    cell = row.cells[number]
    written = row.text[cell.start : cell.end]
    doubled = [found.start() for found in _DOUBLED.finditer(written)] if cell.quoted else []
    segments: list[Segment] = []
    at = 0
    for place in (*doubled, len(written)):
        if at < place:
            segments.append(_segment(length, at, place, cell.start))
            length += place - at
        if place < len(written):
            ends = {"page_start": cell.start + place, "page_end": cell.start + place + 2}
            segments.append(Segment(text_start=length, text_end=length + 1, **ends))
            length += 1
        at = place + 2
    return row.value(number), tuple(segments)


def _segment(length: int, start: int, end: int, shift: int) -> Segment:
    return Segment(text_start=length, text_end=length + end - start, page_start=shift + start, page_end=shift + end)


def _read_row(line: str, readline: Callable[[int], str], delimiter: str, at: int, most: int) -> tuple[Row, int]:
    parts = [line]
    cells: list[Cell] = []
    base, place = 0, 0  # of the line at hand in the row; in the line
    whole = len(line) <= most
    loose = False
    while whole:
        if line[place : place + 1] == _QUOTE:
            opened = base + place + 1
            place += 1
            while (close := _closing(line, place)) is None:
                base += len(line)
                line = readline(most + 1) if base <= most else ""
                parts.append(line)
                place = 0
                if not line:
                    whole = False
                    break
            if close is None:
                break
            cells.append(Cell(start=opened, end=base + close, quoted=True))
            place = close + 1
            end = _next(line, delimiter, place)
            loose = loose or bool(line[place:end].strip())
        else:
            end = _next(line, delimiter, place)
            cells.append(Cell(start=base + place, end=base + end))
        if line[end : end + 1] != delimiter:
            break
        place = end + 1
    text = "".join(parts)
    ended = text.endswith(("\n", "\r"))
    bare = text.rstrip("\r\n")
    return Row(text=bare, start=at, cells=tuple(cells), whole=whole, ended=ended, loose=loose), len(text)


def _closing(line: str, place: int) -> int | None:
    while (found := line.find(_QUOTE, place)) >= 0:
        if line[found + 1 : found + 2] != _QUOTE:
            return found
        place = found + 2
    return None


def _next(line: str, delimiter: str, place: int) -> int:
    end = len(line.rstrip("\r\n"))
    found = line.find(delimiter, place, end)
    return max(place, end) if found < 0 else found
