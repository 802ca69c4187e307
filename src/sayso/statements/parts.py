"""Put the parts of statements together from the model's scores, one window at a time.

In: the `Scores` of a window. Out: `Parts`, piece ranges of a cue, its source and its content. A window reports the
statements whose cue opens among the pieces it owns, so that overlapping windows never report one twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import Scores

SOURCE, CUE, CONTENT = range(3)
Range = tuple[int, int]
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Half-open ranges of pieces of the sequence; `source` and `content` may be empty or in several ranges."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def assemble(scores: Scores) -> Iterator[Parts]:
    """Yield the statements of a window in the order of their cues."""
    cues = read_ranges(scores.tags[:, CUE])
    if not cues:
        return
    hanging = _hang_contents(scores, cues)
    sources = read_ranges(scores.tags[:, SOURCE])
    for number, cue in enumerate(cues):
        if not scores.window.first <= scores.window.start + cue[0] < scores.window.last:
            continue
        contents = tuple(content for content, at in hanging if at == number)
        source = _choose_source(scores, cue, sources)
        yield Parts(
            source=_shift(source, scores.window.start),
            cue=_shift((cue,), scores.window.start),
            content=_shift(contents, scores.window.start),
        )


def read_ranges(tags: Array) -> list[Range]:
    """Return the ranges that BIO scores (T, 3) mark: a range opens at `begin`, or at an inside after an outside."""
    best = tags.argmax(axis=1)
    held = best > 0
    opens = held & ((best == 1) | ~np.concatenate([[False], held[:-1]]))
    ends = held & np.concatenate([opens[1:] | ~held[1:], [True]])
    return list(zip(np.flatnonzero(opens).tolist(), (np.flatnonzero(ends) + 1).tolist(), strict=True))


def _hang_contents(scores: Scores, cues: list[Range]) -> list[tuple[Range, int]]:
    """Return each content with the number of the cue it hangs on; contents that hang on none are left out."""
    choices = [np.logaddexp.reduce(scores.contents[:, start:end], axis=1) for start, end in cues]
    chances = _log_softmax(np.stack([*choices, scores.contents[:, -1]], axis=1))
    hanging = []
    for start, end in read_ranges(scores.tags[:, CONTENT]):
        number = int(chances[start:end].mean(axis=0).argmax())
        if number < len(cues):
            hanging.append(((start, end), number))
    return hanging


def _choose_source(scores: Scores, cue: Range, sources: list[Range]) -> tuple[Range, ...]:
    chances = np.exp(_log_softmax(scores.sources[cue[0] : cue[1]]).mean(axis=0))
    likely = max(sources, key=lambda source: float(chances[source[0] : source[1]].sum()), default=None)
    if likely is None or chances[likely[0] : likely[1]].sum() <= chances[-1]:
        return ()
    return (likely,)


def _log_softmax(logits: Array) -> Array:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    chances: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return chances


def _shift(ranges: tuple[Range, ...], by: int) -> tuple[Range, ...]:
    return tuple((start + by, end + by) for start, end in ranges)
