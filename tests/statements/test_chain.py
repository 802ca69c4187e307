"""Chains and origins, by cases; what holds of every chain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Document, Span, Statement
from sayso.statements.chain import trace_chains
from sayso.statements.identify import resolve_sources
from tests.statements.label_cases import Case, load_cases, make_document, make_statements

RELS = frozenset(("speaker", "said_to", "quoted_by", "reported_by", "posted_by", "leaked_by", "obtained_by"))


def label(case: Case) -> tuple[Document, tuple[Statement, ...]]:
    document = make_document(case)
    return document, trace_chains(document, resolve_sources(document, make_statements(document, case)))


@pytest.mark.parametrize("case", [*load_cases("source", marked=False), *load_cases("chain")])
def test_chain_of_case(case: Case) -> None:
    document, statements = label(case)
    for said, statement in zip(case["said"], statements, strict=True):
        if "chain" in said:
            assert [[link.rel, document.quote(link.span)] for link in statement.chain] == said["chain"]
        if "origin" in said:
            assert statement.origin == said["origin"]


@pytest.mark.parametrize("case", [*load_cases("source", marked=False), *load_cases("chain", marked=False)])
def test_what_holds_of_every_chain(case: Case) -> None:
    _, statements = label(case)
    for statement in statements:
        assert {link.rel for link in statement.chain} <= RELS
        assert bool(statement.chain) == bool(statement.source) == (statement.origin is not None)
        assert sum(link.rel == "speaker" for link in statement.chain) <= 1
        assert all((link.entity is None) == (link.naming in ("unnamed", "none")) for link in statement.chain)


def test_links_carry_who_they_are() -> None:
    text = "A clerk told TASS the safe was open."
    _, (statement,) = label(
        {"text": text, "said": [{"source": "A clerk", "cue": "told", "content": "the safe was open"}]}
    )
    told = statement.chain[1]
    assert (told.rel, told.entity, told.source_kind, told.naming) == ("said_to", "TASS", "state_media", "body")


def test_two_unnamed_origins_differ_by_their_hands() -> None:
    text = "A clerk told the Westmark Gazette it rained. A clerk told the Harrow Post it snowed."
    said = [
        {"source": "A clerk", "cue": "told", "content": "it rained"},
        {"source": "A clerk#2", "cue": "told#2", "content": "it snowed"},
    ]
    _, statements = label({"text": text, "said": said})
    assert [s.origin for s in statements] == ["A clerk via Westmark Gazette", "A clerk via Harrow Post"]


@given(st.text(alphabet="Ab ,.“”told by BBC\n", min_size=1, max_size=120), st.data())
def test_any_spans_are_survived(text: str, data: st.DataObject) -> None:
    document = make_document({"text": text})
    bounds = st.integers(min_value=0, max_value=len(text))

    def span() -> Span:
        start, end = sorted((data.draw(bounds), data.draw(bounds)))
        return Span(start=start, end=end)

    outer = Statement(document_id=document.id, source=(span(),), cue=(span(),), content=(span(),), form="indirect")
    inner = Statement(
        document_id=document.id, source=(span(),), cue=(), content=(span(),), form="mixed", parent=outer.id
    )
    for statement in trace_chains(document, resolve_sources(document, (outer, inner))):
        assert all(0 <= link.span.start <= link.span.end <= len(text) for link in statement.chain)
