"""A ledger of an earlier version is brought up part by part, reads the same after, and goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection, create_engine, func, insert, select, text

from sayso.ledger import Query, judge_statement, open_ledger, upgrading
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.schema import HEAD, backlog
from sayso.records import Reading
from tests.factory import make_document, make_reading, make_statement
from tests.ledger.claims.pages import Line
from tests.ledger.claims.pages import page as claiming
from tests.ledger.earlier import PACKED, take_back_to_the_fourth

AT = datetime(2026, 5, 6, 7, tzinfo=UTC)


def pages() -> Iterable[Reading]:
    """Yield a few pages, some of whose contents are nearly the same, and two that state one claim."""
    for number in range(5):
        document = make_document(f"Quarry {number}\n\nHe said the old quarry road is closed to lorries until May.")
        words = "the old quarry road is closed to lorries until May"
        said = make_statement(document, "He", "said", words, entity="Jon Ibsen", naming="named")
        yield make_reading(document, statements=(said,))
    for title in ("Morning", "Evening"):
        yield claiming(title, Line(who="Jon Ibsen", words="the quarry paid twelve thousand crowns in tax"))


def told(ledger: Ledger) -> list[object]:
    """Return all that a ledger tells."""
    hits = list(ledger.search(Query(comments=True)))
    return [
        list(ledger.current()),
        [(hit.statement, hit.source, hit.content, hit.judged_at) for hit in hits],
        [[like.statement.id for like in ledger.alike(hit.statement.id)] for hit in hits],
        [(each.name, each.statements, each.pages, each.first) for each in ledger.sources()],
        list(ledger.find_claims()),
    ]


@pytest.fixture
def before(target: str) -> list[object]:
    """Make a ledger of the fourth version, and return what it told."""
    with open_ledger(target) as ledger:
        for each in pages():
            ledger.store(each)
        first = next(iter(pages()))
        labels = {"entity": "Jon Ibsson"}
        ledger.judge(judge_statement(first, first.statements[0], "correct", by="Ada", at=AT, labels=labels))
        found = told(ledger)
        with ledger._engine.begin() as connection:
            take_back_to_the_fourth(connection)
    return found


def test_it_reads_the_same(target: str, before: list[object]) -> None:
    heard: list[float] = []
    with open_ledger(target, told=heard.append) as ledger:
        assert ledger.status().revision == HEAD
        assert told(ledger) == before
        assert before[2] != []
        with ledger._engine.connect() as connection:
            assert connection.execute(select(func.count()).select_from(backlog)).scalar() == 0
    assert heard == sorted(heard)
    assert heard[-1] == 1


def test_records_are_written_anew(target: str, before: list[object]) -> None:
    with open_ledger(target) as ledger, ledger._engine.connect() as connection:
        for table, names in PACKED:
            for name in names:
                whole = connection.execute(text(f"SELECT {name} FROM {table.name} WHERE {name} IS NOT NULL"))
                assert all(isinstance(kept, (bytes, memoryview)) and kept[0] == 1 for kept in whole.scalars())
    assert before


def test_who_is_stopped_goes_on(target: str, before: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "_PART", 2)
    heard: list[float] = []

    def stop(done: float) -> None:
        heard.append(done)
        raise KeyboardInterrupt

    stopped = 0
    while True:
        try:
            with open_ledger(target, told=stop) as ledger:
                assert told(ledger) == before
            break
        except KeyboardInterrupt:
            stopped += 1
    assert stopped > 12
    assert heard == sorted(heard)


def test_a_revision_that_leaves_rows_as_they_are_makes_nothing_anew(ledger: Ledger) -> None:
    ledger.store(make_reading())
    counted = ledger.sources()
    with ledger._engine.begin() as connection:
        upgrading.note_steps(connection, "0005")
        assert not upgrading.is_waiting(connection)
        connection.execute(insert(backlog), {"step": "documents", "done": 7})  # an upgrade that was stopped
        upgrading.note_steps(connection, "0005")
        assert connection.execute(select(backlog)).all() == [("documents", 7)]
    assert counted
    assert ledger.sources() == counted


def test_a_part_that_fails_leaves_the_one_before(
    target: str, before: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "_PART", 1)
    step, calls = upgrading.STEPS["sources"], []

    def fails(connection: Connection, key: int) -> None:
        calls.append(key)
        if len(calls) == 3:
            raise RuntimeError("power is out")
        step.work(connection, key)

    monkeypatch.setitem(cast("dict[str, object]", upgrading.STEPS), "sources", replace(step, work=fails))
    with pytest.raises(RuntimeError, match="power is out"):
        open_ledger(target)
    engine = create_engine(target if "://" in target else f"sqlite:///{target}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(DISTINCT page_key) FROM source_pages")).scalar() == 2
    engine.dispose()
    with open_ledger(target) as ledger:
        assert told(ledger) == before
    assert len(calls) == 3 + len(list(pages())) - 2


def test_a_ledger_of_this_version_waits_for_nothing(tmp_path: Path) -> None:
    heard: list[float] = []
    for _ in range(2):
        with open_ledger(tmp_path / "ledger.db", told=heard.append) as ledger:
            ledger.store(make_reading())
    assert heard == []
