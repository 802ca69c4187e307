"""Many writers: each waits for the others within a bound, and nothing that was written is lost."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from sayso.errors import LedgerError
from sayso.ledger import Query, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.writing import write
from sayso.records import Reading
from tests.factory import make_document, make_reading, make_statement

WRITERS = 8
EACH = 6


def page(number: int) -> Reading:
    """Return one of many pages: two speak on each of them, one on all."""
    document = make_document(f"Lock {number}\n\nShe said the gate is shut. He said so {number}.")
    everywhere = make_statement(document, "She", "said", "the gate is shut", entity="Canal Board", naming="body")
    here = make_statement(document, "He", "said", "so", entity=f"Warden {number % 7}", naming="named")
    return make_reading(document, statements=(here, everywhere, everywhere))


def test_eight_write_while_eight_read_and_nothing_is_lost(target: str) -> None:
    open_ledger(target).close()
    numbers = range(WRITERS * EACH)

    def store(first: int) -> None:
        with open_ledger(target) as ledger:  # each with connections of its own, as processes have
            for number in numbers[first::WRITERS]:
                ledger.store(page(number))

    def search(_: int) -> None:
        with open_ledger(target) as ledger:
            for _ in range(EACH):
                assert len(list(ledger.search(Query(words="gate")))) % 3 == 0  # whole pages only

    with ThreadPoolExecutor(2 * WRITERS) as pool:
        reading = pool.map(search, range(WRITERS))
        list(pool.map(store, range(WRITERS)))
        list(reading)
    with open_ledger(target, create=False) as ledger:
        assert ledger.status().pages == len(numbers)
        assert len(list(ledger.search(Query()))) == 3 * len(numbers)
        counted = {source.name: (source.statements, source.pages) for source in ledger.sources()}
        assert counted.pop("Canal Board") == (2 * len(numbers), len(numbers))
        wardens = {f"Warden {each}": len(numbers[each::7]) for each in range(7)}
        assert counted == {name: (number, number) for name, number in wardens.items()}


def test_who_waits_in_vain_is_told_how_long(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, timeout=0.3) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        with pytest.raises(LedgerError, match=r"another process is writing to it: waited 0\.3 s; try again"):
            ledger.store(page(1))
        assert 0.3 <= time.monotonic() - started < 10
        other.close()
        assert ledger.store(page(1)).reading


def test_who_waits_long_enough_writes(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger, ThreadPoolExecutor(1) as pool:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(ledger.store, page(1))
        time.sleep(0.3)
        assert not waiting.done()
        other.execute("ROLLBACK")
        assert waiting.result(60).reading
        other.close()


def test_two_that_wait_for_each_other_both_write(ledger: Ledger) -> None:
    engine = ledger._engine
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bells (name text PRIMARY KEY, rung integer)"))
        connection.execute(text("INSERT INTO bells VALUES ('high', 0), ('low', 0)"))
    meet, tries = Barrier(2), []

    def ring(names: tuple[str, str]) -> None:
        def work(connection: Connection) -> None:
            tries.append(names)
            for number, name in enumerate(names):
                connection.execute(text("UPDATE bells SET rung = rung + 1 WHERE name = :name"), {"name": name})
                if number == 0 and len(tries) <= 2:
                    meet.wait(30)

        write(engine, work, within=30)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(ring, (("high", "low"), ("low", "high"))))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT sum(rung) FROM bells")).scalar_one() == 4
    assert len(tries) == 3


def test_other_failures_are_not_tried_again(ledger: Ledger) -> None:
    tries = []

    def work(connection: Connection) -> None:
        tries.append(1)
        connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError, match="nowhere"):
        write(ledger._engine, work, within=30)
    assert tries == [1]
