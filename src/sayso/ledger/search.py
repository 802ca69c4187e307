"""Search the statements of current readings.

In: a query. Out: a stream of hits, newest reading first and in the order of the page inside it: first the statements
that hold the words themselves, then those of documents that do. No search sorts or gathers; memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from sayso.ledger.answers import Hit, Query
from sayso.ledger.codec import unpack
from sayso.ledger.fulltext import Wanted, document_words, holds, statement_words
from sayso.ledger.schema import captures, current_readings, documents, pages, readings, statements
from sayso.ledger.words import find_phrases
from sayso.records import Capture, Statement

_BATCH = 200
_COLUMNS = (
    statements.c.record,
    statements.c.texts,
    documents.c.title,
    documents.c.outlet,
    documents.c.published,
    captures.c.record.label("capture"),
    readings.c.id.label("reading_id"),
    pages.c.id.label("page_id"),
)


def search_statements(connection: Connection, query: Query) -> Iterator[Hit]:
    """Yield the statements a query asks for."""
    wanted = _wanted(query)
    if not all(wanted.values()):
        return  # asked for words, but gave none: "?!" stands nowhere
    left = query.limit
    for in_document in (False, True) if query.words else (False,):
        chosen = _chosen(connection, query, wanted, in_document=in_document).limit(left)
        found = 0
        for row in connection.execution_options(yield_per=_BATCH).execute(chosen):
            found += 1
            yield _hit(row, in_document=in_document)
        left = None if left is None else left - found
        if left == 0:
            return


def _wanted(query: Query) -> dict[tuple[str, ...], tuple[str, ...]]:
    asked = {("source", "content"): query.words, ("source",): query.source, ("origin",): query.origin}
    return {columns: find_phrases(words) for columns, words in asked.items() if words is not None}


def _chosen(connection: Connection, query: Query, wanted: Wanted, *, in_document: bool) -> Select[Any]:
    tables = (
        statements.join(current_readings, current_readings.c.reading_key == statements.c.reading_key)
        .join(readings, readings.c.key == statements.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
        .join(captures, captures.c.key == readings.c.capture_key)
        .join(pages, pages.c.key == readings.c.page_key)
    )
    chosen = select(*_COLUMNS).select_from(tables).order_by(statements.c.key.desc())
    for condition in (*_labels(query), *_documents(connection, query)):
        chosen = chosen.where(condition)
    if in_document:
        return chosen.where(*_elsewhere(connection, query, wanted))
    if wanted:
        chosen = chosen.where(statements.c.key.in_(_keys(connection, wanted)))
    return chosen


def _labels(query: Query) -> Iterator[ColumnElement[bool]]:
    asked = {
        statements.c.act: query.act,
        statements.c.source_kind: query.kind,
        statements.c.naming: query.naming,
        statements.c.form: query.form,
        statements.c.stance: query.stance,
        statements.c.denies: query.denies,
        statements.c.layer: None if query.comments else "article",
    }
    yield from (column == value for column, value in asked.items() if value is not None)
    if query.min_confidence is not None:
        yield statements.c.confidence >= query.min_confidence


def _documents(connection: Connection, query: Query) -> Iterator[ColumnElement[bool]]:
    if query.outlet is not None:
        outlet = {("outlet",): find_phrases(query.outlet)}
        keys = select(document_words.c.rowid).where(holds(connection, document_words, outlet))
        yield documents.c.key.in_(keys)
    if query.since is not None:
        yield documents.c.published_on >= query.since
    if query.until is not None:
        yield documents.c.published_on <= query.until


def _keys(connection: Connection, wanted: Wanted) -> Select[Any]:
    return select(statement_words.c.rowid).where(holds(connection, statement_words, wanted))


def _elsewhere(connection: Connection, query: Query, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that the words stand in the document, and the rest of what is wanted in the statement."""
    words = {("title", "text"): find_phrases(query.words or "")}
    yield documents.c.key.in_(select(document_words.c.rowid).where(holds(connection, document_words, words)))
    yield statements.c.key.not_in(_keys(connection, wanted))
    rest = {columns: phrases for columns, phrases in wanted.items() if columns != ("source", "content")}
    if rest:
        yield statements.c.key.in_(_keys(connection, rest))


def _hit(row: Row[Any], *, in_document: bool) -> Hit:
    return Hit(
        statement=unpack(row.record, Statement),
        **unpack(row.texts, dict[str, tuple[str, ...]]),
        page_id=row.page_id,
        reading_id=row.reading_id,
        location=unpack(row.capture, Capture).location,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        in_document=in_document,
    )
