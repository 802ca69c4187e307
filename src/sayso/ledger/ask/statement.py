"""Recall one statement. In: its id, the beginning of one, or the id it has as judged. Out: a hit."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sayso.ledger.answers import Hit
from sayso.ledger.ask.cursors import make_cursor
from sayso.ledger.ask.search import HIT_COLUMNS, HIT_TABLES, make_hit
from sayso.ledger.store.ids import find_statement
from sayso.ledger.store.schema import statements


def recall_statement(connection: Connection, given: str) -> Hit:
    """Return one statement: of a current reading, else of the newest that holds it. Raises UnknownId."""
    key = find_statement(connection, given)
    row = connection.execute(select(*HIT_COLUMNS).select_from(HIT_TABLES).where(statements.c.key == key)).one()
    return make_hit(row, make_cursor("s", 0, key))
