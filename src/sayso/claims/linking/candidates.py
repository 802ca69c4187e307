"""Find the pairs of mentions that are worth comparing, without comparing each with each.

In: mentions. Out: pairs of their numbers. Few mentions are compared each with each. Of many, those are compared that
are near, by what they mean and by their words, on pages about one matter (`sketches`). Such pages are found by their
words; a word that too many pages have tells nothing and is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from sayso.claims.linking.sketches import Sketch, Sketched, near, nearest, sketches
from sayso.claims.linking.told import Told

FEW = 700  # mentions up to which all pairs are compared
COMMON = 60  # pages of one word from which it tells nothing


def candidates(told: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Yield each pair (one < other) worth comparing once."""
    if len(told) <= FEW:
        yield from combinations(range(len(told)), 2)
        return
    holding: dict[int, list[tuple[int, float]]] = defaultdict(list)
    parts: list[Sketch] = []
    for mine in _sketched(told):
        found = near(mine, [mine, *(parts[at] for at in _nearest(mine, holding))])
        yield from sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})
        words = zip(mine.stems[mine.telling].tolist(), mine.weights[mine.telling].tolist(), strict=True)
        for stem, weight in words:
            if len(holding[stem]) < COMMON:
                holding[stem].append((len(parts), weight))
        parts.append(mine)


def _sketched(told: Sequence[Told]) -> Iterator[Sketch]:
    pages: dict[str, list[Sketched]] = defaultdict(list)
    for number, each in enumerate(told):
        mention = Sketched(number=number, words=each.words, vector=each.mention.vector, share=each.share)
        pages[each.page].append(mention)
    for some in pages.values():
        yield from sketches(some)


def _nearest(mine: Sketch, holding: dict[int, list[tuple[int, float]]]) -> list[int]:
    rows = [
        (stem, *each)
        for stem in mine.stems[mine.telling].tolist()
        if len(holding[stem]) < COMMON
        for each in holding[stem]
    ]
    stems, parts, weights = zip(*rows, strict=True) if rows else ((), (), ())
    return nearest(mine, np.array(stems, np.int64), np.array(parts, np.int64), np.array(weights, np.float32))
