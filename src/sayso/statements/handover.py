"""Join a block quote to the paragraph that hands over to it: "… the director said:" and then the quotation.

In: a document and its statements, contents possibly empty. Out: the same statements, the block quotes added to the
content of the statement that reaches furthest towards the colon which ends the paragraph before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.records import Block, Document, Statement


def hand_over(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return `statements` with each handed-over block quote in the content of the statement that announces it."""
    result = list(statements)
    for giver, quotes in _handovers(document):
        announcing = [n for n, s in enumerate(result) if any(giver.span.holds(part) for part in s.cue)]
        if not announcing:
            continue
        number = max(announcing, key=lambda n: _reach(result[n], giver))
        held = [span for span in result[number].content if not any(quote.span.holds(span) for quote in quotes)]
        spans = [*held, *(quote.span for quote in quotes)]
        result[number] = replace(result[number], content=tuple(sorted(spans)))
    return result


def _reach(statement: Statement, giver: Block) -> int:
    """Return where the statement's cue and content end within the paragraph."""
    return max(span.end for span in (*statement.cue, *statement.content) if giver.span.holds(span))


def _handovers(document: Document) -> Iterator[tuple[Block, list[Block]]]:
    giver: Block | None = None
    quotes: list[Block] = []
    for before, block in pairwise(document.blocks):
        if block.role != "blockquote":
            if giver and quotes:
                yield giver, quotes
            giver, quotes = None, []
            continue
        if before.role != "blockquote":
            ends_open = document.text[before.start : before.end].rstrip().endswith(":")
            giver, quotes = (before if ends_open else None), []
        quotes.append(block)
    if giver and quotes:
        yield giver, quotes
