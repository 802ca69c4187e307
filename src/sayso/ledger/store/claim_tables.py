"""The tables of mentions and claims.

In: the tables of `schema`. Out: SQLAlchemy tables beside them.

`reading_mentions` keeps what a reading told, whole; `claim_judgements` and `claim_anchors` what people said. All other
tables here are of current readings alone and are made from these (`claims.refresh`). Mentions of equal words are one
saying, and only sayings are compared: a wire story of a thousand copies is compared once.
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
    Table,
    Text,
    false,
)

from sayso.ledger.store.packed import Packed
from sayso.ledger.store.schema import KEY, metadata

reading_mentions = Table(  # readings without any have no row
    "reading_mentions",
    metadata,
    Column("reading_key", ForeignKey("readings.key"), primary_key=True),
    Column("mentions", Packed, nullable=False),
    Column("items", Packed, nullable=False),
)
mentions = Table(
    "mentions",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("page_key", ForeignKey("pages.key"), index=True, nullable=False),
    Column("statement", Text, index=True),  # the id the machine gave it
    Column("saying", BigInteger, nullable=False),
    Column("start", Integer, nullable=False),
    Column("near_start", Integer, nullable=False),  # its statement and itself: what stands there belongs to it
    Column("near_end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("share", Float, nullable=False),
    Column("headline", Boolean, nullable=False),
    Column("outlet", Text),
    Column("day", Date),
    Column("record", Packed, nullable=False),  # with all that people judged of its statement, without the vector
    Column("vector", LargeBinary, nullable=False),
    Column("numbered", Boolean, nullable=False, server_default=false()),  # whether it tells a number
    Column("signs", LargeBinary),  # what its page makes of its words, and what stands around it, to compare it by
    Index("ix_mentions_saying", "saying", "id"),
    sqlite_autoincrement=True,  # no key is given twice: what points to a mention that went must not find another
)
sayings = Table(  # mentions of equal words; the one with the smallest id stands for them
    "sayings",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # a hash of the words
    Column("mention_key", BigInteger, nullable=False),
    Column("worded_key", BigInteger, nullable=False),  # the mention that would word a claim of them
    Column("copies", Integer, nullable=False),
    Column("sure", Float),
    Column("claim_key", ForeignKey("claims.key"), index=True),
)
page_sketches = Table(  # what is compared of a page with others (`claims.linking.sketches`); of a long one in parts
    "page_sketches",
    metadata,
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    Column("record", LargeBinary, nullable=False),
)
sketch_stems = Table(  # under which pages about one matter are found
    "sketch_stems",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("parts", LargeBinary, nullable=False),  # of sketches that have the word, with its weight there
)
saying_pairs = Table(  # both ways; only those of at least `claims.linking.link.FLOOR`
    "saying_pairs",
    metadata,
    Column("one", BigInteger, primary_key=True, autoincrement=False),
    Column("other", BigInteger, primary_key=True, autoincrement=False),
    Column("chance", Float, nullable=False),
    sqlite_with_rowid=False,
)
claims = Table(
    "claims",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("number", BigInteger, unique=True),  # in the order in which they came to be shown; null: not shown
    Column("text", Text, nullable=False),
    Column("title", Text),  # as a person named it
    Column("status", Text, nullable=False),
    Column("worded_key", BigInteger, nullable=False),
    Column("negative", Boolean, nullable=False),  # whether that mention words it as a negation
    Column("mentions", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("holders", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Index("ix_claims_contested", "contested", "number"),
    sqlite_autoincrement=True,
)
members = Table(
    "members",
    metadata,
    Column("mention_key", ForeignKey("mentions.key"), primary_key=True),
    Column("claim_key", ForeignKey("claims.key"), index=True, nullable=False),
    Column("page_key", ForeignKey("pages.key"), index=True, nullable=False),
    Column("stand", Text, nullable=False),
    Column("sure", Float),
    Column("holder", Text, nullable=False),  # the outlet or the page for own voice
    Column("holder_key", Text),  # without case
    Column("named", Boolean, nullable=False),  # whether the holder is known by name
    Column("voiced", Boolean, nullable=False),  # whether a statement says it, not the page itself
    Column("origin", Text),  # by what it is told from others
    Column("origin_named", Boolean, nullable=False),
    Column("day", Date),
    Index("ix_members_holder_key", "holder_key", "claim_key"),
)
claim_relations = Table(
    "claim_relations",
    metadata,
    Column("a_key", ForeignKey("claims.key"), primary_key=True),
    Column("b_key", ForeignKey("claims.key"), primary_key=True, index=True),
    Column("kind", Text, primary_key=True),
    Column("on", Text, nullable=False),
)
claim_changes = Table(  # a holder's line that changes from one claim, or one stand, to another
    "claim_changes",
    metadata,
    Column("before_key", ForeignKey("claims.key"), primary_key=True),
    Column("after_key", ForeignKey("claims.key"), primary_key=True, index=True),
    Column("holder", Text, primary_key=True),
    Column("page", Text, nullable=False),
    Column("known", Boolean, nullable=False),
)
former_claims = Table(  # ids of claims that became part of others
    "former_claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("claim_key", ForeignKey("claims.key"), index=True, nullable=False),
)
page_items = Table(  # things that the article of a page speaks of as proof
    "page_items",
    metadata,
    Column("page_key", ForeignKey("pages.key"), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("end", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
)
claim_judgements = Table(
    "claim_judgements",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("record", Text, nullable=False),  # without the anchors, which go with their pages
)
claim_anchors = Table(
    "claim_anchors",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("judgement_key", ForeignKey("claim_judgements.key"), index=True, nullable=False),
    Column("page_key", ForeignKey("pages.key"), index=True, nullable=False),
    Column("mention_key", BigInteger, index=True),  # the mention there now; null where there is none
    Column("other", Boolean, nullable=False),  # of the other claim in a merge, of what stays in a split
    Column("alone", Boolean, nullable=False),  # split off from mentions of the very same words
    Column("record", Text, nullable=False),
)
DERIVED = (
    claim_changes, claim_relations, former_claims, members, sayings, claims, mentions, page_sketches, sketch_stems,
    saying_pairs, page_items,
)  # fmt: skip
