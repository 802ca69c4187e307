"""Read the rows of a Parquet file, one at a time.

In: the bytes of a file. Out: the names of its columns, how many rows it has, and the rows as lines of JSON. A row is
taken out of the file when its turn comes, so that a long value which a dictionary repeats is not held for many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sayso.errors import BrokenPage, HugePage, MissingReader
from sayso.pages.containers.tables.stored import Stored

_RATIO = 200  # times a file may unpack to
_ALWAYS = 64_000_000  # bytes that any file may unpack to


def columns_of(stored: Stored) -> tuple[tuple[str, ...], int]:
    """Return the names of the columns and the number of rows. Raises MissingReader, BrokenPage, HugePage."""
    file = open_parquet(stored)
    try:
        return tuple(file.schema_arrow.names), file.metadata.num_rows
    finally:
        file.close(force=True)


def rows_of(stored: Stored, columns: Collection[str]) -> Iterator[str | None]:
    """Yield each row as an object in JSON; None for one with bytes that are no text.

    Raises BrokenPage where the file breaks off, and HugePage where its columns unpack to more than they may.
    """
    import msgspec

    for values in values_of(stored, columns):
        read = {name: _as_text(value) for name, value in values.items()}
        yield msgspec.json.encode(read).decode() if None not in _bytes_lost(values, read) else None


def values_of(stored: Stored, columns: Collection[str], group: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the values of each row, of all row groups or of one.

    Raises BrokenPage where the file breaks off, and HugePage where its columns unpack to more than they may.
    """
    import pyarrow as pa

    number = 0
    file = open_parquet(stored, columns)
    groups = None if group is None else [group]
    try:
        for batch in file.iter_batches(batch_size=1, row_groups=groups, columns=list(columns)):
            for values in batch.to_pylist():
                number += 1
                yield values
    except (pa.ArrowException, OSError, ValueError, OverflowError, TypeError) as error:
        raise BrokenPage(
            f"{stored.name}: it is damaged behind row {number:,} ({_one_line(error)}); what stands before is read,"
            " nothing behind it: get the whole file"
        ) from error
    finally:
        file.close(force=True)


def open_parquet(stored: Stored, columns: Collection[str] = ()) -> Any:
    """Return an open Parquet file whose columns, those named, do not burst.

    Raises MissingReader, BrokenPage, HugePage.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingReader(
            f"{stored.name}: Parquet is read with the extra arrow: pip install 'sayso[arrow]'"
        ) from error
    if stored.packed:
        raise BrokenPage(f"{stored.name}: Parquet in a gzip file; unpack it and read that")
    data = stored.open()
    try:
        file = pq.ParquetFile(data)
        _bound(stored, file.metadata, columns)
        return file
    except HugePage:
        data.close()
        raise
    except (pa.ArrowException, OSError) as error:
        data.close()
        raise BrokenPage(
            f"{stored.name}: not a whole Parquet file ({_one_line(error)}); nothing of it can be read: get it anew"
        ) from error


def _bound(stored: Stored, metadata: Any, columns: Collection[str]) -> None:
    """Refuse columns that would unpack to far more than the file is. Raises HugePage."""
    for group in range(metadata.num_row_groups):
        held = metadata.row_group(group)
        chunks = [held.column(number) for number in range(held.num_columns)]
        size = sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in columns)
        if size > max(_ALWAYS, _RATIO * stored.size):
            raise HugePage(f"{stored.name}: unpacks to more than {_RATIO} times its size; look at what is in it")


def _as_text(value: object) -> object:
    """Return bytes as the text they are, for older programs write text so; None where they are none."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _bytes_lost(values: dict[str, object], read: dict[str, object]) -> list[object]:
    return [read[name] for name, value in values.items() if isinstance(value, bytes)]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
