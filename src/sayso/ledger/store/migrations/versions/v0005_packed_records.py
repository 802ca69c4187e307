"""Compressed records, sums of sources that follow differences, and smaller likenesses.

In: tables of 0004. Out: those of 0005.

What was counted is made anew, and records are compressed, in steps that `ledger.upgrading` takes once the schema
stands.
On SQLite columns of text hold bytes as well, so only PostgreSQL changes their type.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_PACKED = {
    "statements": ("texts", "record", "judged"),
    "documents": ("record",),
    "mentions": ("record",),
    "reading_mentions": ("mentions", "items"),
}


def upgrade() -> None:
    """Change the tables to those of the fifth version."""
    if op.get_bind().dialect.name != "sqlite":
        for table, columns in _PACKED.items():
            changes = (f"ALTER COLUMN {name} TYPE bytea USING convert_to({name}, 'UTF8')" for name in columns)
            op.execute(f"ALTER TABLE {table} {', '.join(changes)}")
    op.drop_table("likenesses")
    op.create_table(
        "likenesses",
        sa.Column("hash", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement_key", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_tallies",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("source_id", "field", "value")),
        sa.Column("statements", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "backlog",
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("done", sa.BigInteger, nullable=False),
    )
