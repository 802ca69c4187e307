"""Carry on a quotation over the paragraphs that it runs through.

In: blocks that may follow each other, the quoted ranges of their text, and statements. Out: the same statements, each
with the later paragraphs of its quotation in its content. A quotation goes on where its paragraph leaves it open and
the next opens with a mark again; and where a paragraph that ends with words of the outlet ("…,” she said.") is followed
by one that is a quotation throughout, in which nobody is named as speaking. A range that is another statement's content
is left to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from sayso.language.quotes import Quoted
from sayso.records import Ranges, Span, Statement

_START = attrgetter("start")
_PASSED = 8  # paragraphs of others that a quotation goes on behind: who is quoted is another by then
_CLOSED = re.compile(r"(?:[”»\"]|'')\s*$")


def carry_on(
    text: str, blocks: Sequence[Span], quoted: Sequence[Quoted], statements: Sequence[Statement]
) -> list[Statement]:
    """Return `statements` with quotations carried on."""
    opening = {quote.start: quote for quote in quoted if quote.double}
    following = {here.end: opening[after.start] for here, after in pairwise(blocks) if after.start in opening}
    left_open = [quote for quote in quoted if not quote.closed]
    statements = _go_on(text, blocks, opening, statements)
    taken = Ranges(span for statement in statements for span in statement.content)
    places = Ranges(quote.span for quote in left_open)
    result = []
    for statement in statements:
        holding = places.holding(statement.content[-1]) if statement.content else []
        more = _run_on(left_open[holding[0]], following, taken) if holding else ()
        result.append(replace(statement, content=(*statement.content, *more)) if holding else statement)
    return result


def _run_on(quote: Quoted, following: Mapping[int, Quoted], taken: Ranges) -> Iterator[Span]:
    """Yield the later parts of a quotation left open, but those that others say."""
    passed = 0
    while passed < _PASSED and not quote.closed and (after := following.get(quote.end)):
        if taken.over(after.span):
            passed += 1
        else:
            yield after.span
        quote = after


def _go_on(
    text: str, blocks: Sequence[Span], opening: Mapping[int, Quoted], statements: Sequence[Statement]
) -> list[Statement]:
    """Return the statements, each block that is one quotation and has no other given to who is quoted before it."""
    result = list(statements)
    busy = {_number(blocks, span) for statement in statements for span in (*statement.cue, *statement.content)}
    # by block, and not all for each: a page of 6,000 paragraphs took 14 s
    speaking, marks = defaultdict[int, set[int]](set), defaultdict[int, list[Span]](list)
    for n, statement in enumerate(statements):
        for cue in statement.cue:
            speaking[_number(blocks, cue)].add(n)
    for quote in opening.values():
        marks[_number(blocks, quote.span)].append(quote.span)
    for at, (here, after) in enumerate(pairwise(blocks)):
        whole = opening.get(after.start)
        if whole is None or not whole.span.holds(after) or at + 1 in busy or _CLOSED.search(text, here.start, here.end):
            continue
        quoted = [n for n in speaking[at] if any(mark.overlaps(s) for mark in marks[at] for s in result[n].content)]
        if quoted:  # by PolNeAR's annotators 51 of 60 such blocks belong to who spoke last in the one before
            last = max(quoted, key=lambda n: result[n].cue[-1])
            result[last] = replace(result[last], content=(*result[last].content, after))
            busy.add(at + 1)
    return result


def _number(blocks: Sequence[Span], span: Span) -> int:
    """Return the number of the block that a span lies in, -1 for none."""
    at = bisect_right(blocks, span.start, key=_START) - 1
    return at if any(map(span.overlaps, blocks[at : at + 1])) else -1
