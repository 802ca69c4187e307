"""Put the parts of statements together from the model's scores, one window at a time.

In: the `Scores` of a window, and the level: that of the statements of the text, or of those nested in them. Out:
`Parts`, piece ranges of a cue, its source and its content. A window reports the statements whose cue opens among the
pieces it owns, so that overlapping windows never report one twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import Scores
from sayso.language.heads import log_softmax

SOURCE, CUE, CONTENT = range(3)
SIGNS = ("cue", "content", "content edges", "content link", "source", "source link", "no source", "parts", "length")
LEVELS = 2
# by level what "outside" gives up for source, cue, content; chosen on dev, for nested ones on the dev gold
LEAN = np.array([(0.9, 1.0, 0.3), (0.3, 0.6, 0.1)], dtype=np.float32)
STRANGE = 4.0  # what a cue in another paragraph has against it as the one a content hangs on; chosen on dev (0.3 of F1)
_TINY = np.float32(1e-37)  # a share whose log is still a number
_BACK = 12  # pieces before a range's first inside that it may open at
Range = tuple[int, int]
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Half-open ranges of pieces of the sequence; `source` and `content` may be empty or in several ranges.

    `signs` are what the model's scores say for them, one figure for each of `SIGNS`.
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    signs: tuple[float, ...] = field(default=(), compare=False)


def assemble(scores: Scores, level: int = 0) -> Iterator[Parts]:
    """Yield the statements of one level of a window in the order of their cues."""
    tags = scores.tags[:, level].copy()
    tags[:, :, 0] -= LEAN[level]
    cues = read_ranges(tags[:, CUE], scores.paragraphs)
    if not cues:
        return
    links, drawn = _link(scores, level, cues)
    contents = read_ranges(tags[:, CONTENT], scores.paragraphs)
    homes = _sums(links.T, contents).argmax(axis=0).tolist()
    sources = read_ranges(tags[:, SOURCE], scores.paragraphs)
    chosen = _choose_sources(drawn, sources)
    chances = log_softmax(scores.tags[:, level])
    inside = np.logaddexp(chances[:, :, 1], chances[:, :, 2])
    for number, (cue, source) in enumerate(zip(cues, chosen, strict=True)):
        if not scores.window.first <= scores.window.start + cue[0] < scores.window.last:
            continue
        own = _at_home(scores, cue, [content for content, at in zip(contents, homes, strict=True) if at == number])
        hanging = _close(own, scores.paragraphs, tags)
        parts = Parts(source=source, cue=(cue,), content=hanging)
        yield Parts(
            source=_shift(source, scores.window.start),
            cue=_shift((cue,), scores.window.start),
            content=_shift(hanging, scores.window.start),
            signs=_signs(chances, inside, links[:, number], drawn[number], parts),
        )


def nested_cues(scores: Scores) -> Array:
    """Return for each piece (T,) the chance that it is the cue of a nested statement, or of one nested deeper."""
    outside: Array = np.exp(log_softmax(scores.tags[:, 1, CUE])[:, 0])
    return np.maximum(1 - outside, 1 / (1 + np.exp(-scores.inner)))


def read_ranges(tags: Array, paragraphs: NDArray[np.int64]) -> list[Range]:
    """Return the ranges that BIO scores (T, 3) mark.

    A range opens at `begin` and where a paragraph (T,) begins. An inside after an outside cannot be: the range opens
    there, or as far before as the scores of the pieces before it would rather have it.
    """
    best = tags.argmax(axis=1)
    held = best > 0
    if not held.any():
        return []
    # 0.4 % more of the direct quotations of PolNeAR dev are found so (six layers)
    for at in np.flatnonzero((best[1:] == 2) & ~held[:-1]) + 1:
        held[_opening(tags, paragraphs, int(at)) : at] = True
    opens, ends = held.copy(), held.copy()
    opens[1:] &= (best[1:] == 1) | ~held[:-1] | (paragraphs[1:] != paragraphs[:-1])
    ends[:-1] &= opens[1:] | ~held[1:]
    return list(zip(np.flatnonzero(opens).tolist(), (np.flatnonzero(ends) + 1).tolist(), strict=True))


def _opening(tags: Array, paragraphs: NDArray[np.int64], at: int) -> int:
    """Return where the range whose first inside is at `at` opens for the least loss of score."""
    best, loss = at, tags[at, 2] - tags[at, 1]
    passed = 0.0  # what the pieces between lose by being inside
    for before in range(at - 1, max(-1, at - _BACK - 1), -1):
        if paragraphs[before] != paragraphs[at] or tags[before].argmax() != 0:
            break
        if (lost := passed + tags[before, 0] - tags[before, 1]) < loss:
            best, loss = before, lost
        passed += tags[before, 0] - tags[before, 2]
    return best


def _link(scores: Scores, level: int, cues: list[Range]) -> tuple[Array, Array]:
    """Return log chances (T, cues + 1) that a piece hangs on each cue or on none, chances (cues, T + 1) of its source.

    The last column of the second is the chance that a cue has no source.
    """
    held = np.concatenate([np.arange(*cue) for cue in cues])
    starts = np.cumsum([0, *(end - start for start, end in cues)])[:-1]
    contents = scores.contents(level, held)
    most = contents.max(axis=1, keepdims=True)
    shares = np.add.reduceat(np.exp(contents[:, :-1] - most), starts, axis=1)
    choices = np.log(np.maximum(shares, _TINY)) + most
    homes = scores.paragraphs[[start for start, _ in cues]]
    choices -= np.float32(STRANGE) * (scores.paragraphs[:, None] != homes)
    chances = log_softmax(scores.sources(level, held))
    sizes = np.diff([*starts, len(held)])[:, None]
    drawn = np.exp(np.add.reduceat(chances, starts, axis=0) / sizes)
    return log_softmax(np.concatenate([choices, contents[:, -1:]], axis=1)), drawn


def _at_home(scores: Scores, cue: Range, contents: list[Range]) -> tuple[Range, ...]:
    """Return the contents that stand in the cue's paragraph, or all where none does."""
    home = scores.paragraphs[cue[0]]  # this brings 0.8 of relation F1 on PolNeAR dev (six layers)
    return tuple(c for c in contents if scores.paragraphs[c[0]] == home) or tuple(contents)


