"""Write where something stands in a page as it came in, as JSON, format 1.

In: a document, spans of its text. Out: objects whose values are plain. A span that cannot be located has null offsets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sayso.pages.offsets import locate
from sayso.records import Document, Quantity, Span

Object = dict[str, Any]


def span_object(document: Document, span: Span) -> Object:
    """Return where a span stands in the page as it came in, and its words."""
    found = locate(document.offsets, span)
    return {**ends(found, found), "text": document.quote(span)}


def span_objects(document: Document, spans: Iterable[Span]) -> list[Object]:
    """Return where spans stand, and their words."""
    return [span_object(document, span) for span in spans]


def quantity_object(document: Document, amount: Quantity) -> Object:
    """Return a number claimed of the world, with its place."""
    return {
        **span_object(document, amount.span),
        "measure": amount.measure,
        "value": amount.value,
        "bound": amount.bound,
        "unit": amount.unit,
        "counts": amount.counts,
    }


def extent(ranges: tuple[Span, ...]) -> Object:
    """Return from where to where ranges of the page go, and each of them."""
    first, last = (ranges[0], ranges[-1]) if ranges else (None, None)
    return {**ends(first, last), "ranges": [ends(one, one) for one in ranges]}


def ends(first: Span | None, last: Span | None) -> Object:
    """Return where a range begins and another ends, nulls where there are none."""
    return {"start": first.start if first else None, "end": last.end if last else None}
