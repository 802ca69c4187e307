"""The tables that pieces hold, and a reading as their rows.

In: readings. Out: rows, and the columns of each table: a page a row in `readings`, with its bytes and the record whole;
a statement a row in `statements`, an event as one source tells it a row in `events`, both as exports have them; a
mention a row in `mentions`. What stands in readers' comments is in the record alone, which is not for others' eyes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sayso.export.events import make_sheet
from sayso.export.events import tables as event_tables
from sayso.export.events.rows import version_rows
from sayso.export.json.page import encodable, mention_object
from sayso.export.readers import without_comments
from sayso.export.sheets import Sheet
from sayso.export.tables.arrow import make_schema
from sayso.export.tables.rows import make_row
from sayso.ledger import Hit
from sayso.ledger.store.codec import pack
from sayso.records import Document, Reading, Span, Statement

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("readings", "statements", "mentions", "events")
Row = Mapping[str, Any]


def columns_of(table: str) -> pa.Schema:
    """Return the columns of a table and their types."""
    if table in _EXPORTED:
        return _EXPORTED[table]()
    import pyarrow as pa

    text, whole, part = pa.string(), pa.int64(), pa.float64()
    span = {"start": whole, "end": whole, "text": text}
    amount = pa.struct(span | {"measure": text, "value": part, "bound": text, "unit": text, "counts": text})
    texts = _MENTION if table == "mentions" else _READING
    others: dict[str, Any] = (
        {
            "content": pa.list_(pa.struct(span)),
            "quantities": pa.list_(amount),
            "confidence": part,
            **dict.fromkeys(("named", "denied", "negative", "origin_named"), pa.bool_()),
        }
        if table == "mentions"
        else {
            "number": whole,
            "offset": whole,
            "statements": whole,
            "bytes": whole,
            "seconds": part,
            "page": pa.binary(),
        }
    )
    return pa.schema({**dict.fromkeys(texts, text), **others})


_EXPORTED = {"statements": make_schema, "events": event_tables.make_schema}
_READING = (
    "page_id", "reading_id", "run_id", "location", "fetched_at", "archive", "title", "outlet", "published", "language",
    "failure", "message", "media_type", "sha256", "record",
)  # fmt: skip
_MENTION = (
    "id", "statement", "voice", "holder", "affiliation", "stand", "origin", "page_id", "reading_id", "document_id",
    "location", "title", "outlet", "published",
)  # fmt: skip


def reading_row(reading: Reading, *, keep_page: bool) -> Row:
    """Return a reading as a row; its record has the page without its bytes, which stand beside it if they are kept."""
    page, document, failure = reading.page, reading.document, reading.failure
    return {
        **_page(reading),
        "run_id": reading.run.id,
        "fetched_at": page.fetched_at.isoformat() if page.fetched_at else None,
        "archive": encodable(page.origin.location) if page.origin else None,
        "number": page.origin.number if page.origin else None,
        "offset": page.origin.offset if page.origin else None,
        "language": document.language if document else None,
        "statements": len(reading.statements),
        "failure": failure.kind if failure else None,
        "message": encodable(failure.message) if failure else None,
        "media_type": page.media_type,
        "sha256": page.sha256,
        "bytes": page.size,
        "seconds": reading.seconds,
        "page": page.data if keep_page else None,
        "record": pack(replace(reading, page=replace(page, data=b""))),
    }


def statement_rows(reading: Reading) -> Iterator[Row]:
    """Yield the statements of an article as rows."""
    if reading.document is None:
        return
    bare = without_comments(reading, reading.document)
    document = bare.document or reading.document
    sheet = Sheet(reading=bare, document=document, hits=())
    for statement in bare.statements:
        yield make_row(sheet, _hit(bare, document, statement))


def mention_rows(reading: Reading) -> Iterator[Row]:
    """Yield the mentions of an article as rows."""
    if reading.document is None:
        return
    bare = without_comments(reading, reading.document)
    document = bare.document or reading.document
    page = _page(bare) | {"document_id": document.id}
    for mention in bare.mentions:
        yield page | mention_object(document, mention)


def event_rows(reading: Reading) -> Iterator[Row]:
    """Yield the events of an article as rows, one for each source that tells it."""
    sheet = make_sheet(reading)
    if sheet:
        yield from version_rows((sheet,))


def _page(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "page_id": reading.page.id,
        "reading_id": reading.id,
        "location": encodable(reading.page.location),
        "title": document.title if document else None,
        "outlet": document.outlet if document else None,
        "published": document.published if document else None,
    }


def _hit(reading: Reading, document: Document, statement: Statement) -> Hit:
    def words(spans: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(map(document.quote, spans))

    return Hit(
        statement=statement,
        source=words(statement.source),
        cue=words(statement.cue),
        content=words(statement.content),
        page_id=reading.page.id,
        reading_id=reading.id,
        location=reading.page.location,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
    )
