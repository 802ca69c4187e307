"""The passage that a statement was read from, and the parts of a page that passages are made of.

In: a document, a statement. Out: spans of the document's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.records import ARTICLE_ROLES, Document, Span, Statement

AROUND = 200  # characters of the passage on either side of the statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a document's text with the role of the block it is of."""

    role: str
    span: Span


def passage_of(document: Document, statement: Statement) -> Span:
    """Return the passage a statement was read from: its words and what stands around them in block or comment."""
    spans = (*statement.source, *statement.cue, *statement.content)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    holding = [
        piece.span for piece in parts_of(document, comments=True) if piece.span.overlaps(Span(start=start, end=end))
    ]
    first = min((span.start for span in holding), default=start)
    last = max((span.end for span in holding), default=end)
    return Span(start=max(min(first, start), start - AROUND), end=min(max(last, end), end + AROUND))


def parts_of(document: Document, *, comments: bool) -> Iterator[Piece]:
    """Yield the blocks of the article with byline and credits, but without menus and links to other stories."""
    for block in document.blocks:
        if block.role in ARTICLE_ROLES or block.role in ("byline", "credit"):
            yield Piece(role=block.role, span=block.span)
    for comment in document.comments if comments else ():
        if comment.start is not None and comment.end is not None:
            yield Piece(role="comment", span=Span(start=comment.start, end=comment.end))
