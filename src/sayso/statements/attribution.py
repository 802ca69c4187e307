"""Find the statements of a document: who is said to say what, and by which words the text says so.

In: a `Document` and the model. Out: `Statement`s with source, cue, content, form and layer, in the order of the text.
Article blocks are read as one text; each comment is read alone. A span never crosses a block or a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sayso.language.encoder import Encoder
from sayso.language.pieces import Pieces
from sayso.language.quotes import find_quoted
from sayso.records import ARTICLE_ROLES, Block, Comment, Document, Span, Statement
from sayso.statements.form import find_form
from sayso.statements.handover import hand_over
from sayso.statements.parts import Parts, Range, assemble

_EDGES = " \t\n\r\f\v\xa0"


def find_statements(document: Document, encoder: Encoder) -> tuple[Statement, ...]:
    """Return the statements of article and comments. Pure: the same document and weights give the same statements."""
    rooms = _rooms(document)
    pieces = encoder.cut(_flatten(document))
    sequences = [_select(pieces, blocks) for _, blocks in rooms]
    found: list[Statement] = []
    for scores in encoder.score(sequences):
        comment, blocks = rooms[scores.sequence]
        for parts in assemble(scores):
            statement = _statement(document, sequences[scores.sequence], parts, blocks)
            found.append(replace(statement, layer="comment", comment=comment.id) if comment else statement)
    found = hand_over(document, found)
    quoted = _quoted(document)
    return tuple(
        replace(statement, form=find_form(document.text, statement.cue, statement.content, quoted))
        for statement in sorted(found, key=lambda s: (s.start, s.cue))
        if statement.content
    )


def _rooms(document: Document) -> list[tuple[Comment | None, list[Span]]]:
    """Return what is read together: the article's blocks, then each comment."""
    article = [Span(start=b.start, end=b.end) for b in document.blocks if b.role in ARTICLE_ROLES]
    rooms: list[tuple[Comment | None, list[Span]]] = [(None, article)]
    rooms.extend(
        (comment, [Span(start=comment.start, end=comment.end)])
        for comment in document.comments
        if comment.start is not None and comment.end is not None
    )
    return rooms


def _flatten(document: Document) -> str:
    """Return the text with line breaks inside blocks made spaces: to the model a line break opens a paragraph."""
    parts, done = [], 0
    for block in document.blocks:
        parts += [document.text[done : block.start], _one_line(document.text, block)]
        done = block.end
    return "".join([*parts, document.text[done:]])


def _one_line(text: str, block: Block) -> str:
    return text[block.start : block.end].replace("\n", " ").replace("\r", " ")


def _select(pieces: Pieces, blocks: Sequence[Span]) -> Pieces:
    """Return the pieces that lie in `blocks`, which are in order."""
    held = [
        np.arange(np.searchsorted(pieces.starts, block.start), np.searchsorted(pieces.starts, block.end))
        for block in blocks
    ]
    at = np.concatenate(held) if held else np.zeros(0, dtype=np.int64)
    return Pieces(ids=pieces.ids[at], starts=pieces.starts[at], ends=pieces.ends[at], marks=pieces.marks[at])


def _statement(document: Document, pieces: Pieces, parts: Parts, blocks: Sequence[Span]) -> Statement:
    def spans(ranges: Sequence[Range]) -> tuple[Span, ...]:
        return tuple(
            span
            for start, end in ranges
            for span in _split(int(pieces.starts[start]), int(pieces.ends[end - 1]), document.text, blocks)
        )

    return Statement(
        document_id=document.id,
        source=spans(parts.source),
        cue=spans(parts.cue),
        content=spans(parts.content),
        form="indirect",
    )


def _split(start: int, end: int, text: str, blocks: Sequence[Span]) -> Iterator[Span]:
    """Yield what of [start, end) lies in each block, white space at the edges left out."""
    for block in blocks:
        first, last = max(start, block.start), min(end, block.end)
        while first < last and text[first] in _EDGES:
            first += 1
        while last > first and text[last - 1] in _EDGES:
            last -= 1
        if first < last:
            yield Span(start=first, end=last)


def _quoted(document: Document) -> list[Span]:
    marked = [Span(start=q.start, end=q.end) for q in find_quoted(_flatten(document))]
    return marked + [Span(start=b.start, end=b.end) for b in document.blocks if b.role == "blockquote"]
