"""Take a ledger back to an earlier version, as that version would have written it.

In: a connection in a transaction. Out: tables and rows of the revision asked for.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from sayso.ledger.store.claim_tables import DERIVED, claim_anchors, claim_judgements, mentions, reading_mentions
from sayso.ledger.store.schema import REVISION_TABLE, documents, metadata, statements

PACKED = (
    (statements, ("texts", "record", "judged")),
    (documents, ("record",)),
    (mentions, ("record",)),
    (reading_mentions, ("mentions", "items")),
)
_CLAIM_TABLES = (*DERIVED, claim_anchors, claim_judgements, reading_mentions)
_SECOND = ("judged", "judged_id", "judgement_key", "added", "entity_key", "source_id")


def take_back_to_the_eighth(connection: Connection) -> None:
    """Leave no table of events."""
    for name in ("event_words", "event_labels", "events", "event_judgements", "reading_events"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    _say(connection, "0008")


def take_back_to_the_fifth(connection: Connection) -> None:
    """Leave no table and no column that came later."""
    take_back_to_the_eighth(connection)
    for name in ("read_files", "page_sketches", "sketch_stems"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for name in ("signs", "numbered"):
        connection.exec_driver_sql(f"ALTER TABLE mentions DROP COLUMN {name}")
    connection.exec_driver_sql("CREATE TABLE saying_keys (hash bigint, saying bigint, signs bigint)")
    _say(connection, "0005")


def take_back_to_the_fourth(connection: Connection) -> None:
    """Leave records as text, likenesses with 63 bits, and no tallies."""
    take_back_to_the_fifth(connection)
    for name in ("source_tallies", "backlog", "likenesses"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    connection.exec_driver_sql(
        "CREATE TABLE likenesses (hash bigint, statement_key bigint REFERENCES statements (key), "
        "PRIMARY KEY (hash, statement_key))"
    )
    connection.exec_driver_sql("CREATE INDEX ix_likenesses_statement_key ON likenesses (statement_key)")
    for table, names in PACKED:
        (own,) = table.primary_key.columns
        rows = connection.execute(select(own.label("this"), *(table.c[name] for name in names))).mappings().all()
        for name in names:
            if connection.dialect.name != "sqlite":
                change = f"ALTER TABLE {table.name} ALTER COLUMN {name} TYPE text USING encode({name}, 'escape')"
                connection.exec_driver_sql(change)
        told = ", ".join(f"{name} = :{name}" for name in names)
        if rows:
            anew = text(f"UPDATE {table.name} SET {told} WHERE {own.name} = :this")
            connection.execute(anew, [dict(row) for row in rows])
    _say(connection, "0004")


def take_back_to_the_third(connection: Connection) -> None:
    """Leave no table of claims."""
    take_back_to_the_fourth(connection)
    ours = (each.name for each in reversed(metadata.sorted_tables) if each in _CLAIM_TABLES)
    for table in ("claim_words", "saying_keys", *ours):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")  # sketches are gone
    _say(connection, "0003")


def take_back_to_the_second(connection: Connection) -> None:
    """Leave no aliases."""
    take_back_to_the_third(connection)
    connection.exec_driver_sql("DROP TABLE aliases")
    _say(connection, "0002")


def take_back_to_the_first(connection: Connection) -> None:
    """Leave the tables and columns that revision 0001 made."""
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF" if connection.dialect.name == "sqlite" else "SELECT 1")
    take_back_to_the_second(connection)
    for table in ("likenesses", "source_pages", "sources"):
        connection.exec_driver_sql(f"DROP TABLE {table}")
    for index in ("status", "judged_id", "entity_key", "source_id"):
        connection.exec_driver_sql(f"DROP INDEX ix_statements_{index}")
    if connection.dialect.name == "sqlite":  # it drops no column that refers to another table
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = 'statements'").scalar_one()
        kept = made.replace("judgement_key INTEGER REFERENCES judgements (key)", "judgement_key INTEGER")
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql("UPDATE sqlite_schema SET sql = ? WHERE name = 'statements'", (kept,))
        connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for column in _SECOND:
        connection.exec_driver_sql(f"ALTER TABLE statements DROP COLUMN {column}")
    connection.exec_driver_sql("DROP TABLE judgements")
    _say(connection, "0001")


def _say(connection: Connection, revision: str) -> None:
    connection.exec_driver_sql(f"UPDATE {REVISION_TABLE} SET version_num = '{revision}'")
