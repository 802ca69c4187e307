"""Carry on a quotation over the paragraphs that it runs through.

In: blocks that may follow each other, the quoted ranges of their text, and statements. Out: the same statements, each
with the later paragraphs of its quotation in its content. A quotation goes on where its paragraph leaves it open and
the next opens with a mark again; and where a paragraph that ends with words of the outlet ("…,” she said.") is followed
by one that is a quotation throughout, in which nobody is named as speaking. A range that is another statement's content
is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.language.quotes import Quoted
from sayso.records import Span, Statement

_CLOSED = re.compile(r"(?:[”»\"]|'')\s*$")


def carry_on(
    text: str, blocks: Sequence[Span], quoted: Sequence[Quoted], statements: Sequence[Statement]
) -> list[Statement]:
    """Return `statements` with quotations carried on."""
    opening = {quote.start: quote for quote in quoted if quote.double}
    following = {here.end: opening[after.start] for here, after in pairwise(blocks) if after.start in opening}
    left_open = [quote for quote in quoted if not quote.closed]
    for here, after in pairwise(blocks):
        quote = opening.get(after.start)
        if quote and quote.end >= after.end and not _CLOSED.search(text, here.start, here.end):
            statements = _go_on(here, after, quoted, statements)
    taken = [span for statement in statements for span in statement.content]
    return [_extend(statement, left_open, following, taken) for statement in statements]


def _extend(
    statement: Statement, left_open: Sequence[Quoted], following: Mapping[int, Quoted], taken: Sequence[Span]
) -> Statement:
    last = statement.content[-1] if statement.content else None
    quote = next((q for q in left_open if last and q.start <= last.start and last.end <= q.end), None)
    if quote is None:
        return statement
    more = tuple(part for part in _run_on(quote, following) if not any(part.overlaps(span) for span in taken))
    return replace(statement, content=statement.content + more)


def _run_on(quote: Quoted, following: Mapping[int, Quoted]) -> Iterator[Span]:
    while not quote.closed and (after := following.get(quote.end)):
        yield Span(start=after.start, end=after.end)
        quote = after


def _go_on(here: Span, after: Span, quoted: Sequence[Quoted], statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, `after` given to the last that is quoted in `here`, unless something is said there."""
    held = [span for statement in statements for span in (*statement.cue, *statement.content)]
    marks = [Span(start=quote.start, end=quote.end) for quote in quoted if quote.double]
    speaking = [n for n, s in enumerate(statements) if any(map(here.holds, s.cue)) and _is_quoted(s, here, marks)]
    if not speaking or any(map(after.overlaps, held)):
        return list(statements)
    last = max(speaking, key=lambda n: statements[n].cue[-1])
    return [replace(s, content=(*s.content, after)) if n == last else s for n, s in enumerate(statements)]


def _is_quoted(statement: Statement, here: Span, marks: Sequence[Span]) -> bool:
    return any(mark.overlaps(span) for mark in marks if here.holds(mark) for span in statement.content)
