"""Find contents that are nearly the same. In: the id of a statement. Out: hits of other pages, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select

from sayso.ledger.answers import Hit
from sayso.ledger.ask.cursors import make_cursor
from sayso.ledger.ask.search import HIT_COLUMNS, HIT_TABLES, make_hit, shown
from sayso.ledger.index.likeness import nearness, sketch
from sayso.ledger.index.rows import content_of
from sayso.ledger.store.ids import find_statement
from sayso.ledger.store.schema import (
    current_readings,
    likenesses,
    pages,
    readings,
    statements,
)

_Row = Row[*tuple[Any, ...]]
_CANDIDATES = 100  # contents that share a hash and are compared with one content: 500 before, as FACETS_OVER


def list_alike(connection: Connection, given: str, *, limit: int) -> Iterator[Hit]:
    """Yield the statements of other pages whose content is nearly the same, the nearest first. Raises UnknownId."""
    key = find_statement(connection, given)
    content, page_id, layer = _content(connection, key)
    hashes = sketch(content) if layer == "article" else ()
    enough = 2 if len(hashes) > 3 else 1
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
        HIT_TABLES.join(candidates, candidates.c.statement_key == statements.c.key).join(
            current_readings, current_readings.c.reading_key == statements.c.reading_key
        )
    )
    near = []
    for row in connection.execute(chosen.where(pages.c.id != page_id, *shown())):
        score = nearness(content, content_of(row.texts))
        if score:
            near.append((-score, -row.key, row))
    for _, _, row in sorted(near, key=lambda each: each[:2])[:limit]:
        yield make_hit(row, make_cursor("s", 0, row.key))


def _content(connection: Connection, key: int) -> tuple[str, str, str]:
    chosen = select(statements.c.texts, statements.c.layer, pages.c.id).select_from(
        statements.join(readings, readings.c.key == statements.c.reading_key).join(
            pages, pages.c.key == readings.c.page_key
        )
    )
    row = connection.execute(chosen.where(statements.c.key == key)).one()
    return content_of(row.texts), row.id, row.layer
