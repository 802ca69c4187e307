"""Block quotes joined to the paragraph that hands over to them."""

from __future__ import annotations

from dataclasses import replace

from sayso.language.quotes import find_quoted
from sayso.records import Document, Role, Statement
from sayso.statements.find.quotations.handed_over import hand_over
from tests.factory import find, make_document, make_statement

TEXT = "Mira Holt told reporters:\n\nThe dam held.\n\nIt always will.\n\nShe left at noon."


def documents(*roles: Role) -> Document:
    document = make_document(TEXT)
    blocks = tuple(replace(block, role=role) for block, role in zip(document.blocks, roles, strict=True))
    return replace(document, blocks=blocks)


def told(document: Document, content: str = "") -> Statement:
    return make_statement(document, "Mira Holt", "told", content)


def words(statement: Statement, document: Document) -> list[str]:
    return [document.quote(span) for span in statement.content]


def test_every_block_quote_in_a_row_is_handed_over() -> None:
    document = documents("paragraph", "blockquote", "blockquote", "paragraph")
    (statement,) = hand_over(document, (), [told(document)])
    assert words(statement, document) == ["The dam held.", "It always will."]


def test_what_was_found_of_the_quote_is_replaced_by_all_of_it() -> None:
    document = documents("paragraph", "blockquote", "paragraph", "paragraph")
    (statement,) = hand_over(document, (), [told(document, "dam")])
    assert words(statement, document) == ["The dam held."]


def test_the_last_cue_before_the_colon_takes_the_quote() -> None:
    document = documents("paragraph", "blockquote", "paragraph", "paragraph")
    earlier = replace(told(document), cue=(find(TEXT, "Holt"),))
    assert [words(s, document) for s in hand_over(document, (), [earlier, told(document)])] == [[], ["The dam held."]]


def test_a_content_that_reaches_the_colon_is_carried_on() -> None:
    text = "Mira Holt told a British paper that somebody should say:\n\nThe dam held."
    document = make_document(text)
    first, second = document.blocks
    document = replace(document, blocks=(first, replace(second, role="blockquote")))
    stray = make_statement(document, "Mira Holt", "British", "")
    found = hand_over(document, (), [told(document, "that somebody should say"), stray])
    assert [words(s, document) for s in found] == [["that somebody should say", "The dam held."], []]


def test_nothing_is_handed_over_without_a_colon_or_a_cue() -> None:
    document = documents("paragraph", "paragraph", "blockquote", "paragraph")
    statement = told(document)
    assert hand_over(document, (), [statement]) == [statement]
    opening = documents("paragraph", "blockquote", "paragraph", "paragraph")
    elsewhere = make_statement(opening, "She", "left", "at noon")
    assert hand_over(opening, (), [elsewhere]) == [elsewhere]


def test_a_paragraph_that_is_one_quotation_is_handed_over() -> None:
    text = "Mira Holt told reporters:\n\n“The dam held.”\n\nShe left."
    document = make_document(text)
    (statement,) = hand_over(document, find_quoted(text), [told(document)])
    assert words(statement, document) == ["“The dam held.”"]


def test_a_paragraph_behind_cue_and_colon_is_handed_over_unless_it_is_a_heading() -> None:
    long = "Mira Holt told:\n\nThe dam held, as it always had, and nobody in the valley was hurt.\n\nShe left."
    document = make_document(long)
    (statement,) = hand_over(document, (), [told(document)])
    assert words(statement, document)[0].startswith("The dam held, as")
    short = make_document("Mira Holt told:\n\nThe dam.\n\nShe left.")
    assert hand_over(short, (), [told(short)]) == [told(short)]
    telling = make_document(long.replace("The dam held, as", "“The dam held,” said Jon Aker, “as”"))
    aker = make_statement(telling, "Jon Aker", "said", "“The dam held,”")
    found = find_quoted(telling.text)
    assert hand_over(telling, found, [told(telling), aker]) == [told(telling), aker]
