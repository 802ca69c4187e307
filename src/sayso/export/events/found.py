"""Make tables of the events that a ledger finds: Arrow, pandas.

In: what `Ledger.events` returns. Out: a source's version of an event a row, as the Parquet of events has it. Needs the
extra `arrow`. `Events.to_arrow` and `.to_pandas` of the ledger call in here when they are called, and not before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.export.events.rows import version_rows
from sayso.export.events.sheets import sheets_of_entries
from sayso.export.events.tables import make_schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from sayso.ledger.ledger import Events


def to_arrow(events: Events) -> pa.Table:
    """Return events as an Arrow table; what readers' comments tell stays out. Raises MissingExtra."""
    schema = make_schema()
    import pyarrow as pa

    found = events.ledger.events(replace(events.query, comments=False))
    return pa.Table.from_pylist(list(version_rows(sheets_of_entries(events.ledger, found))), schema=schema)


def to_pandas(events: Events) -> pd.DataFrame:
    """Return events as a data frame. Raises MissingExtra."""
    return to_arrow(events).to_pandas()
