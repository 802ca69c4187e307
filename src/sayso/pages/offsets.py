"""Lead from `Document.text` back to the decoded page.

In: the segments of a document and a span of its text. Out: a span of the page as it came in, or None where the
span's ends were not read from the page: never a wrong number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sayso.records import Segment, Span


def locate(offsets: Sequence[Segment], span: Span) -> Span | None:
    """Return the range of the decoded page that `span` of the document's text was read from."""
    if span.start >= span.end:
        return None
    first, last = _holding(offsets, span.start), _holding(offsets, span.end - 1)
    if first is None or last is None:
        return None
    start = first.page_start + (span.start - first.text_start if first.one_to_one else 0)
    end = last.page_start + span.end - last.text_start if last.one_to_one else last.page_end
    return Span(start=start, end=end)


def _holding(offsets: Sequence[Segment], at: int) -> Segment | None:
    place = bisect_right(offsets, at, key=lambda segment: segment.text_start) - 1
    if place < 0 or at >= offsets[place].text_end:
        return None
    return offsets[place]
