"""Count the labels of what a query finds. In: a query. Out: `Facets` over its first hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, extract

from sayso.ledger.answers import Counts, Facets, Query
from sayso.ledger.ask.search import TABLES, find_rows
from sayso.ledger.store.schema import (
    documents,
    statements,
)

FACETS_OVER = 2_000  # hits that facets are counted over: 5,000 before a large ledger was to answer within milliseconds
_FACETS = ("act", "kind", "naming", "form", "stance", "denies", "outlet", "year")
_COUNTED = (
    statements.c.key,
    *(statements.c[name] for name in ("act", "source_kind", "naming", "form", "stance", "denies")),
    documents.c.outlet,
    extract("year", documents.c.published_on),
)


def count_facets(connection: Connection, query: Query) -> Facets:
    """Return how many of the first hits have which label."""
    asked = replace(query, after=None, limit=FACETS_OVER + 1)
    hits = [row for row, _ in find_rows(connection, asked, _COUNTED, TABLES).rows]
    _, *counts = [_counts(each) for each in zip(*hits[:FACETS_OVER], strict=True)] or [()] * len(_COUNTED)
    fields = dict(zip(_FACETS, counts, strict=True))
    return Facets(counted=min(len(hits), FACETS_OVER), capped=len(hits) > FACETS_OVER, **fields)


def _counts(values: Iterable[object]) -> Counts:
    known = {value: number for value, number in Counter(values).items() if value is not None and value != ""}
    named = ((str(value).lower() if isinstance(value, bool) else str(value), n) for value, n in known.items())
    return tuple(sorted(named, key=lambda each: (-each[1], each[0])))
