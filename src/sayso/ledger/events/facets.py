"""Count the labels of the events that a query finds. In: a query. Out: `EventFacets` over the first of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from sayso.ledger.answers import Counts
from sayso.ledger.event_answers import EventFacets, EventQuery, PlaceCount
from sayso.ledger.events.ask import find_keys
from sayso.ledger.store.event_tables import event_labels, events
from sayso.ledger.store.schema import UNKNOWN_DAY

FACETS_OVER = 2_000  # events that are counted
_BATCH = 500
_COLUMNS = ("event_type", "mode", "factuality", "stand", "source")
_SETTING = ("first_day", "last_day", "place", "place_country", "latitude", "longitude")
_MOST = 50  # values that are told of one label


def count_event_facets(connection: Connection, query: EventQuery) -> EventFacets:
    """Return how many of the first events have which label, and where they were."""
    keys = find_keys(connection, replace(query, after=None), FACETS_OVER + 1)
    capped, keys = len(keys) > FACETS_OVER, keys[:FACETS_OVER]
    told = select(*(events.c[name] for name in (*_COLUMNS, *_SETTING)))
    rows = [row for some in _parts(keys) for row in connection.execute(told.where(events.c.key.in_(some)))]
    labels: dict[str, Counter[str]] = {"context": Counter(), "country": Counter()}
    for some in _parts(keys):
        is_one = (event_labels.c.kind.in_(tuple(labels)), event_labels.c.event_key.in_(some))
        for row in connection.execute(select(event_labels).where(*is_one)):
            labels[row.kind][row.value] += 1
    return EventFacets(
        counted=len(rows),
        capped=capped,
        **{name: _counts(getattr(row, name) for row in rows) for name in _COLUMNS},
        **{name: _sorted(counted) for name, counted in labels.items()},
        month=tuple(sorted(Counter(filter(None, map(_month, rows))).items())),
        places=_places(rows),
    )


def _parts(keys: Iterable[int]) -> Iterable[list[int]]:
    every = list(keys)
    return (every[at : at + _BATCH] for at in range(0, len(every), _BATCH))


def _counts(values: Iterable[str | None]) -> Counts:
    return _sorted(Counter(value for value in values if value is not None))


def _sorted(counted: Counter[str]) -> Counts:
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:_MOST])


def _month(row: Row[Any]) -> str | None:
    """Return the month that all days of an event are of."""
    if not row.first_day or row.last_day == UNKNOWN_DAY:
        return None
    first, last = (date.fromordinal(day).isoformat()[:7] for day in (row.first_day, row.last_day))
    return first if first == last else None


def _places(rows: Iterable[Row[Any]]) -> tuple[PlaceCount, ...]:
    at = Counter(
        (row.place, row.place_country, row.latitude, row.longitude) for row in rows if row.latitude is not None
    )
    return tuple(
        PlaceCount(name=name, country=country, latitude=latitude, longitude=longitude, events=number)
        for (name, country, latitude, longitude), number in sorted(
            at.items(), key=lambda each: (-each[1], str(each[0]))
        )
    )
