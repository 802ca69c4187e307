"""What stands in quotation marks, and how hostile text is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Form
from sayso.report.safe import shorten, show
from sayso.report.statement import as_form, content_of
from tests.factory import find, make_document, make_statement


@given(words=st.text(), form=st.sampled_from(("indirect", "mixed")))
def test_indirect_and_mixed_words_are_never_given_quotation_marks(words: str, form: Form) -> None:
    assert as_form(words, form) == show(words)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Not one soldier", "“Not one soldier”"),  # a block quote has no marks of its own
        ("“Not one soldier,”", "“Not one soldier,”"),
        ('"Not one soldier"', '"Not one soldier"'),
        ("„Kein Soldat“", "„Kein Soldat“"),
        ("“The first paragraph of many", "“The first paragraph of many"),
        ("and the last.”", "and the last.”"),
        ("set foot there’.", "set foot there’."),
    ],
)
def test_direct_words_stand_in_one_pair_of_marks(words: str, shown: str) -> None:
    assert as_form(words, "direct") == shown


def test_discontinuous_content_shows_its_gap() -> None:
    document = make_document("A\n\n“No,” she said, “never.”")
    spans = (find(document.text, "“No,”"), find(document.text, "“never.”"))
    statement = make_statement(document, "she", "said", "“No,”", form="direct")
    both = type(statement)(document_id=document.id, source=(), cue=(), content=spans, form="direct")
    assert content_of(document, both) == "“No,” … “never.”"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n  lines\there", "two lines here"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("file\udcff.txt", "file\\udcff.txt"),
        ("así, Nestlé — “ok”", "así, Nestlé — “ok”"),
    ],
)
def test_what_terminals_obey_is_seen_instead(text: str, shown: str) -> None:
    assert show(text) == shown


@given(st.text(), st.integers(2, 50))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
