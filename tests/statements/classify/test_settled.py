"""What the label book tells by words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.records import Form, Span, Statement
from sayso.statements.classify.settled import settle


def settled(
    cue: str, content: str, *, act: str = "assert", form: Form = "indirect", negated: bool = False
) -> Statement:
    text = f"{cue} {content}"
    statement = Statement(
        document_id="doc_1", source=(), cue=(Span(start=0, end=len(cue)),),
        content=(Span(start=len(cue) + 1, end=len(text)),), form=form, layer="article",
    )  # fmt: skip
    return settle(text, replace(statement, act=act, factuality="CT+", negated=negated))


@pytest.mark.parametrize(
    ("cue", "content", "labels"),
    [
        ("told", "reporters that the allegations were baseless", ("deny", "CT-")),
        ("said", "the story was “not true at all”", ("assert", "CT+")),
        ("said", "the account given by the skipper was not accurate", ("deny", "CT-")),
        ("said", "that the two skippers were lying", ("accuse", "CT+")),
        ("stands by", "its reporting", ("support", "CT+")),
        ("stands by", "the skipper", ("assert", "CT+")),
        ("said", "the claims office was closed", ("assert", "CT+")),
        ("said", "the net was false", ("assert", "CT+")),
    ],
)
def test_labels_that_words_settle(cue: str, content: str, labels: tuple[str, str]) -> None:
    statement = settled(cue, content)
    assert (statement.act, statement.factuality) == labels


def test_a_turn_that_asks_asks() -> None:
    asked = settled(":", "You sailed at noon. Who gave the order?", form="direct")
    assert (asked.act, asked.factuality) == ("ask", "Uu")
    assert settled(":", "You sailed at noon.", form="direct").act == "assert"


def test_a_negated_act_stays_as_it_is() -> None:
    assert settled("did not say", "that the claims were false", negated=True).act == "assert"
