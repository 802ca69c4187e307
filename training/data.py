"""Turn annotated texts into labelled windows.

In: PolNeAR, gzipped JSON lines of {"id", "text", "attributions": [{"source", "cue", "content"}]}, spans half-open, and
our own passages, which mark nested statements as well (`parent`), as does what a teacher has found in the contents of
PolNeAR (see training.silver). Out: one `Example` a window: piece ids and marks, for both levels of statements a BIO tag
per piece and role, and for every piece of a cue which pieces belong to its source and its content.

The run time reads what may hold statements deeper than that again by itself, and so does the teacher with all contents.
So training shows such texts too: the contents of our passages, and fragments of articles cut to look like contents.
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

from sayso.language.pieces import WINDOW, Pieces, cut, cut_windows, pieces_in, unquote

ROLES = ("source", "cue", "content")
LINKED = ("source", "content")
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
UNKNOWN = -100  # what nobody marked
ELSEWHERE = -1  # a row of links whose target lies in another window
Spans = dict[str, list[NDArray[np.int64]]]  # the pieces of each span of an attribution, by role


class Passage(Protocol):
    """A text and its attributions: spans by role, and the number of the attribution it is nested in, or None."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def attributions(self) -> Sequence[Mapping[str, Any]]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text in pieces, and its attributions by level: those of the text, then those nested in one of these.

    `deeper` are the pieces of cues nested deeper still. Where `known` (N,) is false nobody marked what is nested.
    `ours` tells whether we marked it ourselves, by the label book.
    """

    pieces: Pieces
    levels: tuple[tuple[Spans, ...], tuple[Spans, ...]]
    deeper: NDArray[np.int64]
    known: NDArray[np.bool_]
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One window of T pieces: ids, marks (T,); tags (2 levels, 3, T); R cue pieces with their links.

    inner (T,): one for cues deeper than both levels, zero for other pieces of nested contents, else UNKNOWN.
    cues, levels (R,): a cue's piece and level; links (R, 2, T): one for its source's and its content's pieces.
    ours: as of its article.
    """

    ids: NDArray[np.int64]
    marks: NDArray[np.int64]
    tags: NDArray[np.int64]
    inner: NDArray[np.int64]
    cues: NDArray[np.int64]
    levels: NDArray[np.int64]
    links: NDArray[np.float32]
    ours: bool


