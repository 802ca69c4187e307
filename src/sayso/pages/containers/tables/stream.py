"""Open a table of articles, and give its rows as pages, one at a time.

In: the bytes of CSV, TSV, JSON Lines or Parquet, packed or not. Out: a `Table`: how many rows there are, which columns
are read, and the pages. No more than one row is held, however long the table. What breaks off is read up to there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sayso.errors import BrokenPage, EmptyPage, UnclearTable
from sayso.pages.containers.tables.columns import Columns, find_columns
from sayso.pages.containers.tables.csv_rows import Row, csv_rows, find_delimiter
from sayso.pages.containers.tables.json_rows import NoObjectError, object_values
from sayso.pages.containers.tables.parquet import columns_of, rows_of
from sayso.pages.containers.tables.record import CSV, JSON, row_type, with_fault
from sayso.pages.containers.tables.stored import CUT_OFF, JSON_LINES, PARQUET, TSV, Stored, telling, whole_lines
from sayso.pages.decoding.decode import decode
from sayso.records import Origin, Page

_FIRST_ROWS = 50  # in which the keys of JSON Lines are looked for
_SHOWN = 200  # characters kept of a line that is too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that was looked into: its kind, what its columns hold, how many rows it has."""

    stored: Stored
    kind: str
    columns: Columns
    total: int
    max_bytes: int
    encoding: str = "utf-8"
    delimiter: str = ""
    names: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Page]:
        """Yield the rows as pages, as they are read from the file. Raises PageError where the file fails."""
        read = {PARQUET: _parquet_pages, JSON_LINES: _json_pages}.get(self.kind, _csv_pages)
        number = 0
        with telling(self.stored.name):
            try:
                for page in read(self):
                    number += 1
                    yield page
            except CUT_OFF as error:
                raise BrokenPage(
                    f"{self.stored.name}: the gzip file breaks off behind row {number:,} ({error}); what stands before"
                    " is read, nothing behind it: get the whole file"
                ) from error


def open_table(stored: Stored, kind: str, *, asked: Mapping[str, str], max_bytes: int) -> Table:
    """Return a table. Raises PageError: MissingPage, UnclearTable, EmptyPage, MissingReader or BrokenPage."""
    with telling(stored.name):
        if kind == PARQUET:
            return _open_parquet(stored, asked, max_bytes)
        encoding = _encoding(stored)
        if kind == JSON_LINES:
            return _open_json(stored, asked, max_bytes, encoding)
        return _open_csv(stored, kind, asked, max_bytes, encoding)


@contextmanager
def _lines(stored: Stored, encoding: str) -> Iterator[io.TextIOWrapper]:
    with (
        stored.open() as raw,
        io.TextIOWrapper(raw, encoding=encoding, errors="surrogateescape", newline="") as text,
    ):
        yield text


def _encoding(stored: Stored) -> str:
    """Return the encoding of the first stretch of a table, up to the end of a line."""
    return decode(Page(data=whole_lines(stored.head()), location=stored.name, media_type=JSON)).encoding


def _data(text: str, encoding: str) -> tuple[bytes, str]:
    """Return the bytes of a row as they stand in the file, and their encoding; of UTF-16 and 32, as UTF-8."""
    bare = "utf-8" if encoding == "utf-8-sig" or encoding.startswith(("utf-16", "utf-32")) else encoding
    return text.encode(bare, "surrogateescape" if encoding in {bare, "utf-8-sig"} else "replace"), bare


def _counted(rows: Iterator[object]) -> Iterator[object]:
    """Yield rows up to where a packed file breaks off, which is told when they are read."""
    with suppress(*CUT_OFF):
        yield from rows


def _page(table: Table, number: int, text: str, start: int | None, media_type: str) -> Page:
    data, charset = _data(text, table.encoding)
    end = None if start is None else start + len(text)
    return Page(
        data=data,
        media_type=media_type,
        charset=charset,
        location=f"{table.stored.location or ''}#article={number}",
        fetched_at=datetime.now(UTC),
        origin=Origin(location=table.stored.location, number=number, start=start, end=end),
    )


