"""Run the model: word pieces in, scores out. The only module that knows the model's run time.

In: sequences of word pieces. Out: for each window of each sequence the logits of its tags, and what its links are made
of. Needs no network: weights and tokenizer travel in the package. What the scores mean is in `Scores`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.pieces import OPENING, Pieces, Window, cut, cut_windows, pieces_in
from sayso.language.weights import FOLDER
from sayso.records import Span

_BATCH = 256  # pieces run together: more at once leave the processor's cache and take longer
_OVER = 512  # pieces run together over states that are there
_TOGETHER = 16  # rows of links multiplied together: larger products would be spread over threads, which costs more
_SLOWER = ["SkipLayerNormFusion"]  # what the run time would fuse to something slower on a processor, by a seventh
Array = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Logits of one window of T pieces of sequence number `sequence`.

    tags: (T, L levels, 3 roles, 3), for source, cue and content of the statements of the text, and of those nested in
    them, the scores of outside, begin and inside. inner: (T,), whether a piece is the cue of a statement nested deeper.
    sides: (T + 2, 2, 2 L, width), for the opening piece, all pieces and the closing one the vectors that links are
    products of; near: (2 L, 2 reach + 1), what a link gains by distance. paragraphs: (T,), numbers that rise with each
    paragraph. states: (T, hidden), what the encoder made of each piece, for `language.heads`.
    """

    sequence: int
    window: Window
    tags: Array
    inner: Array
    sides: Array
    near: Array
    paragraphs: Numbers
    states: Array

    def sources(self, level: int, cues: Numbers) -> Array:
        """Return (R, T + 1): which piece each of the R pieces of cues takes for its source, the last one for none."""
        links = self._link(2 * level, cues + 1)
        return np.concatenate([links[:, 1:-1], links[:, :1]], axis=1)

    def contents(self, level: int, cues: Numbers) -> Array:
        """Return (T, R + 1): on which of the R pieces of cues each piece hangs, the last one for none."""
        return self._link(2 * level + 1, np.append(cues + 1, 0)).T[1:-1]

    def _link(self, number: int, rows: Numbers) -> Array:
        """Return the logits (R, T + 2) with which the pieces `rows` take each piece, by link number."""
        length, _, _, width = self.sides.shape
        near = self.near[number]
        biases = np.concatenate([np.repeat(near[:1], length), near, np.repeat(near[-1:], length)])
        takes, taken = self.sides[rows, 0, number], self.sides[:, 1, number].T
        products = np.concatenate([takes[at : at + _TOGETHER] @ taken for at in range(0, len(takes), _TOGETHER)])
        links: Array = (products * width**-0.5).astype(np.float32, copy=False)
        for row, start in enumerate((length + len(near) // 2 - rows).tolist()):
            links[row] += biases[start : start + length]
        return links


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """What the encoder made of all N word pieces of a text: vectors (N, hidden); ids, starts, ends (N,) of pieces."""

    text: str
    ids: Numbers
    starts: Numbers
    ends: Numbers
    vectors: Array

    def pieces_in(self, span: Span) -> Numbers:
        """Return the numbers of the pieces that overlap a span."""
        return pieces_in(self.starts, self.ends, [(span.start, span.end)])


class Encoder:
    """The model in `folder`; `threads` 0 takes one a core."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self._session = open_session(folder / "model.onnx", threads)
        self._near = np.array(json.loads(self._session.get_modelmeta().custom_metadata_map["near"]), dtype=np.float32)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._edges = [int(self._tokenizer.token_to_id(name) or 0) for name in ("[CLS]", "[SEP]")]

    def cut(self, text: str) -> Pieces:
        """Return the word pieces of `text`."""
        return cut(text, self._tokenizer)

    def score(self, sequences: Sequence[Pieces]) -> Iterator[Scores]:
        """Yield the scores of every window of every sequence. Only windows of equal length are run together."""
        jobs = [(n, window) for n, pieces in enumerate(sequences) for window in cut_windows(pieces)]
        jobs.sort(key=lambda job: job[1].end - job[1].start)
        for length, equal in groupby(jobs, key=lambda job: job[1].end - job[1].start):
            batch, share = list(equal), max(1, _BATCH // (length + 2))
            for at in range(0, len(batch), share):
                yield from self._run(batch[at : at + share], sequences)

    def _run(self, batch: Sequence[tuple[int, Window]], sequences: Sequence[Pieces]) -> Iterator[Scores]:
        held = [sequences[n].take(slice(window.start, window.end)) for n, window in batch]
        ids = _framed([pieces.ids for pieces in held], *self._edges)
        marks = _framed([pieces.marks for pieces in held], 0, 0)
        tags, sides, inner, states = self._session.run(None, {"ids": ids, "marks": marks})
        for row, ((n, window), pieces) in enumerate(zip(batch, held, strict=True)):
            yield Scores(
                sequence=n,
                window=window,
                tags=by_word(tags[row, 1:-1], pieces.opens),
                inner=inner[row, 1:-1],
                sides=sides[row],
                near=self._near,
                paragraphs=np.cumsum(pieces.marks >= OPENING),
                states=states[row, 1:-1],
            )


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """Return a graph ready to run on the processor; `threads` 0 takes one a core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # nearly every window has a length of its own
    # threads that wait for work would turn in place: twice the processor time on two cores, and no page read sooner
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER)


def run_over(session: onnxruntime.InferenceSession, states: States, ranges: Sequence[tuple[int, int]]) -> Array:
    """Return (N, width): what a graph over states and ids makes of each piece in the ranges, zeros elsewhere.

    Only ranges of equal length run together.
    """
    made: Array = np.zeros((len(states.starts), session.get_outputs()[0].shape[2]), dtype=np.float32)
    for length, equal in groupby(sorted(ranges, key=_length), key=_length):
        batch, share = list(equal), max(1, _OVER // length)
        for at in range(0, len(batch), share):
            numbers = np.array([np.arange(start, end) for start, end in batch[at : at + share]])
            given = {"states": states.vectors[numbers], "ids": states.ids[numbers]}
            made[numbers] = session.run(None, given)[0]
    return made


def _length(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _framed(rows: Sequence[Numbers], first: int, last: int) -> Numbers:
    """Return the rows (T,) with a number before and one after them."""
    framed = np.empty((len(rows), len(rows[0]) + 2), dtype=np.int64)
    framed[:, 0], framed[:, 1:-1], framed[:, -1] = first, rows, last
    return framed


def by_word(tags: Array, opens: NDArray[np.bool_]) -> Array:
    """Give all pieces of a word the tags of its first, so that no span cuts a word; only the first can begin."""
    numbers = np.arange(len(opens))
    result = tags[np.maximum.accumulate(np.where(opens, numbers, 0))]
    later = ~opens
    later[:1] = False
    result[later, ..., 2] = np.maximum(result[later, ..., 1], result[later, ..., 2])
    result[later, ..., 1] = -np.inf
    return result


@lru_cache(maxsize=4)
def load_encoder(threads: int = 0) -> Encoder:
    """Return the packaged model, loaded once a process."""
    return Encoder(FOLDER, threads=threads)
