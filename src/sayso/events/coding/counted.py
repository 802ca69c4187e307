"""Tie the numbers of a sentence to the event it tells: deaths and injuries apart, troops, votes, money.

In: text, an event's type, cue and sentence. Out: `Quantity`s with what each counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sayso.claims.mentions.numbers import Number, measure_of, numbers
from sayso.events.coding.words import vocabulary
from sayso.records import Quantity, Span

_BY_UNIT = {"currency": "money", "percent": "share"}


def quantities_of(text: str, kind: str, sentence: Span) -> tuple[Quantity, ...]:
    """Return the numbers of a sentence that an event of a type carries, each with what it counts."""
    return tuple(quantity for quantity in _counted_in(text, sentence) if quantity.counts in _carried(kind))


def _counted_in(text: str, sentence: Span) -> Iterator[Quantity]:
    for number in numbers(text, sentence.start, sentence.end):
        measure = measure_of(text, number, sentence.start, sentence.end)
        yield Quantity(
            span=Span(start=number.start, end=number.end),
            measure=measure,
            value=number.value,
            bound=number.bound,
            unit=number.unit,
            counts=what_counts(number, measure),
        )


def what_counts(number: Number, measure: str) -> str:
    """Return what a number counts, one of `labels.COUNTED`: by its unit, else its measure, else its noun."""
    if number.unit in _BY_UNIT:
        return _BY_UNIT[number.unit]
    for words in (measure, number.counted):
        found = [kind for word in re.findall(r"[\w-]+", words.lower()) for kind in _kinds().get(word, ())]
        whole = _kinds().get(words.lower(), ())
        if whole or found:
            return (*whole, *found)[0]
    return "other"


def _carried(kind: str) -> frozenset[str]:
    return frozenset(vocabulary()["types"][kind])


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """Return by word what it counts."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in vocabulary()["counted"].items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    return kinds
