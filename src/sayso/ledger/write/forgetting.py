"""Forget a page: remove its bytes, its text and every name in it, and leave a tombstone with its hash.

In: the key of a page. Out: what is left: the page's id, hash and size, and when it was forgotten. `remove` is
one transaction; `wipe` then rewrites the file, for a database leaves what it deletes in free space and in its
word index. On PostgreSQL it frees that space, and the server overwrites it in its own time.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, column, delete, insert, select, table, update

from sayso.errors import LedgerError
from sayso.ledger.claims.follow import drop_anchors, follow_page
from sayso.ledger.index.counted import recount
from sayso.ledger.index.rows import remove_rows
from sayso.ledger.store.claim_tables import reading_mentions
from sayso.ledger.store.connections import PLAIN
from sayso.ledger.store.fulltext import claim_words, document_words, statement_words
from sayso.ledger.store.schema import (
    aliases,
    captures,
    current_readings,
    documents,
    judgements,
    pages,
    readings,
    statements,
)


def remove(connection: Connection, page_key: int) -> str:
    """Delete all that was read on a page, say so in its row, and return its id."""
    connection.execute(select(pages.c.key).where(pages.c.key == page_key).with_for_update())  # as who stores it does
    read = select(readings.c.key).where(readings.c.page_key == page_key)
    said = select(statements.c.key).where(statements.c.reading_key.in_(read))
    written = select(documents.c.key).where(documents.c.page_key == page_key)
    connection.execute(delete(document_words).where(document_words.c.rowid.in_(written)))
    remove_rows(connection, said)
    connection.execute(delete(current_readings).where(current_readings.c.page_key == page_key))
    drop_anchors(connection, page_key)
    follow_page(connection, page_key)
    recount(connection, page_key)
    connection.execute(delete(reading_mentions).where(reading_mentions.c.reading_key.in_(read)))
    judged = select(judgements.c.id).where(judgements.c.page_key == page_key)
    connection.execute(delete(aliases).where(aliases.c.judgement_id.in_(judged)))
    for rows in (judgements, readings, documents, captures):
        connection.execute(delete(rows).where(rows.c.page_key == page_key))
    when = datetime.now(UTC).isoformat(timespec="seconds")
    tombstone = update(pages).where(pages.c.key == page_key, pages.c.forgotten_at.is_(None))
    connection.execute(tombstone.values(data=None, forgotten_at=when))
    return str(connection.execute(select(pages.c.id).where(pages.c.key == page_key)).scalar_one())


def wipe(engine: Engine, name: str) -> None:
    """Rewrite the file without what was deleted. Raises LedgerError if a reader keeps the old one in use."""
    if engine.dialect.name != "sqlite":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM")
        return
    with engine.execution_options(**PLAIN).connect() as connection:
        for words in (statement_words, document_words, claim_words):
            connection.execute(insert(table(words.name, column(words.name))), {words.name: "optimize"})
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
    if busy:
        raise LedgerError(
            f"{name}: the page is forgotten, but another process still reads the ledger, and the file keeps"
            " traces until it stops: then run `sayso forget` again."
        )
