"""Open a table of articles, and give its rows as pages, one at a time.

In: a file of CSV, TSV, JSON Lines or Parquet, packed or not. Out: a `Table`: how many rows there are, which columns are
read, and the pages. No more than one row is held, however long the table.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sayso.errors import BrokenPage, EmptyPage, HugePage, MissingPage, MissingReader, UnclearTable
from sayso.pages.containers.tables.columns import Columns, find_columns
from sayso.pages.containers.tables.csv_rows import Row, csv_rows, find_delimiter
from sayso.pages.containers.tables.json_rows import NoObjectError, object_values
from sayso.pages.containers.tables.record import CSV, JSON, row_type
from sayso.pages.decoding.decode import decode
from sayso.pages.opening.gather import TABLES
from sayso.records import Origin, Page

_CSV, _TSV, _JSONL, _PARQUET = "CSV", "TSV", "JSON Lines", "Parquet"
_KINDS = {
    "text/csv": _CSV,
    "text/tab-separated-values": _TSV,
    "application/x-ndjson": _JSONL,
    "application/vnd.apache.parquet": _PARQUET,
}
_SAMPLE = 1_000_000
_FIRST_ROWS = 50  # in which the keys of JSON Lines are looked for
_RATIO = 200  # times a packed table may grow
_BATCH = 32  # rows of Parquet held at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that was looked into: its kind, what its columns hold, how many rows it has."""

    place: str
    kind: str
    columns: Columns
    total: int
    max_bytes: int
    encoding: str = "utf-8"
    delimiter: str = ""
    names: tuple[str, ...] = field(default=())

    def __iter__(self) -> Iterator[Page]:
        """Yield the rows as pages, as they are read from the file. Raises PageError where the file fails."""
        with _told(self.place):
            if self.kind == _PARQUET:
                yield from _parquet_pages(self)
            elif self.kind == _JSONL:
                yield from _json_pages(self)
            else:
                yield from _csv_pages(self)


def table_kind(place: str) -> str | None:
    """Return what kind of table a file is, by its suffix; None for anything else."""
    return _KINDS.get(TABLES.get(Path(place.lower().removesuffix(".gz")).suffix, ""))


def open_table(place: str, *, asked: Mapping[str, str], max_bytes: int) -> Table:
    """Return a table. Raises PageError: MissingPage, UnclearTable, EmptyPage, MissingReader or BrokenPage."""
    kind = table_kind(place)
    with _told(place):
        if kind == _PARQUET:
            return _open_parquet(place, asked, max_bytes)
        encoding = _encoding(place)
        if kind == _JSONL:
            return _open_json(place, asked, max_bytes, encoding)
        return _open_csv(place, kind or _CSV, asked, max_bytes, encoding)


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Turn what files raise into one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingPage(f"{place}: there is no such file; check the path") from error
    except PermissionError as error:
        raise MissingPage(f"{place}: not allowed to open it; check its permissions") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BrokenPage(f"{place}: not a whole gzip file ({error}); what came before is read") from error
    except OSError as error:
        raise MissingPage(f"{place}: cannot be read ({error}); check the path") from error


class _Bounded(io.RawIOBase):
    """The bytes of a packed table, which may grow so many times only."""

    def __init__(self, place: str, file: IO[bytes]) -> None:
        self._place, self._file = place, file
        self._most = max(_SAMPLE * 64, _RATIO * Path(place).stat().st_size)
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        self._read += len(data)
        if self._read > self._most:
            raise HugePage(f"{self._place}: unpacks to more than {_RATIO} times its size; unpack it and look at it")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


@contextmanager
def _lines(place: str, encoding: str) -> Iterator[io.TextIOWrapper]:
    with Path(place).open("rb") as file:
        packed = place.lower().endswith(".gz")
        raw = io.BufferedReader(_Bounded(place, gzip.open(file))) if packed else file  # type: ignore[arg-type] # noqa: SIM115
        with io.TextIOWrapper(raw, encoding=encoding, errors="surrogateescape", newline="") as text:
            yield text


def _encoding(place: str) -> str:
    """Return the encoding of the first stretch of a table, up to the end of a line."""
    with Path(place).open("rb") as file:
        data = (gzip.open(file) if place.lower().endswith(".gz") else file).read(_SAMPLE)  # noqa: SIM115
    if b"\x00" not in data[:100]:
        data = data[: data.rfind(b"\n") + 1] or data
    return decode(Page(data=data, location=place, media_type=JSON)).encoding


def _data(text: str, encoding: str) -> tuple[bytes, str]:
    """Return the bytes of a row as they stand in the file, and their encoding; of UTF-16 and 32, as UTF-8."""
    bare = "utf-8" if encoding == "utf-8-sig" or encoding.startswith(("utf-16", "utf-32")) else encoding
    return text.encode(bare, "surrogateescape" if encoding in {bare, "utf-8-sig"} else "replace"), bare


