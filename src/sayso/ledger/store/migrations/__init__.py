"""Bring the tables of a ledger from any earlier revision to this version's, with Alembic.

In: a connection inside a transaction. Out: the schema of `schema` and `fulltext`. The revisions under
`versions` are never edited once released; each is written out in full, so that it means the same for ever.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the missing migrations; the caller commits."""
    config = Config()
    config.set_main_option("script_location", "sayso.ledger.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
