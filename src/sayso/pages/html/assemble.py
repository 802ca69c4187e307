"""Put blocks and comments together as one document.

In: placed flows, a thread, the decoded page. Out: the text of the document with blocks, comments, segments and
repairs. Encoding damage is repaired in the text as a whole, since the damage of one block explains another's; every
repair is led back to the characters of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.pages.html.roles import Placed
from sayso.pages.markup.passage import Passage
from sayso.pages.markup.scan import Piece, cut
from sayso.pages.markup.tree import Tree
from sayso.pages.offsets import locate
from sayso.pages.repair import repair
from sayso.pages.threads.thread import Thread
from sayso.records import Block, Comment, Repair, Segment, Span, make_id

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The parts of a document that depend on one another."""

    text: str
    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    repairs: tuple[Repair, ...]
    offsets: tuple[Segment, ...]


def assemble(tree: Tree, page_id: str, placed: Sequence[Placed], thread: Thread) -> Assembled:
    """Return the document's text, repaired, with everything that points into it."""
    passages = [one.flow.passage for one in placed]
    passages += [said.passage for said in thread.comments if said.passage.text]
    joined = _Joined(tree.source, passages)
    spans = iter(joined.spans)
    blocks = tuple(
        Block(
            role=one.role,
            start=(span := next(spans)).start,
            end=span.end,
            ranges=one.flow.passage.ranges,
            xpath=tree.xpath(one.flow.block),
        )
        for one in placed
    )
    comments = _comments(page_id, thread, [next(spans) if said.passage.text else None for said in thread.comments])
    return Assembled(text=joined.text, blocks=blocks, comments=comments, repairs=joined.repairs, offsets=joined.offsets)


def _comments(page_id: str, thread: Thread, spans: Sequence[Span | None]) -> tuple[Comment, ...]:
    ids = [
        make_id("cmt", page_id, place, said.header_start, said.commenter, said.posted)
        for place, said in enumerate(thread.comments)
    ]
    return tuple(
        Comment(
            id=ids[place],
            commenter=said.commenter,
            display=said.commenter,
            posted=said.posted,
            posted_at=said.posted_at,
            header_start=said.header_start,
            start=span.start if span else None,
            end=span.end if span else None,
            ranges=said.passage.ranges,
            reply_to=None if said.parent is None else ids[said.parent],
        )
        for place, (said, span) in enumerate(zip(thread.comments, spans, strict=True))
    )


class _Joined:
    """Passages as one text, then repaired: `spans` are theirs, in the same order."""

    def __init__(self, source: str, passages: Sequence[Passage]) -> None:
        starts: list[int] = []
        at = 0
        segments: list[Segment] = []
        for passage in passages:
            starts.append(at)
            segments.extend(
                Segment(text_start=s.text_start + at, text_end=s.text_end + at, page_start=s.page_start, page_end=s.page_end)
                for s in passage.segments
            )
            at += len(passage.text) + len(_BETWEEN)
        raw = _BETWEEN.join(passage.text for passage in passages)
        repaired = repair(raw)
        self.text = repaired.text
        self.repairs = tuple(found for one in repaired.repairs if (found := _place(source, segments, one)))
        self.offsets = tuple(segments) if not repaired.repairs else tuple(_through(segments, repaired.segments))
        moved = [_moved(repaired.segments, start) for start in starts]
        ends = [_moved(repaired.segments, start + len(p.text)) for start, p in zip(starts, passages, strict=True)]
        self.spans = [Span(start=start, end=end) for start, end in zip(moved, ends, strict=True)]


def _place(source: str, segments: Sequence[Segment], found: Repair) -> Repair | None:
    """Return a repair with the characters of the page that it stands for."""
    span = locate(segments, Span(start=found.start, end=found.end))
    if span is None:
        return None
    original = source[span.start : span.end]
    return Repair(start=span.start, end=span.end, original=original, repaired=found.repaired, kind=found.kind)


def _moved(repaired: Sequence[Segment], at: int) -> int:
    """Return where a place of the raw text stands in the repaired one."""
    place = max(0, bisect_right(repaired, at, key=lambda segment: segment.page_start) - 1)
    if not repaired:
        return at
    segment = repaired[place]
    if at >= segment.page_end:
        return segment.text_end + at - segment.page_end
    return segment.text_start + at - segment.page_start


def _through(segments: Sequence[Segment], repaired: Sequence[Segment]) -> list[Segment]:
    """Lead the repaired text through the raw one back to the page."""
    pieces: list[Piece] = [(s.text_start, s.text_end, s.page_start, s.page_end) for s in segments]
    through: list[Segment] = []
    for one in repaired:
        start, end = one.page_start, one.page_end
        if one.text_end - one.text_start == end - start:
            shift = one.text_start - start
            through.extend(
                Segment(text_start=first + shift, text_end=last + shift, page_start=page_first, page_end=page_last)
                for first, last, page_first, page_last in cut(pieces, start, end)
            )
            continue
        span = locate(segments, Span(start=start, end=end))
        if span is not None:
            through.append(
                Segment(text_start=one.text_start, text_end=one.text_end, page_start=span.start, page_end=span.end)
            )
    return through

