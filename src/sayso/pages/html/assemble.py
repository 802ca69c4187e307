"""Put blocks and comments together as one document.

In: placed flows, a thread, the decoded page. Out: the text of the document with blocks, comments,
segments and repairs. Encoding damage is repaired in the text as a whole, since the damage of one block
explains another's; every repair is led back to the characters of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.pages.decoding.repair import repair
from sayso.pages.html.flow_roles import Placed
from sayso.pages.layout.compose import Composed, Piece, compose
from sayso.pages.markup.passage import Passage, read_passage
from sayso.pages.markup.scan import cut
from sayso.pages.markup.tree import Tree
from sayso.pages.offsets import locate
from sayso.pages.threads.html.thread import Thread
from sayso.records import Comment, Repair, Segment, Span, make_id


def assemble(tree: Tree, page_id: str, placed: Sequence[Placed], thread: Thread) -> tuple[Composed, tuple[Repair, ...]]:
    """Return the document's text, repaired, with everything that points into it, and the repairs."""
    raw = compose(
        [(one.role, _piece(read_passage(tree, one.flow.texts))) for one in placed],
        [
            (comment, _piece(said.passage) if said.passage.text else None)
            for comment, said in zip(_comments(page_id, thread), thread.comments, strict=True)
        ],
    )
    paths = [tree.xpath(one.flow.block) for one in placed]
    blocks = tuple(replace(block, xpath=path) for block, path in zip(raw.blocks, paths, strict=True))
    return _repair(tree.source, replace(raw, blocks=blocks))


def _piece(passage: Passage) -> Piece:
    return Piece(text=passage.text, segments=passage.segments, ranges=passage.ranges)


def _comments(page_id: str, thread: Thread) -> list[Comment]:
    ids = [make_id("com", page_id, place, said.header_start) for place, said in enumerate(thread.comments)]
    return [
        Comment(
            id=ids[place],
            commenter=said.commenter,
            display=said.commenter,
            posted=said.posted,
            posted_at=said.posted_at,
            header_start=said.header_start,
            reply_to=None if said.parent is None else ids[said.parent],
        )
        for place, said in enumerate(thread.comments)
    ]


def _repair(source: str, raw: Composed) -> tuple[Composed, tuple[Repair, ...]]:
    """Put encoding damage right in a composed text, and move all that points into it."""
    repaired = repair(raw.text)
    if not repaired.repairs:
        return raw, ()

    def moved(at: int) -> int:
        return _moved(repaired.segments, at)

    comments = tuple(
        c if c.start is None or c.end is None else replace(c, start=moved(c.start), end=moved(c.end))
        for c in raw.comments
    )
    composed = Composed(
        text=repaired.text,
        blocks=tuple(replace(block, start=moved(block.start), end=moved(block.end)) for block in raw.blocks),
        comments=comments,
        offsets=tuple(through(raw.offsets, repaired.segments)),
    )
    return composed, tuple(found for one in repaired.repairs if (found := place_repair(source, raw.offsets, one)))


def _moved(repaired: Sequence[Segment], at: int) -> int:
    """Return where a place of the raw text stands in the repaired one."""
    segment = repaired[max(0, bisect_right(repaired, at, key=lambda segment: segment.page_start) - 1)]
    if at >= segment.page_end:
        return segment.text_end + at - segment.page_end
    return segment.text_start + at - segment.page_start


def place_repair(source: str, segments: Sequence[Segment], found: Repair) -> Repair | None:
    """Return a repair with the characters of the page that it stands for."""
    span = locate(segments, Span(start=found.start, end=found.end))
    if span is None:
        return None
    return replace(found, start=span.start, end=span.end, original=source[span.start : span.end])


def through(segments: Sequence[Segment], repaired: Sequence[Segment]) -> list[Segment]:
    """Lead the repaired text through the raw one back to the page."""
    pieces = [(s.text_start, s.text_end, s.page_start, s.page_end) for s in segments]
    led: list[Segment] = []
    for one in repaired:
        start, end, shift = one.page_start, one.page_end, one.text_start - one.page_start
        if one.text_end - one.text_start == end - start:
            led.extend(
                Segment(text_start=first + shift, text_end=last + shift, page_start=page_first, page_end=page_last)
                for first, last, page_first, page_last in cut(pieces, start, end)
            )
        elif (span := locate(segments, Span(start=start, end=end))) is not None:
            led.append(replace(one, page_start=span.start, page_end=span.end))
    return led
