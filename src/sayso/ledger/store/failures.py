"""Say in one clear line why a database did not do what it was asked.

In: the exceptions of SQLAlchemy. Out: LedgerError, which names the ledger, what is wrong and what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from sayso.errors import LedgerError

_DAMAGED = "the file is damaged or is no ledger: restore it from a copy, or use another ledger."
_CAUSES = (  # what the databases say, and what it means to the reader
    (
        ("password authentication failed", "no password supplied", "no pg_hba.conf entry"),
        "the server refuses this user: look at name and password in the address.",
    ),
    (('fatal:  database "',), "the server has no such database: make it with `createdb`, or look at the address."),
    (
        ("refused", "failed to resolve", "could not translate host", "no such file or directory", "timeout expired"),
        "no server answers there: look at the address, or start it.",
    ),
    (
        ("too many clients", "remaining connection slots", "queuepool limit"),
        "all connections are in use: try again, or let the server have more (`max_connections`).",
    ),
    (("permission denied for",), "this user may not do that there: let it own the database."),
    (("text search template",), "the server lacks the stemmer `snowball`, a part of PostgreSQL: install it whole."),
    (("no space left",), "the server's disk is full: make room and run this again; no page was kept by half."),
    (
        ("is locked", "is busy", "lock timeout", "deadlock", "could not serialize", "locking protocol"),
        "another process is writing to it: waited {waited:g} s; try again when it is done, or use another ledger.",
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
def explained(name: str, waited: float) -> Iterator[None]:
    """Raise LedgerError with one clear line for whatever the database raises inside; `waited` is its bound."""
    try:
        yield
    except (DBAPIError, NoConnectionLeft, sqlite3.Error) as error:  # sqlite3's own while a connection is set up
        said = error.orig if isinstance(error, DBAPIError) else error
        raise LedgerError(f"{name}: {_explain(str(said), waited)}") from error
    except (UnicodeDecodeError, NoResultFound, MultipleResultsFound) as error:  # no text, a row that is not there
        raise LedgerError(f"{name}: {_DAMAGED}") from error


def _explain(message: str, waited: float) -> str:
    for signs, meaning in _CAUSES:
        if any(sign in message.lower() for sign in signs):
            return meaning.format(waited=waited)
    first = next(iter(message.splitlines()), "it did not answer").rstrip(".")
    return f"the database says: {first}."
