"""Write claims, or their mentions, as CSV and Parquet.

In: sheets. Out: bytes, a row or a row group at a time. CSV is quoted and guarded as the CSV of statements is; lists
are apart by `; `, places are `start-end`, `?` where not located.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso.export.claims.rows import Row, claim_rows, mention_rows
from sayso.export.claims.sheets import ClaimSheet
from sayso.export.tables.csv_rows import write_rows as write_csv
from sayso.export.tables.rows import joined

if TYPE_CHECKING:
    import pyarrow as pa

_CLAIMS = (
    "id", "text", "title", "status", "vouched", "contested", "mentions", "pages", "holders", "independent", "unknown",
    "independent_origins", "unknown_origins", "asserted_by", "denied_by", "contradicts", "narrows", "first", "last",
)  # fmt: skip
_LISTS = ("independent_origins", "unknown_origins", "asserted_by", "denied_by", "contradicts", "narrows")
_COUNTS = ("mentions", "pages", "holders", "independent", "unknown")
_MENTIONS = (
    "claim_id", "claim_text", "claim_status", "stand", "sure", "id", "voice", "holder", "named", "affiliation",
    "origin", "origin_named", "content", "content_places", "quantities", "statement", "page_id", "reading_id",
    "document_id", "location", "title", "outlet", "published",
)  # fmt: skip
_BOUNDS = {"=": "", ">=": ">=", "<=": "<=", "~": "~"}


def claims_csv(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Yield claims, one a row, the first row naming the columns."""
    return write_csv(_CLAIMS, map(_flat_claim, claim_rows(sheets)))


def mentions_csv(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Yield the mentions of claims, one a row, the first row naming the columns."""
    return write_csv(_MENTIONS, map(_flat_mention, mention_rows(sheets)))


def claims_parquet(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Return the bytes of a Parquet file of claims. Raises MissingExtra at once."""
    return _write_parquet(claim_rows(sheets), _claim_columns)


def mentions_parquet(sheets: Iterable[ClaimSheet]) -> Iterator[bytes]:
    """Return the bytes of a Parquet file of mentions. Raises MissingExtra at once."""
    return _write_parquet(mention_rows(sheets), _mention_columns)


def _write_parquet(rows: Iterator[Row], columns: Callable[[], dict[str, pa.DataType]]) -> Iterator[bytes]:
    from sayso.export.tables.arrow import import_arrow, write_rows

    import_arrow()
    import pyarrow as pa

    return write_rows(rows, pa.schema(columns()))


def _claim_columns() -> dict[str, pa.DataType]:
    import pyarrow as pa

    return (
        dict.fromkeys(_CLAIMS, pa.string())
        | dict.fromkeys(_LISTS, pa.list_(pa.string()))
        | dict.fromkeys(_COUNTS, pa.int64())
        | {"contested": pa.bool_()}
    )


def _mention_columns() -> dict[str, pa.DataType]:
    import pyarrow as pa

    text, span = pa.string(), {"start": pa.int64(), "end": pa.int64(), "text": pa.string()}
    amount = {**span, "measure": text, "value": pa.float64(), "bound": text, "unit": text}
    columns = dict.fromkeys((name for name in _MENTIONS if name != "content_places"), text)
    return columns | {
        "sure": pa.float64(),
        "named": pa.bool_(),
        "origin_named": pa.bool_(),
        "content": pa.list_(pa.struct(span)),
        "quantities": pa.list_(pa.struct(amount)),
    }


def _flat_claim(row: Row) -> Row:
    return row | {name: "; ".join(row[name]) or None for name in _LISTS}


def _flat_mention(row: Row) -> Row:
    return row | {
        "content": joined(row["content"]),
        "content_places": ";".join(map(_place, row["content"])),
        "quantities": "; ".join(map(_amount, row["quantities"])) or None,
    }


def _place(span: dict[str, Any]) -> str:
    return "?" if span["start"] is None else f"{span['start']}-{span['end']}"


def _amount(amount: dict[str, Any]) -> str:
    return f"{_BOUNDS[amount['bound']]}{amount['value']:.12g} {amount['measure']}".strip()
