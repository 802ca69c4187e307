"""The rows of mentions. In: what a page tells. Out: rows of `mentions`, and `Told`s again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select

from sayso.claims.linking.told import Told
from sayso.ledger.claims.told import Place
from sayso.ledger.store.claim_tables import mentions, sayings
from sayso.ledger.store.codec import pack, storable, unpack
from sayso.ledger.store.folding import fold
from sayso.records import Mention

BATCH = 500
_TELLING = 3  # words of content from which equal words say the same wherever they stand; "he denied it" may not

_LIGHT = tuple(
    mentions.c[name] for name in ("key", "page_key", "saying", "record", "text", "share", "headline", "outlet", "day")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A mention as the ledger keeps it."""

    key: int
    page_key: int
    saying: int
    told: Told


_Signs = tuple[dict[str, float], dict[str, float]]
_SIGNLESS: _Signs = ({}, {})
Known = Mapping[int, Kept]  # mentions by their keys


def batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield values in lists that one statement of SQL takes, in order."""
    every = sorted(values)
    for at in range(0, len(every), BATCH):
        yield every[at : at + BATCH]


def saying_of(told: Told, apart: str | None) -> int:
    """Return the key of the mentions that say the same words; `apart` is the judgement that set this one apart."""
    alone = None if len(told.words) >= _TELLING else told.mention.id
    words = "\0".join(filter(None, (fold(told.text), alone, apart)))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest()) >> 1


def mention_row(place: Place, name: str, saying: int) -> dict[str, Any]:
    """Return the columns of a mention, but for those of its page; `name` is its id."""
    told = place.told
    return {
        "id": name,
        "statement": told.mention.statement,
        "saying": saying,
        "start": told.mention.content[0].start,
        "near_start": place.start,
        "near_end": place.end,
        "text": told.text,
        "share": told.share,
        "headline": told.headline,
        "outlet": storable(told.outlet),
        "day": told.published,
        "record": pack(replace(told.mention, vector=b"")),
        "vector": told.mention.vector,
        "numbered": bool(told.mention.quantities),
        "signs": msgspec.msgpack.encode((told.telling, told.around)),
    }


def add_mentions(connection: Connection, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Add mentions and return their keys by their ids."""
    connection.execute(insert(mentions), rows)
    keys: dict[str, int] = {}
    for some in batches([row["id"] for row in rows]):
        found = connection.execute(select(mentions.c.id, mentions.c.key).where(mentions.c.id.in_(some)))
        keys |= {row.id: row.key for row in found}
    return keys


def load(connection: Connection, keys: Collection[int], known: Known = MappingProxyType({})) -> dict[int, Kept]:
    """Return mentions by their keys, without their vectors; `known` are some that need not be read again."""
    found = {key: known[key] for key in keys if key in known}
    for some in batches([key for key in keys if key not in known]):
        for row in connection.execute(select(*_LIGHT).where(mentions.c.key.in_(some))):
            found[row.key] = _kept(row)
    return found


def load_sayings(connection: Connection, wanted: Collection[int], *, vectors: bool = False) -> dict[int, Kept]:
    """Return the mention that stands for each saying, with `vectors` and all that it is compared by."""
    columns = (*_LIGHT, mentions.c.vector, mentions.c.signs) if vectors else _LIGHT
    chosen = select(*columns).join(sayings, sayings.c.mention_key == mentions.c.key)
    return {row.saying: _kept(row) for row in in_sayings(connection, chosen, wanted)}


def load_copies(connection: Connection, wanted: Collection[int]) -> Iterable[Kept]:
    """Yield all mentions of some sayings."""
    for some in batches(wanted):
        for row in connection.execute(select(*_LIGHT).where(mentions.c.saying.in_(some))):
            yield _kept(row)


def in_sayings(connection: Connection, chosen: Select[Any], wanted: Collection[int]) -> Iterator[Row[Any]]:
    """Yield the rows of a selection from `sayings` for those wanted."""
    for some in batches(wanted):
        yield from connection.execute(chosen.where(sayings.c.key.in_(some)))


def order(told: Told) -> tuple[Any, ...]:
    """Return the place of a mention among others: the same whatever order their pages came in."""
    day = told.published.toordinal() if told.published else 9_999_999
    return day, told.page, *((span.start, span.end) for span in told.mention.content)


def _kept(row: Row[Any]) -> Kept:
    mention = unpack(row.record, Mention)
    telling, around = _SIGNLESS
    if "vector" in row._fields:
        mention = replace(mention, vector=row.vector)
        telling, around = msgspec.msgpack.decode(row.signs, type=_Signs)
    told = Told(
        mention=mention,
        page=mention.document_id,
        text=row.text,
        share=row.share,
        headline=row.headline,
        outlet=row.outlet,
        published=row.day,
        telling=telling,
        around=around,
    )
    return Kept(key=row.key, page_key=row.page_key, saying=row.saying, told=told)
