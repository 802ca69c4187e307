"""Quotations in the mouths of those who speak them, as whole pages are read."""

from __future__ import annotations

import pytest

import sayso
from sayso.records import Page


def told(text: str) -> list[tuple[str | None, str]]:
    """Return entity and content of each statement that holds a quotation."""
    document = (reading := sayso.read_page(Page(data=f"Town news\n\n{text}".encode()))).document
    assert document is not None
    return [
        (statement.entity, " … ".join(map(document.quote, statement.content)))
        for statement in reading.statements
        if statement.form == "direct" and statement.parent is None
    ]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "“The lift was new in May,” said porter Olga Brandt. “It was rusty in April,” said tenant Felix Noor.",
            [("Olga Brandt", "“The lift was new in May,”"), ("Felix Noor", "“It was rusty in April,”")],
        ),
        (
            '"It fell," Brandt said. "It was pushed," Noor said. "It jumped," Ferro said.',
            [("Brandt", '"It fell,"'), ("Noor", '"It was pushed,"'), ("Ferro", '"It jumped,"')],
        ),
        (
            "«The lift hung by one rope,» said Olga Brandt, who has kept the house for years. «We took the stairs.»",
            [("Olga Brandt", "«The lift hung by one rope,» … «We took the stairs.»")],
        ),
        (
            "„The lift hung by one rope,“ porter Olga Brandt told the court, „and nobody came.“",
            [("Olga Brandt", "„The lift hung by one rope,“ … „and nobody came.“")],
        ),
        (
            "Porter Olga Brandt folded her arms. “Nobody asked the porter.”",
            [("Olga Brandt", "“Nobody asked the porter.”")],
        ),
        (
            "A tenant asked porter Olga Brandt about it.\n\nBrandt shook her head. “Not before the winter.”",
            [("Olga Brandt", "“Not before the winter.”")],
        ),
        (
            "‘It’s the tenants’ own lift,’ said porter Olga Brandt. ‘They won’t pay the owners’ bill.’",
            [("Olga Brandt", "‘It’s the tenants’ own lift,’ … ‘They won’t pay the owners’ bill.’")],
        ),
        (
            "“The lift hung by one rope, said porter Olga Brandt. “We took the stairs,” said Felix Noor.",
            [("Olga Brandt", "“The lift hung by one rope,"), ("Felix Noor", "“We took the stairs,”")],
        ),
    ],
)  # fmt: skip
def test_each_quotation_is_in_the_mouth_of_who_speaks_it(text: str, statements: list[tuple[str | None, str]]) -> None:
    assert told(text) == statements


def test_what_somebody_is_called_is_no_quotation() -> None:
    text = "“They creak,” said Odile “Buzz” Marchetti, the engineer. A docker by the name “Sparrow” agreed."
    assert told(text) == [("Odile “Buzz” Marchetti", "“They creak,”")]


def test_of_two_persons_in_the_sentence_before_neither_is_taken() -> None:
    text = "Porter Olga Brandt shook hands with Mayor Felix Noor. “There will be a new lift.”"
    assert [entity for entity, _ in told(text)] == [None]


@pytest.mark.parametrize("text", ['"' * 400, "“" * 400, "« » " * 300, "’s " * 500, "“a” ‘b’ „c“ " * 200])
def test_a_page_of_marks_is_read(text: str) -> None:
    assert all(entity is None for entity, _ in told(text))
