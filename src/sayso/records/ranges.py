"""Spans looked up by their place, so that nobody has to try each.

In: nothing of sayso but `Span`. Out: `Ranges`, which tells which spans of many share characters with another, or hold
it. It may take as many steps as it finds spans, and as spans lie within each other, never as many as there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from sayso.records.document import Span


class Ranges:
    """Spans by place; what is found are their numbers in the order in which they were given, which need not be sorted.

    `_wider` holds, for each span by its start, the last before it that ends farther on: all between end sooner.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        placed = sorted((span.start, span.end, number) for number, span in enumerate(spans))
        self._starts = [start for start, _, _ in placed]
        self._ends = [end for _, end, _ in placed]
        self._numbers = [number for _, _, number in placed]
        self._wider: list[int] = []
        open_: list[int] = []
        for at, end in enumerate(self._ends):
            while open_ and self._ends[open_[-1]] <= end:
                open_.pop()
            self._wider.append(open_[-1] if open_ else -1)
            open_.append(at)

    def over(self, span: Span) -> list[int]:
        """Return the numbers of those that share a character with a span."""
        return sorted(self._ending(bisect_left(self._starts, span.end), span.start + 1))

    def holding(self, span: Span) -> list[int]:
        """Return the numbers of those in which all of a span lies."""
        return sorted(self._ending(bisect_right(self._starts, span.start), span.end))

    def hold(self, start: int, end: int) -> bool:
        """Tell whether all from one character to another lies in one of them."""
        return next(self._ending(bisect_right(self._starts, start), end), None) is not None

    def _ending(self, count: int, least: int) -> Iterator[int]:
        """Yield those of the first `count` that end no sooner than at `least`."""
        at = count - 1
        while at >= 0:
            if self._ends[at] >= least:
                yield self._numbers[at]
                at -= 1
            else:
                at = self._wider[at]
