"""What people judged is in search, in readings and in the lists from then on, and in every later reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.errors import BadCursor, BadJudgement, UnknownId
from sayso.ledger import Query, judge_missing, judge_statement, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.records import Judgement, Reading, Statement
from tests.factory import RUN, find, make_document, make_failure, make_reading, make_thread
from tests.ledger.write.test_forgetting import holding

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
NEXT = replace(RUN, version="0.2.0")
READING = make_reading()
DENIAL, PAPER = READING.statements


def judge(kind: str, statement: Statement = DENIAL, *, minutes: int = 0, **fields: object) -> Judgement:
    """Return a judgement of a statement of `READING`."""
    at = NOON + timedelta(minutes=minutes)
    return judge_statement(READING, statement, kind, by="Ada Quist", at=at, **fields)  # type: ignore[arg-type]


def missed(reading: Reading = READING) -> Judgement:
    """Return the judgement that adds a statement."""
    assert reading.document
    text = reading.document.text
    parts = {"source": [find(text, "she")], "cue": [find(text, "said")], "content": [find(text, "Not one soldier")]}
    labels = {"entity": "Oda Renn", "naming": "named", "source_kind": "government", "form": "direct"}
    return judge_missing(reading, parts, by="Ada Quist", at=NOON, labels=labels)


def test_a_judgement_comes_back_equal_and_is_kept_once(ledger: Ledger) -> None:
    ledger.store(READING)
    judgement = judge("correct", labels={"act": "assert", "negated": None}, note="Not a denial.")
    assert ledger.judge(judgement) == judgement
    ledger.judge(judgement)
    assert ledger.judgements() == ledger.judgements(READING.page.id) == (judgement,)


def test_judgements_are_listed_page_by_page(ledger: Ledger) -> None:
    ledger.store(READING)
    other = make_reading(make_document("Other page"), statements=())
    ledger.store(other)
    given = [judge("confirm"), judge("reject", PAPER), judge("confirm", PAPER, minutes=1)]
    for each in given:
        ledger.judge(each)
    assert ledger.judgements(other.page.id) == ()
    first = ledger.judgements(limit=2)
    assert (*first, *ledger.judgements(after=first[-1].id)) == tuple(given)
    with pytest.raises(BadCursor, match="is no judgement's id"):
        ledger.judgements(after="judg_00")


def test_a_reading_has_what_was_judged_and_what_the_machine_read(ledger: Ledger) -> None:
    ledger.store(READING)
    ledger.judge(judge("confirm"))
    ledger.judge(judge("reject", PAPER))
    ledger.judge(missed())
    denial, paper, added = ledger.reading(READING.id).statements
    assert (denial, paper) == (replace(DENIAL, status="confirmed"), replace(PAPER, status="rejected"))
    assert (added.entity, added.status) == ("Oda Renn", "confirmed")
    assert ledger.reading(READING.id, judged=False) == READING
    assert ledger.reading(added.id).id == READING.id


def test_search_tells_what_was_judged(ledger: Ledger) -> None:
    ledger.store(READING)
    assert READING.document
    shorter = find(READING.document.text, "troops had landed")
    ledger.judge(judge("correct", labels={"act": "assert", "factuality": "PS+"}, spans={"content": [shorter]}))
    assert not list(ledger.search(Query(act="deny")))
    assert not list(ledger.search(Query(denies=True)))
    (hit,) = ledger.search(Query(act="assert"))
    assert (hit.content, hit.judged_by, hit.judged_at) == (("troops had landed",), "Ada Quist", NOON)
    assert hit.statement.status == "corrected"
    assert [each.in_document for each in ledger.search(Query(words='"at velmar"'))] == [True, True]
    assert ledger.statement(DENIAL.id) == replace(ledger.statement(hit.statement.id), cursor=hit.cursor) == hit


def test_rejected_ones_are_found_only_when_asked_for(ledger: Ledger) -> None:
    ledger.store(READING)
    ledger.judge(judge("reject"))
    assert [hit.statement for hit in ledger.search(Query())] == [PAPER]
    assert [hit.statement.id for hit in ledger.search(Query(status="rejected"))] == [DENIAL.id]
    assert [hit.statement.id for hit in ledger.search(Query(status="machine"))] == [PAPER.id]
    assert ledger.documents()[0].statements == 1
    assert ledger.sources() == ()
    ledger.judge(judge("confirm", minutes=1))
    assert [hit.statement.status for hit in ledger.search(Query())] == ["confirmed", "machine"]
    assert ledger.sources()[0].statements == 1


def test_an_added_one_is_found_counted_and_said(ledger: Ledger) -> None:
    ledger.store(READING)
    ledger.judge(missed())
    assert [hit.content for hit in ledger.search(Query(words="soldier", form="direct"))] == [("Not one soldier",)]
    (source,) = ledger.sources()
    assert (source.statements, source.denies) == (2, 1)
    assert len(ledger.said_by(source.key)) == 2


def test_a_new_reading_is_judged_as_the_old_one_was(ledger: Ledger) -> None:
    ledger.store(READING)
    for judgement in (judge("reject"), missed()):
        ledger.judge(judgement)
    assert READING.document
    moved = replace(PAPER, content=(find(READING.document.text, "two ships."),))
    shifted = replace(DENIAL, content=(find(READING.document.text, "troops had landed at Velmar"),))
    later = make_reading(run=NEXT, statements=(moved, shifted))
    ledger.store(later)
    statements = ledger.reading(READING.page.id).statements
    assert [each.status for each in statements] == ["machine", "rejected", "confirmed"]
    assert ledger.reading(READING.page.id, judged=False) == later
    assert len(list(ledger.search(Query()))) == 2
    assert ledger.orphans(READING.page.id) == ()
    assert [len(each) for each in ledger.judgements_of(READING.page.id).values()] == [1, 1]


def test_orphans_are_shown_and_come_home_again(ledger: Ledger) -> None:
    ledger.store(READING)
    ledger.judge(judge("reject"))
    ledger.store(make_reading(run=NEXT, statements=(PAPER,)))
    assert ledger.orphans(READING.page.id) == (judge("reject"),)
    assert ledger.judgements_of(READING.page.id) == {}
    assert ledger.orphans(READING.id) == ()
    assert ledger.reading(READING.id).statements[0].status == "rejected"
    ledger.store(make_reading(run=replace(RUN, version="0.3.0"), statements=(DENIAL,)))
    assert ledger.orphans(READING.page.id) == ()
    assert not list(ledger.search(Query()))


def test_a_page_that_cannot_be_read_any_more_has_orphans_only(ledger: Ledger) -> None:
    failed = make_failure("a.txt")
    ledger.store(failed)
    ledger.judge(replace(judge("confirm"), page_id=failed.page.id))
    assert len(ledger.orphans(failed.page.id)) == 1


def test_comments_that_are_judged_stay_out(ledger: Ledger) -> None:
    document = make_thread()
    reading = make_reading(document, statements=())
    ledger.store(reading)
    parts = {"content": [find(document.text, "the quay is full of lorries")]}
    ledger.judge(judge_missing(reading, parts, by="Ada Quist", at=NOON))
    assert not list(ledger.search(Query()))
    (hit,) = ledger.search(Query(comments=True))
    assert (hit.statement.layer, hit.statement.comment) == ("comment", "c1")


def test_what_cannot_be_judged_is_refused(ledger: Ledger) -> None:
    ledger.store(READING)
    with pytest.raises(UnknownId, match="page_00ff is no page of this ledger"):
        ledger.judge(replace(judge("confirm"), page_id="page_00ff"))
    with pytest.raises(BadJudgement, match="no value of act"):
        ledger.judge(judge("correct", labels={"act": "lie"}))
    assert ledger.judgements() == ()


@pytest.mark.parametrize("others", [0, 30])
def test_forgetting_forgets_judgements(tmp_path: Path, others: int) -> None:
    mark = "qxzvoran"
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for number in range(others):
            ledger.store(make_reading(make_document(f"Page {number}\n\nSomebody said it."), statements=()))
        ledger.store(READING)
        ledger.judge(judge("correct", labels={"entity": mark}, note=mark))
        ledger.judge(replace(missed(), by=mark))
        assert holding(tmp_path)
        assert ledger.sources(words=mark)
        ledger.forget(READING.page.id)
        assert not ledger.judgements()
        assert not ledger.sources()
        assert holding(tmp_path) == []
