"""An open ledger: one method for each thing that is asked of it.

Each method is one transaction on one connection, and raises LedgerError with one clear line when the
database fails. Use it in a `with` statement, from one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from sayso.ledger.answers import Hit, LedgerStatus, Query, Stored
from sayso.ledger.failures import explained
from sayso.ledger.forgetting import remove, wipe
from sayso.ledger.ids import find_page, find_reading
from sayso.ledger.opening import WRITING
from sayso.ledger.recall import count, current_keys, recall_captures, recall_reading
from sayso.ledger.search import search_statements
from sayso.ledger.store import store_reading
from sayso.records import Capture, Reading


class Ledger:
    """Pages, their readings, and the statements in them. Made by `open_ledger`."""

    def __init__(self, engine: Engine, name: str, *, created: bool, keep_pages: bool) -> None:
        self.name = name
        self.created = created
        self._engine = engine
        self._keep_pages = keep_pages

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def store(self, reading: Reading, *, again: bool = False) -> Stored:
        """Keep a reading, failed ones too, and say what of it was new.

        Raises ForgottenPage for a page that was forgotten, unless it is to be read `again`.
        """
        with self._transaction(write=True) as connection:
            return store_reading(connection, reading, keep=self._keep_pages, again=again)

    def reading(self, given: str) -> Reading:
        """Return a reading by its id, or the current one of a page, a document or a statement.

        The unique beginning of an id is enough. A page whose bytes were not kept comes back as `UnkeptPage`,
        all else equal to what was stored. Raises UnknownId.
        """
        with self._transaction() as connection:
            return recall_reading(connection, find_reading(connection, given))

    def current(self) -> Iterator[Reading]:
        """Yield the current reading of every page, failed ones too, in the order they were stored."""
        with self._transaction() as connection:
            for key in current_keys(connection):
                yield recall_reading(connection, key)

    def captures(self, page_id: str) -> tuple[Capture, ...]:
        """Return the sightings of a page, in the order they were stored. Raises UnknownId."""
        with self._transaction() as connection:
            return recall_captures(connection, find_page(connection, page_id))

    def search(self, query: Query) -> Iterator[Hit]:
        """Yield the statements of current readings that a query asks for, newest reading first."""
        with self._transaction() as connection:
            yield from search_statements(connection, query)

    def status(self) -> LedgerStatus:
        """Return what the ledger holds."""
        with self._transaction() as connection:
            return count(connection, self.name)

    def forget(self, page_id: str) -> str:
        """Remove bytes, text and names of a page, leave a tombstone with its hash, and return its whole id.

        Rewrites an SQLite file, so that no trace stays in it. Raises UnknownId.
        """
        with self._transaction(write=True) as connection:
            found = remove(connection, find_page(connection, page_id))
        with explained(self.name):
            wipe(self._engine, self.name)
        return found

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[Connection]:
        engine = self._engine.execution_options(**WRITING) if write else self._engine
        with explained(self.name), engine.begin() as connection:
            yield connection
