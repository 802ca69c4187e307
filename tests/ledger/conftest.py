"""A fresh ledger on every store: SQLite always, PostgreSQL where SAYSO_TEST_POSTGRES names a server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from sayso.ledger import open_ledger
from sayso.ledger.ledger import Ledger

SERVER = "SAYSO_TEST_POSTGRES"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield where a ledger can be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.db")
        return
    if not os.environ.get(SERVER):
        pytest.skip(f"{SERVER} names no server (postgresql://user@host:port/postgres)")
    with _database(os.environ[SERVER]) as url:
        yield url


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty ledger, made once: copying it is ten times quicker than making it."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    open_ledger(path).close()
    return path


@pytest.fixture
def ledger(target: str, empty: Path) -> Iterator[Ledger]:
    """Yield an empty ledger."""
    if "://" not in target:
        shutil.copy(empty, target)
    with open_ledger(target) as opened:
        yield opened


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"sayso_{uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield url.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()
