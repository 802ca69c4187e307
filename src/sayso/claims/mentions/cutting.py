"""Cut a text into the clauses that state something.

In: for each word piece the log-probabilities that it stands outside, begins, or goes on with a clause that pages would
share. Out: the likeliest clauses, and how likely each is. A clause never goes over a block of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.records import Span

Array = NDArray[np.float32]
OUTSIDE, BEGIN, INSIDE = range(3)
_NEVER = np.float32(-1e9)


def cut(
    scores: Array, starts: NDArray[np.int64], ends: NDArray[np.int64], blocks: Sequence[Span]
) -> Iterator[tuple[Span, float]]:
    """Yield each clause with the mean log-probability of its pieces, in order.

    scores (N, 3) are of the N pieces that stand in starts, ends (N,); pieces outside the blocks are passed over.
    """
    for block in blocks:
        first, last = int(np.searchsorted(starts, block.start)), int(np.searchsorted(ends, block.end, side="right"))
        if first >= last:
            continue
        within = scores[first:last]
        tags = likeliest(within)
        for begin, end in runs(tags):
            chosen = within[np.arange(begin, end), tags[begin:end]]
            yield Span(start=int(starts[first + begin]), end=int(ends[first + end - 1])), float(chosen.mean())


def likeliest(scores: Array) -> NDArray[np.int64]:
    """Return the likeliest tags (N,) in which none goes on with a clause that was not begun (Viterbi, 1967)."""
    count = len(scores)
    back = np.zeros((count, 3), dtype=np.int64)
    best = scores[0].astype(np.float64)
    best[INSIDE] = _NEVER
    for at in range(1, count):
        before = int(best.argmax())
        begun = BEGIN if best[BEGIN] >= best[INSIDE] else INSIDE
        back[at] = before, before, begun
        best = scores[at] + best[back[at]]
    tags = np.empty(count, dtype=np.int64)
    tags[-1] = int(best.argmax())
    for at in range(count - 1, 0, -1):
        tags[at - 1] = back[at, tags[at]]
    return tags


def runs(tags: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield [begin, end) of each clause in the tags."""
    begins = np.flatnonzero(tags == BEGIN)
    stops = np.flatnonzero(tags != INSIDE)
    for begin in begins.tolist():
        at = int(np.searchsorted(stops, begin + 1))
        yield begin, int(stops[at]) if at < len(stops) else len(tags)
