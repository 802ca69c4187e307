"""Make tables of the events that a ledger finds.

In: what a ledger finds. Out: Arrow tables, data frames, with the columns of the export `parquet`. `Events.to_arrow`
and `.to_pandas` of the ledger call in here when they are called, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.export.events.sheets import sheets_of_entries

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from sayso.ledger.ledger import Events


def to_arrow(events: Events) -> pa.Table:
    """Return events as an Arrow table, a source's version of an event a row. Raises MissingExtra."""
    from sayso.export.events.rows import version_rows
    from sayso.export.events.tables import make_schema

    schema = make_schema()
    import pyarrow as pa

    return pa.Table.from_pylist(list(version_rows(sheets_of_entries(events.ledger, events))), schema=schema)


def to_pandas(events: Events) -> pd.DataFrame:
    """Return events as a data frame. Raises MissingExtra."""
    return to_arrow(events).to_pandas()
