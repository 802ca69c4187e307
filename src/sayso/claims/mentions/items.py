"""Find the noun phrases for things that a page speaks of as proof: a video, leaked emails, a report.

In: a document's text. Out: `ItemMention`s in the order of the text. The nouns stand in `claims/vocabulary.toml`; a noun
that names an act of saying ("a statement said") or no thing at all ("a report on Monday that") counts as the thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.claims.vocabulary import any_of, vocabulary
from sayso.records import ARTICLE_ROLES, Document, ItemMention, Span

_MODIFIERS = 4  # words before the noun that may belong to the phrase


def read_items(document: Document) -> tuple[ItemMention, ...]:
    """Return the things of proof that an article speaks of."""
    blocks = (block for block in document.blocks if block.role in ARTICLE_ROLES)
    return tuple(item for block in blocks for item in items_in(document.text, block.start, block.end))


def items_in(text: str, start: int, end: int) -> Iterator[ItemMention]:
    """Yield the things of proof between two places of a text."""
    kinds = _kinds()
    for match in _phrase().finditer(text, start, end):
        noun = match["noun"].lower()
        modifiers = match["modifiers"] or match["names"] or ""
        if match["opening"] or modifiers or noun.endswith("s"):
            span = Span(start=match.start(), end=match.end())
            yield ItemMention(span=span, kind=kinds[noun], words=f"{modifiers}{match['noun']}")


@cache
def _kinds() -> dict[str, str]:
    return {noun: kind for kind, nouns in vocabulary()["items"].items() for noun in nouns}


@cache
def _phrase() -> re.Pattern[str]:
    opening = r"(?:the|an?|this|that|these|those|his|her|its|their|our|my|some|several|no)"
    kept_out = "and|or|the|an?|of|in|on|that|which|who|to|for|by|with|from|said|says|has|have|had|is|was|were|are"
    word = rf"(?!(?:{kept_out})\b)[\w’'-]+"
    name = r"[A-Z][\w’'-]+"
    noun = rf"(?P<noun>(?i:{any_of(_kinds())}))(?![\w-])"
    return re.compile(
        rf"(?<![\w’'-])(?:(?P<opening>(?i:{opening}) )(?P<modifiers>(?:{word} ){{0,{_MODIFIERS}}}?)"
        rf"|(?P<names>(?:{name} ){{1,3}}(?:{word} ){{0,2}}?|)){noun}"
    )
