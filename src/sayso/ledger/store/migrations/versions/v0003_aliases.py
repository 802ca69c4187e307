"""Aliases: which names people said to be one.

In: tables of 0002. Out: those of 0003.

What was judged before is applied anew once the schema stands: chain and origin follow who speaks from then on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the table of the third version."""
    op.create_table(
        "aliases",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("alias", "alias_key", "name", "kind", "by", "at")),
        sa.Column("judgement_id", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
    )
    op.create_index("ix_aliases_alias_key", "aliases", ["alias_key"])
    op.create_index("ix_aliases_judgement_id", "aliases", ["judgement_id"])
