"""A word serves one statement of a level."""

from __future__ import annotations

import re

import pytest

from sayso.records import Span, Statement
from sayso.statements.find.levels import keep_apart, tell_nested


def read(*marked: str) -> tuple[str, list[Statement]]:
    """Return a sentence and its statements, each marked as [S:…] [Q:…] [C:…] in it."""
    statements = []
    for one in marked:
        parts: dict[str, list[Span]] = {"S": [], "Q": [], "C": []}
        text, at = "", 0
        for match in re.finditer(r"\[([SQC]):([^\]]*)\]", one):
            text += one[at : match.start()]
            parts[match[1]].append(Span(start=len(text), end=len(text) + len(match[2])))
            text, at = text + match[2], match.end()
        text += one[at:]
        statements.append(
            Statement(
                document_id="doc_1", source=tuple(parts["S"]), cue=tuple(parts["Q"]), content=tuple(parts["C"]),
                form="indirect", layer="article",
            )
        )  # fmt: skip
    return text, statements


def told(text: str, statements: list[Statement]) -> list[str]:
    return [" | ".join(text[s.start : s.end] for s in each.content) for each in statements]


def contents(*marked: str) -> list[str]:
    text, statements = read(*marked)
    return told(text, keep_apart(text, statements))


def test_a_content_ends_where_the_same_speaker_goes_on() -> None:
    assert contents(
        "[S:Orr] [Q:said] [C:the barge would sail and warned the crew to wait].",
        "[S:Orr] said the barge would sail and [Q:warned] the crew [C:to wait].",
    ) == ["the barge would sail", "to wait"]


def test_what_is_said_of_others_stays() -> None:
    whole = "that it rained and the crew warned the town to wait"
    assert contents(
        f"[S:Orr] [Q:said] [C:{whole}].",
        "Orr said that it rained and [S:the crew] [Q:warned] the town [C:to wait].",
    ) == [whole, "to wait"]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("[S:Crews] [Q:accused] [C:the pilot of sloth and signed a petition].", "the pilot of sloth"),
        ("[S:Crews] [Q:accused] [C:the pilot of sloth and of greed].", "the pilot of sloth and of greed"),
        (
            "[S:Crews] [Q:said] [C:the pilot was late and signed a petition].",
            "the pilot was late and signed a petition",
        ),
    ],
)
def test_what_accusers_did_besides_is_no_accusation(sentence: str, content: str) -> None:
    assert contents(sentence) == [content]


def test_whose_source_ends_another_content_stands_in_it() -> None:
    text, statements = read(
        "[S:Tarn] [Q:backed] [C:the guild]’s call for a truce.", "Tarn backed [S:the guild’s] [Q:call for] [C:a truce]."
    )
    outer, nested = tell_nested(statements)
    assert (told(text, outer), told(text, nested)) == (["the guild’s call for a truce"], ["a truce"])


def test_who_is_only_named_in_a_content_is_not_nested_by_it() -> None:
    _, statements = read(
        "[S:Tarn] [Q:said] [C:the guild had met]. It left.", "Tarn said the guild had met. [S:It] [Q:left] [C:it]."
    )
    assert tell_nested(statements) == (statements, [])
