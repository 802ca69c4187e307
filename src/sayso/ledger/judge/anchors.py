"""Lead statements to the characters of their page, and back into another reading of it.

In: spans of `Document.text`, or anchors in the page as it came in. Out: the other of the two, and how much two
sets of anchors share. What cannot be led to the page, or found again in a document, is None: never a wrong place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.pages.offsets import locate
from sayso.records import Anchor, Document, Segment, Span, Spans, Statement


def anchor_spans(document: Document, spans: Iterable[Span]) -> tuple[Anchor, ...] | None:
    """Return spans of a document as anchors in its page; None where one of them was not read from the page."""
    anchors = []
    for span in spans:
        place = locate(document.offsets, span)
        if place is None:
            return None
        anchors.append(Anchor(start=place.start, end=place.end, text=document.quote(span)))
    return tuple(anchors)


def anchor_statement(document: Document, statement: Statement) -> Spans | None:
    """Return the parts of a statement as anchors; None where its content was not read from the page."""
    content = anchor_spans(document, statement.content)
    if not content:
        return None
    source, cue = (anchor_spans(document, spans) or () for spans in (statement.source, statement.cue))
    return Spans(source=source, cue=cue, content=content)


def find_spans(document: Document, anchors: Iterable[Anchor]) -> tuple[Span, ...] | None:
    """Return the spans of a document that were read from where the anchors are; None if one of them has none."""
    spans = tuple(_find(document.offsets, anchor) for anchor in anchors)
    return None if None in spans else tuple(span for span in spans if span)


def share(some: Sequence[Anchor], others: Sequence[Anchor]) -> float:
    """Return the Jaccard index of the characters that two sets of anchors hold; 0 where one holds none."""
    one, other = _merge(some), _merge(others)
    common = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    every = sum(end - start for start, end in (*one, *other)) - common
    return common / every if common else 0.0


def _merge(anchors: Iterable[Anchor]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for anchor in sorted(anchors):
        if merged and anchor.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], anchor.end))
        else:
            merged.append((anchor.start, anchor.end))
    return merged


def _find(offsets: Sequence[Segment], anchor: Anchor) -> Span | None:
    held = [each for each in offsets if each.page_start < anchor.end and anchor.start < each.page_end]
    if not held:
        return None
    first = min(held, key=lambda each: each.page_start)
    last = max(held, key=lambda each: each.page_end)
    start, end = first.text_start, last.text_end
    if first.one_to_one:
        start += max(0, anchor.start - first.page_start)
    if last.one_to_one:
        end -= max(0, last.page_end - anchor.end)
    return Span(start=start, end=end) if start < end else None
