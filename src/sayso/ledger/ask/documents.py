"""List the pages that were read. In: a query. Out: the current readings, the newest first, each with its cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from sayso.ledger.answers import DocumentEntry, DocumentQuery
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.ask.search import shown
from sayso.ledger.store.codec import storable, unpack
from sayso.ledger.store.folding import find_phrases
from sayso.ledger.store.fulltext import document_words, holds
from sayso.ledger.store.schema import (
    captures,
    current_readings,
    documents,
    pages,
    readings,
    statements,
)
from sayso.records import Capture, Failure

_Row = Row[*tuple[Any, ...]]


def list_documents(connection: Connection, query: DocumentQuery) -> Iterator[DocumentEntry]:
    """Yield the current readings, the newest first."""
    wanted = {("title", "text"): query.words, ("outlet",): query.outlet}
    phrases = {columns: find_phrases(asked) for columns, asked in wanted.items() if asked is not None}
    if not all(phrases.values()):
        return
    key = current_readings.c.reading_key
    chosen = select(key).select_from(
        current_readings.join(readings, readings.c.key == key).outerjoin(
            documents, documents.c.key == readings.c.document_key
        )
    )
    if phrases:
        found = select(document_words.c.rowid).where(holds(connection, document_words, phrases))
        chosen = chosen.where(readings.c.document_key.in_(found))
    if query.location is not None:
        met = select(captures.c.page_key).where(captures.c.location == storable(query.location))
        chosen = chosen.where(current_readings.c.page_key.in_(met))
    if query.since is not None:
        chosen = chosen.where(documents.c.published_on >= query.since)
    if query.until is not None:
        chosen = chosen.where(documents.c.published_on <= query.until)
    if query.after is not None:
        chosen = chosen.where(key < read_cursor("d", query.after, (int,))[0])
    keys = connection.execute(chosen.order_by(key.desc()).limit(query.limit)).scalars().all()
    for row in connection.execute(_entries(keys)):
        yield _document_entry(row)


def _entries(keys: Sequence[int]) -> Select[Any]:
    """Return what the list tells of these readings; what has to be counted is counted for them alone."""
    return (
        select(
            readings.c.key.label("reading_key"),
            readings.c.id.label("reading_id"),
            readings.c.read_at,
            readings.c.failure,
            pages.c.id.label("page_id"),
            captures.c.record.label("capture"),
            *(documents.c[name] for name in ("id", "title", "outlet", "published", "comments")),
            _spoken(readings.c.key),
        )
        .select_from(
            readings.join(pages, pages.c.key == readings.c.page_key)
            .join(captures, captures.c.key == readings.c.capture_key)
            .outerjoin(documents, documents.c.key == readings.c.document_key)
        )
        .where(readings.c.key.in_(keys))
        .order_by(readings.c.key.desc())
    )


def _spoken(reading_key: ColumnElement[int]) -> ColumnElement[int]:
    there = select(func.count()).where(statements.c.reading_key == reading_key, *shown())
    return there.scalar_subquery().label("spoken")


def _document_entry(row: _Row) -> DocumentEntry:
    capture = unpack(row.capture, Capture)
    return DocumentEntry(
        page_id=row.page_id,
        reading_id=row.reading_id,
        document_id=row.id,
        location=capture.location,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        fetched_at=capture.fetched_at,
        read_at=datetime.fromisoformat(row.read_at),
        statements=row.spoken,
        comments=row.comments or 0,
        failure=unpack(row.failure, Failure) if row.failure else None,
        cursor=make_cursor("d", row.reading_key),
    )
