"""Word pieces and windows."""

from __future__ import annotations

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


@given(
    total=st.integers(0, 1500),
    opens=st.sets(st.integers(0, 1499)),
    first_end=st.none() | st.integers(100, 318),
)
def test_windows_cover_all_and_own_each_piece_once(total: int, opens: set[int], first_end: int | None) -> None:
    marks = np.array([12 if at in opens else 0 for at in range(total)], dtype=np.int64)
    pieces = Pieces(ids=marks, starts=marks, ends=marks, marks=marks, opens=marks >= 0)
    windows = list(cut_windows(pieces, first_end=first_end))
    owned = [at for window in windows for at in range(window.first, window.last)]
    assert owned == list(range(total))
    assert all(w.start <= w.first <= w.last <= w.end <= total and w.end - w.start <= 318 for w in windows)
