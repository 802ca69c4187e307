"""Mentions and the claims that pages share, and what people said of them.

In: tables of 0003. Out: those of 0004.

Nothing fills them: readings of before have no mentions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Add the tables of the fourth version."""
    op.create_table(
        "reading_mentions",
        sa.Column("reading_key", _KEY, sa.ForeignKey("readings.key"), primary_key=True),
        *_texts("mentions", "items"),
    )
    _mentions()
    _claims()
    _sayings()
    _members()
    _between()
    _people()
    _words()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _to(name: str, table: str, *, primary: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, _KEY, sa.ForeignKey(f"{table}.key"), primary_key=primary, nullable=nullable)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _to("page_key", "pages"),
        sa.Column("statement", sa.Text),
        sa.Column("saying", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("start", "near_start", "near_end")),
        *_texts("text"),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("headline", sa.Boolean, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("day", sa.Date),
        *_texts("record"),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    _index("mentions", "page_key", "statement")
    op.create_index("ix_mentions_saying", "mentions", ["saying", "id"])


def _claims() -> None:
    numbers = ("mentions", "pages", "holders", "independent", "unknown")
    op.create_table(
        "claims",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("number", sa.BigInteger, unique=True),
        *_texts("text"),
        sa.Column("title", sa.Text),
        *_texts("status"),
        sa.Column("worded_key", sa.BigInteger, nullable=False),
        sa.Column("negative", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in numbers),
        sa.Column("contested", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("first_day", "last_day")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claims_contested", "claims", ["contested", "number"])


def _sayings() -> None:
    op.create_table(
        "sayings",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("mention_key", "worded_key")),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("sure", sa.Float),
        _to("claim_key", "claims", nullable=True),
    )
    _index("sayings", "claim_key")
    for table, keys, more in (
        ("saying_keys", ("hash", "saying"), (sa.Column("signs", sa.BigInteger, nullable=False),)),
        ("saying_pairs", ("one", "other"), (sa.Column("chance", sa.Float, nullable=False),)),
    ):
        op.create_table(
            table,
            *(sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False) for name in keys),
            *more,
            sqlite_with_rowid=False,
        )
    _index("saying_keys", "saying")


def _members() -> None:
    op.create_table(
        "members",
        _to("mention_key", "mentions", primary=True),
        _to("claim_key", "claims"),
        _to("page_key", "pages"),
        *_texts("stand"),
        sa.Column("sure", sa.Float),
        *_texts("holder"),
        sa.Column("holder_key", sa.Text),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("named", "voiced")),
        sa.Column("origin", sa.Text),
        sa.Column("origin_named", sa.Boolean, nullable=False),
        sa.Column("day", sa.Date),
    )
    _index("members", "claim_key", "page_key")
    op.create_index("ix_members_holder_key", "members", ["holder_key", "claim_key"])


def _between() -> None:
    op.create_table(
        "claim_relations",
        _to("a_key", "claims", primary=True),
        _to("b_key", "claims", primary=True),
        sa.Column("kind", sa.Text, primary_key=True),
        *_texts("on"),
    )
    _index("claim_relations", "b_key")
    op.create_table(
        "claim_changes",
        _to("before_key", "claims", primary=True),
        _to("after_key", "claims", primary=True),
        sa.Column("holder", sa.Text, primary_key=True),
        *_texts("page"),
        sa.Column("known", sa.Boolean, nullable=False),
    )
    _index("claim_changes", "after_key")
    op.create_table("former_claims", sa.Column("id", sa.Text, primary_key=True), _to("claim_key", "claims"))
    _index("former_claims", "claim_key")
    op.create_table(
        "page_items",
        _to("page_key", "pages", primary=True),
        *(sa.Column(name, sa.Integer, primary_key=True, autoincrement=False) for name in ("start", "end")),
        *_texts("kind", "words"),
    )


def _people() -> None:
    op.create_table(
        "claim_judgements",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *_texts("at", "record"),
    )
    op.create_table(
        "claim_anchors",
        sa.Column("key", _KEY, primary_key=True),
        _to("judgement_key", "claim_judgements"),
        _to("page_key", "pages"),
        sa.Column("mention_key", sa.BigInteger),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("other", "alone")),
        *_texts("record"),
    )
    _index("claim_anchors", "judgement_key", "page_key", "mention_key")


def _words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE claim_words USING fts5(text, tokenize = 'porter unicode61')")
        return
    op.execute("CREATE TABLE claim_words (rowid bigint PRIMARY KEY, text tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_claim_words ON claim_words USING gin (text)")