def _open_csv(stored: Stored, kind: str, asked: Mapping[str, str], most: int, encoding: str) -> Table:
    with _lines(stored, encoding) as lines:
        header = lines.readline(most)
    delimiter = "\t" if kind == TSV else find_delimiter(header)
    with _lines(stored, encoding) as lines:
        rows = csv_rows(lines.readline, delimiter, most=most)
        first = next(rows, None)
        if first is None or not first.whole:
            raise BrokenPage(f"{stored.name}: its first row, the names of its columns, is not whole; mend it")
        names = tuple(first.value(number).strip() for number in range(len(first.cells)))
        columns = find_columns(stored.name, names, asked)
        total = sum(1 for _ in _counted(rows))
    if not total:
        raise EmptyPage(f"{stored.name}: a table without rows; give one with articles")
    return Table(
        stored=stored, kind=kind, columns=columns, total=total, max_bytes=most, encoding=encoding,
        delimiter=delimiter, names=names,
    )  # fmt: skip


def _csv_pages(table: Table) -> Iterator[Page]:
    numbers = {role: str(table.names.index(name)) for role, name in table.columns.of.items()}
    media_type = row_type(CSV, numbers, delimiter=table.delimiter, width=len(table.names))
    with _lines(table.stored, table.encoding) as lines:
        rows = csv_rows(lines.readline, table.delimiter, most=table.max_bytes)
        next(rows, None)
        for number, row in enumerate(rows, 1):
            cut = not row.ended and row.whole and len(row.cells) < len(table.names)
            told = with_fault(media_type, "cut") if cut else media_type
            if not row.whole and len(row.text) > table.max_bytes and not row.cells:
                told = with_fault(media_type, "long")
            yield _page(table, number, _first_line(row), row.start, told)


def _first_line(row: Row) -> str:
    """Return a row; of one that is never closed, which may be half the file, the beginning of its first line."""
    return row.text if row.whole else row.text.split("\n", 1)[0].rstrip("\r")[:_SHOWN]


def _json_lines(lines: io.TextIOWrapper, most: int) -> Iterator[tuple[str, int, bool]]:
    """Yield the lines that hold something, where each begins, and whether it is longer than it may be."""
    at = 0
    while line := lines.readline(most + 1):
        start, size = at, len(line)
        piece = line
        while len(line) > most and piece and not piece.endswith("\n"):
            piece = lines.readline(most)
            size += len(piece)
        at += size
        if line.strip():
            yield (line[:_SHOWN] if len(line) > most else line).rstrip("\r\n"), start, len(line) > most


def _open_json(stored: Stored, asked: Mapping[str, str], most: int, encoding: str) -> Table:
    names: dict[str, None] = {}
    total = 0
    with _lines(stored, encoding) as lines, suppress(*CUT_OFF):  # told where it is read
        for line, _, _ in _json_lines(lines, most):
            total += 1
            if len(names) == 0 or total <= _FIRST_ROWS:
                with suppress(NoObjectError):
                    names.update(dict.fromkeys(object_values(line)))
    if not total:
        raise EmptyPage(f"{stored.name}: a table without rows; give one with articles")
    if not names:
        raise UnclearTable(f"{stored.name}: none of its {total:,} lines is a JSON object; give one object a line")
    columns = find_columns(stored.name, tuple(names), asked)
    return Table(stored=stored, kind=JSON_LINES, columns=columns, total=total, max_bytes=most, encoding=encoding)


def _json_pages(table: Table) -> Iterator[Page]:
    media_type = row_type(JSON, table.columns.of)
    with _lines(table.stored, table.encoding) as lines:
        for number, (line, start, long) in enumerate(_json_lines(lines, table.max_bytes), 1):
            yield _page(table, number, line, start, with_fault(media_type, "long") if long else media_type)


def _open_parquet(stored: Stored, asked: Mapping[str, str], most: int) -> Table:
    names, total = columns_of(stored)
    columns = find_columns(stored.name, names, asked)
    if not total:
        raise EmptyPage(f"{stored.name}: a table without rows; give one with articles")
    return Table(stored=stored, kind=PARQUET, columns=columns, total=total, max_bytes=most)


def _parquet_pages(table: Table) -> Iterator[Page]:
    media_type = row_type(JSON, table.columns.of)
    columns = tuple(table.columns.of.values())
    for number, line in enumerate(rows_of(table.stored, columns), 1):
        if line is None:
            yield _page(table, number, "", None, with_fault(media_type, "bytes"))
        elif len(line) > table.max_bytes:
            yield _page(table, number, line[:_SHOWN], None, with_fault(media_type, "long"))
        else:
            yield _page(table, number, line, None, media_type)
