"""Forget a page: remove its bytes, its text and every name in it, and leave a tombstone with its hash.

In: the id of a page. Out: what is left: the page's id, hash and size, and when it was forgotten. On SQLite all of it is
one transaction, in which the tables are written anew (`rewriting`). On PostgreSQL the space is freed, and the server
overwrites it in its own time.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, select, update

from sayso.errors import LedgerError
from sayso.ledger.claims.follow import drop_anchors, follow_page
from sayso.ledger.events.follow import drop_events
from sayso.ledger.index.counted import recount
from sayso.ledger.index.rows import remove_rows
from sayso.ledger.store.claim_tables import reading_mentions
from sayso.ledger.store.fulltext import document_words
from sayso.ledger.store.ids import find_page
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
from sayso.ledger.store.writing import write
from sayso.ledger.write.known import forget_files
from sayso.ledger.write.rewriting import empty_log, rewriting


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
    drop_events(connection, page_key)
    forget_files(connection, page_key)
    judged = select(judgements.c.id).where(judgements.c.page_key == page_key)
    connection.execute(delete(aliases).where(aliases.c.judgement_id.in_(judged)))
    for rows in (judgements, readings, documents, captures):
        connection.execute(delete(rows).where(rows.c.page_key == page_key))
    when = datetime.now(UTC).isoformat(timespec="seconds")
    tombstone = update(pages).where(pages.c.key == page_key, pages.c.forgotten_at.is_(None))
    connection.execute(tombstone.values(data=None, forgotten_at=when))
    return str(connection.execute(select(pages.c.id).where(pages.c.key == page_key)).scalar_one())


def forget_page(engine: Engine, name: str, page_id: str, *, within: float) -> str:
    """Forget the page of this id, and return its whole id; what it left behind in the files goes with it.

    Other writers of a server are waited for `within` so many seconds.

    Raises UnknownId, and LedgerError where the page is forgotten but a reader keeps the log of before in use.
    """
    if engine.dialect.name != "sqlite":
        found = write(engine, lambda connection: remove(connection, find_page(connection, page_id)), within=within)
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM")
        return found
    with rewriting(engine) as connection:
        found = remove(connection, find_page(connection, page_id))
    if not empty_log(engine):
        raise LedgerError(
            f"{name}: the page is forgotten, but another process still reads the ledger, and the file keeps"
            " traces until it stops: then run `sayso forget` again."
        )
    return found
