"""Recall one statement. In: its id, the beginning of one, or the id it has as judged. Out: a hit."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from sayso.ledger.answers import Hit
from sayso.ledger.ask.cursors import make_cursor
from sayso.ledger.ask.search import HIT_COLUMNS, make_hit
from sayso.ledger.store.ids import find_statement
from sayso.ledger.store.schema import (
    captures,
    documents,
    judgements,
    pages,
    readings,
    statements,
)

_Row = Row[*tuple[Any, ...]]


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
