"""The ledgers that benchmarks measure hold what storing the same readings one by one would have made."""

from __future__ import annotations

from typing import Any

from benchmarks.make_ledger import fill
from sqlalchemy import Connection, Inspector, delete, inspect, text

from sayso.ledger import Query, open_ledger
from sayso.ledger.store.connections import WRITING
from sayso.ledger.store.fulltext import document_words, statement_words
from sayso.ledger.store.schema import metadata

UNLIKE = {"added_at", "read_at"}  # the time of writing
NUMBERED = {"key", "page_key", "reading_key", "capture_key", "document_key", "run_key", "statement_key", "rowid"}
WORDS = {each.name: each for each in (document_words, statement_words)}


def rows_of(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return what stands in each table but for its keys, which hold on to rows that are compared themselves."""
    tables = {table.name: table.columns.keys() for table in metadata.sorted_tables}
    tables |= {name: [column.name for column in table.c] for name, table in WORDS.items()}
    rows = {}
    for name, columns in tables.items():
        chosen = ", ".join(f'"{column}"' for column in columns if column not in NUMBERED | UNLIKE)
        found = connection.execute(text(f"SELECT {chosen or 'count(*)'} FROM {name}")).all()
        rows[name] = sorted(map(tuple, found), key=repr)
    return rows


def shape_of(inspector: Inspector) -> dict[str, object]:
    """Return the indexes and constraints of every table."""
    return {
        name: (
            sorted(inspector.get_indexes(name), key=repr),
            inspector.get_pk_constraint(name),
            sorted(inspector.get_foreign_keys(name), key=repr),
            sorted(inspector.get_unique_constraints(name), key=repr),
        )
        for name in inspector.get_table_names()
    }


def test_what_is_written_at_once_is_what_is_stored_one_by_one(target: str) -> None:
    with open_ledger(target) as ledger:
        empty = shape_of(inspect(ledger._engine))
        fill(target, 130, seed=3)
        fill(target, 70, seed=4)  # one that is there grows
        assert shape_of(inspect(ledger._engine)) == empty
        with ledger._engine.connect() as connection:
            filled = rows_of(connection)
        readings = list(ledger.current())
        assert sum(len(reading.statements) for reading in readings) == 200
        hits = list(ledger.search(Query()))
        with ledger._engine.execution_options(**WRITING).begin() as connection:
            for table in (*WORDS.values(), *reversed(metadata.sorted_tables)):
                connection.execute(delete(table))
        for reading in readings:
            ledger.store(reading)
        with ledger._engine.connect() as connection:
            stored = rows_of(connection)
        assert {name for name, rows in stored.items() if rows} >= {"statements", "sources", "likenesses", *WORDS}
        for name, rows in stored.items():
            assert filled[name] == rows, name
        assert [hit.statement for hit in ledger.search(Query())] == [hit.statement for hit in hits]
