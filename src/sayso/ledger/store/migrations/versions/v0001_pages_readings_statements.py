"""Pages, captures, documents, readings, statements, and their words.

In: an empty database. Out: the first tables.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_WORDS = {
    "statement_words": ("source", "content", "origin"),
    "document_words": ("outlet", "title", "text", "comments"),
}


def upgrade() -> None:
    """Make the tables of the first version."""
    _pages()
    _readings()
    _statements()
    if op.get_bind().dialect.name == "sqlite":
        _words_sqlite()
    else:
        _words_postgres()


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _pages() -> None:
    op.create_table(
        "runs",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "pages",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("forgotten_at", sa.Text),
    )
    op.create_table(
        "captures",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), nullable=False),
        sa.Column("location", sa.Text),
        sa.Column("record", sa.Text, nullable=False),
    )
    _index("captures", "page_key", "location")


def _readings() -> None:
    op.create_table(
        "documents",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("published_on", sa.Date),
        sa.Column("comments", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    _index("documents", "id", "page_key", "outlet", "published_on")
    op.create_table(
        "readings",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False, unique=True),
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), nullable=False),
        sa.Column("run_key", _KEY, sa.ForeignKey("runs.key"), nullable=False),
        sa.Column("capture_key", _KEY, sa.ForeignKey("captures.key"), nullable=False),
        sa.Column("document_key", _KEY, sa.ForeignKey("documents.key")),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("charset", sa.Text),
        sa.Column("failure", sa.Text),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
    )
    _index("readings", "id", "page_key", "run_key", "capture_key", "document_key")
    op.create_table(
        "current_readings",
        sa.Column("page_key", _KEY, sa.ForeignKey("pages.key"), primary_key=True),
        sa.Column("reading_key", _KEY, sa.ForeignKey("readings.key"), nullable=False, unique=True),
    )


def _statements() -> None:
    labels = ("source_kind", "naming", "entity", "origin", "act", "stance", "factuality")
    op.create_table(
        "statements",
        sa.Column("key", _KEY, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("reading_key", _KEY, sa.ForeignKey("readings.key"), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("parent", "comment")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("layer", "form")),
        *(sa.Column(name, sa.Text) for name in labels),
        sa.Column("affiliation", sa.Text),
        sa.Column("negated", sa.Boolean),
        sa.Column("denies", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("status", "texts", "record")),
    )
    _index("statements", "id", "reading_key", "layer", "form", *labels, "denies")


def _words_sqlite() -> None:
    for table, columns in _WORDS.items():
        op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, tokenize = 'porter unicode61')")


def _words_postgres() -> None:
    # a dictionary without a list of stop words: "who" and "not" are words to search by
    op.execute("CREATE TEXT SEARCH DICTIONARY sayso_stem (TEMPLATE = snowball, LANGUAGE = english)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION sayso (COPY = simple)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION sayso ALTER MAPPING FOR asciiword, word, numword WITH sayso_stem")
    for table, columns in _WORDS.items():
        vectors = ", ".join(f"{name} tsvector NOT NULL" for name in columns)
        op.execute(f"CREATE TABLE {table} (rowid bigint PRIMARY KEY, {vectors})")
        op.execute(f"CREATE INDEX ix_{table} ON {table} USING gin ({', '.join(columns)})")
