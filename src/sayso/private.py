"""What is taken out of a reading before programs get it: readers' comments unless asked for, commenters' names always.

In: a reading. Out: the same reading without what is private; ids, places and the article stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sayso.records import Document, Reading, Span, Statement


def without_private(reading: Reading, *, comments: bool) -> Reading:
    """Return a reading as it may be shared: with nameless comments where asked for, else with none."""
    if reading.document is None:
        return reading
    document = _nameless(reading.document) if comments else _article_alone(reading.document)
    told = (each for each in reading.statements if comments or each.layer == "article")
    return replace(reading, document=document, statements=tuple(map(nameless, told)))


def nameless(statement: Statement) -> Statement:
    """Return a statement without the names of readers, who are private people."""
    hands = tuple(replace(link, entity=None) if link.source_kind == "reader" else link for link in statement.chain)
    if statement.source_kind == "reader":
        return replace(statement, entity=None, affiliation=None, origin=None, chain=hands)
    named = {link.entity for link in statement.chain if link.source_kind == "reader"} - {None}
    return replace(statement, chain=hands, origin=None if statement.origin in named else statement.origin)


def _nameless(document: Document) -> Document:
    return replace(document, comments=tuple(replace(c, commenter=None, display=None) for c in document.comments))


def _article_alone(document: Document) -> Document:
    """Return a document without comments, and without the repairs and times in them."""
    shown = [span for block in document.blocks for span in block.ranges]
    blocks = [block.span for block in document.blocks]
    return replace(
        document,
        comments=(),
        repairs=tuple(r for r in document.repairs if _inside(shown, Span(start=r.start, end=r.end))),
        times=tuple(time for time in document.times if _inside(blocks, time.span)),
    )


def _inside(spans: Iterable[Span], sought: Span) -> bool:
    return any(span.overlaps(sought) for span in spans)