def _close(contents: Sequence[Range], paragraphs: NDArray[np.int64], tags: Array) -> tuple[Range, ...]:
    """Return the contents of one statement with holes of one piece filled, where that is of no cue and no source."""
    closed: list[Range] = []
    for start, end in contents:
        hole = start - 1
        meets = closed and closed[-1][1] == hole and paragraphs[hole - 1] == paragraphs[hole] == paragraphs[start]
        if meets and not tags[hole, :CONTENT].argmax(axis=-1).any():
            closed[-1] = (closed[-1][0], end)
        else:
            closed.append((start, end))
    return tuple(closed)


def _choose_sources(drawn: Array, sources: list[Range]) -> list[tuple[Range, ...]]:
    """Return for each cue the range that draws the most of its chances (cues, T + 1), unless none draws more."""
    if not sources:
        return [()] * len(drawn)
    totals = _sums(drawn[:, :-1], sources)
    likely = totals.argmax(axis=1)
    drawing = totals[np.arange(len(drawn)), likely] > drawn[:, -1]
    return [(sources[at],) if draws else () for at, draws in zip(likely.tolist(), drawing.tolist(), strict=True)]


def _signs(chances: Array, inside: Array, links: Array, taken: Array, parts: Parts) -> tuple[float, ...]:
    """Return one figure for each of `SIGNS`.

    chances (T, 3, 3), inside (T, 3), that a piece is of a role at all, and links (T,) are logs; taken (T + 1,) is not.
    """
    if not parts.content:
        return ()
    pieces = sum(end - start for start, end in parts.content)
    edges = [
        chances[start, CONTENT, 1] + chances[min(end, len(chances) - 1), CONTENT, 0] for start, end in parts.content
    ]
    drawn = sum(float(taken[slice(*source)].sum()) for source in parts.source) or float(taken[-1])
    return (
        _mean(inside[:, CUE], parts.cue),
        _mean(inside[:, CONTENT], parts.content),
        float(sum(edges)) / len(edges),
        float(sum(links[slice(*content)].sum() for content in parts.content)) / pieces,
        _mean(inside[:, SOURCE], parts.source),
        math.log(max(drawn, 1e-6)),
        float(not parts.source),
        float(len(parts.content)),
        math.log(pieces),
    )


def _mean(figures: Array, ranges: Sequence[Range]) -> float:
    """Return the mean of the figures (T,) of the pieces in the ranges, 0 for none."""
    pieces = sum(end - start for start, end in ranges)
    return sum(float(figures[slice(*held)].sum()) for held in ranges) / pieces if ranges else 0.0


def _sums(figures: Array, ranges: Sequence[Range]) -> NDArray[np.float64]:
    """Return the sums (N, R) of the figures (N, T) over each of the R ranges of pieces."""
    sums = np.zeros((len(figures), figures.shape[1] + 1))
    np.cumsum(figures, axis=1, out=sums[:, 1:])
    starts, ends = np.array(ranges, dtype=np.int64).reshape(-1, 2).T
    totals: NDArray[np.float64] = sums[:, ends] - sums[:, starts]
    return totals


def _shift(ranges: tuple[Range, ...], by: int) -> tuple[Range, ...]:
    return tuple((start + by, end + by) for start, end in ranges)