def _page(table: Table, number: int, text: str, start: int | None, media_type: str) -> Page:
    data, charset = _data(text, table.encoding)
    end = None if start is None else start + len(text)
    return Page(
        data=data,
        media_type=media_type,
        charset=charset,
        location=f"{table.place}#article={number}",
        fetched_at=datetime.now(UTC),
        origin=Origin(location=table.place, number=number, start=start, end=end),
    )


def _open_csv(place: str, kind: str, asked: Mapping[str, str], most: int, encoding: str) -> Table:
    with _lines(place, encoding) as lines:
        header = lines.readline(most)
    delimiter = "\t" if kind == _TSV else find_delimiter(header)
    with _lines(place, encoding) as lines:
        rows = csv_rows(lines.readline, delimiter, most=most)
        first = next(rows, None)
        if first is None or not first.whole:
            raise BrokenPage(f"{place}: its first row, the names of its columns, is not whole; mend it")
        names = tuple(first.value(number).strip() for number in range(len(first.cells)))
        columns = find_columns(place, names, asked)
        total = sum(1 for _ in rows)
    if not total:
        raise EmptyPage(f"{place}: a table without rows; give one with articles")
    return Table(
        place=place, kind=kind, columns=columns, total=total, max_bytes=most, encoding=encoding,
        delimiter=delimiter, names=names,
    )  # fmt: skip


def _csv_pages(table: Table) -> Iterator[Page]:
    numbers = {role: str(table.names.index(name)) for role, name in table.columns.of.items()}
    media_type = row_type(CSV, numbers, delimiter=table.delimiter)
    with _lines(table.place, table.encoding) as lines:
        rows = csv_rows(lines.readline, table.delimiter, most=table.max_bytes)
        next(rows, None)
        for number, row in enumerate(rows, 1):
            yield _page(table, number, _first_line(row), row.start, media_type)


def _first_line(row: Row) -> str:
    """Return a row; of one that is never closed, which may be half the file, its first line."""
    return row.text if row.whole else row.text.split("\n", 1)[0].rstrip("\r")


def _json_lines(lines: io.TextIOWrapper, place: str, most: int) -> Iterator[tuple[str, int]]:
    at = 0
    while line := lines.readline(most + 1):
        if len(line) > most:
            raise HugePage(f"{place}: a line of more than {most:,} characters; nothing behind it is read")
        if line.strip():
            yield line.rstrip("\r\n"), at
        at += len(line)


def _open_json(place: str, asked: Mapping[str, str], most: int, encoding: str) -> Table:
    names: dict[str, None] = {}
    total = 0
    with _lines(place, encoding) as lines:
        for line, _ in _json_lines(lines, place, most):
            total += 1
            if total <= _FIRST_ROWS:
                try:
                    names.update(dict.fromkeys(object_values(line)))
                except NoObjectError:
                    continue  # told where it is read
    if not total:
        raise EmptyPage(f"{place}: a table without rows; give one with articles")
    if not names:
        raise UnclearTable(f"{place}: none of its first {_FIRST_ROWS} lines is a JSON object; give one object a line")
    columns = find_columns(place, tuple(names), asked)
    return Table(place=place, kind=_JSONL, columns=columns, total=total, max_bytes=most, encoding=encoding)


def _json_pages(table: Table) -> Iterator[Page]:
    media_type = row_type(JSON, table.columns.of)
    with _lines(table.place, table.encoding) as lines:
        for number, (line, start) in enumerate(_json_lines(lines, table.place, table.max_bytes), 1):
            yield _page(table, number, line, start, media_type)


def _open_parquet(place: str, asked: Mapping[str, str], most: int) -> Table:
    file = _parquet(place)
    names = tuple(file.schema_arrow.names)
    columns = find_columns(place, names, asked)
    total = file.metadata.num_rows
    file.close()
    if not total:
        raise EmptyPage(f"{place}: a table without rows; give one with articles")
    return Table(place=place, kind=_PARQUET, columns=columns, total=total, max_bytes=most)


def _parquet_pages(table: Table) -> Iterator[Page]:
    import msgspec

    media_type = row_type(JSON, table.columns.of)
    file = _parquet(table.place)
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH, columns=list(table.columns.of.values())):
            for values in batch.to_pylist():
                number += 1
                line = msgspec.json.encode(values).decode()
                yield _page(table, number, line, None, media_type)
    finally:
        file.close()


def _parquet(place: str) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingReader(f"{place}: Parquet is read with the extra arrow: pip install 'sayso[arrow]'") from error
    try:
        return pq.ParquetFile(place)
    except (pa.ArrowInvalid, pa.ArrowException) as error:
        raise BrokenPage(f"{place}: not a whole Parquet file; write it anew") from error
