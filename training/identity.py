"""Learn who is who: mentions, and what stands for the same.

In: GUM (Georgetown University; JSON lines of {"id", "text", "mentions": [{"start", "end", "entity"}]}), GAP (Webster et
al., 2018; a pronoun and two names, of which it is one or none), and our own labelled passages, whose sources have a
name, or none, or one that cannot be told. Out: `Text`s: pieces, windows, and `Row`s, each a mention with the pieces
that are right for it, or with those that are wrong.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.pieces import Pieces, Window, cut, cut_windows, pieces_in
from sayso.statements.identify.reference import mention_kind
from training.labels import OPEN, Labelled

Numbers = NDArray[np.int64]
Span = tuple[int, int]
PRONOUNS = ("he", "she", "it", "they", "we", "i")
_FAR = 500  # pieces beyond which a mention teaches nothing
_LIGHT = 0.4  # what a name or a description weighs beside a pronoun
_FIRST = 0.4  # the share of first mentions that are shown; there are more of them than of all others
#: GUM documents kept for measuring and for choosing: every seventh, from the fourth and from the sixth on
UNSEEN, CHOOSING = slice(3, None, 7), slice(5, None, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mention: its pieces and kind. `right`: `pieces` are those it may stand for; else those it does not."""

    mention: Numbers
    kind: str
    pieces: Numbers
    verdict: Literal["right", "wrong", "none"]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in pieces, the windows it is read in, and its mentions."""

    pieces: Pieces
    windows: tuple[Window, ...]
    rows: tuple[Row, ...]

    def part(self, first: int, last: int) -> Text:
        """Return the windows numbered [first, last), rows counted from the first piece they own."""
        windows = self.windows[first:last]
        start, end = windows[0].first, windows[-1].last
        rows = (_moved(row, start, end) for row in self.rows if start <= row.mention[0] and row.mention[-1] < end)
        return Text(pieces=self.pieces, windows=windows, rows=tuple(rows))


def _moved(row: Row, start: int, end: int) -> Row:
    inside = row.pieces[(row.pieces >= start) & (row.pieces < end)] - start
    verdict = "none" if row.verdict == "right" and not len(inside) else row.verdict
    return replace(row, mention=row.mention - start, pieces=inside, verdict=verdict)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def split_gum(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the documents to train on, to choose on, and to look at last."""
    documents = sorted(read_lines(path), key=lambda document: str(document["id"]))
    unseen = documents[UNSEEN][:10]
    choosing = [document for document in documents[CHOOSING] if document not in unseen][:6]
    return [d for d in documents if d not in unseen and d not in choosing], choosing, unseen


def text_of(written: str, tokenizer: Tokenizer, rows: Iterable[Row], pieces: Pieces | None = None) -> Text:
    """Return a text with the windows that the run time reads it in."""
    cut_up = pieces or cut(written, tokenizer)
    return Text(pieces=cut_up, windows=tuple(cut_windows(cut_up)), rows=tuple(rows))


def gum_text(document: dict[str, Any], tokenizer: Tokenizer, chance: random.Random) -> Text:
    """Return a GUM document: each mention may stand for any other of its entity, less what lies in it of others."""
    pieces = cut(document["text"], tokenizer)
    mentions = document["mentions"]
    held = [pieces_in(pieces.starts, pieces.ends, [(m["start"], m["end"])]) for m in mentions]
    own = [set(numbers.tolist()) for numbers in held]
    for at, outer in enumerate(mentions):
        for other, inner in zip(held, mentions, strict=True):
            inside = outer["start"] <= inner["start"] and inner["end"] <= outer["end"]
            shorter = inner["end"] - inner["start"] < outer["end"] - outer["start"]
            if inside and shorter and inner["entity"] != outer["entity"]:
                own[at] -= set(other.tolist())
    by_entity: dict[str, list[int]] = {}
    for at, mention in enumerate(mentions):
        by_entity.setdefault(mention["entity"], []).append(at)
    return text_of("", tokenizer, _gum_rows(document, held, own, by_entity, chance), pieces)


