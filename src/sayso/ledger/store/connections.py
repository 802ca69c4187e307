"""Connections to a database. In: a path or a database URL. Out: an SQLAlchemy engine, set up as a ledger needs it.

Nothing is opened before the first connection is asked for.
"""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from sayso.errors import LedgerError, MissingExtra

WRITING = {"sayso_begin": "BEGIN IMMEDIATE"}  # takes SQLite's one write lock at once, so that no writer fails midway
_THREADS = 60  # connections beyond five at once: a thread pool of a web server has 40 threads
_CACHE = 16 * 1024  # KiB a connection keeps of an SQLite file: its 2 MiB are read over and over by a count
PLAIN = {"sayso_begin": None}  # each command by itself


def find_address(target: Path | str) -> tuple[URL, str]:
    """Return where a ledger lies, and the name to call it by. Raises LedgerError, MissingExtra."""
    if isinstance(target, Path) or "://" not in target:
        path = Path(target).expanduser()
        return URL.create("sqlite", database=str(path)), str(path)
    try:
        url = make_url(target)
    except ArgumentError as error:
        raise LedgerError(f"{target!r} is no database URL: give a file, or postgresql://host/name.") from error
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database:
        return url, url.database
    if backend not in ("postgresql", "postgres"):
        raise LedgerError(f"{url}: a ledger lives in an SQLite file or at postgresql://host/name.")
    if not find_spec("psycopg"):
        raise MissingExtra("A ledger on PostgreSQL needs psycopg: pip install 'sayso[postgres]'")
    return url.set(drivername="postgresql+psycopg"), url.render_as_string()


def make_engine(url: URL, timeout: float) -> Engine:
    """Return an engine; `timeout` is how many seconds to wait for a lock."""
    if url.get_backend_name() != "sqlite":
        waiting = {"options": f"-c lock_timeout={int(timeout * 1000)}"}
        return create_engine(url, connect_args=waiting, max_overflow=_THREADS)
    engine = create_engine(url, connect_args={"timeout": timeout}, max_overflow=_THREADS)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: sqlite3 would not hold table changes in it
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten, which `forget` relies on
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: whole pages only, whatever crashes


def _begin(connection: Connection) -> None:
    command = connection.get_execution_options().get("sayso_begin", "BEGIN")
    if command:
        connection.exec_driver_sql(command)
