"""Go through the records of a WARC file, one at a time.

In: a file that can be searched, packed record by record, packed as a whole, or not packed. Out: `Record`s with what
their heads tell, whose bodies can be read while it is their turn; `Damage` where one cannot be read. In a file packed
record by record what comes behind damage is found again, by where a record is packed anew; in others it is not looked
for, because the words of a page can look like a record.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from sayso.errors import MissingReader

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap

_GZIP = b"\x1f\x8b\x08"
_BEGINS = b"WARC/"
_PIECE, _HEAD = 1 << 16, 4096
_MOST_DAMAGE = 1000  # places, behind which a file is left
_LONGEST_HEAD = 128 << 10
_HTTP = "application/http"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: its number and its place in the file, and what its heads tell, names of fields in small letters.

    `http` is None where it holds no answer of a server; `length` is that of the body.
    """

    number: int
    offset: int
    kind: str
    told: Mapping[str, str]
    met_at: datetime | None
    status: int | None
    http: tuple[tuple[str, str], ...] | None
    length: int
    _reader: Any = field(repr=False, compare=False)

    def header(self, name: str) -> str:
        """Return a field of the answer; of several, joined by commas."""
        return ", ".join(value for key, value in self.http or () if key == name)

    def body(self, most: int) -> tuple[bytes, bool]:
        """Return the first `most` bytes of the body, as they are kept, and whether it ends too soon."""
        held = bytearray()
        try:
            while len(held) < most and (piece := self._reader.read(min(_PIECE, most - len(held)))):
                held += piece
        except OSError:  # damage: what comes before it stands
            return bytes(held), True
        return bytes(held), len(held) < min(most, self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Where records cannot be read: behind which one, and whether others come after."""

    behind: int
    goes_on: bool


def records_of(file: IO[bytes], name: str) -> Iterator[Record | Damage]:
    """Yield the records of a WARC file. Raises MissingReader, and OSError where the file itself cannot be read."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise MissingReader(
            f"{name}: archives are read with the extra archives: pip install 'sayso[archives]'"
        ) from error
    head = file.read(_HEAD)
    packed = head.startswith(_GZIP)
    loose = not _unpacked(head).partition(b"\n")[0].endswith(b"\r")  # lines that end in a line feed alone
    number = start = hurt = 0
    while True:
        file.seek(start)
        last = start
        try:
            for record in ArchiveIterator(file, parse_http=False, quirks_mode=loose):
                number += 1
                last = record.stream_pos
                yield _record(record, number, loose=loose)
        except OSError:
            broken = True
        else:  # the end; or what looks like a packed record and is none, which the reader takes for the end
            broken = False
        found = _next_packed(file, last + 1) if packed and hurt + 1 < _MOST_DAMAGE else None
        if broken or found is not None:
            hurt += 1
            yield Damage(behind=number, goes_on=found is not None)
        if found is None:
            return
        start = found


def is_warc(head: bytes) -> bool:
    """Tell a WARC file, packed or not, by how it begins."""
    return _unpacked(head).startswith(_BEGINS)


def _unpacked(head: bytes) -> bytes:
    if not head.startswith(_GZIP):
        return head[:64]
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _next_packed(file: IO[bytes], start: int) -> int | None:
    """Return where the next record is packed anew; the file is only read on, never back."""
    file.seek(start)
    held, at = b"", start
    while True:
        more = file.read(_PIECE)
        held += more
        judged = len(held) if not more else max(0, len(held) - _HEAD)
        found = held.find(_GZIP)
        while 0 <= found < judged:
            if is_warc(held[found : found + _HEAD]):
                return at + found
            found = held.find(_GZIP, found + 1)
        if not more:
            return None
        at, held = at + judged, held[judged:]


def _record(record: Any, number: int, *, loose: bool) -> Record:
    told = dict(_fields(record.headers))
    http: tuple[tuple[str, str], ...] | None = None
    status: int | None = None
    if told.get("content-type", "").lower().startswith(_HTTP):
        try:
            record.parse_http(max_header_len=_LONGEST_HEAD, quirks_mode=loose)
        except OSError:  # no head of an answer, or one without end
            http = ()
        else:
            answer = record.http_headers
            http = _fields(answer) if answer is not None else ()
            status = answer.status_code if answer is not None else None
    return Record(
        number=number,
        offset=record.stream_pos,
        kind=told.get("warc-type", ""),
        told=told,
        met_at=record.record_date,
        status=status,
        http=http,
        length=record.content_length,
        _reader=record.reader,
    )


def _fields(headers: HeaderMap) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name).strip().lower(), _text(value).strip()) for name, value in headers.items_bytes())


def _text(data: bytes) -> str:
    """Return a name or a value, which is UTF-8 or, as in older answers, Latin-1."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
