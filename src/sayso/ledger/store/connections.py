"""Connections to a database. In: a path or a database URL. Out: an SQLAlchemy engine, set up as a ledger needs it.

Nothing is opened before the first connection is asked for. A file that may not be written, or whose folder may not, is
read all the same: beside a writer as that one's readers do, else as a file that nobody changes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from sayso.errors import LedgerError, MissingExtra

WRITING = {"sayso_begin": "BEGIN IMMEDIATE"}  # takes SQLite's one write lock at once, so that no writer fails midway
_THREADS = 60  # connections beyond five at once: a thread pool of a web server has 40 threads
_ON_SERVER = 15  # the same to PostgreSQL, which has 100 for all that ask it; who finds none waits for one
_CACHE = 16 * 1024  # KiB a connection keeps of an SQLite file: its 2 MiB are read over and over by a count
_ON_CONNECTING = (
    "plan_cache_mode = force_custom_plan",
    "jit = off",  # compiling takes longer than any answer
)
_LOG = 8_000  # pages of 4 KiB before the log is written into the file: what many pages change is written once for all
PLAIN = {"sayso_begin": None}  # each command by itself


def find_address(target: Path | str) -> tuple[URL, str]:
    """Return where a ledger lies, and the name to call it by. Raises LedgerError, MissingExtra."""
    if isinstance(target, Path) or "://" not in target:
        path = Path(target).expanduser()
        return URL.create("sqlite", database=str(path)), str(path)
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:  # the latter of a port that is no number
        raise LedgerError(f"{target!r} is no database URL: give a file, or postgresql://host/name.") from error
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database:
        return url, url.database
    if backend not in ("postgresql", "postgres"):
        raise LedgerError(f"{url}: a ledger lives in an SQLite file or at postgresql://host/name.")
    if not find_spec("psycopg"):
        raise MissingExtra("A ledger on PostgreSQL needs psycopg: pip install 'sayso[postgres]'")
    return url.set(drivername="postgresql+psycopg"), url.render_as_string()


def is_read_only(url: URL) -> bool:
    """Tell whether a ledger can only be read: it says so (`?mode=ro`), or file or folder may not be written."""
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite":
        return False
    if url.query.get("mode") == "ro":
        return True
    here = os.access(path, os.W_OK) and (os.access(path.parent, os.W_OK) or _log_of(path).exists())
    return path.is_file() and not here


def make_engine(url: URL, timeout: float) -> Engine:
    """Return an engine; `timeout` is how many seconds to wait for a lock."""
    if url.get_backend_name() != "sqlite":
        waiting = {"options": f"-c lock_timeout={int(timeout * 1000)}", "client_encoding": "utf8"}
        engine = create_engine(url, connect_args=waiting, max_overflow=_ON_SERVER, pool_pre_ping=True)
        event.listen(engine, "connect", _set_up_server)
        return engine
    plain = url.set(query={name: value for name, value in url.query.items() if name != "mode"})
    if is_read_only(url):
        path = Path(url.database or "").absolute()
        engine = create_engine(plain, creator=lambda: _read(path, timeout), poolclass=NullPool)
    else:
        engine = create_engine(plain, connect_args={"timeout": timeout}, max_overflow=_THREADS)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def one_moment(engine: Engine) -> dict[str, Any]:
    """Return the options of a transaction that reads: all of it sees one moment, hence whole pages."""
    return {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Raise LedgerError where a file that is read as one that nobody changes was changed meanwhile."""
    before = _state(path)
    yield
    if before and before != _state(path):
        raise LedgerError(f"{path}: it was written while it was read: ask again.")


def _state(path: Path) -> tuple[int, int] | None:
    """Return what changes with a file; None beside a log, where a reader sees what it saw at first."""
    found = None if _log_of(path).exists() else path.stat()
    return found and (found.st_mtime_ns, found.st_size)


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _read(path: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection that only reads. Without a log nobody writes, and SQLite need not make a file to ask."""
    how = "mode=ro" if _log_of(path).exists() else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, timeout=timeout, check_same_thread=False)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: sqlite3 would not hold table changes in it
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten, which `forget` relies on
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: whole pages only, whatever crashes


def _set_up_server(connection: Any, _record: object) -> None:
    """Have each query planned for what it asks: a plan for any word whatever is wrong for most of them."""
    with connection.cursor() as cursor:
        for setting in _ON_CONNECTING:
            cursor.execute(f"SET {setting}")
    connection.commit()


def _begin(connection: Connection) -> None:
    command = connection.get_execution_options().get("sayso_begin", "BEGIN")
    if command == WRITING["sayso_begin"]:  # who finds another at it is told at once: `writing` waits
        waiting = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        try:
            connection.exec_driver_sql(command)
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {waiting}")
    elif command:
        connection.exec_driver_sql(command)
