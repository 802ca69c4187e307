"""Keep the sketches of pages, by which mentions worth comparing are found (`claims.linking.sketches`).

In: pages whose mentions changed, or which of them stand for their sayings. Out: rows of `page_sketches`, a row a part
of a page, and the sketches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from sayso.claims.linking.sketches import Sketch, Sketched, sketches
from sayso.claims.linking.told import weigh
from sayso.errors import LedgerError
from sayso.ledger.claims.rows import batches
from sayso.ledger.store.claim_tables import mentions, page_sketches, sayings, sketch_stems

HAVING = np.dtype([("part", "<i8"), ("weight", "<f4")])
Having = NDArray[np.void]
_PARTS = 12  # bits of the number of a part that tell which of its page's it is
_KINDS: Mapping[str, Any] = {
    "stems": np.int64, "weights": np.float32, "telling": np.bool_, "numbers": np.int64, "vectors": np.int8,
    "places": np.float32, "counts": np.int64, "words": np.int64, "heavy": np.float32,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The sketch of a part; `kept` tells whether it is found by its words already."""

    sketch: Sketch
    kept: bool


def draw(connection: Connection, pages: Collection[int]) -> dict[int, Drawn]:
    """Sketch some pages as their mentions are now; return their parts by their numbers."""
    before = _parts_of(connection, pages)
    drawn: dict[int, Drawn] = {}
    for page, told in _told(connection, pages).items():
        for at, sketch in enumerate(sketches(told)):
            part = page << _PARTS | at
            old = before.get(part)
            drawn[part] = Drawn(sketch=sketch, kept=old is not None and np.array_equal(old.stems, sketch.stems))
    for part, old in before.items():
        if part not in drawn or not drawn[part].kept:
            held = having(connection, old.stems[old.telling].tolist())
            keep_having(connection, {word: each[each["part"] != part] for word, each in held.items()}, held)
    for some in batches(before):
        connection.execute(delete(page_sketches).where(page_sketches.c.part.in_(some)))
    if drawn:
        rows = [{"part": part, "record": _packed(each.sketch)} for part, each in sorted(drawn.items())]
        connection.execute(insert(page_sketches), rows)
    return drawn


def having(connection: Connection, words: Collection[int]) -> dict[int, Having]:
    """Return which parts have some words."""
    return {
        row.hash: np.frombuffer(row.parts, dtype=HAVING)
        for some in batches(words)
        for row in connection.execute(select(sketch_stems).where(sketch_stems.c.hash.in_(some)))
    }


def keep_having(connection: Connection, now: Mapping[int, Having], before: Collection[int]) -> None:
    """Keep which parts have some words; `before` are those that were kept."""
    for some in batches([word for word, each in now.items() if not len(each)]):
        connection.execute(delete(sketch_stems).where(sketch_stems.c.hash.in_(some)))
    new = [{"hash": word, "parts": each.tobytes()} for word, each in now.items() if len(each) and word not in before]
    old = [{"this": word, "parts": each.tobytes()} for word, each in now.items() if len(each) and word in before]
    if new:
        connection.execute(insert(sketch_stems), new)
    if old:
        connection.execute(update(sketch_stems).where(sketch_stems.c.hash == bindparam("this")), old)


def load_sketches(connection: Connection, parts: Collection[int]) -> dict[int, Sketch]:
    """Return the sketches of some parts."""
    return {
        row.part: _unpacked(row.record)
        for some in batches(parts)
        for row in connection.execute(select(page_sketches).where(page_sketches.c.part.in_(some)))
    }


def _told(connection: Connection, pages: Collection[int]) -> dict[int, list[Sketched]]:
    """Return the mentions of each page in the order of its text."""
    names = ("page_key", "text", "vector", "share")
    heads = and_(sayings.c.key == mentions.c.saying, sayings.c.mention_key == mentions.c.key)
    chosen = select(*(mentions.c[name] for name in names), sayings.c.key).outerjoin(sayings, heads)
    told: dict[int, list[Sketched]] = defaultdict(list)
    for some in batches(pages):
        rows = connection.execute(chosen.where(mentions.c.page_key.in_(some)).order_by(mentions.c.start, mentions.c.id))
        for row in rows:
            mention = Sketched(number=row.key, words=weigh(row.text), vector=row.vector, share=row.share)
            told[row.page_key].append(mention)
    return told


def _parts_of(connection: Connection, pages: Collection[int]) -> dict[int, Sketch]:
    found: dict[int, Sketch] = {}
    for page in pages:
        within = page_sketches.c.part.between(page << _PARTS, (page + 1 << _PARTS) - 1)
        for row in connection.execute(select(page_sketches).where(within)):
            found[row.part] = _unpacked(row.record)
    return found


def _packed(sketch: Sketch) -> bytes:
    return msgspec.msgpack.encode([getattr(sketch, name).tobytes() for name in _KINDS])


def _unpacked(record: bytes) -> Sketch:
    try:
        held = msgspec.msgpack.decode(record, type=list[bytes])
    except ValueError as error:
        raise LedgerError(f"A sketch in the ledger is damaged ({error}): make its claims anew.") from error
    arrays = {name: np.frombuffer(data, dtype=kind) for (name, kind), data in zip(_KINDS.items(), held, strict=True)}
    count = len(arrays["numbers"])
    arrays["vectors"] = arrays["vectors"].reshape(count, len(arrays["vectors"]) // max(1, count))
    return Sketch(**{**arrays, "places": arrays["places"].reshape(count, 2)})
