"""Score the pairs of sayings that are worth comparing, each once.

In: sayings that are new, or that another mention stands for now. Out: rows of `saying_keys` and `saying_pairs`.

Two sayings are compared where they share a key. A key that `COMMON` sayings hold tells nothing of those that come
later, and they are not kept under it. What is found by its vector alone must be near besides, before its words are
looked at: first by the signs of the vector in 63 directions, which stand beside the key, then by the vector itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from sayso.claims.linking.candidates import COMMON, vector_keys, word_keys
from sayso.claims.linking.likeness import Array
from sayso.claims.linking.link import FLOOR
from sayso.claims.linking.pairs import same_claim
from sayso.claims.linking.told import Told
from sayso.ledger.claims.rows import batches, load_sayings
from sayso.ledger.store.claim_tables import mentions, saying_keys, saying_pairs, sayings

_NEAR = 0.4  # the cosine below which what shares no word and no number is not compared
_DIRECTIONS = 63
_FAR = 25  # directions in which vectors as near as that differ in sign at most, but for a few
_AT_ONCE = 4000  # pairs that are scored at once

Pair = tuple[int, int]


def compare(connection: Connection, new: Mapping[int, Told]) -> None:
    """Keep the keys of new sayings, and the chances of their pairs."""
    found = _candidates(connection, new)
    near = [pair for pair, by_words in found.items() if by_words]
    near += _near(connection, new, [pair for pair, by_words in found.items() if not by_words])
    strangers = {each for pair in near for each in pair} - new.keys()
    others = {saying: kept.told for saying, kept in load_sayings(connection, strangers, vectors=True).items()}
    known = {**others, **new}
    for at in range(0, len(near), _AT_ONCE):
        some = near[at : at + _AT_ONCE]
        chances = same_claim((known[one], known[other]) for one, other in some).tolist()
        _keep(connection, {pair: chance for pair, chance in zip(some, chances, strict=True) if chance >= FLOOR})


def drop(connection: Connection, gone: Collection[int]) -> set[int]:
    """Remove the keys and pairs of sayings, and return those that they were paired with."""
    met: set[int] = set()
    for some in batches(gone):
        paired = set(connection.execute(select(saying_pairs.c.other).where(saying_pairs.c.one.in_(some))).scalars())
        for others in batches(paired):  # the key begins with `one`: so it finds them both ways
            back = (saying_pairs.c.one.in_(others), saying_pairs.c.other.in_(some))
            connection.execute(delete(saying_pairs).where(*back))
        connection.execute(delete(saying_pairs).where(saying_pairs.c.one.in_(some)))
        connection.execute(delete(saying_keys).where(saying_keys.c.saying.in_(some)))
        met |= paired
    return met - set(gone)


def _candidates(connection: Connection, new: Mapping[int, Told]) -> dict[Pair, bool]:
    """Return the pairs that share a key, and whether one of words or numbers; and keep the keys."""
    keys = {saying: dict.fromkeys(word_keys(told), True) for saying, told in new.items()}
    for saying, told in new.items():
        for key in vector_keys(told):
            keys[saying].setdefault(key, False)
    held, full = _holding(connection, {key for each in keys.values() for key in each})
    signs = {saying: _signs(told) for saying, told in new.items()}
    found: dict[Pair, bool] = {}
    rows: list[dict[str, int]] = []
    for saying in sorted(new, key=lambda each: new[each].mention.id):
        for key, by_words in keys[saying].items():
            if key in full:
                continue
            others = held.setdefault(key, [])
            mine = 0 if by_words else signs[saying]
            for other, theirs in others:
                if (mine ^ theirs).bit_count() > _FAR:
                    continue
                pair = (saying, other) if saying < other else (other, saying)
                found[pair] = found.get(pair, False) or by_words
            others.append((saying, mine))
            rows.append({"hash": key, "saying": saying, "signs": mine})
            if len(others) >= COMMON:
                full.add(key)
    if rows:
        connection.execute(insert(saying_keys), sorted(rows, key=lambda row: row["hash"]))
    return found


def _signs(told: Told) -> int:
    """Return on which sides of some directions a vector lies, a bit for each."""
    if not len(told.vector):
        return 0
    return int("".join("1" if side > 0 else "0" for side in told.vector @ _directions(len(told.vector))), 2)


@cache
def _directions(width: int) -> Array:
    return np.random.default_rng(width + 1).standard_normal((width, _DIRECTIONS)).astype(np.float32)


def _holding(connection: Connection, keys: set[int]) -> tuple[dict[int, list[Pair]], set[int]]:
    """Return which sayings are kept under keys, each with its signs, and which keys have too many."""
    held: dict[int, list[Pair]] = {}
    full: set[int] = set()
    for some in batches(keys):
        counted = select(saying_keys.c.hash).where(saying_keys.c.hash.in_(some)).group_by(saying_keys.c.hash)
        full |= set(connection.execute(counted.having(func.count() >= COMMON)).scalars())
        rest = [key for key in some if key not in full]
        for key, saying, signs in connection.execute(select(saying_keys).where(saying_keys.c.hash.in_(rest))):
            held.setdefault(key, []).append((saying, signs))
    return held, full


def _near(connection: Connection, new: Mapping[int, Told], pairs: Collection[Pair]) -> list[Pair]:
    """Return the pairs whose vectors are near."""
    strangers = {each for pair in pairs for each in pair} - new.keys()
    vectors = {saying: told.mention.vector for saying, told in new.items()}
    chosen = select(mentions.c.saying, mentions.c.vector).join(sayings, sayings.c.mention_key == mentions.c.key)
    for some in batches(strangers):
        vectors |= {row.saying: row.vector for row in connection.execute(chosen.where(sayings.c.key.in_(some)))}
    kept: list[Pair] = []
    for width in {len(vector) for vector in vectors.values()} - {0}:
        alike = {saying: at for at, saying in enumerate(each for each in vectors if len(vectors[each]) == width)}
        joined = np.frombuffer(b"".join(vectors[each] for each in alike), dtype=np.int8)
        numbers = joined.reshape(-1, width).astype(np.float32)
        numbers /= np.maximum(np.linalg.norm(numbers, axis=1, keepdims=True), 1e-6)
        both = [pair for pair in pairs if pair[0] in alike and pair[1] in alike]
        for at in range(0, len(both), _AT_ONCE):
            some = both[at : at + _AT_ONCE]
            one, other = (numbers[[alike[pair[side]] for pair in some]] for side in (0, 1))
            kept += [some[n] for n in np.flatnonzero(np.einsum("ij,ij->i", one, other) >= _NEAR)]
    return kept


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
