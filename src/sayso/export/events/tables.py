"""Write the versions of events as Parquet. In: sheets. Out: bytes, a row group at a time. Needs the extra `arrow`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sayso.export.events.rows import version_rows
from sayso.export.events.sheets import EventSheet

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "id", "event", "status", "vouched", "confidence", "event_type", "mode", "contexts", "actors", "recipients",
    "reciprocal", "place", "place_name", "geonames_id", "feature", "country", "division", "latitude", "longitude",
    "precision", "place_confidence", "place_candidates", "date", "date_start", "date_end", "granularity", "date_words",
    "date_anchor", "quantities", "told_by", "factuality", "stand", "statement", "cue", "page_id", "reading_id",
    "document_id", "location", "title", "outlet", "published", "fetched_at", "language", "run_id", "version", "weights",
)  # fmt: skip


def write(sheets: Iterable[EventSheet]) -> Iterator[bytes]:
    """Return the bytes of a Parquet file of versions. Raises MissingExtra at once."""
    from sayso.export.tables.arrow import write_rows

    schema = make_schema()
    return write_rows(version_rows(sheets), schema)


def make_schema() -> pa.Schema:
    """Return the columns of versions and their types. Raises MissingExtra."""
    from sayso.export.tables.arrow import import_arrow

    import_arrow()
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    span = {"start": pa.int64(), "end": pa.int64(), "text": text}
    party = {**span, "entity": text, "country": text, "sectors": pa.list_(text)}
    amount = {**span, "measure": text, "value": number, "bound": text, "unit": text, "counts": text}
    return pa.schema(
        dict.fromkeys(COLUMNS, text)
        | dict.fromkeys(("confidence", "latitude", "longitude", "place_confidence"), number)
        | dict.fromkeys(("contexts", "place_candidates"), pa.list_(text))
        | dict.fromkeys(("actors", "recipients"), pa.list_(pa.struct(party)))
        | {
            "reciprocal": pa.bool_(),
            "geonames_id": pa.int64(),
            "quantities": pa.list_(pa.struct(amount)),
            "cue": pa.list_(pa.struct(span)),
        }
    )
