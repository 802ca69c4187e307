"""A PostgreSQL that no ledger can live on is refused in one line, and left as it was."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from sayso.errors import LedgerError
from sayso.ledger import open_ledger
from sayso.ledger.ledger import Ledger


def refusal(target: str) -> str:
    """Return why a ledger is not opened there."""
    with pytest.raises(LedgerError) as refused:
        open_ledger(target)
    said = str(refused.value)
    assert "\n" not in said
    return said


def on_server(target: str) -> str:
    """Return the address of a database, where it is one of a server."""
    if "://" not in target:
        pytest.skip("a file has no server")
    return target


@pytest.mark.parametrize(
    "address", ["postgresql://quill@127.0.0.1:1/pages", "postgresql://quill@/pages?host=/nowhere/at/all"]
)
def test_where_no_server_answers(address: str) -> None:
    assert refusal(address).endswith("no server answers there: look at the address, or start it.")


@pytest.mark.parametrize("address", ["postgresql://host:harbour/pages", "postgresql://", "mysql://host/pages", "a://b"])
def test_what_is_no_address_of_a_server(address: str) -> None:
    refusal(address)


def test_a_password_is_not_told() -> None:
    assert "hush" not in refusal("postgresql://quill:hush@127.0.0.1:1/pages")


def test_a_database_that_is_not_there(target: str) -> None:
    url = make_url(on_server(target)).set(database="sayso_nowhere")
    assert "no such database: make it with `createdb`" in refusal(url.render_as_string(hide_password=False))


def test_a_server_that_is_too_old(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.store.server.OLDEST", 99)
    assert refusal(on_server(target)).endswith("a ledger needs 99 or newer.")
    assert tables(target) == []


def test_a_database_that_is_not_in_utf_8(target: str) -> None:
    url = make_url(on_server(target))
    other = url.set(database=f"{url.database}_ascii")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {other.database} ENCODING 'SQL_ASCII' TEMPLATE template0"))
        try:
            assert "the database is in SQL_ASCII" in refusal(other.render_as_string(hide_password=False))
        finally:
            connection.execute(text(f"DROP DATABASE {other.database} WITH (FORCE)"))
    engine.dispose()


def test_a_server_without_its_stemmer(target: str) -> None:
    engine = create_engine(on_server(target))
    with engine.begin() as connection:
        connection.execute(text("ALTER TEXT SEARCH TEMPLATE snowball RENAME TO gone"))
    engine.dispose()
    assert "the server lacks the stemmer `snowball`" in refusal(target)
    assert tables(target) == []


def test_a_user_who_may_make_no_tables(target: str) -> None:
    url = make_url(on_server(target))
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE ROLE sayso_guest LOGIN"))
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM public"))
        try:
            guest = url.set(username="sayso_guest").render_as_string(hide_password=False)
            assert refusal(guest).endswith("this user may not do that there: let it own the database.")
        finally:
            connection.execute(text("DROP ROLE sayso_guest"))
    engine.dispose()


def test_when_all_connections_are_in_use(ledger: Ledger) -> None:
    ledger._engine.pool._timeout = 0.1  # type: ignore[attr-defined] # half a minute is long in a test
    with ExitStack() as held, pytest.raises(LedgerError, match="all connections are in use"):
        take_all(ledger, held)
    assert ledger.documents() == ()


def take_all(ledger: Ledger, held: ExitStack) -> None:
    """Hold more connections than there are."""
    for _ in range(100):
        held.enter_context(ledger._transaction())


def tables(target: str) -> list[str]:
    """Return the tables of a database."""
    engine = create_engine(target)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()
