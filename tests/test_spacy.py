"""The spaCy component, where spaCy is installed: spans and statements lead to the characters of the text."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from sayso.errors import MissingExtra

TEXT = (
    "Interior minister Oda Renn denied that troops had landed at Velmar. “Not one soldier set foot there,” she said "
    "on Friday.\n\nThe Coast Monitor reported that two ships had left the harbour."
)


def test_without_spacy_its_pip_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.language", None)
    monkeypatch.delitem(sys.modules, "sayso.spacy", raising=False)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[spacy\]'"):
        import sayso.spacy  # noqa: F401


@pytest.fixture(scope="module")
def nlp() -> Any:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'sayso[spacy]'")
    import sayso.spacy  # noqa: F401

    nlp = spacy.blank("en")
    nlp.add_pipe("sayso")
    return nlp


def test_statements_have_places_in_the_text(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert len(doc._.statements) >= 3
    assert {told["form"] for told in doc._.statements} == {"direct", "indirect"}
    for told in doc._.statements:
        for span in (*told["source"], *told["cue"], *told["content"]):
            assert TEXT[span["start"] : span["end"]] == span["text"]
        assert told["status"] == "machine"


def test_spans_are_labelled_and_lead_to_their_statement(nlp: Any) -> None:
    doc = nlp(TEXT)
    ids = {told["id"] for told in doc._.statements}
    assert {span.label_ for span in doc.spans["sayso"]} == {"SOURCE", "CUE", "CONTENT"}
    assert {span.id_ for span in doc.spans["sayso"]} == ids
    assert "deny" in {span.label_ for span in doc.spans["sayso_cue"]}
    assert "that troops had landed at Velmar" in {span.text for span in doc.spans["sayso_content"]}


def test_a_byte_order_mark_moves_nothing(nlp: Any) -> None:
    text = f"\ufeff{TEXT}"
    for told in nlp(text)._.statements:
        for span in (*told["source"], *told["content"]):
            assert text[span["start"] : span["end"]] == span["text"]


def test_a_text_without_words_has_no_statements(nlp: Any) -> None:
    assert nlp(" ")._.statements == []
    assert list(nlp("")._.statements) == []


def test_a_document_is_stored_and_restored_with_its_statements(nlp: Any) -> None:
    from spacy.tokens import Doc  # type: ignore[import-not-found,unused-ignore]

    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.statements == doc._.statements
    assert [span.text for span in again.spans["sayso"]] == [span.text for span in doc.spans["sayso"]]
