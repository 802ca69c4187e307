"""Whether a PostgreSQL is one that a ledger can live on.

In: a connection. Out: nothing, or LedgerError with one line that says what it must be. No extension is needed: stemming
and full text are the server's own.
"""

from __future__ import annotations

from sqlalchemy import Connection

from sayso.errors import LedgerError

OLDEST = 13  # the first that sorts what comes half sorted, as lists by page do


def check_server(connection: Connection, name: str) -> None:
    """Raise LedgerError where the server is too old or the database keeps text in another encoding than UTF-8."""
    if connection.dialect.name == "sqlite":
        return
    version = getattr(connection.dialect, "server_version_info", None) or (0,)
    if version[0] < OLDEST:
        has = ".".join(map(str, version))
        raise LedgerError(f"{name}: this is PostgreSQL {has}: a ledger needs {OLDEST} or newer.")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise LedgerError(
            f"{name}: the database is in {encoding}: make one with `createdb --encoding=UTF8 -T template0`."
        )
