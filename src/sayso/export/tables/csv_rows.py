"""Write statements as CSV: one a row, UTF-8, quoted as RFC 4180 has it, the first row naming the columns.

In: sheets. Out: bytes, a row at a time. A text that a spreadsheet would take for a formula (it begins with = + - @, a
tab, a carriage return, or a full-width twin of those signs) gets an apostrophe in front, and so does a text that
begins with an apostrophe: take one leading apostrophe off every field and the text is as it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sayso.export.sheets import Sheet
from sayso.export.tables.rows import Row, hands, joined, make_rows

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_PLAIN = (
    "id", "status", "vouched", "form", "confidence", "identity_confidence", "label_confidence", "source_kind",
    "naming", "entity", "candidates", "affiliation", "origin", "act", "negated", "denies", "stance", "factuality",
    "layer", "parent", "comment", "judged_by", "judged_at", "page_id", "reading_id", "document_id", "location",
    "title", "outlet", "published", "fetched_at", "language", "run_id", "version", "weights",
)  # fmt: skip
_PARTS = ("source", "cue", "content")
COLUMNS = (
    *_PLAIN[:4], *_PARTS, *_PLAIN[4:13], "chain", *_PLAIN[13:18], "evidence",
    *(f"{part}_places" for part in _PARTS), *_PLAIN[18:],
)  # fmt: skip


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield the names of the columns, then the rows."""
    return write_rows(COLUMNS, map(flatten, make_rows(sheets)))


def write_rows(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the names of columns, then rows of plain values, guarded."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    yield _taken(buffer)
    for row in rows:
        writer.writerow({name: guard(value) for name, value in row.items()})
        yield _taken(buffer)


def flatten(row: Row) -> dict[str, Any]:
    """Return a row with one text for each part, and its places as `start-end`, apart by `;`, `?` if not located."""
    flat: dict[str, Any] = {name: row[name] for name in _PLAIN}
    flat |= {part: joined(row[part]) for part in _PARTS}
    flat |= {f"{part}_places": ";".join(_place(span) for span in row[part]) for part in _PARTS}
    flat["candidates"] = "; ".join(row["candidates"]) or None
    flat["chain"] = hands(row)
    flat["evidence"] = "; ".join(f"{found['kind']}: {found['text']}" for found in row["evidence"])
    return flat


def guard(value: Any) -> Any:
    """Return a field that no spreadsheet computes; other values than texts as they are."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value.startswith(_GUARDED) else value


def _place(span: Row) -> str:
    return "?" if span["start"] is None else f"{span['start']}-{span['end']}"


def _taken(buffer: io.StringIO) -> bytes:
    taken = buffer.getvalue().encode("utf-8", "backslashreplace")
    buffer.seek(0)
    buffer.truncate()
    return taken
