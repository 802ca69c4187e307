"""The statements that a query finds, as one thing to go through.

In: an open ledger and a query. Out: hits, found anew each time they are gone through, streamed and never gathered; or
a table of them. Who makes tables is told by the entry point `arrow` of the group `sayso.tables` (see pyproject.toml),
which is loaded when a table is asked for: the ledger stands below the exports and knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, cast

from sayso.ledger.answers import Hit, Query

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from sayso.ledger.ledger import Ledger


class TableMaker(Protocol):
    """What the entry point gives."""

    def to_arrow(self, statements: Statements, *, commenter_names: bool) -> pa.Table: ...  # noqa: D102
    def to_pandas(self, statements: Statements, *, commenter_names: bool) -> pd.DataFrame: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Statements:
    """What `Ledger.statements` returns: iterate over it for hits."""

    ledger: Ledger
    query: Query

    def __iter__(self) -> Iterator[Hit]:
        """Yield the hits, as `Ledger.search` does."""
        return self.ledger.search(self.query)

    def to_arrow(self, *, commenter_names: bool = False) -> pa.Table:
        """Return a row a statement, with offsets into the page as it came in. Raises MissingExtra.

        Those of readers' comments come if the query asks for them, with hashes for names unless `commenter_names`.
        """
        return _table_maker().to_arrow(self, commenter_names=commenter_names)

    def to_pandas(self, *, commenter_names: bool = False) -> pd.DataFrame:
        """Return what `to_arrow` does as a data frame. Raises MissingExtra."""
        return _table_maker().to_pandas(self, commenter_names=commenter_names)


def _table_maker() -> TableMaker:
    found = next(iter(entry_points(group="sayso.tables", name="arrow")))
    return cast("TableMaker", found.load())
