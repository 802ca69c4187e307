"""The statements that a query finds, as one thing to go through.

In: an open ledger and a query. Out: hits, found anew each time they are gone through, streamed and never gathered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.ledger.answers import Hit, Query

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Statements:
    """What `Ledger.statements` returns: iterate over it for hits."""

    ledger: Ledger
    query: Query

    def __iter__(self) -> Iterator[Hit]:
        """Yield the hits, as `Ledger.search` does."""
        return self.ledger.search(self.query)
