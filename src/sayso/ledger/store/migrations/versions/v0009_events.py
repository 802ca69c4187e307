"""Events, where and when they were, and what people said of them.

In: tables of 0008. Out: those of 0009.

Nothing fills them: readings of before looked for no events.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_WORDS = ("actor", "recipient", "place", "source", "text")


def upgrade() -> None:
    """Add the tables of the ninth version."""
    told = ("events", "places", "moments")
    op.create_table(
        "reading_events",
        sa.Column("reading_key", _KEY, sa.ForeignKey("readings.key"), primary_key=True),
        *(sa.Column(name, _packed()) for name in (*told, *(f"judged_{name}" for name in told))),
    )
    op.create_table(
        "event_judgements",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "record")),
    )
    op.create_index("ix_event_judgements_page_key", "event_judgements", ["page_key"])
    _events()
    op.create_table(
        "event_labels",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("kind", "value")),
        sa.Column("event_key", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_labels_event_key", "event_labels", ["event_key"])
    _words()


def _packed() -> sa.Text | sa.LargeBinary:
    return sa.Text() if op.get_bind().dialect.name == "sqlite" else sa.LargeBinary()


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("key", _KEY, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), nullable=False),
        sa.Column("reading_key", sa.BigInteger, nullable=False),
        sa.Column("statement", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("layer", "event_type")),
        *(sa.Column(name, sa.Text) for name in ("mode", "factuality")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("stand", "status")),
        *(sa.Column(name, sa.Text) for name in ("source", "holder")),
        sa.Column("confidence", sa.Float),
        *(sa.Column(name, sa.Integer) for name in ("first_day", "last_day")),
        *(sa.Column(name, sa.Text) for name in ("place", "place_country")),
        *(sa.Column(name, sa.Float) for name in ("latitude", "longitude", "x", "y", "z")),
        sa.Column("judgement_key", _KEY, sa.ForeignKey("event_judgements.key")),
        sa.Column("record", _packed(), nullable=False),
    )
    for column in ("id", "page_key", "statement"):
        op.create_index(f"ix_events_{column}", "events", [column])
    for column in ("event_type", "mode", "factuality", "stand", "status", "holder"):
        op.create_index(f"ix_events_{column}", "events", [column, "key"])
    op.create_index("ix_events_latitude", "events", ["latitude", "longitude", "x", "y", "z"])


def _words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        columns = ", ".join(_WORDS)
        op.execute(f"CREATE VIRTUAL TABLE event_words USING fts5({columns}, tokenize = 'porter unicode61')")
        return
    columns = ", ".join(f"{name} tsvector NOT NULL" for name in _WORDS)
    op.execute(f"CREATE TABLE event_words (rowid bigint PRIMARY KEY, {columns})")
    for name in _WORDS:
        op.execute(f"CREATE INDEX ix_event_words_{name} ON event_words USING gin ({name})")
