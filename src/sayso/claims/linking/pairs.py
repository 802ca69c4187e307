"""How likely two mentions state the same proposition.

In: two `Told`s. Out: signs that are compared (`FEATURES`), and the calibrated chance that a learned combination of them
gives. Numbers and negation are signs of their own here, since no vector of words holds them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.claims.linking.told import Told, near, overlap
from sayso.claims.mentions.numbers import rival, same_amount, words_of
from sayso.language.claims import load_claim_heads
from sayso.records import Span

Array = NDArray[np.float32]
FEATURES = (
    "near", "jaccard", "contained", "shared", "heaviest", "same number", "same count", "rival number", "number in one",
    "names shared", "names apart", "length ratio", "shorter", "one page", "both headlines", "a headline", "lower",
    "apart", "same holder", "own voice in one", "opposed",
)  # fmt: skip


def features(one: Told, other: Told) -> list[float]:
    """Return the signs of a pair, in the order of `FEATURES`; the order of the two makes no difference."""
    jaccard, contained, shared, heaviest = overlap(one.words, other.words)
    amounts, others = one.mention.quantities, other.mention.quantities
    both = [(a, b) for a in amounts for b in others]
    same = [(a, b) for a, b in both if same_amount(a, b)]
    names = len(one.names & other.names)
    sizes = len(one.words) + 1, len(other.words) + 1
    holders = one.mention.holder, other.mention.holder
    return [
        near(one, other),
        jaccard,
        contained,
        shared / 10,
        heaviest / 10,
        float(bool(same)),
        float(any(words_of(a.measure) & words_of(b.measure) for a, b in same)),
        float(not same and any(rival(a, b) for a, b in both)),
        float(bool(amounts) != bool(others)),
        float(names),
        float(bool(one.names and other.names) and not names),
        abs(math.log(sizes[0] / sizes[1])),
        math.log(min(sizes)),
        float(one.page == other.page),
        float(one.headline and other.headline),
        float(one.headline or other.headline),
        max(one.share, other.share),
        abs(one.share - other.share),
        float(one.mention.named and other.mention.named and holders[0] == holders[1]),
        float((one.mention.voice == "author") != (other.mention.voice == "author")),
        float(one.mention.rejects != other.mention.rejects),
    ]


def same_claim(pairs: Iterable[tuple[Told, Told]]) -> Array:
    """Return (P,) the chance of each pair that both state the same proposition."""
    signs = np.array([features(one, other) for one, other in pairs], dtype=np.float32)
    return load_claim_heads().same(signs) if len(signs) else np.zeros(0, dtype=np.float32)


def must_not_link(one: Told, other: Told) -> bool:
    """Tell whether two mentions cannot be one claim: rival numbers of one thing, or two clauses side by side."""
    amounts, others = one.mention.quantities, other.mention.quantities
    apart = any(rival(a, b) for a in amounts for b in others)
    if apart and not any(same_amount(a, b) for a in amounts for b in others):
        return True
    return one.page == other.page and _beside(one, other)


def _beside(one: Told, other: Told) -> bool:
    """Whether two mentions are clauses of one statement that the same holder makes in one breath."""
    mine, theirs = one.mention, other.mention
    if mine.statement is None or mine.statement != theirs.statement:
        return False
    first, second = sorted((mine.content, theirs.content), key=_first)
    return 0 <= second[0].start - first[-1].end < 80


def _first(spans: Sequence[Span]) -> int:
    return spans[0].start
