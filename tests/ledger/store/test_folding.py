"""Text and queries are cut into the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.store.folding import find_phrases, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“Así”, he said.", "asi he said"),
        ("state-run TV", "state run tv"),
        ("Straße ŁÓDŹ ﬁne", "strasse łodz fine"),
        ("don’t", "don t"),
        ("a_b\0c", "a b c"),
        ("…", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("troops landed", ("troops", "landed")),
        ('"troops landed" Velmar', ("troops landed", "velmar")),
        ("“troops landed”", ("troops landed",)),
        ('an "open quote', ("an", "open", "quote")),
        ("state-run", ("state run",)),
        ('"" ?!', ()),
    ],
)
def test_find_phrases(query: str, phrases: tuple[str, ...]) -> None:
    assert find_phrases(query) == phrases


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_query_finds_the_text_it_was_copied_from(text: str) -> None:
    assert " ".join(find_phrases(text)) == fold(text)
