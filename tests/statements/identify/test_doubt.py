"""The right name, or none: what is not sure has no name, and whoever stays unnamed in the text is given none."""

from __future__ import annotations

import pytest

import sayso
from sayso.language.heads import load_heads
from sayso.records import Page, Statement

TEXTS = [
    (
        "Orrin mine reopens\n\nTarn Steel denied on Monday that the Orrin mine was unsafe. “We deny that anyone was "
        "warned,” said Ines Orr, a spokeswoman for Tarn Steel. Its rival Halm Works declined to comment.",
        "We",
        "Tarn Steel",
    ),
    (
        "Ferry stays in port\n\nTransport Minister Oda Renn told parliament that the ferry was sound. She said it "
        "would sail on Friday. Pavel Lund, a captain, disagreed.",
        "She",
        "Oda Renn",
    ),
    (
        "Dam holds\n\nMarko Vell runs the dam at Sarn. He denied that it had leaked. The mayor was away.",
        "He",
        "Marko Vell",
    ),
    (
        "Court hears nurse\n\nThe nurse, Mina Dahl, was heard on Tuesday. “I warned them twice,” she said. “I want the "
        "ward closed.”",
        "I",
        "Mina Dahl",
    ),
]


def read(text: str) -> tuple[sayso.Document, tuple[Statement, ...]]:
    reading = sayso.read_page(Page(data=text.encode(), location="page.txt"))
    assert reading.document is not None
    return reading.document, reading.statements


@pytest.mark.parametrize(("text", "word", "name"), TEXTS)
def test_a_pronoun_has_the_right_name_or_none(text: str, word: str, name: str) -> None:
    document, statements = read(text)
    said = [s for s in statements if [document.quote(span) for span in s.source] == [word]]
    assert said
    assert {s.entity for s in said} <= {name, None}


def test_most_of_these_names_are_given() -> None:
    given = 0
    for text, word, name in TEXTS:
        document, statements = read(text)
        given += any(s.entity == name for s in statements if [document.quote(span) for span in s.source] == [word])
    assert 2 * given >= len(TEXTS)


@pytest.mark.parametrize(
    ("text", "either"),
    [
        ("Talks end\n\nTom Page and Karl Writ left the palace. He said it was over.", {"Tom Page", "Karl Writ"}),
        (
            "Two mayors\n\nLena Ost met Mila Arden in town. She said the tolls would stay.",
            {"Lena Ost", "Mila Arden"},
        ),
        ("A deal\n\nMinister Jon Vale met envoy Piet Arn. He denied that it was near.", {"Jon Vale", "Piet Arn"}),
    ],
)
def test_where_either_may_be_meant_neither_is_named(text: str, either: set[str]) -> None:
    document, statements = read(text)
    (said,) = [s for s in statements if document.quote(s.source[0]) in {"He", "She"}]
    assert (said.entity, set(said.candidates)) == (None, either)


def test_who_spoke_last_speaks_on_though_another_is_named() -> None:
    document, statements = read("Row\n\nJon Vale told Piet Arn that the bridge was shut. He said it would open in May.")
    (said,) = [s for s in statements if document.quote(s.source[0]) == "He"]
    assert said.entity in {"Jon Vale", None}


def test_who_stays_unnamed_in_the_text_is_given_no_name() -> None:
    text = (
        "Blast at depot\n\nDefence Minister Oda Renn visited the depot at Halm. An officer who asked not to be named "
        "said the guards had been asleep. The officer denied that shells were missing."
    )
    document, statements = read(text)
    said = [s for s in statements if s.source and "officer" in document.quote(s.source[0]).lower()]
    assert said
    assert [(s.entity, s.candidates) for s in said] == [(None, ())] * len(said)


@pytest.mark.parametrize(("text", "word", "name"), TEXTS)
def test_a_name_that_is_given_is_as_sure_as_the_bound_and_candidates_stand_where_there_is_none(
    text: str, word: str, name: str
) -> None:
    bound = load_heads().bound
    document, statements = read(text)
    for statement in statements:
        if statement.entity and [document.quote(span) for span in statement.source] == [word]:
            assert (statement.identity_confidence or 0) >= bound
        assert not (statement.entity and statement.candidates)
        assert len(set(statement.candidates)) == len(statement.candidates)


@pytest.mark.parametrize("step", [1, 7, 30])
def test_a_text_taken_in_stretches_tells_the_same(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(text for text, _, _ in TEXTS)
    _, whole = read(text)
    monkeypatch.setattr("sayso.statements.identify.reference._STEP", step)
    _, stretched = read(text)
    told = [[(s.id, s.entity, s.candidates) for s in statements] for statements in (whole, stretched)]
    assert told[0] == told[1]
