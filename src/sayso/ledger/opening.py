"""Open a ledger: connect, tell what lies there, and bring the schema up to date.

In: a path or a database URL. Out: an SQLAlchemy engine on a ledger at the current revision. A file that is no
ledger, or one of a newer sayso, is refused before anything in it is touched. One of an earlier version gets its tables
in one transaction, and then its rows part by part (`upgrading`), before anybody is answered.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger.store.connections import PLAIN, find_address, is_read_only, make_engine
from sayso.ledger.store.failures import explained
from sayso.ledger.store.schema import HEAD, REVISION_TABLE
from sayso.ledger.store.server import check_server
from sayso.ledger.store.writing import write
from sayso.ledger.upgrading import is_waiting, note_steps, take_part

Told = Callable[[float], None]  # is told how much of bringing a ledger up to date is done, from 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An engine on a ledger, the name to call it by, whether it was just made, and how it is used."""

    engine: Engine
    name: str
    created: bool
    timeout: float
    read_only: bool


def connect(target: Path | str, *, create: bool, timeout: float, told: Told) -> Opened:
    """Return a ledger that is up to date. Raises LedgerError."""
    url, name = find_address(target)
    if url.get_backend_name() == "sqlite":
        _check_path(Path(url.database or ""), create=create)
    engine, read_only = make_engine(url, timeout), is_read_only(url)
    try:
        with explained(name, timeout):
            if read_only:
                _check_whole(engine, name)
                created = False
            else:
                created = _bring_up(engine, name, create=create, timeout=timeout, told=told)
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine=engine, name=name, created=created, timeout=timeout, read_only=read_only)


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: give the file of the ledger.")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}: make it first, or give another file.")
    if not create and not path.exists():
        raise LedgerError(f"{path}: there is no ledger: `sayso read` makes one; --ledger names another.")


def _check_whole(engine: Engine, name: str) -> None:
    """Refuse a ledger that cannot be written and must be before it can be read."""
    with engine.connect() as connection:
        revision = _revision(connection, name)
        if revision is None:
            raise LedgerError(f"{name}: there is no ledger yet, and it cannot be written: look at the file's owner.")
        if revision != HEAD or is_waiting(connection):
            raise LedgerError(f"{name}: made by an earlier sayso: open it once where it can be written.")


def _bring_up(engine: Engine, name: str, *, create: bool, timeout: float, told: Told) -> bool:
    with engine.connect() as connection:
        check_server(connection, name)
        revision = _revision(connection, name)
        if revision == HEAD and not is_waiting(connection):
            return False
    if revision is None and not create:
        raise LedgerError(f"{name}: there is no ledger yet: `sayso read` makes one; --ledger names another.")
    if engine.dialect.name == "sqlite":
        with engine.execution_options(**PLAIN).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    before = write(engine, lambda connection: _migrate(connection, name), within=timeout)
    waited = False
    while (done := write(engine, take_part, within=timeout)) is not None:
        told(done)
        waited = True
    if waited:
        _give_back(engine)
    return before is None


def _migrate(connection: Connection, name: str) -> str | None:
    """Run the missing migrations in this one transaction, and return what was there before.

    Whoever comes second finds them done.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sayso'))"))
    before = _revision(connection, name)
    if before != HEAD:
        from sayso.ledger.store.migrations import upgrade

        upgrade(connection)
        if before is not None:
            from sayso.ledger.claims.refresh import bring_up

            note_steps(connection, before)
            bring_up(connection)
    return before


def _give_back(engine: Engine) -> None:
    """Give back the room that shorter rows leave, where nobody is in the way: a ledger does without."""
    how = {"isolation_level": "AUTOCOMMIT"} if engine.dialect.name != "sqlite" else PLAIN
    with engine.execution_options(**how).connect() as connection, suppress(DBAPIError):
        connection.exec_driver_sql("VACUUM")


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
