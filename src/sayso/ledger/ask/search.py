"""Search the statements of current readings.

In: a query. Out: hits, newest reading first and in the order of the page inside it: first the statements that hold the
words themselves, then those of documents that do.

A search is made in parts, each behind the row where the last one ended: between two parts no connection is held, and
what is found is never gathered. Of each part the keys are found first, from as few tables as can tell them, and what is
shown is looked up for these alone: so the planner of PostgreSQL knows how few rows it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Join, Row, Select, func, not_, select

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
_Column = Callable[[ColumnElement[Any]], ColumnElement[Any]]
_PART = 200  # statements of one part of a search
_FEW = 500  # documents from which a search in a file begins, rather than go through all pages
_LIST = "s"
_SAID = ("source", "content")
CURRENT = statements.join(current_readings, current_readings.c.reading_key == statements.c.reading_key)
TABLES = statements.join(readings, readings.c.key == statements.c.reading_key).join(
    documents, documents.c.key == readings.c.document_key
)
HIT_TABLES = (
    TABLES.join(captures, captures.c.key == readings.c.capture_key)
    .join(pages, pages.c.key == readings.c.page_key)
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
_PAGES = (
    current_readings.join(readings, readings.c.key == current_readings.c.reading_key)
    .join(documents, documents.c.key == readings.c.document_key)
    .join(statements, statements.c.reading_key == current_readings.c.reading_key)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Rows of a part of a search, each with whether the words stand elsewhere in the document, and where to go on."""

    rows: Sequence[tuple[_Row, bool]]
    after: str | None  # None where nothing is left


def shown() -> tuple[ColumnElement[bool], ...]:
    """Return what holds of statements that lists show: of articles, and rejected by nobody."""
    return func.coalesce(statements.c.layer, "") == "article", statements.c.status != "rejected"


def search_statements(transaction: Callable[[], AbstractContextManager[Connection]], query: Query) -> Iterator[Hit]:
    """Yield the statements a query asks for, in parts that have a transaction each."""
    left = query.limit
    while left is None or left > 0:
        with transaction() as connection:
            part = replace(query, limit=_PART if left is None else min(left, _PART))
            found = find_rows(connection, part, HIT_COLUMNS, HIT_TABLES)
        for row, in_document in found.rows:
            yield make_hit(row, make_cursor(_LIST, int(in_document), row.key), in_document=in_document)
        if found.after is None:
            return
        query = replace(query, after=found.after)
        left = None if left is None else left - _PART


