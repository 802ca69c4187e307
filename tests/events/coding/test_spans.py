"""Names of parties come out whole, apart from each other, and cut no word."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.events.coding.spans import runs_of, whole_words

TEXT = "Envoy Ada Brandt-Oller met the Lowland Farmers’ League and Prince Otto of Wend in Marl, said aides."


def pieces(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Cut a text into pieces of at most four letters, as a vocabulary of pieces would."""
    places = [match.span() for match in re.finditer(r"[^\W_]{1,4}|[^\w\s]", text)]
    starts, ends = zip(*places, strict=True) if places else ((), ())
    return np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)


def found(*names: str, opening: bool = True, chance: float = 0.9) -> list[str]:
    """Return the words of the ranges where the pieces of `names` are likely."""
    starts, ends = pieces(TEXT)
    chances = np.full((len(starts), 2), 0.02, dtype=np.float32)
    for name in names:
        at = TEXT.index(name)
        inside = (starts >= at) & (ends <= at + len(name))
        chances[inside, 0] = chance
        chances[np.nonzero(inside)[0][0], 1] = 0.9 if opening else 0.1
    return [TEXT[starts[a] : ends[b - 1]] for a, b in runs_of(chances, TEXT, starts, ends)]


def test_names_come_out_whole() -> None:
    assert found("Envoy Ada Brandt-Oller", "the Lowland Farmers’ League") == [
        "Envoy Ada Brandt-Oller",
        "the Lowland Farmers’ League",
    ]


def test_the_parts_of_one_name_are_one() -> None:
    assert found("Prince Otto", "Wend") == ["Prince Otto of Wend"]


def test_two_joined_by_and_are_two() -> None:
    assert found("the Lowland Farmers’ League", "Prince Otto of Wend") == [
        "the Lowland Farmers’ League",
        "Prince Otto of Wend",
    ]


def test_what_holds_small_words_only_is_nobody() -> None:
    assert found("the") == []
    assert found(" and ", " in ") == []


def test_what_is_hardly_likely_is_nobody() -> None:
    assert found("Marl", chance=0.52) == []


def test_a_cue_is_made_of_whole_words() -> None:
    starts, ends = pieces(TEXT)
    at = int(np.nonzero(starts == TEXT.index("Lowland") + 4)[0][0])  # its second piece
    assert [TEXT[starts[a] : ends[b - 1]] for a, b in whole_words(np.array([at, at + 1]), starts, ends)] == [
        "Lowland Farmers’"
    ]


@given(st.text(max_size=60), st.randoms(use_true_random=False))
def test_ranges_lie_in_order_and_cut_no_word(text: str, chance: object) -> None:
    starts, ends = pieces(text)
    rows = np.array([[chance.random(), chance.random()] for _ in starts], dtype=np.float32).reshape(-1, 2)  # type: ignore[attr-defined]
    runs = runs_of(rows, text, starts, ends)
    edges = [edge for run in runs for edge in run]
    assert edges == sorted(edges)
    for first, last in runs:
        assert first < last
        inner = text[starts[first] : ends[last - 1]]
        assert inner[0].isalnum()
        before, behind = text[: starts[first]][-1:], text[ends[last - 1] :][:1]
        assert not (re.match(r"[^\W_]", before or " ") and re.match(r"[^\W_]", inner[0]))
        assert not (re.match(r"[^\W_]", behind or " ") and re.match(r"[^\W_]", inner[-1]))
