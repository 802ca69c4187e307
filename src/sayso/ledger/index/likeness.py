"""Tell contents that are nearly the same by a few numbers, without comparing each with each.

In: a content. Out: the smallest hashes of its shingles (runs of three words): two contents with most of their
shingles in common share some of these with near certainty (a bottom-k sketch, Broder 1997), so that an index finds
the candidates and only those are compared. Rows are removed by the sketch made again: who changes it fills the table
anew with a revision.
"""

from __future__ import annotations

from zlib import crc32

from rapidfuzz import fuzz

from sayso.ledger.store.folding import fold

NEAR = 80.0  # of 100: token-sorted similarity from which two contents are called alike
_SHINGLE = 3
_KEPT = 6


def sketch(content: str) -> tuple[int, ...]:
    """Return up to six 31-bit hashes that contents like this one share; none for a content without words."""
    words = fold(content).split()
    if not words:
        return ()
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
    return tuple(sorted(set(map(_hash, shingles)))[:_KEPT])


def nearness(one: str, other: str) -> float:
    """Return how alike two contents are, 0 to 100; 0 below `NEAR`."""
    words = fold(one), fold(other)
    return fuzz.token_sort_ratio(*words, score_cutoff=NEAR) if all(words) else 0.0


def _hash(shingle: str) -> int:
    return crc32(shingle.encode()) >> 1  # four times as quick as a hash that nobody can turn round, and as even
