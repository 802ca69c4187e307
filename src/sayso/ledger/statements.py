"""The statements that a query finds, as one thing to go through.

In: an open ledger and a query. Out: hits, found anew each time they are gone through, streamed and never gathered; or
a table of them. Tables are made by `sayso.export.tables`, which is loaded when one is asked for: the ledger stands
below the exports and does without them, these two methods are but a shorter way to call them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.ledger.answers import Hit, Query

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from sayso.ledger.ledger import Ledger


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
        from sayso.export.tables import to_arrow

        return to_arrow(self, commenter_names=commenter_names)

    def to_pandas(self, *, commenter_names: bool = False) -> pd.DataFrame:
        """Return what `to_arrow` does as a data frame. Raises MissingExtra."""
        from sayso.export.tables import to_pandas

        return to_pandas(self, commenter_names=commenter_names)
