"""Say in one clear line why a database did not do what it was asked.

In: the exceptions of SQLAlchemy. Out: LedgerError, which names the ledger, what is wrong and what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound

from sayso.errors import LedgerError

_DAMAGED = "the file is damaged or is no ledger: restore it from a copy, or use another ledger."
_CAUSES = (  # what SQLite says, and what it means to the reader
    (
        ("is locked", "is busy", "lock timeout"),
        "another process is writing to it: wait until it is done, or use another ledger.",
    ),
    (("disk is full",), "the disk is full: make room and run this again; no page was kept by half."),
    (
        ("not a database", "malformed", "vtable constructor failed"),
        _DAMAGED,
    ),
    (
        ("readonly", "unable to open", "permission"),
        "no permission to open or to write it: look at the file's owner.",
    ),
)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise LedgerError with one clear line for whatever the database raises inside."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:  # sqlite3's own while a connection is set up
        said = error.orig if isinstance(error, DBAPIError) else error
        raise LedgerError(f"{name}: {_explain(str(said))}") from error
    except (UnicodeDecodeError, NoResultFound, MultipleResultsFound) as error:  # no text, a row that is not there
        raise LedgerError(f"{name}: {_DAMAGED}") from error


def _explain(message: str) -> str:
    for signs, meaning in _CAUSES:
        if any(sign in message.lower() for sign in signs):
            return meaning
    first = next(iter(message.splitlines()), "it did not answer").rstrip(".")
    return f"the database says: {first}."
