"""Statements found in whole documents by the packaged model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.language.encoder import Encoder, load_encoder
from sayso.records import Comment, Document, Span, Statement
from sayso.statements.find.finder import find_statements
from tests.factory import find, make_document


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(threads=1)


def read(text: str, encoder: Encoder) -> tuple[Document, tuple[Statement, ...]]:
    document = make_document(text)
    return document, find_statements(document, encoder)


def words(document: Document, spans: tuple[Span, ...]) -> list[str]:
    return [document.quote(span) for span in spans]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "form"),
    [
        (
            "Port of Halm reopens\n\nMinister Ilse Varga said on Friday the port would reopen on Monday.",
            ["Minister Ilse Varga"],
            ["said"],
            ["the port would reopen on Monday"],
            "indirect",
        ),
        pytest.param(
            "Port of Halm reopens\n\nHarbour master Ilse Varga said on Friday the port would reopen on Monday.",
            ["Harbour master Ilse Varga"],
            ["said"],
            ["the port would reopen on Monday"],
            "indirect",
            marks=pytest.mark.xfail(strict=True, reason="the model leaves the first word out of the source"),
        ),
        (
            "Port reopens\n\n“The port will reopen on Monday,” said Ilse Varga. “We are ready.”",
            ["Ilse Varga"],
            ["said"],
            ["“The port will reopen on Monday,”", "“We are ready.”"],
            "direct",
        ),
        (
            "Bridge closed\n\nAccording to the Coast Courier, the bridge was closed for two days.",
            ["the Coast Courier"],
            ["According to"],
            ["the bridge was closed for two days"],
            "indirect",
        ),
        (
            "Talks fail\n\nMinister Jon Aker denied that “a single shot” was fired.",
            ["Minister Jon Aker"],
            ["denied"],
            ["that “a single shot” was fired"],
            "mixed",
        ),
    ],
)
def test_plain_cases(
    encoder: Encoder, text: str, source: list[str], cue: list[str], content: list[str], form: str
) -> None:
    document, statements = read(text, encoder)
    found = [s for s in statements if s.parent is None]
    assert [words(document, s.source) for s in found] == [source]
    assert [words(document, s.cue) for s in found] == [cue]
    assert [words(document, s.content) for s in found] == [content]
    assert found[0].form == form


def test_a_statement_within_a_content_is_nested(encoder: Encoder) -> None:
    text = "Fleet at sea\n\nThe ministry said that Varland had claimed its fleet never left port."
    document, statements = read(text, encoder)
    outer, inner = statements
    assert words(document, outer.source) == ["The ministry"]
    assert words(document, inner.source) == ["Varland"]
    assert inner.parent == outer.id
    assert words(document, inner.content) == ["its fleet never left port"]


def test_statements_nest_as_deep_as_they_lie(encoder: Encoder) -> None:
    spoken = (
        "“The minister told me that the doctors had said they hoped to be paid in March,” said Ada Brandt, a nurse."
    )
    _, statements = read(f"Pay row\n\n{spoken}", encoder)
    assert [statement.parent for statement in statements] == [None, *(statement.id for statement in statements[:-1])]
    assert len(statements) == 4


def test_what_is_said_in_a_speech_is_nested_in_it(encoder: Encoder) -> None:
    script = "HOLT: Did it hold?\n\nAKER: The ministry said that it had held for a century.\n\nHOLT: Who knows?"
    document, statements = read(f"Dam inquiry\n\n{script}", encoder)
    outer = [statement for statement in statements if statement.parent is None]
    assert [words(document, statement.source) for statement in outer] == [["HOLT"], ["AKER"], ["HOLT"]]
    (inner,) = (statement for statement in statements if statement.parent)
    assert (inner.parent, words(document, inner.source)) == (outer[1].id, ["The ministry"])


def test_what_stands_outside_the_article_makes_no_statement(encoder: Encoder) -> None:
    document = make_document("Port reopens\n\nHarbour master Ilse Varga said the port would reopen on Monday.")
    furniture = tuple(replace(block, role="related") for block in document.blocks)
    assert find_statements(replace(document, blocks=furniture), encoder) == ()


def test_a_comment_is_read_alone_and_marked(encoder: Encoder) -> None:
    comment = "My neighbour says the port never closed."
    text = f"Port reopens\n\nIlse Varga said nothing new.\n\n{comment}"
    span = find(text, comment)
    document = make_document(text)
    thread = Comment(id="com_1", commenter="Ada", display=None, posted=None, start=span.start, end=span.end)
    document = replace(document, blocks=document.blocks[:2], comments=(thread,))
    (found,) = [s for s in find_statements(document, encoder) if s.layer == "comment"]
    assert found.comment == "com_1"
    assert words(document, found.source) == ["My neighbour"]


@pytest.mark.parametrize(
    ("comment", "sources"),
    [
        ("I think the port should stay shut.", []),
        ("We doubt that anybody counted.", []),
        ("I want the port shut for good.", ["I"]),
        ("My neighbour says the port was never shut.", ["My neighbour"]),
    ],
)
def test_a_readers_own_voice_is_no_statement_but_for_what_they_want(
    comment: str, sources: list[str], encoder: Encoder
) -> None:
    document = make_document("Port shut\n\nThe port was shut on Friday.\n\n" + comment)
    *blocks, last = document.blocks
    spoken = Comment(id="c1", commenter="Bo", display="Bo", posted=None, start=last.start, end=last.end)
    document = replace(document, blocks=tuple(blocks), comments=(spoken,))
    assert [word for s in find_statements(document, encoder) for word in words(document, s.source)] == sources


def test_wrapped_lines_do_not_break_a_statement(encoder: Encoder) -> None:
    text = "Port reopens\n\nHarbour master Ilse Varga\nsaid the port would reopen\non Monday."
    document, (found, *_) = read(text, encoder)
    assert words(document, found.content) == ["the port would reopen\non Monday"]


WORDS = st.sampled_from(
    [
        "Ilse Varga",
        "said",
        "“",
        "”",
        "the port",
        "closed",
        ",",
        ".",
        "\n\n",
        "he",
        "denied",
        "that",
        "reportedly",
        "é",
        ":",
    ]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(WORDS, max_size=60))
def test_spans_stay_in_blocks_and_nested_ones_in_their_parents(encoder: Encoder, parts: list[str]) -> None:
    document, statements = read(" ".join(parts), encoder)
    by_id = {statement.id: statement for statement in statements}
    assert len(by_id) == len(statements)
    for statement in statements:
        for span in (*statement.source, *statement.cue, *statement.content):
            assert any(block.start <= span.start < span.end <= block.end for block in document.blocks)
            assert document.quote(span).strip() == document.quote(span)
        if statement.parent:
            outer = by_id[statement.parent].content
            assert all(any(o.start <= s.start and s.end <= o.end for o in outer) for s in statement.content)
