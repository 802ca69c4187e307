"""The lists of a ledger: pages read, sources, what one source said, contents alike, counts of labels.

In: what a list is asked for. Out: a page of it, each entry with the cursor to go on behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, tuple_

from sayso.errors import UnknownId
from sayso.ledger.answers import DocumentEntry, DocumentQuery, Facets, Hit, Query, SourceEntry
from sayso.ledger.codec import storable, unpack
from sayso.ledger.cursors import make_cursor, read_cursor
from sayso.ledger.fulltext import document_words, holds
from sayso.ledger.ids import find_statement
from sayso.ledger.likeness import nearness
from sayso.ledger.schema import (
    captures,
    current_readings,
    documents,
    judgements,
    likenesses,
    pages,
    readings,
    source_pages,
    sources,
    statements,
)
from sayso.ledger.search import HIT_COLUMNS, HIT_TABLES, make_hit, search_statements
from sayso.ledger.words import find_phrases
from sayso.records import Capture, Failure

_Row = Row[*tuple[Any, ...]]
FACETS_OVER = 5_000  # hits that facets are counted over
_CANDIDATES = 500  # contents that share a hash and are compared with one content


def list_documents(connection: Connection, query: DocumentQuery) -> Iterator[DocumentEntry]:
    """Yield the current readings, the newest first."""
    wanted = {("title", "text"): query.words, ("outlet",): query.outlet}
    phrases = {columns: find_phrases(asked) for columns, asked in wanted.items() if asked is not None}
    if not all(phrases.values()):
        return
    key = current_readings.c.reading_key
    chosen = select(
        key,
        readings.c.id.label("reading_id"),
        readings.c.read_at,
        readings.c.failure,
        pages.c.id.label("page_id"),
        captures.c.record.label("capture"),
        *(documents.c[name] for name in ("id", "title", "outlet", "published", "comments")),
        _spoken(key),
    ).select_from(
        current_readings.join(readings, readings.c.key == key)
        .join(pages, pages.c.key == readings.c.page_key)
        .join(captures, captures.c.key == readings.c.capture_key)
        .outerjoin(documents, documents.c.key == readings.c.document_key)
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
    for row in connection.execute(chosen.order_by(key.desc()).limit(query.limit)):
        yield _document_entry(row)


def list_sources(
    connection: Connection, *, words: str | None, kind: str | None, after: str | None, limit: int
) -> Iterator[SourceEntry]:
    """Yield the sources, those with most statements first."""
    chosen = select(sources)
    for phrase in find_phrases(words) if words is not None else ():
        chosen = chosen.where((" " + sources.c.folded).contains(f" {phrase}", autoescape=True))
    if words is not None and not find_phrases(words):
        return
    if kind is not None:
        chosen = chosen.where(sources.c.kind == kind)
    order = (sources.c.statements, sources.c.id)
    if after is not None:
        chosen = chosen.where(tuple_(*order) < tuple_(*read_cursor("o", after, (int, str))))
    for row in connection.execute(chosen.order_by(*(each.desc() for each in order)).limit(limit)):
        yield _source_entry(row)


def find_source(connection: Connection, key: str) -> SourceEntry:
    """Return one source. Raises UnknownId."""
    row = connection.execute(select(sources).where(sources.c.id == key)).one_or_none()
    if row is None:
        raise UnknownId(f"No source of this ledger has the key {key[:60]!r}.")
    return _source_entry(row)


def list_said(connection: Connection, key: str, *, after: str | None, limit: int) -> Iterator[Hit]:
    """Yield what a source said, the oldest publication first, what has no known day last. Raises UnknownId."""
    find_source(connection, key)
    day, page = source_pages.c.day, source_pages.c.page_key
    joined = HIT_TABLES.join(
        source_pages,
        and_(
            source_pages.c.reading_key == statements.c.reading_key, source_pages.c.source_id == statements.c.source_id
        ),
    )
    chosen = select(*HIT_COLUMNS, day, page).select_from(joined)
    chosen = chosen.where(source_pages.c.source_id == key, *_shown())
    if after is not None:
        at_day, at_page, at_key = read_cursor("a", after, (int, int, int))
        behind = and_(day == at_day, page == at_page, statements.c.key < at_key)
        chosen = chosen.where(or_(tuple_(day, page) > tuple_(at_day, at_page), behind))
    for row in connection.execute(chosen.order_by(day, page, statements.c.key.desc()).limit(limit)):
        yield make_hit(row, make_cursor("a", row.day, row.page_key, row.key))


def recall_statement(connection: Connection, given: str) -> Hit:
    """Return one statement: of a current reading, else of the newest that holds it. Raises UnknownId."""
    key = find_statement(connection, given)
    anywhere = (
        statements.join(readings, readings.c.key == statements.c.reading_key)
        .join(documents, documents.c.key == readings.c.document_key)
        .join(captures, captures.c.key == readings.c.capture_key)
        .join(pages, pages.c.key == readings.c.page_key)
        .outerjoin(judgements, judgements.c.key == statements.c.judgement_key)
    )
    row = connection.execute(select(*HIT_COLUMNS).select_from(anywhere).where(statements.c.key == key)).one()
    return make_hit(row, make_cursor("s", 0, key))


def list_alike(connection: Connection, given: str, *, limit: int) -> Iterator[Hit]:
    """Yield the statements of other pages whose content is nearly the same, the nearest first. Raises UnknownId."""
    key = find_statement(connection, given)
    content, page_id = _content(connection, key)
    hashes = select(likenesses.c.hash).where(likenesses.c.statement_key == key)
    candidates = (
        select(likenesses.c.statement_key, func.count().label("shared"))
        .where(likenesses.c.hash.in_(hashes), likenesses.c.statement_key != key)
        .group_by(likenesses.c.statement_key)
        .order_by(func.count().desc(), likenesses.c.statement_key.desc())
        .limit(_CANDIDATES)
        .subquery()
    )
    chosen = select(*HIT_COLUMNS).select_from(
        HIT_TABLES.join(candidates, candidates.c.statement_key == statements.c.key)
    )
    near = []
    for row in connection.execute(chosen.where(pages.c.id != page_id, *_shown())):
        score = nearness(content, " ".join(unpack(row.texts, dict[str, tuple[str, ...]])["content"]))
        if score:
            near.append((-score, -row.key, row))
    for _, _, row in sorted(near, key=lambda each: each[:2])[:limit]:
        yield make_hit(row, make_cursor("s", 0, row.key))


def count_facets(connection: Connection, query: Query) -> Facets:
    """Return how many of the first hits have which label."""
    hits = list(search_statements(connection, replace(query, after=None, limit=FACETS_OVER + 1)))
    counted = hits[:FACETS_OVER]

    def counts(values: Iterator[str | None]) -> tuple[tuple[str, int], ...]:
        known = Counter(value for value in values if value)
        return tuple(sorted(known.items(), key=lambda each: (-each[1], each[0])))

    said = [hit.statement for hit in counted]
    return Facets(
        counted=len(counted),
        capped=len(hits) > FACETS_OVER,
        act=counts(each.act for each in said),
        kind=counts(each.source_kind for each in said),
        naming=counts(each.naming for each in said),
        form=counts(each.form for each in said),
        stance=counts(each.stance for each in said),
        denies=counts("true" if each.denies else "false" for each in said),
        outlet=counts(hit.outlet for hit in counted),
        year=counts((hit.published or "")[:4] for hit in counted),
    )


def _spoken(reading_key: ColumnElement[int]) -> ColumnElement[int]:
    there = select(func.count()).where(statements.c.reading_key == reading_key, *_shown())
    return there.scalar_subquery().label("spoken")


def _shown() -> tuple[ColumnElement[bool], ...]:
    return func.coalesce(statements.c.layer, "") == "article", statements.c.status != "rejected"


def _content(connection: Connection, key: int) -> tuple[str, str]:
    chosen = select(statements.c.texts, pages.c.id).select_from(
        statements.join(readings, readings.c.key == statements.c.reading_key).join(
            pages, pages.c.key == readings.c.page_key
        )
    )
    row = connection.execute(chosen.where(statements.c.key == key)).one()
    return " ".join(unpack(row.texts, dict[str, tuple[str, ...]])["content"]), row.id


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


def _source_entry(row: _Row) -> SourceEntry:
    return SourceEntry(
        key=row.id,
        name=row.name,
        kind=row.kind,
        naming=row.naming,
        affiliation=row.affiliation,
        statements=row.statements,
        pages=row.pages,
        denies=row.denies,
        first=date.fromordinal(row.first_day) if row.first_day else None,
        last=date.fromordinal(row.last_day) if row.last_day else None,
        cursor=make_cursor("o", row.statements, row.id),
    )
