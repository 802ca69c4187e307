"""Run what writes in one transaction, and again where another writer came between.

In: an engine and a function of a connection. Out: what the function returns, once its transaction is kept.

SQLite has one writer at a time: who finds another at it waits a moment of chance and asks again, so that of many none
waits in vain. On PostgreSQL several write at once, and one of two that wait for each other is told to begin anew. Both
are tried again for as long as the engine was made to wait, and no longer.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from sayso.ledger.store.connections import WRITING

T = TypeVar("T")

_LONGEST = 0.05  # seconds between two tries
_BETWEEN = ("40001", "40P01")  # what PostgreSQL calls a serialization failure and a deadlock
_TAKEN = ("database is locked", "database is busy", "locking protocol")


def write(engine: Engine, work: Callable[[Connection], T], *, within: float) -> T:
    """Return what `work` returns, in a transaction of its own that is tried again for so many seconds."""
    last = time.monotonic() + within
    while True:
        try:
            with engine.execution_options(**WRITING).begin() as connection:
                return work(connection)
        except DBAPIError as error:
            if not _came_between(error) or time.monotonic() > last:
                raise
        time.sleep(random.uniform(0.001, _LONGEST))  # noqa: S311 - it guards nothing


def _came_between(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlstate", None)
    return code in _BETWEEN if code else any(sign in str(error.orig) for sign in _TAKEN)
