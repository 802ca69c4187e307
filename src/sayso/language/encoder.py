"""Run the model: word pieces in, scores out. The only module that knows the model's run time.

In: sequences of word pieces. Out: for each window of each sequence the logits of its tags and links. Needs no
network: weights and tokenizer travel in the package. What the scores mean is in `Scores`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.pieces import OPENING, Pieces, Window, cut, cut_windows
from sayso.language.weights import FOLDER

_BATCH = 400  # pieces run together, padding included: more at once leave the processor's cache and take longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Logits of one window of T pieces of sequence number `sequence`.

    tags: (T, 3 roles, 3), for source, cue and content the scores of outside, begin and inside. sources: (T, T + 1),
    which piece a cue piece takes for its source; contents: (T, T + 1), which cue piece a content piece hangs on; the
    last column of both stands for none. inner: (T,), whether a piece is the cue of a statement inside a content.
    paragraphs: (T,), numbers that rise with each paragraph.
    """

    sequence: int
    window: Window
    tags: NDArray[np.float32]
    sources: NDArray[np.float32]
    contents: NDArray[np.float32]
    inner: NDArray[np.float32]
    paragraphs: NDArray[np.int64]


class Encoder:
    """The model in `folder`; `threads` 0 takes one a core."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._opening, self._closing = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))

    def cut(self, text: str) -> Pieces:
        """Return the word pieces of `text`."""
        return cut(text, self._tokenizer)

    def score(self, sequences: Sequence[Pieces]) -> Iterator[Scores]:
        """Yield the scores of every window of every sequence, windows of like length together."""
        jobs = [(n, window) for n, pieces in enumerate(sequences) for window in cut_windows(pieces)]
        jobs.sort(key=lambda job: job[1].end - job[1].start)
        while jobs:
            longest = jobs[-1][1].end - jobs[-1][1].start + 2
            share = max(1, _BATCH // longest)
            batch, jobs = jobs[-share:], jobs[:-share]
            yield from self._run(batch, sequences, longest)

    def _run(self, batch: Sequence[tuple[int, Window]], sequences: Sequence[Pieces], length: int) -> Iterator[Scores]:
        ids, marks, mask = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
        for row, (n, window) in enumerate(batch):
            size = window.end - window.start
            ids[row, : size + 2] = [
                self._opening,
                *sequences[n].ids[window.start : window.end],
                self._closing,
            ]
            marks[row, 1 : size + 1] = sequences[n].marks[window.start : window.end]
            mask[row, : size + 2] = 1
        tags, links, inner = self._session.run(None, {"ids": ids, "marks": marks, "mask": mask})
        for row, (n, window) in enumerate(batch):
            held = np.arange(1, window.end - window.start + 1)
            chosen = [*held, 0]  # the opening piece is the one chosen by those who have none
            yield Scores(
                sequence=n,
                window=window,
                tags=_by_word(tags[row, held], sequences[n].opens[window.start : window.end]),
                sources=links[row, 0][np.ix_(held, chosen)],
                contents=links[row, 1].T[np.ix_(held, chosen)],
                inner=inner[row, held],
                paragraphs=np.cumsum(sequences[n].marks[window.start : window.end] >= OPENING),
            )


def _by_word(tags: NDArray[np.float32], opens: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Give all pieces of a word the tags of its first, so that no span cuts a word; only the first can begin."""
    numbers = np.arange(len(opens))
    result = tags[np.maximum.accumulate(np.where(opens, numbers, 0))]
    later = ~opens
    later[:1] = False
    result[later, :, 2] = np.maximum(result[later, :, 1], result[later, :, 2])
    result[later, :, 1] = -np.inf
    return result


@lru_cache(maxsize=4)
def load_encoder(threads: int = 0) -> Encoder:
    """Return the packaged model, loaded once a process."""
    return Encoder(FOLDER, threads=threads)
