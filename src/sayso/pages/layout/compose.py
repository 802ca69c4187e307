"""Put a document's text together from its blocks and comments.

In: pieces, each a text with the segments that lead back to the decoded page. Out: the whole text, joined by blank
lines, blocks with their places in it, and the offset map. The order is the page's: blocks first, then comments.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.pages.decoding.repair import Repaired
from sayso.records import Block, Comment, Role, Segment, Span

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The text of one block or comment; `segments` count from its start, `ranges` are of the decoded page."""

    text: str
    segments: tuple[Segment, ...]
    ranges: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What `Document` takes over."""

    text: str
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    offsets: tuple[Segment, ...]


def compose(blocks: Sequence[tuple[Role, Piece]], comments: Sequence[tuple[Comment, Piece | None]]) -> Composed:
    """Return text, blocks, comments and offsets; a comment without a piece is an empty one."""
    parts: list[str] = []
    offsets: list[Segment] = []
    length = 0

    def place(piece: Piece) -> tuple[int, int]:
        nonlocal length
        start = length + (len(_BETWEEN) if parts else 0)
        parts.append(piece.text)
        offsets.extend(replace(s, text_start=start + s.text_start, text_end=start + s.text_end) for s in piece.segments)
        length = start + len(piece.text)
        return start, length

    placed_blocks: list[Block] = []
    for role, piece in blocks:
        start, end = place(piece)
        placed_blocks.append(Block(role=role, start=start, end=end, ranges=piece.ranges))
    placed_comments: list[Comment] = []
    for comment, body in comments:
        if body is None:
            placed_comments.append(comment)
            continue
        start, end = place(body)
        placed_comments.append(replace(comment, start=start, end=end, ranges=body.ranges))
    return Composed(
        text=_BETWEEN.join(parts),
        blocks=tuple(placed_blocks),
        comments=tuple(placed_comments),
        offsets=tuple(offsets),
    )


def cut_piece(page: Repaired, spans: Sequence[Span]) -> Piece:
    """Cut spans of a repaired page out as one piece, a line break between two of them."""
    parts: list[str] = []
    segments: list[Segment] = []
    ranges: list[Span] = []
    length = 0
    for span in spans:
        length += bool(parts)
        clipped = clip(page.segments, span)
        segments.extend(
            replace(s, text_start=s.text_start + length - span.start, text_end=s.text_end + length - span.start)
            for s in clipped
        )
        if clipped:
            ranges.append(Span(start=clipped[0].page_start, end=clipped[-1].page_end))
        parts.append(page.text[span.start : span.end])
        length += span.end - span.start
    return Piece(text="\n".join(parts), segments=tuple(segments), ranges=tuple(ranges))


def clip(segments: Sequence[Segment], span: Span) -> list[Segment]:
    """Return the parts of `segments` within `span`; of one that is not one to one, all or nothing."""
    clipped = []
    first = bisect_right(segments, span.start, key=lambda segment: segment.text_end)
    for segment in segments[first:]:
        if segment.text_start >= span.end:
            break
        left, right = max(segment.text_start, span.start), min(segment.text_end, span.end)
        whole = (left, right) == (segment.text_start, segment.text_end)
        if whole:
            clipped.append(segment)
        elif segment.text_end - segment.text_start == segment.page_end - segment.page_start:
            shift = segment.page_start - segment.text_start
            clipped.append(Segment(text_start=left, text_end=right, page_start=left + shift, page_end=right + shift))
    return clipped
