"""Find quotations that are signed: “It held.” — Mira Holt, beside it, on the next line or in the next paragraph.

In: the blocks of a text, and its quoted ranges. Out: a statement for each, its source the name and what is said of it,
its cue the dash, if there is one. A line without a dash signs a quotation only where it is a name and what is said of
it ("Ysolde Kerrant, oyster farmer"), or the `cite` of a block quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sayso.language.quotes import Quoted
from sayso.records import Block, Span, Statement

_JOINED = r"(?:of|the|and|for|de|da|la|le|van|von|der|al|el|bin|in|at)"
_NAME = rf"[A-ZÀ-Þ][\w.’'-]*(?: [“\"‘«][^\n“”\"]{{2,20}}[”\"’»])?(?: (?:[A-ZÀ-Þ][\w.’'-]*|{_JOINED})){{0,6}}"
_BY = re.compile(rf"\s*(?P<cue>[―—–]|--?)\s*(?P<source>{_NAME}(?:, [^\n\"“”]{{1,80}})?)\s*")
_NAMED = re.compile(r"\s*(?P<source>(?:[A-ZÀ-Þ][\w.’'-]* ){1,3}[A-ZÀ-Þ][\w.’'-]*(?:, [^\n\"“”.:;!?]{2,60})?)\s*")
_VERB = re.compile(r" (?:is|are|was|were|has|had|will|said|says)\b")
_LEAST = 15  # characters: less is a title or a nickname


def read_signed(document_id: str, text: str, blocks: Sequence[Block], quoted: Sequence[Quoted]) -> Iterator[Statement]:
    """Yield the statement of every signed quotation, in the order of the text."""
    outer = {quote.start: quote for quote in quoted if not quote.inner and quote.end - quote.start >= _LEAST}
    following = {before.start: after for before, after in pairwise(blocks)}
    for block in blocks:
        start = block.start + len(text[block.start : block.end]) - len(text[block.start : block.end].lstrip())
        quote = outer.get(start)
        said = quote.span if quote else block.span if block.role == "blockquote" else None
        if said is None:
            continue
        after = following.get(block.start)
        signature = _BY.fullmatch(text, said.end, block.end) if said.end < block.end else None
        if signature is None and text[said.end : block.end].strip() == "" and after is not None:
            signature = _BY.fullmatch(text, after.start, after.end) or _name(text, after, quote)
        if signature is None and said.end < block.end and "\n" in text[said.end : block.end]:
            signature = _NAMED.fullmatch(text, said.end, block.end)
        if signature is None or _VERB.search(signature["source"]):
            continue
        dash = signature.groupdict().get("cue")
        cue = (Span(start=signature.start("cue"), end=signature.end("cue")),) if dash else ()
        yield Statement(
            document_id=document_id,
            source=(Span(start=signature.start("source"), end=signature.end("source")),),
            cue=cue,
            content=(said,),
            form="indirect",
            layer="article",
        )


def _name(text: str, after: Block, quote: Quoted | None) -> re.Match[str] | None:
    """Return a paragraph that is a name alone: with what is said of it, where a quotation stands alone before it."""
    found = _NAMED.fullmatch(text, after.start, after.end)
    return found if found and (quote is None or "," in found["source"]) and after.role != "headline" else None
