"""Judgements, the sources that are counted from statements, and likenesses of contents.

In: tables of 0001. Out: those of 0002.

The rows of the counted tables are made by `derive.refresh`, once the schema stands.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the columns and tables of the second version."""
    _judgements()
    _statements()
    _sources()
    op.create_table(
        "likenesses",
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("statement_key", _KEY, sa.ForeignKey("statements.key"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_likenesses_statement_key", "likenesses", ["statement_key"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_judgements_page_key", "judgements", ["page_key"])


def _statements() -> None:
    op.add_column("statements", sa.Column("judged", sa.Text))
    op.add_column("statements", sa.Column("judged_id", sa.Text))
    if op.get_bind().dialect.name == "sqlite":  # its ALTER TABLE takes a reference only with the column
        op.execute("ALTER TABLE statements ADD COLUMN judgement_key INTEGER REFERENCES judgements (key)")
    else:
        op.add_column("statements", sa.Column("judgement_key", _KEY, sa.ForeignKey("judgements.key")))
    op.add_column("statements", sa.Column("added", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("statements", sa.Column("entity_key", sa.Text))
    op.add_column("statements", sa.Column("source_id", sa.Text))
    op.create_index("ix_statements_entity_key", "statements", ["entity_key"])
    op.create_index("ix_statements_status", "statements", ["status"])
    op.create_index("ix_statements_judged_id", "statements", ["judged_id"])
    op.create_index("ix_statements_source_id", "statements", ["source_id", "reading_key"])


def _sources() -> None:
    numbers = ("statements", "denies")
    op.create_table(
        "source_pages",
        sa.Column("source_id", sa.Text, primary_key=True),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), primary_key=True),
        sa.Column("reading_key", _KEY, sa.ForeignKey("readings.key"), nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("naming", sa.Text, nullable=False),
        sa.Column("affiliation", sa.Text),
        *(sa.Column(name, sa.Integer, nullable=False) for name in numbers),
    )
    op.create_index("ix_source_pages_page_key", "source_pages", ["page_key"])
    op.create_index("ix_source_pages_day", "source_pages", ["source_id", "day", "page_key"])
    op.create_table(
        "sources",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "folded")),
        sa.Column("kind", sa.Text),
        sa.Column("naming", sa.Text, nullable=False),
        sa.Column("affiliation", sa.Text),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("statements", "pages", "denies")),
        *(sa.Column(name, sa.Integer) for name in ("first_day", "last_day")),
    )
    op.create_index("ix_sources_statements", "sources", ["statements", "id"])
