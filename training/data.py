"""Turn annotated texts into labelled windows.

In: PolNeAR, gzipped JSON lines of {"id", "text", "attributions": [{"source", "cue", "content"}]}, spans half-open, and
our own passages, which mark nested statements as well (`parent`). Out: one `Example` a window: piece ids and marks, a
BIO tag per piece and role, and for every piece of a cue which pieces belong to its source and its content.

The run time reads each content again by itself, so training shows such texts too: the contents of our passages, and
fragments of articles cut to look like contents.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.pieces import WINDOW, Pieces, cut, cut_windows, unquote

ROLES = ("source", "cue", "content")
LINKED = ("source", "content")
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
UNKNOWN = -100  # what nobody marked
ELSEWHERE = -1  # a row of links whose target lies in another window


class Passage(Protocol):
    """A text and its attributions: spans by role, and the number of the attribution it is nested in, or None."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def attributions(self) -> Sequence[Mapping[str, Any]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text in pieces: each attribution maps a role to the piece index arrays of its spans.

    `inner` are the pieces of cues of statements inside its contents, None where nobody marked such.
    """

    pieces: Pieces
    attributions: tuple[dict[str, list[NDArray[np.int64]]], ...]
    inner: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window of T pieces: ids, marks (T,); tags (3, T); for each of R cue pieces its links (2, T), one or zero.

    inner (T,): one for the cues of statements inside contents, zero for other pieces of contents, else UNKNOWN.
    """

    ids: NDArray[np.int64]
    marks: NDArray[np.int64]
    tags: NDArray[np.int64]
    inner: NDArray[np.int64]
    cues: NDArray[np.int64]
    links: NDArray[np.float32]