def find_rows(
    connection: Connection,
    query: Query,
    columns: Sequence[ColumnElement[Any]],
    tables: Join,
    *also: ColumnElement[bool],
) -> Found:
    """Return columns of the first statements that a query asks for; its limit is for each of its parts."""
    wanted = _wanted(query)
    if not all(wanted.values()) or (query.outlet is not None and not find_phrases(query.outlet)):
        return Found(rows=(), after=None)  # asked for words, but gave none: "?!" stands nowhere
    limit = _PART if query.limit is None else query.limit
    phase, key = _place(query)
    rows: list[tuple[_Row, bool]] = []
    for in_document in (False, True) if query.words else (False,):
        if in_document < phase or len(rows) == limit:
            continue
        below = key if query.after is not None and in_document == phase else None
        part = _Part(wanted=wanted, in_document=in_document, below=below)
        found = _keys(connection, query, part).where(*also).limit(limit - len(rows)).subquery("found")
        chosen = select(*columns).select_from(tables.join(found, found.c.key == statements.c.key))
        rows += [(row, in_document) for row in connection.execute(chosen.order_by(found.c.key.desc()))]
    more = rows and len(rows) == limit
    return Found(rows=rows, after=make_cursor(_LIST, int(rows[-1][1]), rows[-1][0].key) if more else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One of the two parts of a search: what words, in the statements or else in the document, below which key."""

    wanted: Wanted
    in_document: bool
    below: int | None

    @property
    def here(self) -> Wanted:
        """What the words of the statement itself must hold."""
        return {c: phrases for c, phrases in self.wanted.items() if not self.in_document or c != _SAID}


def _place(query: Query) -> tuple[int, int]:
    if query.after is None:
        return 0, 0
    phase, key = read_cursor(_LIST, query.after, (int, int))
    return int(phase), int(key)


def _wanted(query: Query) -> dict[tuple[str, ...], tuple[str, ...]]:
    asked = {_SAID: query.words, ("source",): query.source, ("origin",): query.origin}
    return {columns: find_phrases(words) for columns, words in asked.items() if words is not None}


def _keys(connection: Connection, query: Query, part: _Part) -> Select[Any]:
    """Return the keys of the statements that a part of a search finds, in an order that needs no sorting of all."""
    find = _keys_in_file if connection.dialect.name == "sqlite" else _keys_on_server
    return find(connection, query, part)


def _keys_on_server(connection: Connection, query: Query, part: _Part) -> Select[Any]:
    """Leave it to the planner of PostgreSQL where to begin: it knows how common words and labels are."""
    about_pages = tuple(_documents(connection, query, _itself, in_document=part.in_document))
    tables: FromClause = _PAGES if about_pages else CURRENT
    labels = (*(column == value for column, value in _labels(query)), *_of_articles(query, _itself))
    if part.wanted:
        tables = tables.join(statement_words, statement_words.c.rowid == statements.c.key)
    chosen = select(statements.c.key).select_from(tables).where(*about_pages, *labels, *_bounds(query))
    if part.here:
        chosen = chosen.where(holds(connection, statement_words, part.here))
    if part.in_document:
        chosen = chosen.where(not_(holds(connection, statement_words, part.wanted)))
    if part.below is not None:
        chosen = chosen.where(statements.c.key < part.below)
    if about_pages and not part.here:
        chosen = chosen.order_by(current_readings.c.reading_key.desc())
        if part.below is not None:
            chosen = chosen.where(current_readings.c.reading_key <= reading_of(part.below))
    return chosen.order_by(statements.c.key.desc())


def _keys_in_file(connection: Connection, query: Query, part: _Part) -> Select[Any]:
    """Tell SQLite where to begin: by page, with the words, or straight off the statements by the rarest label."""
    about_pages = tuple(_documents(connection, query, _aside, in_document=part.in_document))
    few = _few(connection, tuple(_documents(connection, query, _itself, in_document=part.in_document)))
    asked = tuple(_labels(query))
    labels = [_aside(each) == value for each, value in asked]
    if asked and not about_pages:
        labels[0] = asked[0][0] == asked[0][1]
    chosen = select(statements.c.key).select_from(_PAGES if about_pages else CURRENT)
    pages_asked = about_pages if few is None else (documents.c.key.in_(few),)
    chosen = chosen.where(*pages_asked, *labels, *_bounds(query), *_of_articles(query, _aside))
    if part.below is not None:
        chosen = chosen.where(statements.c.key < part.below)
    if about_pages:
        chosen = chosen.order_by(current_readings.c.reading_key.desc())
        if part.below is not None:
            chosen = chosen.where(current_readings.c.reading_key <= reading_of(part.below))
    if part.here and not about_pages:
        return _streamed(connection, chosen, part)
    chosen = chosen.order_by(statements.c.key.desc())
    if part.here:
        chosen = chosen.where(_aside(statements.c.key).in_(_holding(connection, part.here, part.below)))
    if part.in_document:
        chosen = chosen.where(statements.c.key.not_in(_holding(connection, part.wanted, part.below)))
    return chosen


def _few(connection: Connection, about_pages: Sequence[ColumnElement[bool]]) -> Sequence[int] | None:
    """Return the documents that are asked about where they are few: going through all pages would find little."""
    if not about_pages:
        return None
    tables = current_readings.join(readings, readings.c.key == current_readings.c.reading_key)
    tables = tables.join(documents, documents.c.key == readings.c.document_key)
    found = connection.execute(select(documents.c.key).select_from(tables).where(*about_pages).limit(_FEW + 1))
    keys = found.scalars().all()
    return None if len(keys) > _FEW else keys


def _streamed(connection: Connection, chosen: Select[Any], part: _Part) -> Select[Any]:
    """Let FTS5 lead: it gives rows by falling key as they are asked for, where a subquery gathers all of them."""
    # 2 ms for the first 50 of a common word, not 20
    chosen = chosen.where(holds(connection, statement_words, part.here))
    chosen = chosen.where(statements.c.key == _aside(statement_words.c.rowid))
    if part.below is not None:
        chosen = chosen.where(statement_words.c.rowid < part.below)
    return chosen.order_by(statement_words.c.rowid.desc())


def _labels(query: Query) -> Iterator[tuple[ColumnElement[Any], Any]]:
    """Yield the labels that are asked for, those first that few statements have."""
    asked = (
        (statements.c.source_id, query.source_key),
        (statements.c.entity_key, None if query.entity is None else name_key(query.entity) or ""),
        (statements.c.status, query.status),
        (statements.c.stance, query.stance),
        (statements.c.act, query.act),
        (statements.c.source_kind, query.kind),
        (statements.c.naming, query.naming),
        (statements.c.denies, query.denies),
        (statements.c.form, query.form),
    )
    return ((column, value) for column, value in asked if value is not None)


def _of_articles(query: Query, column: _Column) -> Iterator[ColumnElement[bool]]:
    if not query.comments:
        yield column(statements.c.layer) == "article"


def _bounds(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.min_confidence is not None:
        yield statements.c.confidence >= query.min_confidence
    if query.status is None:
        yield statements.c.status != "rejected"


def _documents(
    connection: Connection, query: Query, column: _Column, *, in_document: bool
) -> Iterator[ColumnElement[bool]]:
    wanted: dict[tuple[str, ...], tuple[str, ...]] = {}
    if query.outlet is not None:
        wanted[("outlet",)] = find_phrases(query.outlet)
    if in_document:
        where = ("title", "text", "comments") if query.comments else ("title", "text")
        wanted[where] = find_phrases(query.words or "")
    if wanted:
        worded = select(document_words.c.rowid).where(holds(connection, document_words, wanted))
        # by the index of words alone: PostgreSQL thinks that a word which stands nowhere must come up if it goes on
        yield column(documents.c.key).in_(
            select(worded.cte("worded").prefix_with("MATERIALIZED", dialect="postgresql"))
        )
    if query.page_id is not None:
        yield current_readings.c.page_key.in_(select(pages.c.key).where(pages.c.id == query.page_id))
    if query.location is not None:
        met = select(captures.c.page_key).where(captures.c.location == storable(query.location))
        yield current_readings.c.page_key.in_(met)
    if query.since is not None:
        yield column(documents.c.published_on) >= query.since
    if query.until is not None:
        yield column(documents.c.published_on) <= query.until


def _holding(connection: Connection, wanted: Wanted, below: int | None) -> Select[Any]:
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
