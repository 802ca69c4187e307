"""A ledger opens, is made, is brought up to date, or is refused in one clear line and left alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import update

from sayso.errors import LedgerError
from sayso.ledger import Query, judge_statement, open_ledger
from sayso.ledger.claims import pairs
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.codec import pack
from sayso.ledger.store.schema import HEAD, REVISION_TABLE, metadata, statements
from tests.factory import make_document, make_reading, make_statements
from tests.ledger.claims.conftest import by_words
from tests.ledger.claims.pages import Line, page
from tests.ledger.earlier import (
    take_back_to_the_first,
    take_back_to_the_fourth,
    take_back_to_the_second,
    take_back_to_the_third,
)


def test_it_tells_whether_it_was_made(target: str) -> None:
    with open_ledger(target) as ledger:
        assert ledger.created
        ledger.store(make_reading())
    with open_ledger(target, create=False) as ledger:
        assert not ledger.created
        assert ledger.reading(make_reading().id) == make_reading()


def test_the_migrations_make_the_tables_of_the_schema(ledger: Ledger) -> None:
    ours = {
        "version_table": REVISION_TABLE,
        "include_name": lambda name, kind, _: kind != "table" or "words" not in name,
    }
    with ledger._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
    config = Config()
    config.set_main_option("script_location", "sayso.ledger.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_ledger_of_the_first_version_is_brought_up_and_filled(target: str) -> None:
    reading = make_reading()
    other = make_document(f"{reading.document.text}\n\nMore." if reading.document else "")
    again = make_reading(other, statements=make_statements(other))
    with open_ledger(target) as ledger:
        for each in (reading, again):
            ledger.store(each)
        with ledger._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            take_back_to_the_first(connection)
    with open_ledger(target) as ledger:
        assert ledger.status().revision == HEAD
        assert ledger.reading(reading.id) == reading
        (source,) = ledger.sources()
        assert (source.name, source.statements, source.denies) == ("Oda Renn", 2, 2)
        assert [hit.source_key for hit in ledger.search(Query(entity="oda renn"))] == [source.key] * 2
        (like,) = ledger.alike(reading.statements[0].id)
        assert like.statement == again.statements[0]


def test_a_ledger_of_the_second_version_is_judged_anew(target: str) -> None:
    reading = make_reading()
    with open_ledger(target) as ledger:
        ledger.store(reading)
        at = datetime(2026, 2, 3, 12, tzinfo=UTC)
        labels = {"entity": "Oda Rennick"}
        ledger.judge(judge_statement(reading, reading.statements[0], "correct", by="Ada", at=at, labels=labels))
        judged = ledger.reading(reading.id)
        stale = replace(judged.statements[0], origin="Oda Renn")  # as it was before origins followed who speaks
        with ledger._engine.begin() as connection:
            old = update(statements).where(statements.c.judgement_key.is_not(None))
            connection.execute(old.values(judged=pack(stale), origin=stale.origin))
            take_back_to_the_second(connection)
    with open_ledger(target) as ledger:
        assert ledger.status().revision == HEAD
        assert ledger.reading(reading.id) == judged
        assert [hit.statement.origin for hit in ledger.search(Query(origin="rennick"))] == ["Oda Rennick"]
        assert ledger.aliases() == ()


def test_a_ledger_of_the_third_version_takes_mentions(target: str) -> None:
    reading = make_reading()
    with open_ledger(target) as ledger:
        ledger.store(reading)
        with ledger._engine.begin() as connection:
            take_back_to_the_third(connection)
    with open_ledger(target) as ledger:
        assert ledger.status().revision == HEAD
        assert ledger.reading(reading.id) == reading
        assert ledger.find_claims() == ()
        ledger.rebuild_claims()


def test_a_ledger_of_the_fourth_version_compares_with_what_it_has(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "same_claim", by_words)
    told = "the old lighthouse at Fennick was sold to a brewery"
    with open_ledger(target) as ledger:
        ledger.store(page("Beacon", Line("Hanne Brook", told)))
        ledger.store(page("Anchor", Line("Jorn Sell", "the grain silo of Marrow Quay burned all night")))
        with ledger._engine.begin() as connection:
            take_back_to_the_fourth(connection)
    with open_ledger(target) as ledger:
        assert ledger.status().revision == HEAD
        ledger.store(page("Sextant", Line("Hanne Brook", f"{told} yesterday")))
        (entry,) = ledger.find_claims()
        assert (entry.pages, entry.text) == (2, told)


def test_tables_without_a_ledger_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE pages (title)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="but not a ledger of sayso"):
        open_ledger(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]


def test_a_newer_ledger_is_left_alone(ledger: Ledger) -> None:
    with ledger._engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {REVISION_TABLE} SET version_num = '0999'")
        target = connection.engine.url.render_as_string(hide_password=False)
    with pytest.raises(LedgerError, match=r"made by a newer sayso \(revision 0999\): upgrade"):
        open_ledger(target)


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    with pytest.raises(LedgerError, match="there is no ledger yet"):
        open_ledger(path, create=False)
    with open_ledger(path) as ledger:
        assert ledger.created


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("", "is a folder: give the file"),
        ("none/ledger.db", "there is no folder .*none"),
        ("none.db", "there is no ledger: `sayso read` makes one"),
        ("mysql://host/name", "an SQLite file or at postgresql://host/name"),
        ("what://", "no database URL|an SQLite file or at"),
        ("sqlite://", "an SQLite file or at"),
    ],
)
def test_a_target_that_cannot_be(tmp_path: Path, target: str, line: str) -> None:
    with pytest.raises(LedgerError, match=line):
        open_ledger(target if "://" in target else tmp_path / target, create=False)


def test_a_server_that_does_not_answer() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(
        LedgerError, match=r"postgresql\+?\w*://user:\*\*\*@127\.0\.0\.1:1/sayso: no server answers there: "
    ) as told:
        open_ledger("postgresql://user:secret@127.0.0.1:1/sayso")
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_garbage_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "garbage.db"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(LedgerError, match="damaged or is no ledger: restore it"):
        open_ledger(path)
    assert path.read_bytes() == bytes(range(256)) * 40


def use(path: Path) -> None:
    """Open a ledger, read it and write to it."""
    with open_ledger(path) as ledger:
        list(ledger.search(Query(words="rains")))
        ledger.store(make_reading())


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_ledger_is_damaged(tmp_path: Path, part: float) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(30):
            ledger.store(make_reading(make_document(f"Page {number}\n\n" + "It rains. " * 400)))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(LedgerError, match="damaged or is no ledger: restore it"):
        use(path)


def test_a_file_held_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(path).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError, match="another process is writing to it: wait"):
        open_ledger(path, timeout=0.05)
    holder.close()
    with open_ledger(path) as ledger:
        assert ledger.store(make_reading()).page


def test_while_another_process_writes_search_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, timeout=0.05) as ledger:
        ledger.store(make_reading())
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing to it: wait"):
            ledger.store(make_reading(make_document("Second page")))
        assert len(list(ledger.search(Query()))) == 2
        writer.close()
        assert ledger.store(make_reading(make_document("Second page"))).page


def test_a_full_disk_keeps_whole_pages_only(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.store(make_reading())
        with ledger._engine.begin() as connection:
            size = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {size + 4}")
        before = ledger.status()
        large = make_reading(make_document("Large page\n\n" + " ".join(f"word{n}" for n in range(20_000))))
        with pytest.raises(LedgerError, match="the disk is full: make room"):
            ledger.store(large)
        assert ledger.status() == before
        with ledger._engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert ledger.store(large).reading


def test_libraries_load_only_when_needed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_ledger(path).close()
    program = (
        "import sys, sayso.ledger\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        f"sayso.ledger.open_ledger({str(path)!r}).close()\n"
        "assert 'sqlalchemy' in sys.modules and 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
