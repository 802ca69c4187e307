"""What is compared of pages, by which mentions worth comparing are found.

In: tables of 0007. Out: those of 0008.

Sketches take the place of keys of each saying. Claims of before are made anew when the ledger is opened.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Put the tables of the eighth version in the place of the one before."""
    op.drop_table("saying_keys")
    op.add_column("mentions", sa.Column("numbered", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("mentions", sa.Column("signs", sa.LargeBinary))
    op.create_table(
        "page_sketches",
        sa.Column("part", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sketch_stems",
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("parts", sa.LargeBinary, nullable=False),
    )
