"""Find the pairs of mentions that are worth comparing, without comparing each with each.

In: mentions. Out: pairs of their numbers. Two mentions are compared where they share a key: two of their rarest words,
a rare word with a number, or a stretch of their vectors' signs (random hyperplanes, Charikar 2002). A key that too many
share tells nothing and is passed over. Few mentions are compared each with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from sayso.claims.linking.told import Told

FEW = 700  # mentions up to which all pairs are compared
COMMON = 60  # mentions of one key from which it tells nothing
_RAREST = 5
_BANDS, _BITS = 8, 12


def candidates(told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Yield each pair (one < other) worth comparing once."""
    if len(told) <= FEW:
        yield from combinations(range(len(told)), 2)
        return
    holding: dict[int, list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for number, each in enumerate(told):
        for key in keys(each):
            members = holding[key]
            if len(members) >= COMMON:
                continue
            for other in members:
                if (other, number) not in seen:
                    seen.add((other, number))
                    yield other, number
            members.append(number)


def keys(each: Told) -> list[int]:
    """Return the 63-bit keys under which a mention is found."""
    return [*word_keys(each), *vector_keys(each)]


def word_keys(each: Told) -> list[int]:
    """Return the keys of its rarest words and its numbers."""
    rare = sorted(each.words, key=lambda word: (-each.words[word], word))[:_RAREST]
    amounts = sorted({f"{amount.value:g}" for amount in each.mention.quantities})
    words = [f"{one} {other}" for one, other in combinations(sorted(rare), 2)] or rare
    numbers = [f"{amount} {word}" for amount in amounts for word in rare[:3]]
    return [_hash(key) for key in dict.fromkeys((*words, *numbers))]


def vector_keys(each: Told) -> list[int]:
    """Return the keys of what its words mean; none without a vector."""
    if not len(each.vector) or not each.vector.any():
        return []
    signs = (each.vector @ _planes(len(each.vector))) > 0
    bands = np.packbits(signs.reshape(_BANDS, _BITS), axis=1)
    return [_hash(f"band {at} {band.tobytes().hex()}") for at, band in enumerate(bands)]


@cache
def _planes(width: int) -> NDArray[np.float32]:
    return np.random.default_rng(width).standard_normal((width, _BANDS * _BITS)).astype(np.float32)


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1
