"""A headline whose colon tells who speaks."""

from __future__ import annotations

import pytest

from sayso.language.encoder import load_encoder
from sayso.records import Span, Statement
from sayso.statements import read_statements
from sayso.statements.find.headlines import read_headline
from tests.factory import make_document

LEAD = "Engineer Ada Quist of the Canal Trust said the lock was safe."


def told(headline: str) -> list[tuple[str, str]]:
    text = f"{headline}\n\n{LEAD}"
    at = text.index("Engineer")
    source = Span(start=at, end=text.index(" said"))
    cue = Span(start=source.end + 1, end=source.end + 5)
    lead = Statement(
        document_id="doc_1", source=(source,), cue=(cue,), content=(Span(start=cue.end + 1, end=len(text)),),
        form="indirect", layer="article",
    )  # fmt: skip
    found = read_headline("doc_1", text, Span(start=0, end=len(headline)), [lead])
    return [(text[s.source[0].start : s.source[0].end], text[s.content[0].start : s.content[0].end]) for s in found]


@pytest.mark.parametrize(
    ("headline", "statements"),
    [
        ("Lock safe after the flood: Canal Trust", [("Canal Trust", "Lock safe after the flood")]),
        ("No need to leave home: Quist", [("Quist", "No need to leave home")]),
        ("Quist: no need to leave home", [("Quist", "no need to leave home")]),
        ("What we know so far: the lock", []),
        ("Live updates: flood in the valley", []),
        ("Flood in the valley", []),
    ],
)
def test_the_side_of_the_colon_that_speaks_below_is_the_source(
    headline: str, statements: list[tuple[str, str]]
) -> None:
    assert told(headline) == statements


def test_a_rubric_is_nobody() -> None:
    document = make_document(f"Explainer: how the lock failed\n\n{LEAD}")
    sources = [document.quote(s.source[0]) for s in read_statements(document, load_encoder()).statements if s.source]
    assert sources == ["Engineer Ada Quist of the Canal Trust"]
