"""Clauses that only tell who carried a statement."""

from __future__ import annotations

import pytest

import sayso
from sayso.records import Page, Statement


def read(text: str) -> list[Statement]:
    page = Page(data=text.encode())
    return [each for each in sayso.read(page).statements if each.parent is None]


@pytest.mark.parametrize(
    ("sentence", "hands"),
    [
        ("Commissioner Ilka Rand said the ferry was full, as the Morning Gazette first reported.", ["Morning Gazette"]),
        ("Commissioner Ilka Rand said the ferry was full, as reported by the Morning Gazette.", ["Morning Gazette"]),
        ("Commissioner Ilka Rand said the ferry was full, as she had feared.", []),
    ],
)
def test_who_carried_it_is_a_hand_and_no_statement(sentence: str, hands: list[str]) -> None:
    (statement,) = read(f"Ferry\n\n{sentence}")
    assert statement.entity == "Ilka Rand"
    assert [link.entity for link in statement.chain if link.rel == "reported_by"] == hands


def test_what_an_outlet_alone_reports_stays_its_statement() -> None:
    assert [each.entity for each in read("Ferry\n\nThe ferry was full, the Morning Gazette reported.")] == [
        "Morning Gazette"
    ]
