"""Sections: what is read by itself, and what is worth it."""

from __future__ import annotations

import pytest

from sayso.language.encoder import Encoder, load_encoder
from sayso.statements.find.sections import Reader, Section
from tests.factory import find


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(threads=1)


@pytest.mark.parametrize(
    ("content", "promising"),
    [
        ("that the union hoped to be paid in salt", True),
        ("that the mayor had claimed that the port was shut", True),
        ("that the port had been shut on Friday", False),
        ("that two ships lay in the harbour of Halm", False),
    ],
)
def test_a_content_promises_statements_where_it_holds_a_cue(content: str, promising: bool, encoder: Encoder) -> None:
    text = f"The minister had said {content}."
    reader = Reader("doc_1", text, encoder)
    outer, _ = reader.read([Section(spans=(find(text, text),))])
    assert len(outer) == 1
    assert reader.promises(Section(spans=(find(text, content),), parent="st_1")) is promising


def test_what_was_never_read_may_hold_anything(encoder: Encoder) -> None:
    text = "The port had been shut on Friday."
    assert Reader("doc_1", text, encoder).promises(Section(spans=(find(text, text),)))


def test_a_content_of_a_few_pieces_holds_nothing(encoder: Encoder) -> None:
    text = "He said so."
    assert not Reader("doc_1", text, encoder).promises(Section(spans=(find(text, "so"),), parent="st_1"))
