"""The tables of a ledger.

In: nothing. Out: SQLAlchemy tables.

A record is kept whole, as JSON, in `record`, compressed where there are many (`packed`); the columns beside it are what
is searched, joined and counted, and can be made again from it. So a stored reading comes back equal, and a field added
to a record needs no migration unless it is searched. Comments, blocks, repairs and offsets are inside a document's
record; spans, chain and evidence inside a statement's. What people judged of a statement stands beside what the machine
read. `source_pages`, `sources`, `source_tallies` and `likenesses` are made from the statements (`index`) and can be
made again; `backlog` tells what a ledger of an earlier version still waits for (`ledger.upgrading`). The full-text
tables stand in `fulltext`, those of mentions and claims in `claim_tables`, those of
events in `event_tables`; migrations make them all.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
)

from sayso.ledger.store.packed import Packed

HEAD = "0009"  # the newest revision under migrations/versions
REVISION_TABLE = "sayso_revision"

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s"})
KEY = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only where the type says INTEGER


def _key() -> Column[int]:
    return Column("key", KEY, primary_key=True)


def _to(table: str, *, index: bool = True, nullable: bool = False) -> Column[int]:
    return Column(f"{table[:-1]}_key", ForeignKey(f"{table}.key"), index=index, nullable=nullable)


runs = Table(
    "runs",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
)
pages = Table(
    "pages",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary),  # compressed; null where declined or forgotten
    Column("added_at", Text, nullable=False),
    Column("forgotten_at", Text),
)
captures = Table(
    "captures",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    _to("pages"),
    Column("location", Text, index=True),
    Column("record", Text, nullable=False),
)
read_files = Table(  # files all of whose pages were read: told by a look at them, without opening them
    "read_files",
    metadata,
    Column("location", Text, primary_key=True),  # as in `captures`; of many pages, of the file that holds them
    Column("mark", Text, nullable=False),  # a hash of the file's place, size and times, and of what read it how
    Column("pages", Integer, nullable=False),
)
documents = Table(  # one row serves all readings that found the very same document
    "documents",
    metadata,
    _key(),
    Column("id", Text, nullable=False, index=True),
    Column("digest", Text, nullable=False, unique=True),
    _to("pages"),
    Column("title", Text),
    Column("outlet", Text, index=True),
    Column("published", Text),
    Column("published_on", Date, index=True),  # null unless `published` is an ISO date
    Column("comments", Integer, nullable=False),
    Column("record", Packed, nullable=False),
)
readings = Table(
    "readings",
    metadata,
    _key(),
    Column("id", Text, nullable=False, index=True),
    Column("identity", Text, nullable=False, unique=True),
    _to("pages"),
    _to("runs"),
    _to("captures"),
    _to("documents", nullable=True),
    Column("media_type", Text, nullable=False),
    Column("charset", Text),
    Column("failure", Text),
    Column("seconds", Float, nullable=False),
    Column("read_at", Text, nullable=False),
)
current_readings = Table(  # a pointer into what is never rewritten
    "current_readings",
    metadata,
    Column("page_key", ForeignKey("pages.key"), primary_key=True),
    Column("reading_key", ForeignKey("readings.key"), nullable=False, unique=True),
)
statements = Table(
    "statements",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),  # see `statement_key`
    Column("id", Text, nullable=False, index=True),
    _to("readings"),
    Column("parent", Text),
    Column("comment", Text),
    Column("layer", Text, nullable=False, index=True),
    Column("form", Text, nullable=False, index=True),
    Column("source_kind", Text, index=True),
    Column("naming", Text, index=True),
    Column("entity", Text, index=True),
    Column("affiliation", Text),
    Column("origin", Text, index=True),
    Column("act", Text, index=True),
    Column("negated", Boolean),
    Column("stance", Text, index=True),
    Column("factuality", Text, index=True),
    Column("denies", Boolean, nullable=False, index=True),
    Column("confidence", Float),
    Column("status", Text, nullable=False, index=True),
    Column("texts", Packed, nullable=False),
    Column("record", Packed, nullable=False),  # the machine's; of an added statement, the person's
    Column("judged", Packed),  # the record as people judged it: what the columns here and the words are of
    Column("judged_id", Text, index=True),
    Column("judgement_key", ForeignKey("judgements.key")),  # the newest one
    Column("added", Boolean, nullable=False, server_default=false()),
    Column("entity_key", Text, index=True),  # `entity` without case
    Column("source_id", Text),  # who said it, in `sources`, if that is sure
    Index("ix_statements_source_id", "source_id", "reading_key"),
)
judgements = Table(
    "judgements",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),
    _to("pages"),
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),
)
aliases = Table(  # which names people said to be one: fed by corrections, or brought in from a table
    "aliases",
    metadata,
    _key(),
    Column("id", Text, nullable=False, unique=True),  # over both names, without case
    Column("alias", Text, nullable=False),
    Column("alias_key", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),  # person, body, or empty where that is not known
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("judgement_id", Text, index=True),  # null where it was brought in
    Column("source", Text, nullable=False),  # what the table that it was brought in from tells of it
)
source_pages = Table(  # who speaks in the current reading of a page, how often; what `sources` is summed from
    "source_pages",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("page_key", ForeignKey("pages.key"), primary_key=True, index=True),
    Column("reading_key", ForeignKey("readings.key"), nullable=False),
    Column("day", Integer, nullable=False),  # of publication; UNKNOWN_DAY sorts last
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("naming", Text, nullable=False),
    Column("affiliation", Text),
    Column("statements", Integer, nullable=False),
    Column("denies", Integer, nullable=False),
    Index("ix_source_pages_day", "source_id", "day", "page_key"),
)
sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("kind", Text),
    Column("naming", Text, nullable=False),
    Column("affiliation", Text),
    Column("statements", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("denies", Integer, nullable=False),
    Column("first_day", Integer),
    Column("last_day", Integer),
    Index("ix_sources_statements", "statements", "id"),
)
source_tallies = Table(  # how many statements give a source each name, kind, naming and affiliation
    "source_tallies",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("statements", Integer, nullable=False),
    sqlite_with_rowid=False,
)
likenesses = Table(  # a few hashes of a content's words: contents that are nearly the same share some
    "likenesses",
    metadata,
    Column("hash", Integer, primary_key=True, autoincrement=False),
    Column("statement_key", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
backlog = Table(  # what is still to be made anew of a ledger that was brought up; empty when it is done
    "backlog",
    metadata,
    Column("step", Text, primary_key=True),
    Column("done", BigInteger, nullable=False),  # the key that it went on to
)

UNKNOWN_DAY = 9_999_999  # later than every `date.toordinal()`

_WIDTH = 24


def statement_key(reading_key: int, position: int) -> int:
    """Return a statement's key: downwards, keys run from the newest reading, and through each in page order.

    Every index of SQLite ends in the key, so this order streams out of all of them: no search has to sort.
    """
    return (reading_key << _WIDTH) + (1 << _WIDTH) - 1 - position


def reading_of(key: int) -> int:
    """Return the key of the reading that the statement of this key is of."""
    return key >> _WIDTH
