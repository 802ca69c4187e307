"""Make tables of statements: Arrow, pandas, and Parquet with a row group at a time.

In: sheets, or the statements that a ledger finds. Out: one row a statement; parts, chain and evidence are lists of
structs with offsets into the page as it came in. Needs the extra `arrow`. `Statements.to_arrow` and `.to_pandas` of
the ledger call in here when they are called, and not before: the ledger itself does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from sayso.errors import MissingExtra
from sayso.export.options import ExportOptions
from sayso.export.sheets import Sheet, read_sheets
from sayso.export.tables.rows import Row, make_rows

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from sayso.ledger.ledger import Statements

_ROWS = 2_000  # of a row group: some 3 MB before they are packed


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Return the bytes of a Parquet file, a row group at a time. Raises MissingExtra at once."""
    schema = make_schema()
    return write_rows(make_rows(sheets), schema)


def to_arrow(statements: Statements, *, commenter_names: bool = False) -> pa.Table:
    """Return statements as an Arrow table; those of comments if their query asks for them. Raises MissingExtra."""
    import_arrow()
    import pyarrow as pa

    schema = make_schema()
    options = ExportOptions(comments=statements.query.comments, commenter_names=commenter_names)
    rows = make_rows(read_sheets(statements.ledger, statements.query, options))
    return pa.Table.from_batches(_batches(rows, schema), schema)


def to_pandas(statements: Statements, *, commenter_names: bool = False) -> pd.DataFrame:
    """Return statements as a data frame. Raises MissingExtra."""
    return to_arrow(statements, commenter_names=commenter_names).to_pandas()


def import_arrow() -> None:
    """Raise MissingExtra where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra("Tables need pyarrow and pandas: pip install 'sayso[arrow]'") from error


def make_schema() -> pa.Schema:
    """Return the columns and their types. Raises MissingExtra."""
    import_arrow()
    import pyarrow as pa

    text, place = pa.string(), pa.int64()
    span = {"start": place, "end": place, "text": text}
    spans = pa.list_(pa.struct(span))
    hand = {"rel": text, **span, "entity": text, "source_kind": text, "naming": text}
    texts = dict.fromkeys(_ORDER, text)
    return pa.schema(
        texts
        | dict.fromkeys(("source", "cue", "content"), spans)
        | dict.fromkeys(("negated", "denies"), pa.bool_())
        | {
            "chain": pa.list_(pa.struct(hand)),
            "evidence": pa.list_(pa.struct({"kind": text, **span})),
            "candidates": pa.list_(text),
            "confidence": pa.float64(),
            "identity_confidence": pa.float64(),
            "label_confidence": pa.float64(),
        }
    )


_ORDER = (
    "id", "status", "vouched", "form", "confidence", "identity_confidence", "label_confidence", "source", "cue",
    "content", "source_kind", "naming", "entity", "candidates", "affiliation", "chain", "origin", "act", "negated",
    "denies", "stance", "factuality", "evidence", "layer", "parent", "comment", "judged_by", "judged_at", "page_id",
    "reading_id", "document_id", "location", "title", "outlet", "published", "fetched_at", "language", "run_id",
    "version", "weights",
)  # fmt: skip


def write_rows(rows: Iterator[Row], schema: pa.Schema) -> Iterator[bytes]:
    """Yield the bytes of a Parquet file of rows, a row group at a time."""
    import pyarrow.parquet as pq

    sink = _Sink()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        yield sink.taken()
        for batch in _batches(rows, schema):
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()


def _batches(rows: Iterator[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    while some := list(islice(rows, _ROWS)):
        yield pa.RecordBatch.from_pylist(some, schema=schema)


class _Sink:
    """A file that is only written to, and gives away what was written."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep a copy: the buffer it came in is used again."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: all of it is there."""

    def close(self) -> None:
        """Do nothing: what was written is still to be taken."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