def load(path: Path, tokenizer: Tokenizer) -> list[Article]:
    """Read a split. Raises OSError and json.JSONDecodeError as they come."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_article(json.loads(line), tokenizer) for line in lines]


def _article(row: dict[str, Any], tokenizer: Tokenizer) -> Article:
    pieces = cut(row["text"], tokenizer)
    attributions = tuple(
        {role: [held for span in attribution[role] if len(held := _held(pieces, *span))] for role in ROLES}
        for attribution in row["attributions"]
    )
    return Article(pieces=pieces, attributions=attributions)


def _held(pieces: Pieces, start: int, end: int) -> NDArray[np.int64]:
    return np.flatnonzero((pieces.ends > start) & (pieces.starts < end))


def load_passages(passages: Iterable[Passage], tokenizer: Tokenizer) -> list[Article]:
    """Return each passage as an article of its outer statements, and each content as one of those nested in it."""
    return [article for passage in passages for article in _rooms(passage, tokenizer)]


def _rooms(passage: Passage, tokenizer: Tokenizer) -> Iterator[Article]:
    pieces = cut(passage.text, tokenizer)
    marked = [
        {role: [held for span in statement[role] if len(held := _held(pieces, *span))] for role in ROLES}
        for statement in passage.attributions
    ]
    parents = [statement["parent"] for statement in passage.attributions]
    yield Article(
        pieces=pieces,
        attributions=tuple(m for m, parent in zip(marked, parents, strict=True) if parent is None),
        inner=_cues(m for m, parent in zip(marked, parents, strict=True) if parent is not None),
    )
    for number, outer in enumerate(marked):
        inside = np.concatenate(outer["content"])
        children = [n for n, parent in enumerate(parents) if parent == number]
        part = pieces.take(inside)
        deeper = _cues(m for m, parent in zip(marked, parents, strict=True) if parent in children)
        yield Article(
            pieces=replace(part, marks=unquote(part.marks)),
            attributions=tuple(_renumber(marked[child], inside) for child in children),
            inner=np.searchsorted(inside, deeper),
        )


def _cues(attributions: Iterable[dict[str, list[NDArray[np.int64]]]]) -> NDArray[np.int64]:
    spans = [span for attribution in attributions for span in attribution["cue"]]
    return np.concatenate([np.zeros(0, dtype=np.int64), *spans])


def _renumber(
    attribution: dict[str, list[NDArray[np.int64]]], inside: NDArray[np.int64]
) -> dict[str, list[NDArray[np.int64]]]:
    """Return an attribution counted from the pieces `inside`, which are sorted; spans outside are dropped."""
    return {
        role: [np.searchsorted(inside, span[held]) for span in spans if (held := np.isin(span, inside)).any()]
        for role, spans in attribution.items()
    }


def cut_fragment(article: Article, tokenizer: Tokenizer, chance: random.Random) -> Article | None:
    """Return some sentences of a paragraph that cut no attribution, dressed as a content; None if the draw fails."""
    stops = np.isin(article.pieces.ids, np.array([tokenizer.token_to_id(stop) for stop in ".?!"]))
    edges = np.flatnonzero(stops[:-1] & article.pieces.opens[1:]) + 1
    if len(edges) < 2:
        return None
    at = chance.randrange(len(edges) - 1)
    start, end = int(edges[at]), int(edges[min(at + chance.choice((1, 1, 1, 2)), len(edges) - 1)])
    touched = [
        attribution
        for attribution in article.attributions
        if any(start <= piece < end for spans in attribution.values() for span in spans for piece in span)
    ]
    if any(not start <= piece < end for a in touched for spans in a.values() for span in spans for piece in span):
        return None
    inside = np.arange(start, end - (stops[end - 1] and chance.random() < 0.8))
    part = article.pieces.take(inside)
    marks = unquote(part.marks) if chance.random() < 0.7 else part.marks
    if chance.random() < 0.5:
        marks = np.concatenate([marks[:1] - marks[:1] % 4, marks[1:]])  # a content may open in lower case
    return Article(pieces=replace(part, marks=marks), attributions=tuple(_renumber(a, inside) for a in touched))


def windows(article: Article, tokenizer: Tokenizer, chance: random.Random | None) -> Iterator[Example]:
    """Yield the article's windows; with `chance` the cuts fall elsewhere each time."""
    first_end = chance.randrange(WINDOW // 3, WINDOW - 2) if chance else None
    tags = np.zeros((3, len(article.pieces)), dtype=np.int64)
    for attribution in article.attributions:
        for row, role in zip(tags, ROLES, strict=True):
            for span in attribution[role]:
                row[span] = INSIDE
                row[span[0]] = BEGIN
    inner = np.full(len(article.pieces), UNKNOWN)
    if article.inner is not None:
        inner[tags[2] != OUTSIDE] = 0
        inner[article.inner] = 1
    opening, closing = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
    for window in cut_windows(article.pieces, first_end=first_end):
        inside = slice(window.start, window.end)
        cues, links = _links(article.attributions, window.start, window.end)
        yield Example(
            ids=np.concatenate([[opening], article.pieces.ids[inside], [closing]]),
            marks=np.pad(article.pieces.marks[inside], 1),
            tags=np.pad(tags[:, inside], ((0, 0), (1, 1))),
            inner=np.pad(inner[inside], 1, constant_values=UNKNOWN),
            cues=cues + 1,
            links=np.pad(links, ((0, 0), (0, 0), (1, 1))),
        )


def _links(
    attributions: Sequence[dict[str, list[NDArray[np.int64]]]], start: int, end: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    cues: list[int] = []
    rows: list[NDArray[np.float32]] = []
    for attribution in attributions:
        held = [int(at) - start for span in attribution["cue"] for at in span if start <= at < end]
        if not held:
            continue
        row = np.zeros((2, end - start), dtype=np.float32)
        for target, role in zip(row, LINKED, strict=True):
            for span in attribution[role]:
                target[[int(at) - start for at in span if start <= at < end]] = 1
            if attribution[role] and not target.any():
                target[:] = ELSEWHERE
        cues.extend(held)
        rows.extend([row] * len(held))
    shape = (len(rows), 2, end - start)
    return np.array(cues, dtype=np.int64), np.stack(rows) if rows else np.zeros(shape, dtype=np.float32)
