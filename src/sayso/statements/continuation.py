"""Carry on a quotation over the paragraphs that it runs through, each opened with a mark and only the last closed.

In: blocks that may follow each other, the quoted ranges of their text, and statements. Out: the same statements, the
quoted ranges of the next blocks added to the content of the statement whose quotation its block leaves open. A range
that is another statement's content is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.language.quotes import Quoted
from sayso.records import Span, Statement


def carry_on(blocks: Sequence[Span], quoted: Sequence[Quoted], statements: Sequence[Statement]) -> list[Statement]:
    """Return `statements` with open quotations carried on."""
    opening = {quote.start: quote for quote in quoted if quote.double}
    following = {here.end: opening[after.start] for here, after in pairwise(blocks) if after.start in opening}
    left_open = [quote for quote in quoted if not quote.closed]
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
