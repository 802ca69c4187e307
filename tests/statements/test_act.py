"""What the act stage makes of marked sentences, of hostile text, and of its own tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.labels import ACTS
from sayso.records import Span, Statement
from sayso.statements.act import classify_acts
from sayso.statements.act.content import content_table
from sayso.statements.act.cues import cue_table
from sayso.statements.wording.phrases import PhraseTable, parse_phrase, read_table, verb_forms
from sayso.statements.wording.tokens import tokenise
from sayso.statements.wording.view import CONDITIONS
from tests.statements.marked import Case, make_document, read_cases, read_marked, read_rows


@pytest.mark.parametrize("case", read_cases("act", "negated"))
def test_act_of_marked_sentence(case: Case) -> None:
    (statement,) = classify_acts(case.document, (case.statement,))
    assert {label: getattr(statement, label) for label in case.expected} == case.expected


def test_every_act_has_cases() -> None:
    seen = {row.get("act") for row in read_rows()} - {None}
    assert seen == set(ACTS)


def test_spans_and_other_fields_stay() -> None:
    document, statement = read_marked("[S:He] [Q:said] [C:it rained].")
    statement = replace(statement, entity="He", confidence=0.5)
    (done,) = classify_acts(document, (statement,))
    assert replace(done, act=None, negated=None) == statement


@pytest.mark.parametrize(
    ("act", "factuality", "expected"),
    [("deny", "CT+", True), ("assert", "CT-", True), ("assert", "Uu", False), ("promise", None, False)],
)
def test_denies(act: str, factuality: str | None, *, expected: bool) -> None:
    _, statement = read_marked("[S:He] [Q:said] [C:it rained].")
    assert replace(statement, act=act, factuality=factuality).denies is expected


@given(st.text(max_size=200), st.data())
def test_any_text_and_any_spans_get_an_act(text: str, data: st.DataObject) -> None:
    def spans() -> tuple[Span, ...]:
        bounds = data.draw(st.lists(st.integers(0, len(text)), max_size=4))
        pairs = zip(sorted(bounds)[::2], sorted(bounds)[1::2], strict=False)
        return tuple(Span(start=start, end=end) for start, end in pairs)

    document = make_document(text)
    statement = Statement(document_id=document.id, source=spans(), cue=spans(), content=spans(), form="indirect")
    (done,) = classify_acts(document, (statement,))
    assert done.act in ACTS
    assert done.negated in (True, False)


@given(st.text(alphabet=st.sampled_from("aB n't’s.!?\n“”-é")))
def test_words_hold_every_visible_character(text: str) -> None:
    tokens = tokenise(text)
    spans = zip(tokens.starts, tokens.ends, strict=True)
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())


def test_sentences_begin_after_full_stops_but_not_after_titles() -> None:
    text = "Gen. Ola Fenn spoke. “It is over.” He left.\n\nRain fell."
    assert [text[at:].split(maxsplit=1)[0] for at in tokenise(text).sentences] == [
        "Gen.",
        "“It",
        "He",
        "Rain",
    ]


@pytest.mark.parametrize(
    ("base", "form"),
    [
        ("admit", "admitted"),
        ("deny", "denies"),
        ("say", "said"),
        ("accuse", "accusing"),
        ("quip", "quipped"),
        ("plead", "pleaded"),
        ("forbid", "forbade"),
        ("agree", "agreed"),
    ],
)
def test_verb_forms(base: str, form: str) -> None:
    assert form in verb_forms(base)


def test_phrases_with_gaps_alternatives_and_optional_words() -> None:
    table = PhraseTable([(parse_phrase("~hold * responsible|accountable very? much"), "blame")])
    near, far = (
        "they held the old mayor accountable much",
        "they held the very old and tired mayor responsible much",
    )
    assert list(table.find(near.split())) == [("blame", 1, 7)]
    assert list(table.find(far.split())) == []


def test_cue_table_is_sound() -> None:
    rows = [(*row, "", "", "")[:6] for row in read_table("cues.tsv")]
    assert len({cue for cue, *_ in rows}) >= 800
    assert len({row[:3] for row in rows}) == len(rows), "one sense twice"
    assert {act.removesuffix("-") for _, _, _, act, *_ in rows} <= {*ACTS, "say", "not"}
    assert {stance for *_, stance, _ in rows} <= {"", "factive", "distanced", "undercut", "neutral"}
    assert {sure for *_, sure in rows} <= {"", "Uu", "PR+", "PS+", "PR-", "PS-"}
    conditions = {c.removeprefix("!") for row in rows for c in row[2].split() if "has:@" not in c}
    assert conditions <= set(CONDITIONS)
    cue_table()  # raises where a list is not in sets.tsv


def test_content_table_is_sound() -> None:
    assert {act for act, _, _ in read_table("content.tsv")} <= {*ACTS, "-"}
    content_table()
