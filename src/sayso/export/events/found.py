"""Gather what a ledger finds of events for exports, and make tables of it.

In: a ledger and a query. Out: sheets in the order of the query, one page after the other; Arrow tables, data frames.
`Events.to_arrow` and `.to_pandas` of the ledger call in here when they are called, and not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from sayso.export.events.sheets import EventSheet, make_sheet
from sayso.ledger import EventQuery

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from sayso.ledger.ledger import Events, Ledger


def found_sheets(ledger: Ledger, query: EventQuery) -> Iterator[EventSheet]:
    """Yield the pages that tell what a query asks for, with those events."""
    for reading_id, entries in groupby(ledger.events(query), key=lambda entry: entry.reading_id):
        found = list(entries)
        judged = {
            entry.event.id: (entry.judged_by, entry.judged_at.date().isoformat())
            for entry in found
            if entry.judged_by and entry.judged_at
        }
        sheet = make_sheet(ledger.reading(reading_id), {entry.event.id for entry in found}, judged)
        if sheet:
            yield sheet


def to_arrow(events: Events) -> pa.Table:
    """Return events as an Arrow table, a source's version of an event a row. Raises MissingExtra."""
    from sayso.export.events.rows import version_rows
    from sayso.export.events.tables import make_schema

    schema = make_schema()
    import pyarrow as pa

    return pa.Table.from_pylist(list(version_rows(found_sheets(events.ledger, events.query))), schema=schema)


def to_pandas(events: Events) -> pd.DataFrame:
    """Return events as a data frame. Raises MissingExtra."""
    return to_arrow(events).to_pandas()
