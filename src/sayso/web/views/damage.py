"""Where in a document's text repairs were made.

In: a document, whose repairs point into the page as it came in. Out: the same repairs as ranges of its text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Document, Segment, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A repaired place: its range of the document's text, and what stood in the page."""

    span: Span
    original: str
    repaired: str
    kind: str


def damages(document: Document) -> tuple[Damage, ...]:
    """Return the repairs of what stands in the text, in its order; those of a comment's heading are not in it."""
    if not document.repairs:
        return ()
    segments = sorted(document.offsets, key=lambda segment: (segment.page_start, segment.page_end))
    starts = [segment.page_start for segment in segments]
    found = []
    for repair in document.repairs:
        span = _in_text(segments, starts, repair.start, repair.end)
        if span is not None and span.start < span.end:
            found.append(Damage(span=span, original=repair.original, repaired=repair.repaired, kind=repair.kind))
    return tuple(sorted(found, key=lambda damage: damage.span))


def _in_text(segments: Sequence[Segment], starts: Sequence[int], start: int, end: int) -> Span | None:
    """Return the range of the text that was read from a range of the page."""
    first, last = _holding(segments, starts, start), _holding(segments, starts, end - 1)
    if first is None or last is None or last.text_end < first.text_start:
        return None
    left = first.text_start + (start - first.page_start if first.one_to_one else 0)
    right = last.text_start + end - last.page_start if last.one_to_one else last.text_end
    return Span(start=left, end=right) if left <= right else None


def _holding(segments: Sequence[Segment], starts: Sequence[int], at: int) -> Segment | None:
    place = bisect_right(starts, at) - 1
    return segments[place] if place >= 0 and at < segments[place].page_end else None
