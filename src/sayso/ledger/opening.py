"""Open a ledger: connect, tell what lies there, and bring the schema up to date.

In: a path or a database URL. Out: an SQLAlchemy engine on a ledger at the current revision. A file that is no
ledger, or one of a newer sayso, is refused before anything in it is touched.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from sayso.errors import LedgerError
from sayso.ledger.store.connections import PLAIN, WRITING, find_address, make_engine
from sayso.ledger.store.failures import explained
from sayso.ledger.store.schema import HEAD, REVISION_TABLE


def connect(target: Path | str, *, create: bool, timeout: float) -> tuple[Engine, str, bool]:
    """Return the engine, the name to call the ledger by, and whether it was just made. Raises LedgerError."""
    url, name = find_address(target)
    if url.get_backend_name() == "sqlite":
        _check_path(Path(url.database or ""), create=create)
    engine = make_engine(url, timeout)
    try:
        with explained(name):
            created = _bring_up(engine, name, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, name, created


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: give the file of the ledger.")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: there is no folder {path.parent}: make it first, or give another file.")
    if not create and not path.exists():
        raise LedgerError(f"{path}: there is no ledger: `sayso read` makes one; --ledger names another.")


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
            from sayso.ledger.claims.refresh import bring_up
            from sayso.ledger.index.counted import refresh
            from sayso.ledger.judge.keep import judge_anew

            judge_anew(connection)
            refresh(connection)
            bring_up(connection)
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
