"""Search the statements of current readings.

In: a query. Out: a stream of hits, newest reading first and in the order of the page inside it: first the
statements that hold the words themselves, then those of documents that do. Nothing is sorted or gathered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from sayso.ledger.answers import Hit, Query
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.index.counted import name_key
from sayso.ledger.store.codec import storable, unpack
from sayso.ledger.store.folding import find_phrases
from sayso.ledger.store.fulltext import Wanted, document_words, holds, statement_words
from sayso.ledger.store.schema import (
    captures,
    current_readings,
    documents,
    judgements,
    pages,
    reading_of,
    readings,
    statements,
)
from sayso.records import Capture, Judgement, Statement

_Row = Row[*tuple[Any, ...]]
_BATCH = 200
_LIST = "s"
_SAID = ("source", "content")
TABLES = (
    current_readings.join(readings, readings.c.key == current_readings.c.reading_key)
    .join(documents, documents.c.key == readings.c.document_key)
    .join(statements, statements.c.reading_key == current_readings.c.reading_key)
)
HIT_TABLES = (  # outer joins, though there always is one: SQLite looks these up last, for what is found alone
    TABLES.outerjoin(captures, captures.c.key == readings.c.capture_key)
    .outerjoin(pages, pages.c.key == readings.c.page_key)
    .outerjoin(judgements, judgements.c.key == statements.c.judgement_key)
)
HIT_COLUMNS = (
    statements.c.key,
    func.coalesce(statements.c.judged, statements.c.record).label("record"),
    statements.c.texts,
    statements.c.source_id,
    judgements.c.record.label("judgement"),
    documents.c.title,
    documents.c.outlet,
    documents.c.published,
    captures.c.record.label("capture"),
    readings.c.id.label("reading_id"),
    pages.c.id.label("page_id"),
)


def shown() -> tuple[ColumnElement[bool], ...]:
    """Return what holds of statements that lists show: of articles, and rejected by nobody."""
    return func.coalesce(statements.c.layer, "") == "article", statements.c.status != "rejected"


def search_statements(connection: Connection, query: Query) -> Iterator[Hit]:
    """Yield the statements a query asks for."""
    for row, in_document in search_rows(connection, query, select(*HIT_COLUMNS).select_from(HIT_TABLES)):
        yield make_hit(row, make_cursor(_LIST, int(in_document), row.key), in_document=in_document)


def search_rows(connection: Connection, query: Query, columns: Select[Any]) -> Iterator[tuple[_Row, bool]]:
    """Yield the rows a query asks for, of a selection from `TABLES`, and whether the words stand elsewhere."""
    wanted = _wanted(query)
    if not all(wanted.values()) or (query.outlet is not None and not find_phrases(query.outlet)):
        return  # asked for words, but gave none: "?!" stands nowhere
    left = query.limit
    phase, key = _place(query)
    for in_document in (False, True) if query.words else (False,):
        if in_document < phase:
            continue
        below = key if query.after is not None and in_document == phase else None
        chosen = _chosen(connection, query, columns, _Part(wanted=wanted, in_document=in_document, below=below))
        found = 0
        with connection.execute(chosen.limit(left), execution_options={"yield_per": _BATCH}) as rows:
            for row in rows:
                found += 1
                yield row, in_document
        left = None if left is None else left - found
        if left == 0:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One of the two parts of a search: what words, in the statements or else in the document, below which key."""

    wanted: Wanted
    in_document: bool
    below: int | None


def _place(query: Query) -> tuple[int, int]:
    if query.after is None:
        return 0, 0
    phase, key = read_cursor(_LIST, query.after, (int, int))
    return int(phase), int(key)


def _wanted(query: Query) -> dict[tuple[str, ...], tuple[str, ...]]:
    asked = {_SAID: query.words, ("source",): query.source, ("origin",): query.origin}
    return {columns: find_phrases(words) for columns, words in asked.items() if words is not None}


