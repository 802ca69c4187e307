"""What stands between quotation marks."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.quotes import find_quoted, standardise
from tests.cases import load_cases


@pytest.mark.parametrize("case", load_cases("quotes"))
def test_cases(case: dict[str, Any]) -> None:
    assert [case["text"][q.start : q.end] for q in find_quoted(case["text"])] == case["quoted"]


@given(st.text(alphabet="ab1 .,\n\"'“”‘’«»`„", max_size=80))
def test_ranges_are_sorted_never_cross_and_stay_within_a_paragraph(text: str) -> None:
    quoted = find_quoted(text)
    for first, second in combinations(quoted, 2):
        assert first.end <= second.start or (second.inner and second.end <= first.end)
    assert all(0 <= q.start < q.end <= len(text) and "\n" not in text[q.start : q.end] for q in quoted)


@given(st.text(alphabet="ab1 .,\n\"'“”‘’«»`„‚‹›—-", max_size=80))
def test_marks_set_one_way_keep_every_other_character_in_its_place(text: str) -> None:
    told = standardise(text, find_quoted(text))
    assert len(told) == len(text)
    marks = set("\"'“”‘’«»`„‚‹›—-, ")
    assert all(one == other or (one in marks and other in marks) for one, other in zip(text, told, strict=True))


def test_quotations_of_every_style_are_set_one_way() -> None:
    text = "»They wrote ›never‹ on it,« said Orr. „Or soon,“ she said."
    assert standardise(text, find_quoted(text)) == "“They wrote ‘never’ on it,” said Orr. “Or soon,” she said."
