"""Open a ledger: connect, tell what lies there, and bring the schema up to date.

In: a path or a database URL. Out: an SQLAlchemy engine on a ledger at the current revision. A file that is no
ledger, or one of a newer sayso, is refused before anything in it is touched.
"""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from sayso.errors import LedgerError, MissingExtra
from sayso.ledger.store.failures import explained
from sayso.ledger.store.schema import HEAD, REVISION_TABLE

WRITING = {"sayso_begin": "BEGIN IMMEDIATE"}  # takes SQLite's one write lock at once, so that no writer fails midway
_THREADS = 60  # connections beyond five at once: a thread pool of a web server has 40 threads
_CACHE = 16 * 1024  # KiB a connection keeps of an SQLite file: its 2 MiB are read over and over by a count
PLAIN = {"sayso_begin": None}  # each command by itself


def connect(target: Path | str, *, create: bool, timeout: float) -> tuple[Engine, str, bool]:
    """Return the engine, the name to call the ledger by, and whether it was just made. Raises LedgerError."""
    url, name = _address(target)
    if url.get_backend_name() == "sqlite":
        _check_path(Path(url.database or ""), create=create)
    engine = _engine(url, timeout)
    try:
        with explained(name):
            created = _bring_up(engine, name, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, name, created


def _address(target: Path | str) -> tuple[URL, str]:
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


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: give the file of the ledger.")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}: make it first, or give another file.")
    if not create and not path.exists():
        raise LedgerError(f"{path}: there is no ledger: `sayso read` makes one; --ledger names another.")


def _engine(url: URL, timeout: float) -> Engine:
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
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: whole pages only, whatever crashes


def _begin(connection: Connection) -> None:
    command = connection.get_execution_options().get("sayso_begin", "BEGIN")
    if command:
        connection.exec_driver_sql(command)


def _bring_up(engine: Engine, name: str, *, create: bool) -> bool:
    with engine.connect() as connection:
        revision = _revision(connection, name)
    if revision == HEAD:
        return False
    if revision is None and not create:
        raise LedgerError(f"{name}: there is no ledger yet: `sayso read` makes one; --ledger names another.")
    if engine.dialect.name == "sqlite":
        with engine.execution_options(**PLAIN).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with engine.execution_options(**WRITING).begin() as connection:
        return _migrate(connection, name)


def _migrate(connection: Connection, name: str) -> bool:
    """Run the missing migrations in this one transaction; whoever comes second finds them done."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sayso'))"))
    before = _revision(connection, name)
    if before != HEAD:
        from sayso.ledger.store.migrations import upgrade

        upgrade(connection)
        if before is not None:
            from sayso.ledger.write.counted import refresh

            refresh(connection)
    return before is None


def _revision(connection: Connection, name: str) -> str | None:
    """Return the ledger's revision, None where there is none yet. Raises LedgerError for anything else."""
    tables = inspect(connection).get_table_names()
    if REVISION_TABLE not in tables:
        if tables and connection.dialect.name == "sqlite":
            raise LedgerError(f"{name}: this is a database, but not a ledger of sayso: give another file.")
        return None
    revision = connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar()  # noqa: S608
    if revision is None or revision > HEAD:
        raise LedgerError(f"{name}: made by a newer sayso (revision {revision}): upgrade with `pip install -U sayso`.")
    return str(revision)
