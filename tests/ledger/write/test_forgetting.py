"""A forgotten page leaves its hash and nothing else, in the ledger and in the bytes of its files."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import LedgerError, UnknownId
from sayso.ledger import Query, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.records import Reading
from tests.factory import RUN, make_document, make_page, make_reading, make_statement, make_thread

MARK = "qxzvoran"


def marked() -> Reading:
    """Return a reading whose page, title, location, comment, names and statements all hold one rare word."""
    text = f"{MARK} speaks\n\n{MARK} said that {MARK} would come.\n\n" + f"{MARK} is here. " * 900
    document = make_document(text, outlet=f"{MARK} Times", byline=MARK)
    thread = make_thread().comments[0]
    document = replace(document, comments=(replace(thread, commenter=MARK, start=0, end=8),))
    said = make_statement(document, MARK, "said", f"that {MARK} would come", entity=MARK, origin=f"{MARK}, agency")
    return make_reading(document, page=make_page(text, location=f"/home/{MARK}.txt"), statements=(said,) * 30)


def test_nothing_but_the_hash_is_left(ledger: Ledger) -> None:
    gone, stays = marked(), make_reading()
    for reading in (gone, stays, replace(gone, run=replace(RUN, version="0.2.0"))):
        ledger.store(reading)
    assert ledger.forget(gone.page.id[:12]) == gone.page.id
    for left in (gone.id, gone.statements[0].id):
        with pytest.raises(UnknownId):
            ledger.reading(left)
    with pytest.raises(UnknownId, match=f"{gone.page.id} was forgotten on 2"):
        ledger.reading(gone.page.id)
    assert ledger.captures(gone.page.id) == ()
    for query in (Query(words=MARK), Query(source=MARK), Query(outlet=MARK), Query(origin=MARK)):
        assert not list(ledger.search(query))
    assert ledger.reading(stays.id) == stays
    assert len(list(ledger.search(Query()))) == len(stays.statements)
    status = ledger.status()
    assert (status.pages, status.forgotten, status.captures, status.readings) == (1, 1, 1, 1)


def test_a_forgotten_page_is_refused_unless_asked_for_again(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    ledger.forget(reading.page.id)
    with pytest.raises(LedgerError, match=f"{reading.page.id} was forgotten on 2"):
        ledger.store(reading)
    assert ledger.status().captures == 0
    assert ledger.store(reading, again=True).reading
    assert ledger.reading(reading.page.id) == reading
    assert ledger.status().forgotten == 0


def test_forgetting_twice_is_forgetting_once(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    assert ledger.forget(reading.page.id) == ledger.forget(reading.page.id)
    with pytest.raises(UnknownId):
        ledger.forget("page_00ff")


def holding(folder: Path) -> list[str]:
    """Return the files that hold the mark in any case."""
    return [path.name for path in sorted(folder.iterdir()) if MARK.encode() in path.read_bytes().lower()]


@pytest.mark.parametrize("others", [0, 60])
def test_no_byte_stays_in_the_files(tmp_path: Path, others: int) -> None:
    gone = marked()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for number in range(others):
            if number == others // 2:
                ledger.store(gone)
            document = make_document(f"Page {number}\n\n" + f"Word{number} said it. " * 200)
            said = make_statement(document, f"Word{number}", "said", "it")
            ledger.store(make_reading(document, statements=(said,) * 20))
        ledger.store(gone)
        assert holding(tmp_path)
        ledger.forget(gone.page.id)
        assert holding(tmp_path) == []
    assert holding(tmp_path) == []


def test_a_reader_that_keeps_traces_alive_is_told_of(tmp_path: Path) -> None:
    path, gone = tmp_path / "ledger.db", marked()
    with open_ledger(path, timeout=0.1) as ledger:
        ledger.store(gone)
        reader = sqlite3.connect(path)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM pages").fetchone()
        with pytest.raises(LedgerError, match="another process still reads the ledger"):
            ledger.forget(gone.page.id)
        assert ledger.status().forgotten == 1
        reader.close()
        ledger.forget(gone.page.id)
    assert holding(tmp_path) == []
