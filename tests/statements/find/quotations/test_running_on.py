"""Quotations carried on over paragraphs."""

from __future__ import annotations

from dataclasses import replace

from sayso.language.quotes import find_quoted
from sayso.records import Document, Span, Statement
from sayso.statements.find.quotations.running_on import carry_on
from tests.factory import find, make_document, make_statement

OPEN = "Mira Holt said: “The dam held.\n\n“It always will.\n\n“Ask anyone.”\n\n“No,” said Jon Aker."
CLOSED = "Mira Holt said: “The dam held.”\n\n“It always will.”"


def carried(text: str, *statements: Statement) -> tuple[Document, list[Statement]]:
    document = make_document(text)
    blocks = [Span(start=block.start, end=block.end) for block in document.blocks]
    return document, carry_on(text, blocks, find_quoted(text), statements)


def holt(text: str) -> Statement:
    return make_statement(make_document(text), "Mira Holt", "said", "“The dam held.")


def test_an_open_quotation_runs_on_until_it_is_closed() -> None:
    document, (statement,) = carried(OPEN, holt(OPEN))
    words = [document.quote(span) for span in statement.content]
    assert words == ["“The dam held.", "“It always will.", "“Ask anyone.”"]


def test_a_closed_quotation_ends_with_its_paragraph() -> None:
    _, statements = carried(CLOSED, holt(CLOSED))
    assert statements == [holt(CLOSED)]


def test_what_another_says_is_left_to_it() -> None:
    other = replace(holt(OPEN), content=(find(OPEN, "It always will."),))
    document, (statement, same) = carried(OPEN, holt(OPEN), other)
    assert document.quote(statement.content[-1]) == "“Ask anyone.”"
    assert "“It always will." not in [document.quote(span) for span in statement.content]
    assert same.content[0] == other.content[0]


def test_a_quotation_goes_on_behind_a_paragraph_that_ends_with_words_of_the_outlet() -> None:
    text = "“The dam held,” said Mira Holt.\n\n“It always will.\n\n“Ask anyone.”\n\n“Nobody asked,” said Jon Aker."
    said = make_statement(make_document(text), "Mira Holt", "said", "“The dam held,”")
    document, (statement,) = carried(text, said)
    assert [document.quote(span) for span in statement.content] == [
        "“The dam held,”",
        "“It always will.",
        "“Ask anyone.”",
    ]
    inside = replace(said, cue=(find(text, "will"),), content=())
    assert carried(text, said, inside)[1] == [said, inside]
    assert carried(text, replace(said, content=(find(text, "dam"),)))[1][0].content[-1] == find(text, "“Ask anyone.”")
    silent = replace(said, content=())
    assert carried(text, silent)[1] == [silent]
