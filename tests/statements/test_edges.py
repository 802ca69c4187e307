"""What is cut from a content: joining words left hanging, and the text's own remarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Span
from sayso.statements.edges import trim


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("that the ferry would not sail and although", "that the ferry would not sail"),
        ("that the ferry would not sail, but,", "that the ferry would not sail"),
        ("that nobody knew when", "that nobody knew when"),
        ("that ships had sunk, but this has never been backed up with evidence", "that ships had sunk"),
        ("that ships had sunk although it could not be independently verified.", "that ships had sunk"),
        ("that ships had sunk, but those reports remain unconfirmed", "that ships had sunk"),
        (
            "that ships sank, but it could not be confirmed whose",
            "that ships sank, but it could not be confirmed whose",
        ),
        ("“ships sank, but this has not been confirmed”", "“ships sank, but this has not been confirmed”"),
        ("that it was not verified", "that it was not verified"),
        ("and", "and"),
        ("—", ""),
    ],
)
def test_cases(content: str, kept: str) -> None:
    text = f"Some say {content}"
    spans = trim(text, [Span(start=9, end=len(text))])
    assert "".join(text[span.start : span.end] for span in spans) == kept


def test_a_remark_in_a_range_of_its_own_goes_whole() -> None:
    text = "They claim that ships had sunk, but this has never been proven. No one asked."
    spans = trim(text, [Span(start=11, end=30), Span(start=36, end=62)])
    assert [text[span.start : span.end] for span in spans] == ["that ships had sunk"]


@given(
    text=st.text(alphabet="ab ,.“”", max_size=20).map(lambda end: "it rained and " + end + ", but this was not proven"),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_what_is_kept_lies_in_what_was_given(text: str, cuts: list[int]) -> None:
    edges = sorted({cut for cut in cuts if cut <= len(text)})
    given_ = [Span(start=start, end=end) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    for span in trim(text, given_):
        assert any(held.start <= span.start < span.end <= held.end for held in given_)