def read_tokenizer(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load(path: Path, tokenizer: Tokenizer, silver: Path | None = None) -> list[Article]:
    """Read a split, with what a teacher found nested in it if given. Raises OSError and json.JSONDecodeError."""
    nested = {row["id"]: row for row in _rows(silver)} if silver else {}
    return [_article(row, nested.get(row["id"]), tokenizer) for row in _rows(path)]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _article(row: dict[str, Any], nested: dict[str, Any] | None, tokenizer: Tokenizer) -> Article:
    pieces = cut(row["text"], tokenizer)
    known = np.full(len(pieces), nested is not None)
    for span in nested["unsure"] if nested else ():
        known[pieces_in(pieces.starts, pieces.ends, [span])] = False
    return Article(
        pieces=pieces,
        levels=(_mark(pieces, row["attributions"]), _mark(pieces, nested["attributions"] if nested else ())),
        deeper=np.zeros(0, dtype=np.int64),
        known=known,
    )


def _mark(pieces: Pieces, attributions: Iterable[Mapping[str, Any]]) -> tuple[Spans, ...]:
    return tuple({role: list(_spans(pieces, attribution[role])) for role in ROLES} for attribution in attributions)


def _spans(pieces: Pieces, spans: Iterable[tuple[int, int]]) -> Iterator[NDArray[np.int64]]:
    """Yield the pieces of each span that has any."""
    return filter(len, (pieces_in(pieces.starts, pieces.ends, [span]) for span in spans))


def load_passages(passages: Iterable[Passage], tokenizer: Tokenizer) -> list[Article]:
    """Return each passage as an article, and each of its contents as one of the statements nested in it."""
    return [article for passage in passages for article in _sections(passage, tokenizer)]


def _sections(passage: Passage, tokenizer: Tokenizer) -> Iterator[Article]:
    pieces = cut(passage.text, tokenizer)
    marked = _mark(pieces, passage.attributions)
    parents = [statement["parent"] for statement in passage.attributions]
    yield _section(pieces, marked, parents, None)
    for number, outer in enumerate(marked):
        inside = np.concatenate(outer["content"])
        part = pieces.take(inside)
        renumbered = [_renumber(attribution, inside) for attribution in marked]
        yield _section(replace(part, marks=unquote(part.marks)), renumbered, parents, number)


def _section(pieces: Pieces, marked: Sequence[Spans], parents: Sequence[int | None], section: int | None) -> Article:
    """Return the statements of a section, by the number of the statement whose content it is."""
    own = [number for number, parent in enumerate(parents) if parent == section]
    nested = [number for number, parent in enumerate(parents) if parent in own]
    deeper = [number for number, parent in enumerate(parents) if parent in nested]
    return Article(
        pieces=pieces,
        levels=(tuple(marked[n] for n in own), tuple(marked[n] for n in nested)),
        deeper=_cues(marked[n] for n in deeper),
        known=np.ones(len(pieces), dtype=bool),
        ours=True,
    )


def _cues(attributions: Iterable[Spans]) -> NDArray[np.int64]:
    spans = [span for attribution in attributions for span in attribution["cue"]]
    return np.concatenate([np.zeros(0, dtype=np.int64), *spans])


def _renumber(attribution: Spans, inside: NDArray[np.int64]) -> Spans:
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
        for attribution in article.levels[0]
        if any(start <= piece < end for spans in attribution.values() for span in spans for piece in span)
    ]
    if any(not start <= piece < end for a in touched for spans in a.values() for span in spans for piece in span):
        return None
    inside = np.arange(start, end - (stops[end - 1] and chance.random() < 0.8))
    part = article.pieces.take(inside)
    marks = unquote(part.marks) if chance.random() < 0.7 else part.marks
    if chance.random() < 0.5:
        marks = np.concatenate([marks[:1] - marks[:1] % 4, marks[1:]])  # a content may open in lower case
    return Article(
        pieces=replace(part, marks=marks),
        levels=(tuple(_renumber(a, inside) for a in touched), ()),
        deeper=np.zeros(0, dtype=np.int64),
        known=np.zeros(len(inside), dtype=bool),
    )


def windows(article: Article, tokenizer: Tokenizer, chance: random.Random | None) -> Iterator[Example]:
    """Yield the article's windows; with `chance` they are larger or smaller each time."""
    size = chance.randrange(WINDOW // 3, WINDOW - 2) if chance else WINDOW - 2
    tags = np.stack([_tags(attributions, len(article.pieces)) for attributions in article.levels])
    tags[1, :, ~article.known] = UNKNOWN
    inner = np.where(article.known & (tags[1, 2] != OUTSIDE), 0, UNKNOWN)
    inner[article.deeper] = 1
    opening, closing = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
    for window in cut_windows(article.pieces, size=size):
        inside = slice(window.start, window.end)
        cues, links = zip(*(_links(level, window.start, window.end) for level in article.levels), strict=True)
        yield Example(
            ids=np.concatenate([[opening], article.pieces.ids[inside], [closing]]),
            marks=np.pad(article.pieces.marks[inside], 1),
            tags=np.pad(tags[:, :, inside], ((0, 0), (0, 0), (1, 1))),
            inner=np.pad(inner[inside], 1, constant_values=UNKNOWN),
            cues=np.concatenate(cues) + 1,
            levels=np.repeat(np.arange(len(cues)), [len(held) for held in cues]),
            links=np.pad(np.concatenate(links), ((0, 0), (0, 0), (1, 1))),
            ours=article.ours,
        )


def _tags(attributions: Iterable[Spans], length: int) -> NDArray[np.int64]:
    tags = np.zeros((3, length), dtype=np.int64)
    for attribution in attributions:
        for row, role in zip(tags, ROLES, strict=True):
            for span in attribution[role]:
                row[span] = INSIDE
                row[span[0]] = BEGIN
    return tags


def _links(attributions: Sequence[Spans], start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
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
