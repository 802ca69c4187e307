"""What Alembic runs around each migration: the ledger's own connection, and its transaction.

In: a connection from the caller. Out: its tables at a revision.
"""

from __future__ import annotations

from alembic import context

from sayso.ledger.store.schema import REVISION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=REVISION_TABLE)
with context.begin_transaction():
    context.run_migrations()
