"""Put down what was read of shards, in pieces that are whole or not there, and read them again.

In: readings of a shard, five hundred at a time. Out: Parquet files (`readings`, `statements`, `mentions`, `events`) and
behind them, written last and at once, a marker in `done`; a further marker where a shard is through. What has no marker
counts as not there, and is written over. `readings` holds the record whole, so that a ledger can be made of it.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sayso.engine.archive.rows import TABLES, columns_of, event_rows, mention_rows, reading_row, statement_rows
from sayso.errors import LedgerError, MissingExtra, SaysoError
from sayso.ledger.answers import UnkeptPage
from sayso.ledger.store.codec import unpack
from sayso.records import Page, Reading, Run

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
PAGES, BYTES = 500, 64_000_000  # in a piece, at most
_RUN, _DONE = "run.json", "done"
_PIECE = re.compile(r"(shard_[0-9a-f]{16})-(\d{5})\.json")
_ROWS = 50  # of a row group


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a shard: pages read and failed in all, those of earlier runs included; why it is not through."""

    shard: str
    name: str
    pages: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    before: int = 0
    notes: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What a piece holds."""

    pages: int
    failed: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    format: int
    run: Run


def begin(out: Path, run: Run) -> None:
    """Make the folder, or go on in it. Raises SaysoError where it holds what another run has read."""
    import_arrow()
    try:
        for name in (*TABLES, _DONE):
            (out / name).mkdir(parents=True, exist_ok=True)
        if not (out / _RUN).exists():
            _write(out / _RUN, msgspec.json.encode(_Kind(format=FORMAT, run=run)))
    except OSError as error:
        raise SaysoError(f"{out}: cannot be written ({error.strerror}): choose another --out.") from error
    if check(out).run != run:
        raise SaysoError(f"{out}: holds readings of other weights, settings or another version: choose another --out.")


def check(out: Path) -> _Kind:
    """Return what made a folder. Raises SaysoError for one that is none of ours, or of another format."""
    try:
        kind = msgspec.json.decode((out / _RUN).read_bytes(), type=_Kind)
    except (OSError, msgspec.DecodeError) as error:
        raise SaysoError(f"{out}: no folder that `sayso archive` wrote; name that one.") from error
    if kind.format != FORMAT:
        raise SaysoError(f"{out}: written in format {kind.format}, this sayso reads {FORMAT}: use the same version.")
    return kind


def through(out: Path, shard: str) -> Report | None:
    """Return the report of a shard that is through."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode((out / _DONE / f"{shard}.json").read_bytes(), type=Report)
    return None


def markers(out: Path, shard: str) -> tuple[Marker, ...]:
    """Return what the pieces of a shard hold, from the first up to where one is not there."""
    found: list[Marker] = []
    with suppress(OSError, msgspec.DecodeError):
        while True:
            data = (out / _DONE / f"{shard}-{len(found):05}.json").read_bytes()
            found.append(msgspec.json.decode(data, type=Marker))
    return tuple(found)


def put_down(out: Path, shard: str, number: int, readings: Sequence[Reading], *, keep_pages: bool) -> Marker:
    """Write a piece, its marker last. Raises OSError."""
    name = f"{shard}-{number:05}"
    for leftover in (found for table in TABLES for found in (out / table).glob(f".{name}.*")):
        leftover.unlink(missing_ok=True)
    rows = {
        "readings": (reading_row(reading, keep_page=keep_pages) for reading in readings),
        "statements": (row for reading in readings for row in statement_rows(reading)),
        "mentions": (row for reading in readings for row in mention_rows(reading)),
        "events": (row for reading in readings for row in event_rows(reading)),
    }
    for table, held in rows.items():
        _write_table(out / table / f"{name}.parquet", table, held)
    failed: dict[str, int] = {}
    for reading in readings:
        if reading.failure:
            failed[reading.failure.kind] = failed.get(reading.failure.kind, 0) + 1
    marker = Marker(pages=len(readings), failed=failed)
    _write(out / _DONE / f"{name}.json", msgspec.json.encode(marker))
    return marker


def finish(out: Path, report: Report) -> None:
    """Mark a shard as through. Raises OSError."""
    _write(out / _DONE / f"{report.shard}.json", msgspec.json.encode(report))


def pieces(out: Path) -> tuple[str, ...]:
    """Return the names of the pieces that are whole, in order."""
    with os.scandir(out / _DONE) as entries:
        return tuple(sorted(entry.name.removesuffix(".json") for entry in entries if _PIECE.fullmatch(entry.name)))


def readings_of(out: Path, piece: str) -> Iterator[Reading]:
    """Yield the readings of a piece. Raises SaysoError where it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = out / "readings" / f"{piece}.parquet"
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=1, columns=["record", "page", "sha256", "bytes"]):
                yield from map(_restored, batch.to_pylist())
    except (OSError, pa.ArrowException, LedgerError, KeyError) as error:
        said = " ".join(str(error).split())[:200]
        raise SaysoError(f"{path}: damaged ({said}); remove done/{piece}.json and read it again.") from error


def import_arrow() -> None:
    """Raise MissingExtra where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra("Shards are Parquet files, which need pyarrow: pip install 'sayso[arrow]'") from error


def _restored(row: Mapping[str, Any]) -> Reading:
    reading = unpack(row["record"], Reading)
    if row["page"] is not None:
        return replace(reading, page=replace(reading.page, data=row["page"]))
    told = {each: getattr(reading.page, each) for each in Page.__dataclass_fields__ if each != "data"}
    return replace(reading, page=UnkeptPage(known_sha256=row["sha256"], known_size=row["bytes"], **told))


def _write_table(path: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    import pyarrow.parquet as pq

    columns = columns_of(table)

    def write(file: Any) -> None:
        with pq.ParquetWriter(file, columns, compression="zstd") as writer:
            for batch in _batches(rows, columns):
                writer.write_batch(batch)

    _at_once(path, write)


def _batches(rows: Iterable[Mapping[str, Any]], columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    held: list[Mapping[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS:
            yield pa.RecordBatch.from_pylist(held, schema=columns)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema=columns)


def _write(path: Path, data: bytes) -> None:
    _at_once(path, lambda file: file.write(data))


def _at_once(path: Path, write: Any) -> None:
    """Let a file be there when it is whole, and not before. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - the handle that mkstemp opened
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