def _gum_rows(
    document: dict[str, Any],
    held: list[Numbers],
    own: list[set[int]],
    by_entity: dict[str, list[int]],
    chance: random.Random,
) -> Iterator[Row]:
    for at, mention in enumerate(document["mentions"]):
        if not len(held[at]):
            continue
        kind = mention_kind(document["text"][mention["start"] : mention["end"]])
        others = (own[other] for other in by_entity[mention["entity"]] if other != at)
        right = set().union(*others) - set(held[at].tolist())
        near = [piece for piece in right if abs(piece - int(held[at][0])) < _FAR]
        if not near and kind not in PRONOUNS and chance.random() > _FIRST:
            continue
        yield Row(
            mention=held[at],
            kind=kind,
            pieces=np.array(sorted(near), dtype=np.int64),
            verdict="right" if near else "none",
            weight=1.0 if kind in PRONOUNS else _LIGHT,
        )


def passage_text(passage: Labelled, tokenizer: Tokenizer, chance: random.Random) -> Text:
    """Return a passage of ours: a source stands for its entity's name, or for none of the names there are."""
    pieces = cut(passage.example.text, tokenizer)
    return text_of("", tokenizer, _passage_rows(passage, pieces, chance), pieces)


def _passage_rows(passage: Labelled, pieces: Pieces, chance: random.Random) -> Iterator[Row]:
    written = passage.example.text

    def held(spans: Iterable[Span]) -> set[int]:
        return set(pieces_in(pieces.starts, pieces.ends, spans).tolist())

    names = {name.strip() for labels in passage.labels for name in labels.entity.split(";")} - {"", OPEN}
    named = {name: held(find_name(written, name)) for name in names}
    sources = [held(tuple(map(tuple, a["source"]))) for a in passage.example.attributions]  # type: ignore[arg-type]
    for labels, attribution, own in zip(passage.labels, passage.example.attributions, sources, strict=True):
        if not own or ";" in labels.entity:
            continue
        kind = mention_kind(" ".join(written[start:end] for start, end in attribution["source"]))
        pronoun = kind in PRONOUNS
        mention = np.array(sorted(own), dtype=np.int64)
        if labels.entity in ("", OPEN):
            wrong = set().union(*named.values()) - own
            if wrong and (pronoun or chance.random() < _LIGHT):
                yield _row(mention, kind, wrong, "wrong", pronoun=pronoun)
            continue
        alike = (other for told, other in zip(passage.labels, sources, strict=True) if told.entity == labels.entity)
        right = named[labels.entity].union(*alike) - own
        if right:
            yield _row(mention, kind, right, "right", pronoun=pronoun)
        elif not pronoun:
            yield _row(mention, kind, set(), "none", pronoun=False)


def _row(
    mention: Numbers, kind: str, pieces: set[int], verdict: Literal["right", "wrong", "none"], *, pronoun: bool
) -> Row:
    held = np.array(sorted(pieces), dtype=np.int64)
    return Row(mention=mention, kind=kind, pieces=held, verdict=verdict, weight=1.0 if pronoun else _LIGHT)


def gap_text(example: dict[str, Any], tokenizer: Tokenizer) -> Text:
    """Return an example of GAP: the pronoun stands for one of the two names, or for neither."""
    written = example["text"]
    pieces = cut(written, tokenizer)
    at = int(example["pronoun_offset"])

    def held(side: str) -> set[int]:
        start = int(example[f"{side}_offset"])
        spans = [(start, start + len(example[side])), *find_name(written, example[side])]
        return set(pieces_in(pieces.starts, pieces.ends, spans).tolist())

    meant = gap_answer(example)
    mention = pieces_in(pieces.starts, pieces.ends, [(at, at + len(example["pronoun"]))])
    chosen, verdict = (held("a") | held("b"), "wrong") if meant is None else (held(meant), "right")
    row = _row(mention, mention_kind(example["pronoun"]), chosen, verdict, pronoun=True)  # type: ignore[arg-type]
    return text_of("", tokenizer, [row], pieces)


def gap_answer(example: dict[str, Any]) -> str | None:
    """Return `a` or `b`, or None where the pronoun stands for neither."""
    return next((side for side in ("a", "b") if str(example[f"{side}_coref"]).upper() == "TRUE"), None)


def find_name(text: str, name: str) -> list[Span]:
    """Return where a name stands: whole, by its last word, or by its capitals."""
    parts = name.split()
    forms = [name]
    if len(parts) > 1 and parts[-1][:1].isupper() and len(parts[-1]) > 2:
        forms.append(parts[-1])
    if len(parts) > 2:
        forms.append("".join(part[0] for part in parts if part[0].isupper()))
    return [
        match.span()
        for form in forms
        if len(form) > 1
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
    ]
