"""Write the tables of an SQLite file anew, so that nothing of what was deleted stays in it.

In: a ledger's file, and what is done in the transaction before. Out: the same rows in pages of their own.

SQLite leaves traces of what is deleted even where it overwrites it (`secure_delete`): rows that were moved when a page
was split or joined with its neighbour leave copies in the gaps. Pages that are freed whole are overwritten whole, and
so every table is emptied and filled again, from a copy in a temporary file that holds only what stays. Other than
VACUUM this is plain SQL in one transaction, the very one that deletes: whatever is killed, a ledger holds all of a page
or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, column, insert, table
from sqlalchemy.exc import DBAPIError

from sayso.ledger.store.connections import PLAIN, WRITING
from sayso.ledger.store.fulltext import claim_words, document_words, event_words, statement_words

_OWN = """
SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = ? AND rootpage > 0 AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
"""
_PIECE = 10_000  # free pages that are overwritten at a time


@contextmanager
def rewriting(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction; what it leaves is written anew before it is committed."""
    with engine.execution_options(**PLAIN).connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # tables are empty for a moment
        try:
            connection.exec_driver_sql(WRITING["sayso_begin"])
            try:
                _overwrite_free_pages(connection)
                yield connection
                for words in (statement_words, document_words, claim_words, event_words):
                    connection.execute(insert(table(words.name, column(words.name))), {words.name: "optimize"})
                _write_anew(connection)
            except BaseException:
                with suppress(DBAPIError):  # SQLite may have rolled back by itself, as when the disk is full
                    connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def empty_log(engine: Engine) -> bool:
    """Bring what the write-ahead log holds into the file and empty it; False where a reader still needs it."""
    with engine.execution_options(**PLAIN).connect() as connection:
        return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()


def _overwrite_free_pages(connection: Connection) -> None:
    """Take all free pages for blanks and free them again: earlier versions did not overwrite what they deleted."""
    left = int(connection.exec_driver_sql("PRAGMA freelist_count").scalar() or 0)
    size = int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)
    if not left:
        return
    connection.exec_driver_sql("CREATE TABLE sayso_blank (zeros BLOB)")
    while left > 0:
        connection.exec_driver_sql("INSERT INTO sayso_blank VALUES (zeroblob(?))", (min(left, _PIECE) * size,))
        left -= _PIECE
    connection.exec_driver_sql("DROP TABLE sayso_blank")


def _write_anew(connection: Connection) -> None:
    tables = connection.exec_driver_sql(_OWN, ("table",)).all()
    indexes = [each for each in connection.exec_driver_sql(_OWN, ("index",)).all() if each.sql]
    planned = connection.exec_driver_sql("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").first()
    if planned:  # what is known of an index would go with it
        connection.exec_driver_sql("CREATE TEMP TABLE sayso_stat AS SELECT * FROM sqlite_stat1")
    for table_ in tables:
        of_table = [each for each in indexes if each.tbl_name == table_.name]
        for each in of_table:
            connection.exec_driver_sql(f'DROP INDEX "{each.name}"')
        _refill(connection, table_.name)
        for each in of_table:
            connection.exec_driver_sql(each.sql)
    if planned:
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 SELECT * FROM temp.sayso_stat")
        connection.exec_driver_sql("DROP TABLE temp.sayso_stat")


def _refill(connection: Connection, name: str) -> None:
    """Empty a table of ours, whose pages are freed and overwritten, and put its rows back in their order."""
    connection.exec_driver_sql(f'CREATE TEMP TABLE sayso_copy AS SELECT * FROM main."{name}"')  # noqa: S608
    connection.exec_driver_sql(f'DELETE FROM main."{name}"')  # noqa: S608
    connection.exec_driver_sql(f'INSERT INTO main."{name}" SELECT * FROM temp.sayso_copy')  # noqa: S608
    connection.exec_driver_sql("DROP TABLE temp.sayso_copy")
