"""The lists of a ledger: pages read, sources, what one source said, contents alike, counts of labels.

In: what a list is asked for. Out: a page of it, each entry with the cursor to go on behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, extract, func, select, tuple_

from sayso.errors import UnknownId
from sayso.ledger.answers import Counts, DocumentEntry, DocumentQuery, Facets, Hit, Query, SourceEntry
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.ask.search import HIT_COLUMNS, HIT_TABLES, TABLES, make_hit, search_rows
from sayso.ledger.store.codec import storable, unpack
from sayso.ledger.store.folding import find_phrases
from sayso.ledger.store.fulltext import document_words, holds
from sayso.ledger.store.ids import find_statement
from sayso.ledger.store.schema import (
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
from sayso.ledger.write.likeness import nearness
from sayso.records import Capture, Failure

_Row = Row[*tuple[Any, ...]]
FACETS_OVER = 2_000  # hits that facets are counted over
_FACETS = ("act", "kind", "naming", "form", "stance", "denies", "outlet", "year")
_COUNTED = (
    *(statements.c[name] for name in ("act", "source_kind", "naming", "form", "stance", "denies")),
    documents.c.outlet,
    extract("year", documents.c.published_on),
)
_CANDIDATES = 100  # contents that share a hash and are compared with one content


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
    at = read_cursor("a", after, (int, int, int)) if after is not None else (-1, -1, 0)
    day, page = source_pages.c.day, source_pages.c.page_key
    spoken = select(source_pages.c.reading_key, day, page).where(
        source_pages.c.source_id == key, tuple_(day, page) >= tuple_(*at[:2])
    )
    # each page has one statement of the source at least, so that these pages are enough
    places = {row.reading_key: row for row in connection.execute(spoken.order_by(day, page).limit(limit + 1))}
    said = select(*HIT_COLUMNS, statements.c.reading_key).select_from(HIT_TABLES)
    said = said.where(statements.c.source_id == key, statements.c.reading_key.in_(places), *_shown())
    found = []
    for row in connection.execute(said):
        place = places[row.reading_key]
        found.append((place.day, place.page_key, -row.key, row))
    behind = (each for each in sorted(found, key=lambda each: each[:3]) if each[:3] > (at[0], at[1], -int(at[2])))
    for place_day, place_page, _, row in islice(behind, limit):
        yield make_hit(row, make_cursor("a", place_day, place_page, row.key))


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
    enough = 2 if connection.execute(select(func.count()).select_from(hashes.subquery())).scalar_one() > 3 else 1
    candidates = (
        select(likenesses.c.statement_key)
        .where(likenesses.c.hash.in_(hashes), likenesses.c.statement_key != key)
        .group_by(likenesses.c.statement_key)
        .having(func.count() >= enough)
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
    asked = replace(query, after=None, limit=FACETS_OVER + 1)
    hits = [row for row, _ in search_rows(connection, asked, select(*_COUNTED).select_from(TABLES))]
    counts = [_counts(each) for each in zip(*hits[:FACETS_OVER], strict=True)] or [()] * len(_FACETS)
    fields = dict(zip(_FACETS, counts, strict=True))
    return Facets(counted=min(len(hits), FACETS_OVER), capped=len(hits) > FACETS_OVER, **fields)


def _counts(values: Iterable[object]) -> Counts:
    known = {value: number for value, number in Counter(values).items() if value is not None and value != ""}
    named = ((str(value).lower() if isinstance(value, bool) else str(value), n) for value, n in known.items())
    return tuple(sorted(named, key=lambda each: (-each[1], each[0])))


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
