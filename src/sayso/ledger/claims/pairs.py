"""Score the pairs of sayings that are worth comparing, each once.

In: sayings that are new, or that another mention stands for now, in the sketches of their pages. Out: rows of
`saying_pairs`, and of `sketch_stems`, under which pages about one matter are found.

Mentions are compared where they are near, on pages about one matter (`claims.linking.sketches`). A word that `COMMON`
pages have tells nothing of those that come later, and they are not kept under it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from sqlalchemy import Connection, delete, insert, select

from sayso.claims.linking.candidates import COMMON
from sayso.claims.linking.link import FLOOR
from sayso.claims.linking.pairs import same_claim
from sayso.claims.linking.sketches import near, nearest
from sayso.ledger.claims.rows import batches, load_sayings
from sayso.ledger.claims.sketches import HAVING, Drawn, having, keep_having, load_sketches
from sayso.ledger.store.claim_tables import saying_pairs

_AT_ONCE = 4000  # pairs that are scored at once

Pair = tuple[int, int]


def compare(connection: Connection, drawn: Mapping[int, Drawn], new: Collection[int]) -> None:
    """Keep the chances of the pairs of new sayings, which stand in some parts of pages just drawn."""
    found: dict[Pair, None] = {}
    for part, each in drawn.items():
        mine = each.sketch.only(new)
        if len(mine.numbers) or not each.kept:
            parts = _about_one_matter(connection, part, each)
            others = [each.sketch, *load_sketches(connection, parts).values()] if len(mine.numbers) else []
            found |= dict.fromkeys(_in_order(near(mine, others)))
    pairs = sorted(found)
    for at in range(0, len(pairs), _AT_ONCE):
        some = pairs[at : at + _AT_ONCE]
        told = {
            saying: kept.told
            for saying, kept in load_sayings(connection, {each for pair in some for each in pair}, vectors=True).items()
        }
        chances = same_claim((told[one], told[other]) for one, other in some).tolist()
        _keep(connection, {pair: chance for pair, chance in zip(some, chances, strict=True) if chance >= FLOOR})


def drop(connection: Connection, gone: Collection[int]) -> set[int]:
    """Remove the pairs of sayings, and return those that they were paired with."""
    met: set[int] = set()
    for some in batches(gone):
        paired = set(connection.execute(select(saying_pairs.c.other).where(saying_pairs.c.one.in_(some))).scalars())
        for others in batches(paired):  # the key begins with `one`: so it finds them both ways
            back = (saying_pairs.c.one.in_(others), saying_pairs.c.other.in_(some))
            connection.execute(delete(saying_pairs).where(*back))
        connection.execute(delete(saying_pairs).where(saying_pairs.c.one.in_(some)))
        met |= paired
    return met - set(gone)


def _in_order(pairs: Iterable[Pair]) -> list[Pair]:
    return [(one, other) if one < other else (other, one) for one, other in pairs if one != other]


def _about_one_matter(connection: Connection, part: int, drawn: Drawn) -> list[int]:
    """Return the parts of pages that one is compared with; and let it be found from now on."""
    sketch = drawn.sketch
    words = dict(zip(sketch.stems[sketch.telling].tolist(), sketch.weights[sketch.telling].tolist(), strict=True))
    held = having(connection, words)
    others = {word: each[each["part"] != part] for word, each in held.items()}
    telling = {word: weight for word, weight in words.items() if word not in others or len(others[word]) < COMMON}
    if not drawn.kept:
        mine = {word: np.array([(part, weight)], dtype=HAVING) for word, weight in telling.items()}
        keep_having(connection, {word: np.append(others.get(word, mine[word][:0]), mine[word]) for word in mine}, held)
    rows = [others[word] for word in telling if word in others]
    stems = np.repeat(
        np.array([word for word in telling if word in others], dtype=np.int64), [len(row) for row in rows]
    )
    found = np.concatenate(rows) if rows else np.zeros(0, dtype=HAVING)
    return nearest(sketch, stems, found["part"], found["weight"])


def _keep(connection: Connection, chances: Mapping[Pair, float]) -> None:
    rows = [
        {"one": one, "other": other, "chance": chance}
        for pair, chance in chances.items()
        for one, other in (pair, pair[::-1])
    ]
    if rows:
        connection.execute(insert(saying_pairs), rows)


def chances_of(connection: Connection, among: Collection[int]) -> dict[Pair, float]:
    """Return the chances of the pairs that are kept among some sayings, the smaller first."""
    inside = set(among)
    chosen = select(saying_pairs).where(saying_pairs.c.one < saying_pairs.c.other)
    return {
        (row.one, row.other): row.chance
        for some in batches(inside)
        for row in connection.execute(chosen.where(saying_pairs.c.one.in_(some)))
        if row.other in inside
    }


def paired_with(connection: Connection, some: Iterable[int], *, least: float) -> list[Pair]:
    """Return the pairs of sayings with any others that have at least a chance, as (one of them, the other)."""
    chosen = select(saying_pairs.c.one, saying_pairs.c.other).where(saying_pairs.c.chance >= least)
    return [
        (row.one, row.other)
        for part in batches(set(some))
        for row in connection.execute(chosen.where(saying_pairs.c.one.in_(part)))
    ]
