"""A number that a text claims of the world. In: a span of a document. Out: what it counts, its value and its bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records.document import Span

Bound = Literal["=", ">=", "<=", "~"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number claimed of the world: its `span`, what is counted (`measure`), its value and what bounds it.

    `unit` is "percent", "currency" or None for things that are counted. `counts` says of an event's number what it is
    one of (`labels.COUNTED`: deaths, injuries, troops …), None where it is told of no event or of nothing on that list.
    """

    span: Span
    measure: str
    value: float
    bound: Bound = "="
    unit: str | None = None
    counts: str | None = None