def _chosen(connection: Connection, query: Query, chosen: Select[Any], part: _Part) -> Select[Any]:
    """Return the search as SQL: by page or straight off the statements, in an order that needs no sorting."""
    about_pages = tuple(_documents(connection, query, in_document=part.in_document))
    column = _aside if about_pages else _itself
    labels = (column(each) == value for each, value in _labels(query))
    chosen = chosen.where(*about_pages, *labels, *_bounds(query))
    if part.below is not None:
        chosen = chosen.where(statements.c.key < part.below)
    if about_pages:
        chosen = chosen.order_by(current_readings.c.reading_key.desc())
        if part.below is not None:
            chosen = chosen.where(current_readings.c.reading_key <= reading_of(part.below))
    here = {c: phrases for c, phrases in part.wanted.items() if not part.in_document or c != _SAID}
    if here and not about_pages and connection.dialect.name == "sqlite":
        return _streamed(connection, chosen, here, part.below)
    chosen = chosen.order_by(statements.c.key.desc())
    if here:
        chosen = chosen.where(column(statements.c.key).in_(_keys(connection, here, part.below)))
    if part.in_document:
        chosen = chosen.where(statements.c.key.not_in(_keys(connection, part.wanted, part.below)))
    return chosen


def _streamed(connection: Connection, chosen: Select[Any], wanted: Wanted, below: int | None) -> Select[Any]:
    """Let FTS5 lead: it gives rows by falling key as they are asked for, where a subquery gathers all of them."""
    # 2 ms for the first 50 of a common word, not 20
    chosen = chosen.where(holds(connection, statement_words, wanted))
    chosen = chosen.where(statements.c.key == _aside(statement_words.c.rowid))
    if below is not None:
        chosen = chosen.where(statement_words.c.rowid < below)
    return chosen.order_by(statement_words.c.rowid.desc())


def _labels(query: Query) -> Iterator[tuple[ColumnElement[Any], Any]]:
    asked = (
        (statements.c.act, query.act),
        (statements.c.source_kind, query.kind),
        (statements.c.naming, query.naming),
        (statements.c.form, query.form),
        (statements.c.stance, query.stance),
        (statements.c.denies, query.denies),
        (statements.c.status, query.status),
        (statements.c.source_id, query.source_key),
        (statements.c.entity_key, None if query.entity is None else name_key(query.entity) or ""),
        (_aside(statements.c.layer), None if query.comments else "article"),
    )
    return ((column, value) for column, value in asked if value is not None)


def _bounds(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.min_confidence is not None:
        yield statements.c.confidence >= query.min_confidence
    if query.status is None:
        yield statements.c.status != "rejected"


def _documents(connection: Connection, query: Query, *, in_document: bool) -> Iterator[ColumnElement[bool]]:
    wanted: dict[tuple[str, ...], tuple[str, ...]] = {}
    if query.outlet is not None:
        wanted[("outlet",)] = find_phrases(query.outlet)
    if in_document:
        where = ("title", "text", "comments") if query.comments else ("title", "text")
        wanted[where] = find_phrases(query.words or "")
    if wanted:
        yield _aside(documents.c.key).in_(
            select(document_words.c.rowid).where(holds(connection, document_words, wanted))
        )
    if query.page_id is not None:
        yield current_readings.c.page_key.in_(select(pages.c.key).where(pages.c.id == query.page_id))
    if query.location is not None:
        met = select(captures.c.page_key).where(captures.c.location == storable(query.location))
        yield current_readings.c.page_key.in_(met)
    if query.since is not None:
        yield _aside(documents.c.published_on) >= query.since
    if query.until is not None:
        yield _aside(documents.c.published_on) <= query.until


def _keys(connection: Connection, wanted: Wanted, below: int | None) -> Select[Any]:
    found = select(statement_words.c.rowid).where(holds(connection, statement_words, wanted))
    return found if below is None else found.where(statement_words.c.rowid < below)


def _itself(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return column


def _aside(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column off its index: SQLite would start there, then sort (184 ms to find 50, not 2)."""
    return func.coalesce(column, column)


def make_hit(row: _Row, cursor: str, *, in_document: bool = False) -> Hit:
    """Return the hit of a row of `HIT_COLUMNS`."""
    judgement = unpack(row.judgement, Judgement) if row.judgement else None
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
        judged_by=judgement.by if judgement else None,
        judged_at=judgement.at if judgement else None,
        source_key=row.source_id,
        cursor=cursor,
    )
