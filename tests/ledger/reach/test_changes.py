"""A ledger keeps the readings of older weights, and says what a newer one found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import UnknownId
from sayso.ledger import judge_statement
from sayso.ledger.ledger import Ledger
from sayso.ledger.reach.changes import compare
from sayso.records import Reading, Span
from tests.factory import RUN, make_failure
from tests.ledger.reach.pages import NOON, named, said

OLD = said(1, ("Ilka Mor", "Ilka Mor"), ("she", "Ilka Mor"), ("Bo Tarn", "Bo Tarn"), ("a guard", None))
MOR, SHE, TARN, GUARD = OLD.statements
WIDER = replace(TARN, content=(Span(start=TARN.content[0].start, end=TARN.content[0].end + 1),))


def newer(*statements: object, version: str = "0.2.0", **fields: object) -> Reading:
    return replace(OLD, run=replace(RUN, version=version, **fields), statements=statements)  # type: ignore[arg-type]


NEW = newer(MOR, named(SHE, "Vera Lund"), WIDER)


def test_it_tells_what_is_new_gone_and_renamed(ledger: Ledger) -> None:
    ledger.store(OLD)
    ledger.store(NEW)
    found = ledger.changes(OLD.page.id)
    assert found == compare(OLD, NEW)
    assert (found.before, found.now) == (OLD, NEW)
    assert [(each.before, each.now.entity) for each in found.renamed] == [(SHE, "Vera Lund")]
    assert (found.found, found.gone, found.same) == ((), (GUARD,), 2)
    back = ledger.changes(OLD.id, NEW.id)
    assert (back.found, back.gone, back.same) == ((GUARD,), (), 2)
    assert ledger.reading(OLD.id) == OLD


def test_what_people_judged_is_no_difference_of_readings(ledger: Ledger) -> None:
    ledger.store(OLD)
    ledger.judge(judge_statement(OLD, MOR, "correct", by="Ada", at=NOON, labels={"entity": "Ilka Moor"}))
    ledger.store(newer(*OLD.statements))
    found = ledger.changes(OLD.page.id)
    assert (found.found, found.gone, found.renamed, found.same) == ((), (), (), 4)


def test_the_newest_other_reading_with_default_settings_is_compared(ledger: Ledger) -> None:
    for reading in (OLD, newer(MOR), newer(MOR, TARN, version="0.3.0", settings=(("plain", "yes"),))):
        ledger.store(reading)
    ledger.store(newer(MOR, SHE, version="0.4.0"))
    found = ledger.changes(OLD.page.id)
    assert found.before is not None
    assert (found.before.run.version, found.found) == ("0.2.0", (SHE,))


def test_every_page_that_was_read_again_is_told(ledger: Ledger) -> None:
    once, failed = said(2, ("Ilka Mor", "Ilka Mor")), make_failure("a.txt")
    for reading in (OLD, once, failed, NEW):
        ledger.store(reading)
    assert [each.now for each in ledger.all_changes()] == [NEW]
    assert ledger.changes(once.page.id).before is None
    with pytest.raises(UnknownId):
        ledger.changes("page_00")


def test_a_reading_against_itself_is_the_same() -> None:
    found = compare(OLD, OLD)
    assert (found.found, found.gone, found.renamed, found.same) == ((), (), (), 4)
    assert compare(replace(OLD, statements=()), OLD).found == OLD.statements
    assert compare(OLD, replace(OLD, statements=())).gone == OLD.statements
