"""Find the statements of a document: who is said to say what, and by which words the text says so.

In: a `Document` and the model. Out: `Statement`s with source, cue, content, form, layer and parent, in the order of the
text, each followed by those nested in it. Article blocks are read as one text and each comment alone; then every
content found is read again by itself, as deep as statements lie in statements. A span never crosses a block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.language.encoder import Encoder
from sayso.language.pieces import Pieces, unquote
from sayso.language.quotes import find_quoted
from sayso.records import ARTICLE_ROLES, Block, Document, Layer, Span, Statement
from sayso.statements.confidence import load_calibration
from sayso.statements.continuation import carry_on
from sayso.statements.form import find_form
from sayso.statements.handover import hand_over
from sayso.statements.parts import Range, assemble

DEEPEST = 3
_LEAST = 4  # pieces: a shorter content holds no statement
_BLANK = " \t\n\r\f\v\xa0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Text that is read by itself: its ranges in order, and what its statements inherit."""

    spans: tuple[Span, ...]
    layer: Layer = "article"
    comment: str | None = None
    parent: str | None = None


def find_statements(
    document: Document, encoder: Encoder, *, min_confidence: float | None = None
) -> tuple[Statement, ...]:
    """Return the statements of article and comments. Pure: the same document and weights give the same statements.

    Those less sure than `min_confidence` are left out with all that is nested in them; None keeps from the confidence
    that gives the best F1.
    """
    least = load_calibration().least if min_confidence is None else min_confidence
    text = _flatten(document)
    pieces = encoder.cut(text)
    marks = find_quoted(text)
    found = hand_over(document, _read(document.id, text, pieces, _rooms(document), encoder))
    found = newest = _sure(carry_on(_article(document), marks, found), least)
    for _ in range(DEEPEST):
        inner = [_room_of(statement) for statement in newest]
        taken = {span for statement in found for span in statement.cue}
        nested = _sure(_read(document.id, text, pieces, inner, encoder), least)
        newest = [statement for statement in nested if taken.isdisjoint(statement.cue)]
        found = found + newest
    quoted = [*(Span(start=mark.start, end=mark.end) for mark in marks), *_blockquotes(document)]
    return tuple(_in_order([replace(s, form=find_form(text, s.cue, s.content, quoted)) for s in found]))


def _sure(statements: Iterable[Statement], least: float) -> list[Statement]:
    """Return what has a content and is sure enough; a content handed over by a colon was not judged and stays."""
    return [s for s in statements if s.content and (s.confidence is None or s.confidence >= least)]


def _flatten(document: Document) -> str:
    """Return the text with line breaks inside blocks made spaces: to the model a line break opens a paragraph."""
    parts, done = [], 0
    for block in document.blocks:
        parts += [document.text[done : block.start], _one_line(document.text, block)]
        done = block.end
    return "".join([*parts, document.text[done:]])


def _one_line(text: str, block: Block) -> str:
    return text[block.start : block.end].replace("\n", " ").replace("\r", " ")


def _rooms(document: Document) -> list[Room]:
    comments = (
        Room(spans=(Span(start=c.start, end=c.end),), layer="comment", comment=c.id)
        for c in document.comments
        if c.start is not None and c.end is not None
    )
    return [Room(spans=_article(document)), *comments]


def _article(document: Document) -> tuple[Span, ...]:
    return tuple(block.span for block in document.blocks if block.role in ARTICLE_ROLES)


def _room_of(statement: Statement) -> Room:
    return Room(spans=statement.content, layer=statement.layer, comment=statement.comment, parent=statement.id)


def _read(document_id: str, text: str, pieces: Pieces, rooms: Sequence[Room], encoder: Encoder) -> list[Statement]:
    """Return the statements of each room, contents possibly empty."""
    judge = load_calibration().judge
    held = [(room, part) for room in rooms if len(part := _select(pieces, room)) >= _LEAST]
    found = []
    for scores in encoder.score([part for _, part in held]):
        room, part = held[scores.sequence]
        for parts in assemble(scores):
            source, cue, content = (
                tuple(_spans(ranges, text, part, room)) for ranges in (parts.source, parts.cue, parts.content)
            )
            found.append(
                Statement(
                    document_id=document_id,
                    source=tuple(_without_comma(text, span) for span in source),
                    cue=cue,
                    content=content,
                    form="indirect",
                    layer=room.layer,
                    comment=room.comment,
                    parent=room.parent,
                    confidence=judge(parts.signs) if parts.signs else None,
                )
            )
    return sorted(found, key=lambda statement: (statement.start, statement.cue))


def _select(pieces: Pieces, room: Room) -> Pieces:
    """Return the pieces that lie in the room; inside a content its own quotation marks say nothing more."""
    starts = pieces.starts
    held = [np.arange(*np.searchsorted(starts, (span.start, span.end))) for span in room.spans]
    part = pieces.take(np.concatenate([np.zeros(0, dtype=np.int64), *held]))
    if room.parent is None or not len(part):
        return part
    return replace(part, marks=unquote(part.marks))


def _spans(ranges: Iterable[Range], text: str, pieces: Pieces, room: Room) -> Iterator[Span]:
    """Yield what of the piece ranges lies in each span of the room, white space at both ends left out."""
    for first, last in ranges:
        start, end = int(pieces.starts[first]), int(pieces.ends[last - 1])
        for span in room.spans:
            part = text[max(start, span.start) : min(end, span.end)]
            if part.strip(_BLANK):
                at = max(start, span.start) + len(part) - len(part.lstrip(_BLANK))
                yield Span(start=at, end=at + len(part.strip(_BLANK)))


def _without_comma(text: str, span: Span) -> Span:
    """Return the span without a comma at its end, unless that closes what an earlier one opens ("Aker, the mayor,")."""
    alone = text[span.start : span.end].endswith(",") and text.count(",", span.start, span.end) == 1
    return Span(start=span.start, end=span.end - 1) if alone and span.end - span.start > 1 else span


def _blockquotes(document: Document) -> Iterator[Span]:
    return (block.span for block in document.blocks if block.role == "blockquote")


def _in_order(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements in the order of the text, each followed by those nested in it."""
    children: defaultdict[str | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        children[statement.parent].append(statement)
    waiting = children[None][::-1]
    while waiting:
        yield (statement := waiting.pop())
        waiting += children[statement.id][::-1]
