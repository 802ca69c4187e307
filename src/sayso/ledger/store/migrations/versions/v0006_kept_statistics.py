"""Statistics that are kept where a ledger grows, on PostgreSQL.

In: tables of 0004. Out: those of 0006, which are the same; nothing changes in an SQLite file.

Of words the server shall know as many as it can, for whether to walk or to look up is decided by how common one is; and
what waits to be put into an index of words, which every search goes through, shall be short.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

_GROWING = (
    "pages", "captures", "documents", "readings", "current_readings", "statements", "likenesses", "source_pages",
    "statement_words", "document_words",
)  # fmt: skip
_OFTEN = (
    "autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,"
    " autovacuum_vacuum_scale_factor = 0.05"
)
_WORDS = {"statement_words": ("source", "content", "origin"), "document_words": ("title", "text", "comments")}


def upgrade() -> None:
    """Set how tables are looked after."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in _GROWING:
        op.execute(f"ALTER TABLE {table} SET ({_OFTEN})")
    for table, columns in _WORDS.items():
        kept = ", ".join(f"ALTER {name} SET STATISTICS 1000" for name in columns)
        op.execute(f"ALTER TABLE {table} {kept}")
        op.execute(f"ALTER INDEX ix_{table} SET (gin_pending_list_limit = 1024)")
