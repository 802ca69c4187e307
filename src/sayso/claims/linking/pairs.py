"""How likely two mentions state the same proposition.

In: pairs of `Told`s. Out: the calibrated chance that learned trees give, from what `likeness` compares; and which
pairs can never be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sayso.claims.linking.likeness import Array, features
from sayso.claims.linking.told import Told
from sayso.claims.mentions.numbers import rival, same_amount
from sayso.language.claims import load_pair_trees
from sayso.records import Span


def same_claim(pairs: Iterable[tuple[Told, Told]]) -> Array:
    """Return (P,) the chance of each pair that both state the same proposition."""
    compared = list(pairs)
    return load_pair_trees().chances(features(compared)) if compared else np.zeros(0, dtype=np.float32)


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
