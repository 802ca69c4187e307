"""The tables of events.

In: the tables of `schema`. Out: SQLAlchemy tables beside them.

`reading_events` keeps what a reading told, whole, and beside it what people made of it; `event_judgements` what they
said. `events` and `event_labels` are of current readings alone, as judged, and are made from these (`events.follow`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text

from sayso.ledger.store.packed import Packed
from sayso.ledger.store.schema import KEY, metadata

reading_events = Table(  # readings whose run looked for none of these have no row
    "reading_events",
    metadata,
    Column("reading_key", ForeignKey("readings.key"), primary_key=True),
    *(Column(name, Packed) for name in ("events", "places", "moments")),  # null: not looked for
    *(Column(f"judged_{name}", Packed) for name in ("events", "places", "moments")),  # null: nothing was judged
)
event_judgements = Table(
    "event_judgements",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("page_key", ForeignKey("pages.key"), index=True, nullable=False),
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),
)
events = Table(
    "events",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),  # as `statement_key` makes it: no search has to sort
    Column("id", Text, nullable=False, index=True),
    Column("page_key", ForeignKey("pages.key"), index=True, nullable=False),
    Column("reading_key", BigInteger, nullable=False),  # of the current reading; followed by no index
    Column("statement", Text, index=True),  # the id the machine gave it
    Column("layer", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("mode", Text),
    Column("factuality", Text),
    Column("stand", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("source", Text),
    Column("holder", Text),  # `source` without case
    Column("confidence", Float),
    Column("first_day", Integer),  # ordinals; both null: undated, the first 0 and the last UNKNOWN_DAY where open
    Column("last_day", Integer),
    Column("place", Text),  # as the gazetteer calls it, or else the page
    Column("place_country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    *(Column(name, Float) for name in ("x", "y", "z")),  # of the place on a globe of radius 1: distances without angles
    Column("judgement_key", ForeignKey("event_judgements.key")),  # the newest one
    Column("record", Packed, nullable=False),
    *(
        Index(f"ix_events_{name}", name, "key")
        for name in ("event_type", "mode", "factuality", "stand", "status", "holder")
    ),
    Index("ix_events_latitude", "latitude", "longitude", "x", "y", "z"),
)
event_labels = Table(  # what an event has several of: contexts, countries of parties, months that it falls into
    "event_labels",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("event_key", BigInteger, primary_key=True, autoincrement=False, index=True),
    sqlite_with_rowid=False,
)
