"""Judgements hold on to characters of the page: they find their statement in a new reading, and never another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import BadJudgement
from sayso.ledger import judge_missing, judge_statement
from sayso.ledger.judge.anchors import anchor_spans, anchor_statement, find_spans, share
from sayso.ledger.judge.apply import apply, check
from sayso.ledger.judge.matching import ALIKE
from sayso.records import Anchor, Document, Judgement, Link, Reading, Segment, Span, Spans, Statement
from tests.factory import TEXT, find, make_document, make_reading, make_statement, make_statements

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
READING = make_reading()
DENIAL, PAPER = READING.statements
WORDS = "one two three four five six seven eight nine ten " * 12


def judge(kind: str, statement: Statement = DENIAL, *, minutes: int = 0, **fields: object) -> Judgement:
    """Return a judgement of a statement of `READING`."""
    return judge_statement(READING, statement, kind, by="Ada", at=NOON + timedelta(minutes=minutes), **fields)  # type: ignore[arg-type]


def outcome(*judgements: Judgement, reading: Reading = READING) -> tuple[tuple[Statement, ...], tuple[Judgement, ...]]:
    """Return the statements as judged, and the orphans."""
    assert reading.document
    found = apply(reading.document, reading.statements, judgements)
    return tuple(each.statement for each in found.judged), found.orphans


def test_nothing_judged_is_nothing_changed() -> None:
    assert outcome() == (READING.statements, ())


def test_a_confirmed_statement_stays_as_it_was_seen() -> None:
    (denial, paper), orphans = outcome(judge("confirm"))
    assert denial == replace(DENIAL, status="confirmed")
    assert (paper, orphans) == (PAPER, ())


def test_a_corrected_one_has_the_labels_and_spans_given() -> None:
    assert READING.document
    shorter = find(READING.document.text, "troops had landed")
    (denial, _), _ = outcome(judge("correct", labels={"act": "assert"}, spans={"content": [shorter]}))
    assert denial == replace(DENIAL, status="corrected", act="assert", content=(shorter,))


def test_a_rejected_one_keeps_what_it_said() -> None:
    assert outcome(judge("reject"))[0][0] == replace(DENIAL, status="rejected")


def test_the_newest_wins_field_by_field() -> None:
    corrected = judge("correct", labels={"act": "assert"})
    rejected = judge("reject", minutes=1)
    again = judge("correct", minutes=2, labels={"stance": "factive"})
    (denial, _), _ = outcome(corrected, rejected, again)
    assert (denial.status, denial.act, denial.stance) == ("corrected", "assert", "factive")
    assert outcome(corrected, rejected)[0][0].status == "rejected"


def test_what_was_corrected_can_be_judged_as_it_stands_now() -> None:
    assert READING.document
    other = find(READING.document.text, "she said on Friday")
    corrected = judge("correct", spans={"content": [other]})
    (now, _), _ = outcome(corrected)
    assert outcome(corrected, judge("reject", now, minutes=1))[0] == (replace(now, status="rejected"), PAPER)


def test_an_added_one_comes_last_until_a_machine_finds_it() -> None:
    assert READING.document
    text = READING.document.text
    parts = {"source": [find(text, "she")], "cue": [find(text, "said")], "content": [find(text, "Not one soldier set")]}
    added = judge_missing(READING, parts, by="Ada", at=NOON, labels={"form": "direct", "act": "deny"})
    statements, orphans = outcome(added)
    assert (statements[:2], orphans) == (READING.statements, ())
    assert (statements[2].form, statements[2].act, statements[2].status) == ("direct", "deny", "confirmed")
    assert READING.document.quote(statements[2].content[0]) == "Not one soldier set"
    later = make_statement(READING.document, content="Not one soldier set ")
    found, orphans = outcome(added, reading=replace(READING, statements=(later,)))
    assert len(found) == 1
    assert (found[0].act, found[0].status, orphans) == ("deny", "confirmed", ())


def test_nested_statements_follow_a_parent_whose_spans_were_corrected() -> None:
    assert READING.document
    inner = make_statement(READING.document, "troops", "had", "landed", parent=DENIAL.id)
    innermost = make_statement(READING.document, "troops", "had", "at Velmar", parent=inner.id)
    reading = replace(READING, statements=(innermost, inner, DENIAL))
    source = find(READING.document.text, "Oda Renn")
    (innermost, inner, outer), _ = outcome(judge("correct", spans={"source": [source]}), reading=reading)
    assert outer.id != DENIAL.id
    assert (inner.parent, innermost.parent) == (outer.id, inner.id)
    assert inner.status == "machine"


def test_where_one_stood_before_it_was_corrected_another_can_be_added() -> None:
    assert READING.document
    shorter = judge("correct", spans={"content": [find(READING.document.text, "troops had landed")]})
    parts = {name: list(getattr(DENIAL, name)) for name in ("source", "cue", "content")}
    added = judge_missing(READING, parts, by="Bo", at=NOON + timedelta(minutes=1), labels={"form": "indirect"})
    (first, paper, last), _ = outcome(shorter, added)
    assert (READING.document.quote(first.content[0]), first.status) == ("troops had landed", "corrected")
    assert (paper, last.content, last.status) == (PAPER, DENIAL.content, "confirmed")


def test_a_correction_never_makes_two_statements_one() -> None:
    spans = {name: list(getattr(PAPER, name)) for name in ("source", "cue", "content")}
    with pytest.raises(BadJudgement, match="already"):
        judge("correct", spans=spans)


def test_the_speaker_in_the_chain_is_the_one_judged() -> None:
    assert READING.document
    speaker = Link(rel="speaker", span=DENIAL.source[0], entity="Oda Renn", source_kind="government", naming="named")
    outlet = Link(rel="said_to", span=find(READING.document.text, "Friday"), entity="Friday", source_kind="news_media")
    told = replace(DENIAL, chain=(speaker, outlet))
    reading = replace(READING, statements=(told, PAPER))
    judgement = judge("correct", told, labels={"entity": "Ann Other", "source_kind": "company"})
    (denial, _), _ = outcome(judgement, reading=reading)
    assert denial.chain == (replace(speaker, entity="Ann Other", source_kind="company"), outlet)


@pytest.mark.parametrize("name", ["Ada\nQuist", "\x1b[31mAda", "A" * 81, " "])
def test_a_judges_name_is_a_short_printable_one(name: str) -> None:
    with pytest.raises(BadJudgement, match="name"):
        check(replace(judge("confirm"), by=name))


def test_of_two_with_one_content_the_other_is_never_taken() -> None:
    document = make_document("Head\n\nThe court said the mayor denied that the old ferry had left the quay by noon.")
    outer = make_statement(document, "The court", "said", "denied that the old ferry had left the quay by noon")
    inner = make_statement(document, "the mayor", "denied", "that the old ferry had left the quay by noon")
    both = make_reading(document, statements=(outer, inner))
    for judged, left in ((outer, inner), (inner, outer)):
        judgement = judge_statement(both, judged, "reject", by="Ada", at=NOON)
        assert outcome(judgement, reading=replace(both, statements=(left,))) == ((left,), (judgement,))
        rejected = [each.status for each in outcome(judgement, reading=both)[0]]
        assert rejected == ["rejected" if each is judged else "machine" for each in (outer, inner)]


def test_a_reading_with_other_offsets_is_judged_by_the_page() -> None:
    text = TEXT.replace("Harbour of Velmar closed\n\n", "")
    shift = len(TEXT) - len(text)
    offsets = (Segment(text_start=0, text_end=len(text), page_start=shift, page_end=len(TEXT)),)
    document = make_document(text, page_id=READING.page.id, offsets=offsets)
    later = make_reading(document, page=READING.page, statements=make_statements(document))
    (denial, _), orphans = outcome(judge("reject"), reading=later)
    assert (denial.status, denial.content, orphans) == ("rejected", later.statements[0].content, ())


def test_a_part_that_a_new_reading_has_no_text_for_makes_an_orphan() -> None:
    document = make_document("Another headline")
    judgement = judge("confirm")
    assert outcome(judgement, reading=make_reading(document, statements=())) == ((), (judgement,))


spans = st.tuples(st.integers(0, 300), st.integers(1, 80)).map(lambda at: Span(start=at[0], end=sum(at)))


def statement(document: Document, content: Span) -> Statement:
    """Return a statement of a content alone."""
    return Statement(document_id=document.id, source=(), cue=(), content=(content,), form="indirect")


def jaccard(one: Span, other: Span) -> float:
    """Return the Jaccard index of the characters, counted one by one."""
    some, others = set(range(one.start, one.end)), set(range(other.start, other.end))
    return len(some & others) / len(some | others)


@given(judged=spans, read=st.lists(spans, min_size=1, max_size=6, unique=True))
@settings(deadline=None)
def test_a_judgement_takes_the_nearest_that_is_near_enough_or_none(judged: Span, read: list[Span]) -> None:
    document = make_document(WORDS)
    before = make_reading(document, statements=(statement(document, judged),))
    judgement = judge_statement(before, before.statements[0], "reject", by="Ada", at=NOON)
    now = tuple(statement(document, span) for span in read)
    found = apply(document, now, (judgement,))
    taken = [each.statement.content[0] for each in found.judged if each.judgements]
    nearest = max(jaccard(judged, span) for span in read)
    assert bool(taken) == (nearest >= ALIKE) == (not found.orphans)
    assert all(jaccard(judged, span) == nearest for span in taken)
    assert len(taken) <= 1


@given(start=st.integers(20, 200), length=st.integers(20, 80), shift=st.tuples(st.integers(-2, 2), st.integers(-2, 2)))
@settings(deadline=None)
def test_slightly_other_edges_are_the_same_statement(start: int, length: int, shift: tuple[int, int]) -> None:
    document = make_document(WORDS)
    judged = Span(start=start, end=start + length)
    moved = Span(start=start + shift[0], end=judged.end + shift[1])
    before = make_reading(document, statements=(statement(document, judged),))
    confirmed = judge_statement(before, before.statements[0], "confirm", by="Ada", at=NOON)
    beside = statement(document, Span(start=judged.end + 3, end=judged.end + 3 + length))
    again = apply(document, (beside, statement(document, moved)), (confirmed,))
    assert [each.statement.status for each in again.judged] == ["machine", "confirmed"]
    assert again.judged[1].statement.content == (judged,)
    assert again.orphans == ()


@given(st.lists(spans, min_size=1, max_size=4))
@settings(deadline=None)
def test_anchors_lead_back_to_the_spans_they_were_made_of(some: list[Span]) -> None:
    document = make_document(WORDS)
    anchors = anchor_spans(document, some)
    assert anchors is not None
    assert find_spans(document, anchors) == tuple(some)
    assert [each.text for each in anchors] == [document.quote(span) for span in some]


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_what_two_share_is_counted_by_characters(some: list[Span], others: list[Span]) -> None:
    def anchors(spans: list[Span]) -> list[Anchor]:
        return [Anchor(start=span.start, end=span.end, text="") for span in spans]

    def characters(spans: list[Span]) -> set[int]:
        return {at for span in spans for at in range(span.start, span.end)}

    one, other = characters(some), characters(others)
    expected = len(one & other) / len(one | other) if one & other else 0.0
    assert share(anchors(some), anchors(others)) == pytest.approx(expected)


def test_a_statement_that_was_not_read_from_the_page_cannot_be_judged() -> None:
    document = make_document(offsets=())
    reading = make_reading(document, statements=make_statements(document))
    assert anchor_statement(document, reading.statements[0]) is None
    with pytest.raises(BadJudgement, match="cannot be led back to the page"):
        judge_statement(reading, reading.statements[0], "confirm", by="Ada", at=NOON)


ANCHORED = Spans(content=(Anchor(start=3, end=9, text="ferry."),))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"by": " "}, "needs the name of who judges"),
        ({"anchors": Spans()}, "needs the content it is of"),
        ({"corrected": Spans()}, "needs the content it is of"),
        ({"anchors": Spans(content=(Anchor(start=4, end=4, text=""),))}, r"\[4, 4\) is no range"),
        ({"labels": {"verdict": "true"}}, "no label 'verdict' to judge: the labels are form, source_kind"),
        ({"labels": {"act": "lie"}}, "'lie' is no value of act: it has assert, deny"),
        ({"labels": {"negated": "no"}}, "'no' is no value of negated: it has true, false or nothing"),
        ({"labels": {"entity": True}}, "True is no value of entity: it has a name or nothing"),
        ({"labels": {"form": None}}, "None is no value of form"),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(fields: Mapping[str, object], line: str) -> None:
    good = Judgement(kind="correct", by="Ada", at=NOON, page_id="page_00", anchors=ANCHORED, labels={"act": None})
    check(good)
    with pytest.raises(BadJudgement, match=line):
        check(replace(good, **fields))  # type: ignore[arg-type]
