"""Files all of whose pages were read, so that a look at them tells it.

In: tables of 0006. Out: those of 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "read_files",
        sa.Column("location", sa.Text, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
    )
