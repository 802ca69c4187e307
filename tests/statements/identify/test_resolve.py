"""Sources: kind, naming, entity and affiliation, by cases; tables; what never changes."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SettingsError
from sayso.records import Span, Statement
from sayso.statements.identify import resolve_sources
from sayso.statements.identify.nouns.tables import load_lexicon
from sayso.statements.identify.nouns.tagged import Marker
from sayso.statements.identify.nouns.tokens import split_words
from tests.statements.label_cases import Case, load_cases, make_document, make_statements

KINDS = frozenset((
    "government", "military", "intergovernmental", "state_media", "news_media", "ngo", "party_or_opposition", "expert",
    "company", "court_or_police", "public", "document", "media_item", "reader", "author", "unknown",
))  # fmt: skip
FIELDS = {"kind": "source_kind", "naming": "naming", "entity": "entity", "affiliation": "affiliation"}


@pytest.mark.parametrize("case", [*load_cases("source"), *load_cases("chain", marked=False)])
def test_sources_of_case(case: Case) -> None:
    document = make_document(case)
    statements = resolve_sources(document, make_statements(document, case))
    wanted = [{k: said[k] for k in FIELDS if k in said} for said in case["said"]]
    found = [{k: getattr(s, FIELDS[k]) for k in want} for want, s in zip(wanted, statements, strict=True)]
    assert found == wanted


def test_ids_and_spans_stay() -> None:
    case = {"text": "Mayor Carl Wend said it rained.", "said": [{"source": "Mayor Carl Wend", "cue": "said"}]}
    document = make_document(case)
    before = make_statements(document, case)
    after = resolve_sources(document, before)
    assert [s.id for s in after] == [s.id for s in before]


def test_every_table_row_has_a_known_kind() -> None:
    lexicon = load_lexicon()
    assert {known.kind for known in lexicon.names.values()} <= KINDS
    assert {role.kind for role in lexicon.roles.values()} - {None} <= KINDS
    assert {role.otherwise for role in lexicon.roles.values()} <= KINDS
    assert set(lexicon.modifiers.values()) | {kind for kind, _ in lexicon.keywords.values()} <= KINDS


def test_outlets_cover_the_regions() -> None:
    outlets = {known.name: known for known in load_lexicon().names.values() if known.sort == "outlet"}
    countries = {known.country for known in outlets.values()}
    assert len(outlets) > 600
    assert len(countries) > 120
    assert outlets["TASS"].kind == "state_media"
    assert outlets["BBC"].kind == "news_media"


def test_own_rows_win(tmp_path: Path) -> None:
    rows = "name\taliases\tcountry\tstate\tground\nBelvar\tBelvar TV\tKarvonia\tyes\tthe state owns it\n"
    (tmp_path / "outlets.tsv").write_text(rows + "BBC\t\tUnited Kingdom\tyes\tmy own view\n", encoding="utf-8")
    lexicon = load_lexicon(tmp_path)
    assert lexicon.names["Belvar TV"].kind == "state_media"
    assert lexicon.names["BBC"].kind == "state_media"
    assert load_lexicon().names["BBC"].kind == "news_media"


def test_own_rows_without_heading_are_refused(tmp_path: Path) -> None:
    (tmp_path / "roles.tsv").write_text("jester\tperson\tgovernment\t\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"roles\.tsv"):
        load_lexicon(tmp_path)


@given(st.text(max_size=200))
def test_words_lie_in_their_text(text: str) -> None:
    words = split_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))


@given(st.text(min_size=1, max_size=120), st.data())
def test_any_spans_are_survived(text: str, data: st.DataObject) -> None:
    document = make_document({"text": text})
    bounds = st.integers(min_value=0, max_value=len(text))

    def span() -> Span:
        start, end = sorted((data.draw(bounds), data.draw(bounds)))
        return Span(start=start, end=end)

    statement = Statement(document_id=document.id, source=(span(),), cue=(span(),), content=(span(),), form="indirect")
    (found,) = resolve_sources(document, (statement,))
    assert found.source_kind in KINDS
    assert (found.entity is None) == (found.naming in ("unnamed", "none"))


@pytest.mark.parametrize("name", ["police officers", "media sources", "United Nations", "New York", "state television"])
def test_no_name_of_a_table_runs_over_a_blank_line(name: str) -> None:
    def is_one(between: str) -> bool:
        words = split_words(f"She wrote to {name.replace(' ', between)} by the lake.")
        return any(piece.text == name for piece in Marker(words, load_lexicon()).mark())

    assert is_one(" ")
    assert is_one("\n")
    assert not is_one("\n\n")
