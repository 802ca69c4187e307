"""What the certainty stage makes of marked sentences and of hostile text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.labels import EVIDENCE, FACTUALITIES, STANCES
from sayso.records import Document, Span, Statement
from sayso.statements.act import classify_acts
from sayso.statements.certainty import judge_certainty
from sayso.statements.certainty.factuality import main_clause, read_commitment
from sayso.statements.wording.phrases import parse_phrase, read_table
from tests.statements.marked import Case, make_document, read_cases, read_marked, read_rows


def judge(document: Document, statement: Statement) -> Statement:
    (done,) = judge_certainty(document, classify_acts(document, (statement,)))
    return done


@pytest.mark.parametrize("case", read_cases("stance", "factuality"))
def test_stance_and_factuality_of_marked_sentence(case: Case) -> None:
    statement = judge(case.document, case.statement)
    assert {label: getattr(statement, label) for label in case.expected} == case.expected


@pytest.mark.parametrize("case", read_cases("evidence"))
def test_evidence_of_marked_sentence(case: Case) -> None:
    """The kinds are those expected, and each span overlaps the words expected, as the scorers have it."""
    found = {e.kind: e.span for e in judge(case.document, case.statement).evidence}
    expected = dict(case.expected["evidence"])
    assert set(found) == set(expected)
    for kind, words in expected.items():
        start = case.document.text.index(words)
        assert found[kind].start < start + len(words)
        assert start < found[kind].end


def test_every_value_has_cases() -> None:
    rows = read_rows()
    assert {row["stance"] for row in rows if "stance" in row} == set(STANCES)
    assert {row["factuality"] for row in rows if "factuality" in row} == set(FACTUALITIES)
    assert {kind for row in rows for kind, _ in row.get("evidence", ())} == set(EVIDENCE)


@given(st.text(max_size=200), st.data())
def test_evidence_stands_in_the_text(text: str, data: st.DataObject) -> None:
    cut = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    source, cue, content = ((Span(start=start, end=end),) for start, end in zip(cut[::2], cut[1::2], strict=True))
    document = make_document(text)
    statement = judge(
        document,
        Statement(document_id=document.id, source=source, cue=cue, content=content, form="indirect"),
    )
    assert statement.stance in STANCES
    assert statement.factuality in FACTUALITIES
    assert all(0 <= e.span.start < e.span.end <= len(text) for e in statement.evidence)


def test_the_next_sentence_undercuts_only_what_it_takes_up() -> None:
    told = "[S:The guild] [Q:said] [C:the mill had burned]. "
    assert judge(*read_marked(told + "The claim has never been proven.")).stance == "undercut"
    assert judge(*read_marked(told + "A rival guild has never been backed by evidence.")).stance == "neutral"
    assert judge(*read_marked(told + "It was seen from the hill.")).stance == "neutral"


def test_a_nested_statement_takes_no_evidence_from_the_sentence_around_it() -> None:
    marked = "“[S:Karsk] [Q:says] [C:the gas is off],” an aide said on condition of anonymity."
    document, statement = read_marked(marked)
    assert [e.kind for e in judge(document, statement).evidence] == ["anonymous"]
    assert judge(document, replace(statement, parent="st_outer")).evidence == ()


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("in march , the fort did not fall", "CT-"),
        ("the seal , which was not old , was broken", "CT+"),
        ("the fort fell and the town did not", "CT+"),
        ("the mill failed to burn", "CT-"),
        ("the mill never failed to burn", "CT+"),
        ("it is possible that the mill burned", "PS+"),
        ("if it rains , the river will rise", "Uu"),
        ("the mill has , however , not burned", "CT-"),
    ],
)
def test_commitment_of_a_clause(content: str, value: str) -> None:
    assert str(read_commitment(content.split())) == value


def test_main_clause_leaves_out_what_is_fronted() -> None:
    content = "although it rained hard , the mill burned because nobody came"
    assert " ".join(main_clause(content.split())) == "the mill burned"


def test_tables_are_sound() -> None:
    for kind, where, stance, phrase in read_table("evidence.tsv"):
        assert kind in {*EVIDENCE, "-"}
        assert set(where.split()) <= {"cue", "source", "head", "content", "near", "after", "paper"}
        assert stance in {"", "distanced", "undercut"}
        assert parse_phrase(phrase)
    for effects, phrase in read_table("modality.tsv"):
        assert set(effects.split()) <= {"not", "flip", "PR", "PS", "Uu", "-"}
        assert parse_phrase(phrase)
