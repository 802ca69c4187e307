"""A statement in the passage it was read from.

In: a reading and a statement of it. Out: the blocks it stands in with those before and after, or the comment, in
which it alone is marked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.ledger import Hit
from sayso.records import ARTICLE_ROLES, Block, Document, Reading, Statement
from sayso.web.views.article import Passage, view_passage
from sayso.web.views.cards import Card, make_card, number_statements
from sayso.web.views.marking import Marking, Piece

_AROUND = 1  # blocks before and after


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a statement stands: passages of the article, or the pieces of a comment; and its card."""

    card: Card
    passages: tuple[Passage, ...] = ()
    remark: tuple[Piece, ...] = ()


def view_context(reading: Reading, hit: Hit) -> Context | None:
    """Return the statement in its context, None where the reading no longer has it."""
    document, wanted = reading.document, hit.statement
    if document is None:
        return None
    numbered = number_statements(reading.statements)
    numbers = {statement.id: number for number, statement in numbered.items()}
    if wanted.id not in numbers:
        return None
    number = numbers[wanted.id]
    inner = tuple((s.id, n) for n, s in numbered.items() if s.parent == wanted.id)
    outer = (wanted.parent, numbers[wanted.parent]) if wanted.parent in numbers else None
    card = replace(
        make_card(document, wanted, number, wanted.id),
        outer=outer,
        inner=inner,
        judged_by=hit.judged_by,
        judged_at=hit.judged_at,
    )
    marking = Marking(document, {number: wanted})
    if wanted.comment:
        remark = next(comment for comment in document.comments if comment.id == wanted.comment)
        return Context(card=card, remark=marking.pieces(remark.start or 0, remark.end or 0))
    return Context(card=card, passages=tuple(view_passage(block, marking) for block in _around(document, wanted)))


def _around(document: Document, statement: Statement) -> tuple[Block, ...]:
    blocks = [block for block in document.blocks if block.role in ARTICLE_ROLES]
    spans = (*statement.source, *statement.cue, *statement.content)
    at = [n for n, block in enumerate(blocks) if any(block.span.overlaps(span) for span in spans)]
    return tuple(blocks[max(at[0] - _AROUND, 0) : at[-1] + _AROUND + 1]) if at else ()
