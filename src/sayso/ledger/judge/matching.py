"""Find the statement that anchors in a page are of.

In: where statements were seen, as anchors, and the anchors of one more. Out: which statement that is, or None. Only
those that stand near it are looked at, so that a page of many statements and many judgements stays quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.ledger.judge.anchors import share
from sayso.records import Spans

ALIKE = 0.8
_STEP = 256  # characters of the page that share a bucket


class Places:
    """Where statements, by number, were seen in a page: one may have been seen in several places."""

    def __init__(self) -> None:
        self._seen: dict[int, dict[Spans, None]] = {}
        self._buckets: dict[int, dict[int, None]] = {}

    def add(self, number: int, place: Spans) -> None:
        """Note that a statement was seen there."""
        self._seen.setdefault(number, {})[place] = None
        for bucket in _buckets_of(place):
            self._buckets.setdefault(bucket, {})[number] = None

    def near(self, place: Spans) -> list[int]:
        """Return the numbers of the statements that may share characters with a content."""
        return sorted({number for bucket in _buckets_of(place) for number in self._buckets.get(bucket, ())})

    def best(self, place: Spans) -> int | None:
        """Return the number of the statement that the anchors are of, None where there is none for sure."""
        return nearest(((number, seen) for number in self.near(place) for seen in self._seen[number]), place)


def nearest(seen: Iterable[tuple[int, Spans]], place: Spans) -> int | None:
    """Return the number of the place that shares most with another, None where none shares enough."""
    found: tuple[tuple[float, float, float], int] | None = None
    for number, each in seen:
        content = share(each.content, place.content)
        if content < ALIKE or not _same_voice(each, place):
            continue
        rank = (content, share(each.cue, place.cue), share(each.source, place.source))
        if found is None or rank > found[0]:
            found = rank, number
    return found[1] if found else None


def _same_voice(one: Spans, other: Spans) -> bool:
    if one.cue and other.cue:
        return share(one.cue, other.cue) > 0
    if one.source and other.source:
        return share(one.source, other.source) > 0
    return not (one.cue or other.cue) or not (one.source or other.source)


def _buckets_of(place: Spans) -> Iterator[int]:
    for anchor in place.content:
        yield from range(anchor.start // _STEP, (anchor.end - 1) // _STEP + 1)
