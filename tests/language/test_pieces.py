"""Word pieces and windows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.language.pieces import MARKS, Pieces, cut, cut_windows
from sayso.language.weights import FOLDER

TOKENIZER = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def test_marks_hold_case_quotation_and_paragraph() -> None:
    pieces = cut("Orla said “no”.\n\nTHE ‘bank’ paid", TOKENIZER)
    words = [TOKENIZER.id_to_token(int(piece)) for piece in pieces.ids]
    marks = dict(zip(words, pieces.marks.tolist(), strict=True))
    assert marks["or"] == 13  # a capital first, opens a paragraph
    assert marks["said"] == 0
    assert marks["no"] == 4  # in double marks
    assert marks["the"] == 14  # capitals throughout, opens a paragraph
    assert marks["bank"] == 8  # in single marks


@given(text=st.text(max_size=200))
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    pieces = cut(text, TOKENIZER)
    assert np.all((pieces.starts >= 0) & (pieces.starts < pieces.ends) & (pieces.ends <= len(text)))
    assert np.all(np.diff(pieces.starts) >= 0)
    assert np.all((pieces.marks >= 0) & (pieces.marks < MARKS))


@given(total=st.integers(0, 1500), opens=st.sets(st.integers(0, 1499)), sentences=st.sets(st.integers(0, 1499)))
def test_windows_cover_all_own_each_piece_once_and_cut_no_paragraph_that_fits(
    total: int, opens: set[int], sentences: set[int]
) -> None:
    opens = {0, *opens}
    pieces = _pieces(total, opens, sentences)
    windows = list(cut_windows(pieces, size=200))
    owned = [at for window in windows for at in range(window.first, window.last)]
    assert owned == list(range(total))
    assert all(w.start <= w.first < w.last == w.end <= total and w.end - w.start <= 200 for w in windows)
    assert all(w.start in opens or w.start == w.first for w in windows)
    for start, end in pairwise(sorted({at for at in opens if at < total} | {total})):
        inside = [w.first for w in windows if start < w.first < end]
        assert not inside or end - start > 200
        for first in inside:  # where sentences allow it, a long paragraph is cut between them
            assert first in sentences or not sentences & set(range(first - 199, first + 1)) & set(range(start + 1, end))


def test_a_window_holds_the_short_paragraphs_before_its_own() -> None:
    windows = list(cut_windows(_pieces(400, set(range(0, 400, 15)), set())))
    assert len(windows) > 1
    assert all(w.start == w.first - 30 for w in windows[1:])
    windows = list(cut_windows(_pieces(400, set(range(0, 400, 50)), set())))
    assert all(w.start == w.first for w in windows)


def test_sentences_open_after_a_stop_and_not_after_what_is_shortened() -> None:
    text = "Sen. J. Orla Venn left the U.S. on Friday. “It rained.” She paid 3.50 marks (in 2019). Why? No one asked."
    pieces = cut(text, TOKENIZER)
    assert [text[at : at + 4] for at in pieces.starts[pieces.sentences]] == ["“It ", "She ", "Why?"]


def _pieces(total: int, opens: set[int], sentences: set[int]) -> Pieces:
    at = np.arange(total)
    marks = np.where(np.isin(at, list(opens)), 12, 0)
    return Pieces(
        ids=at, starts=at, ends=at + 1, marks=marks, opens=at >= 0, sentences=np.isin(at, list(sentences - opens))
    )
