"""Join a quotation to the paragraph that hands over to it: "… the director said:" and then the quotation.

In: a document, the quoted ranges of its text and its statements, contents possibly empty. Out: the same statements, the
block quotes, or one paragraph, added to the content of the statement that reaches furthest towards the colon which ends
the paragraph before them. A paragraph is handed over where it is a quotation throughout, or where the colon stands
right behind the cue ("The mayor added:") and more than a heading follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.language.quotes import Quoted
from sayso.records import ARTICLE_ROLES, Block, Document, Ranges, Span, Statement

_RUNNING = ARTICLE_ROLES - {"blockquote"}
_LEAST = 10  # words: less may be the heading of a list


def hand_over(document: Document, quoted: Sequence[Quoted], statements: Sequence[Statement]) -> list[Statement]:
    """Return `statements` with each handed-over quotation in the content of the statement that announces it."""
    result = list(statements)
    cues = sorted((cue, n) for n, statement in enumerate(result) for cue in statement.cue)
    for giver, quotes in (*_handovers(document), *_paragraphs(document, quoted, statements)):
        near = cues[bisect_left(cues, giver.start, key=_start) : bisect_left(cues, giver.end, key=_start)]
        announcing = sorted({n for cue, n in near if cue.end <= giver.end})
        if not announcing:
            continue
        number = max(announcing, key=lambda n: _reach(result[n], giver))
        whole = Ranges(quote.span for quote in quotes)
        held = [span for span in result[number].content if not whole.holding(span)]
        spans = [*held, *(quote.span for quote in quotes)]
        result[number] = replace(result[number], content=tuple(sorted(spans)))
    return result


def _start(placed: tuple[Span, int]) -> int:
    return placed[0].start


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


def _paragraphs(
    document: Document, quoted: Sequence[Quoted], statements: Sequence[Statement]
) -> Iterator[tuple[Block, list[Block]]]:
    """Yield paragraphs that end in a colon, each with the next if that is what is said."""
    text, marks = document.text, Ranges(quote.span for quote in quoted if quote.double)
    last = [cue for statement in statements for cue in statement.cue[-1:]]
    cues, ends = Ranges(last), {cue.end for cue in last}
    for before, block in pairwise(document.blocks):
        colon = before.start + len(text[before.start : before.end].rstrip()) - 1
        if not {before.role, block.role} <= _RUNNING or text[colon : colon + 1] != ":":
            continue
        # by PolNeAR's annotators 28 of 28 of these hang on the cue before the colon, and 14 of 19 of the next
        throughout = marks.hold(block.start, block.end)
        added = len(text[block.start : block.end].split()) >= _LEAST and not ends.isdisjoint((colon, colon + 1))
        # where words are quoted and somebody speaks, it is the outlet that goes on
        telling = marks.over(block.span) and cues.over(block.span)
        if throughout or (added and not telling):
            yield before, [block]
