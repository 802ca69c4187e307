"""The parts of a statement are found as word pieces, whatever the text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.pieces import pieces_in
from sayso.statements.classify.parts import parts_of, sentence_behind

TEXT = "Mira Holt denied that the dam broke. Nobody has shown that it did.\nThe mayor left."


def words(text: str) -> tuple[np.ndarray, np.ndarray]:
    starts, ends, at = [], [], 0
    for word in text.split():
        starts.append(text.index(word, at))
        at = starts[-1] + len(word)
        ends.append(at)
    return np.array(starts), np.array(ends)


@pytest.mark.parametrize(
    ("end", "behind"),
    [
        (TEXT.index(" broke") + 6, "Nobody has shown that it did."),
        (TEXT.index("Nobody"), "The mayor left."),
        (TEXT.index("did.") + 4, "The mayor left."),
        (len(TEXT), ""),
    ],
)
def test_the_sentence_behind_a_statement(end: int, behind: str) -> None:
    start, stop = sentence_behind(TEXT, end)
    assert TEXT[start:stop].strip() == behind


def test_each_part_has_its_pieces() -> None:
    starts, ends = words(TEXT)
    spans = ([(0, 9)], [(10, 16)], [(17, 35)])
    shown = [" ".join(TEXT[starts[n] : ends[n]] for n in part) for part in parts_of(TEXT, starts, ends, spans)]
    assert shown == [
        "denied", "denied", "Mira Holt", "that the dam broke.", "that the dam broke.", "Nobody has shown that it did.",
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 12)), max_size=4))
def test_pieces_in_ranges_are_those_that_overlap_them(given: list[tuple[int, int]]) -> None:
    starts, ends = words(TEXT)
    ranges = [(start, start + length) for start, length in given if length]
    expected = [n for start, end in ranges for n in range(len(starts)) if starts[n] < end and start < ends[n]]
    assert pieces_in(starts, ends, ranges).tolist() == expected
