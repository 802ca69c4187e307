"""A fresh ledger on every store: SQLite always, PostgreSQL where SAYSO_TEST_POSTGRES names a server.

An empty ledger is made once a store: copying it is ten times quicker than making it.
"""

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
    """Yield where a ledger can be made; for a test that asks for `ledger`, where an empty one is."""
    is_made = "ledger" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "ledger.db"
        if is_made:
            shutil.copy(request.getfixturevalue("empty"), path)
        yield str(path)
        return
    if not os.environ.get(SERVER):
        pytest.skip(f"{SERVER} names no server (postgresql://user@host:port/postgres)")
    with _database(os.environ[SERVER], request.getfixturevalue("empty_database") if is_made else None) as url:
        yield url


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty ledger."""
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    open_ledger(path).close()
    return path


@pytest.fixture(scope="session")
def empty_database() -> Iterator[str]:
    """Yield the name of a database with an empty ledger in it, to which nobody is connected."""
    with _database(os.environ[SERVER]) as url:
        open_ledger(url).close()
        yield make_url(url).database or ""


@pytest.fixture
def ledger(target: str) -> Iterator[Ledger]:
    """Yield an empty ledger."""
    with open_ledger(target) as opened:
        yield opened


@contextmanager
def _database(server: str, template: str | None = None) -> Iterator[str]:
    name = f"sayso_{uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}"))
        yield url.set(database=name).render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()
