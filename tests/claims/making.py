"""Mentions made for tests. In: a few words and what is told of them. Out: `Told`s."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sayso.claims.linking import Told
from sayso.claims.mentions.numbers import measure_of, numbers
from sayso.claims.mentions.signs import read_signs
from sayso.records import Mention, Quantity, Span


def told(
    words: str, *, page: str = "doc_a", at: int = 0, outlet: str | None = None, day: date | None = None, **given: Any
) -> Told:
    """Return a mention with these words; its holder is named unless told otherwise; without one it is in own voice."""
    holder = given.pop("holder", None)
    signs = read_signs(words)
    mention = Mention(
        document_id=page,
        content=(Span(start=at, end=at + len(words)),),
        voice="statement" if holder else "author",
        stand=given.pop("stand", "asserts"),
        denied=given.pop("denied", False),
        negative=signs.negative,
        holder=holder,
        named=bool(holder) and given.pop("named", True),
        origin=given.pop("origin", holder),
        quantities=tuple(
            Quantity(
                span=Span(start=at + number.start, end=at + number.end),
                measure=measure_of(words, number, 0, len(words)),
                value=number.value,
                bound=number.bound,
                unit=number.unit,
            )
            for number in numbers(words)
        ),
    )
    mention = replace(mention, origin_named=given.pop("origin_named", mention.named), **given)
    return Told(mention=mention, page=page, text=words, outlet=outlet or page, published=day)
