"""The bytes of a table: in a file, at hand, or coming in on standard input.

In: a path, bytes, or a stream. Out: `Stored`, which opens them as often as is wanted, unpacked and bounded, and tells
what kind of table they are: by the name, else by how they begin.
"""

from __future__ import annotations

import gzip
import io
import tempfile
import weakref
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

from sayso.errors import BrokenPage, HugePage, MissingPage, PageError
from sayso.pages.containers.tables.columns import known_roles
from sayso.pages.containers.tables.csv_rows import csv_rows, find_delimiter
from sayso.pages.containers.tables.json_rows import NoObjectError, object_values
from sayso.pages.decoding.decode import decode
from sayso.pages.opening.gather import TABLES
from sayso.records import Page

CSV, TSV, JSON_LINES, PARQUET = "CSV", "TSV", "JSON Lines", "Parquet"
ROW = "application/x-json-row"  # decoded whatever its characters look like
_KINDS = {
    "text/csv": CSV,
    "text/tab-separated-values": TSV,
    "application/x-ndjson": JSON_LINES,
    "application/vnd.apache.parquet": PARQUET,
}
_GZIP, _PARQUET = b"\x1f\x8b", b"PAR1"
_SAMPLE = 1_000_000
_RATIO = 200  # times a packed table may grow
_STREAMED = 50  # times the limit of a page that standard input may bring of a table
_PIECE, _PIECE_OF_HEAD = 1_000_000, 4096
CUT_OFF = (EOFError, gzip.BadGzipFile, zlib.error)  # what a packed file raises that breaks off
_LONGEST_NAME = 60  # characters of a column's, where nothing else tells a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Bytes that can be opened: what they are called, where their pages say that they stand, how many they are."""

    name: str
    location: str | None
    size: int
    packed: bool
    reach: Callable[[], IO[bytes]]

    def open(self) -> IO[bytes]:
        """Return the bytes from the first on, unpacked."""
        file = self.reach()
        return io.BufferedReader(_Bounded(self, file)) if self.packed else file

    def head(self) -> bytes:
        """Return the first stretch of them, unpacked; of a packed file that breaks off, what comes before."""
        held = bytearray()
        with self.open() as file, suppress(*CUT_OFF):
            while len(held) < _SAMPLE and (piece := file.read(_PIECE_OF_HEAD)):
                held += piece
        return bytes(held)


class _Bounded(io.RawIOBase):
    """The bytes of a packed table, which may grow so many times only."""

    def __init__(self, stored: Stored, file: IO[bytes]) -> None:
        self._name, self._packed, self._file = stored.name, file, gzip.GzipFile(fileobj=file)
        self._most = max(_SAMPLE * 64, _RATIO * stored.size)
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        self._read += len(data)
        if self._read > self._most:
            raise HugePage(f"{self._name}: unpacks to more than {_RATIO} times its size; unpack it and look at it")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        self._packed.close()
        super().close()


class _PutDown:
    """A file of our own, gone when nothing holds it any more."""

    def __init__(self) -> None:
        handle, self.path = tempfile.mkstemp(prefix="sayso-")
        self.file = open(handle, "wb")  # noqa: PTH123, SIM115 - the handle that mkstemp opened
        weakref.finalize(self, Path(self.path).unlink, missing_ok=True)

    def open(self) -> IO[bytes]:
        return Path(self.path).open("rb")


def in_file(place: str) -> Stored:
    """Return the bytes of a file. Raises PageError."""
    with telling(place):
        size = Path(place).stat().st_size
    packed = place.lower().endswith(".gz")
    return Stored(name=place, location=place, size=size, packed=packed, reach=lambda: Path(place).open("rb"))


def at_hand(data: bytes, location: str | None) -> Stored:
    """Return bytes that are held already."""
    return Stored(
        name=location or "standard input",
        location=location,
        size=len(data),
        packed=data.startswith(_GZIP),
        reach=partial(io.BytesIO, data),
    )


def put_down(begun: bytes, stream: IO[bytes], *, max_bytes: int) -> Stored:
    """Return what a stream brings, put into a file of our own; `begun` was read of it before. Raises HugePage."""
    kept, size = _PutDown(), len(begun)
    with kept.file as file:
        file.write(begun)
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > _STREAMED * max_bytes:
                raise HugePage(
                    f"standard input: a table of more than {_STREAMED * max_bytes:,} bytes; save it and name the file"
                )
            file.write(piece)
    packed = begun.startswith(_GZIP)
    return Stored(name="standard input", location=None, size=size, packed=packed, reach=kept.open)


def kind_by_name(place: str) -> str | None:
    """Return what kind of table a file is, by its suffix; None for anything else."""
    return _KINDS.get(TABLES.get(Path(place.lower().removesuffix(".gz")).suffix, ""))


def kind_by_head(head: bytes, columns: Collection[str] = ()) -> str | None:
    """Return what kind of table begins so; None where it may be a page.

    A table of cells is known by names of columns in its first line, the text's among them, or because columns are
    asked for.
    """
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, _SAMPLE)
        except zlib.error:
            return None
    if head.startswith(_PARQUET):
        return PARQUET
    try:
        text = decode(Page(data=whole_lines(head), media_type=ROW)).text
    except PageError:
        return None
    first = next((line for line in text.split("\n", 100) if line.strip()), "")
    try:
        object_values(first.strip())
    except NoObjectError:
        return _of_cells(text.lstrip("\r\n"), first, columns)
    return JSON_LINES


def whole_lines(head: bytes) -> bytes:
    """Return the first stretch of a file up to the end of a line, which breaks no character."""
    return head if b"\x00" in head[:100] else head[: head.rfind(b"\n") + 1] or head


@contextmanager
def telling(place: str) -> Iterator[None]:
    """Turn what files raise into one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingPage(f"{place}: there is no such file; check the path") from error
    except PermissionError as error:
        raise MissingPage(f"{place}: not allowed to open it; check its permissions") from error
    except CUT_OFF as error:
        raise BrokenPage(f"{place}: not a whole gzip file ({error}); what came before is read") from error
    except OSError as error:
        raise MissingPage(f"{place}: cannot be read ({error}); check the path") from error


def _of_cells(text: str, first: str, columns: Collection[str]) -> str | None:
    """Tell CSV by its first two rows."""
    delimiter = find_delimiter(first)
    lines = io.StringIO(text, newline="")
    rows = csv_rows(lines.readline, delimiter, most=len(text) + 1)
    header, row = next(rows, None), next(rows, None)
    if header is None or not header.whole or row is None:
        return None
    names = [header.value(number).strip() for number in range(len(header.cells))]
    roles = known_roles(names)
    told = len(names) > 1 and "text" in roles and len(roles) > 1 and len(row.cells) > 1
    if not columns and not (told and all(len(name) <= _LONGEST_NAME for name in names)):
        return None
    return TSV if delimiter == "\t" else CSV
