"""List who spoke, and what one of them said. In: words, a kind, a key. Out: entries and hits, each with its cursor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from sayso.errors import UnknownId
from sayso.ledger.answers import Hit, SourceEntry
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.ask.search import HIT_COLUMNS, HIT_TABLES, make_hit, shown
from sayso.ledger.store.folding import find_phrases
from sayso.ledger.store.schema import (
    source_pages,
    sources,
    statements,
)

_Row = Row[*tuple[Any, ...]]


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
    said = said.where(statements.c.source_id == key, statements.c.reading_key.in_(places), *shown())
    found = []
    for row in connection.execute(said):
        place = places[row.reading_key]
        found.append((place.day, place.page_key, -row.key, row))
    behind = (each for each in sorted(found, key=lambda each: each[:3]) if each[:3] > (at[0], at[1], -int(at[2])))
    for place_day, place_page, _, row in islice(behind, limit):
        yield make_hit(row, make_cursor("a", place_day, place_page, row.key))


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
