"""What there is to learn from, for the network and its heads.

In: PolNeAR train, our labelled passages, GUM and GAP. Out: `Lessons`: windows in which it is known where statements
are, windows with labels (`Asked`), and texts in which it is known who is who. Every twelfth passage is left out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.pieces import cut, cut_windows, pieces_in
from sayso.statements.classify.labels import witness
from sayso.statements.classify.parts import parts_of
from training.data import Example, load, load_passages, windows
from training.examples import read_examples
from training.heads import LABELS, told_by_tables
from training.identity import Text, gap_text, gum_text, passage_text, read_lines, split_gum
from training.labels import Labelled, read_labelled

EXAMPLES = Path(__file__).parent / "examples"
HELD_OUT = 12  # every so manieth passage is kept for choosing and for training.trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A window of a passage: ids, marks (T,), and its S statements.

    `parts` are the pieces of each part, `told` (S, WIDTH) what the tables say, `right` (S, labels) the right values.
    """

    ids: NDArray[np.int64]
    marks: NDArray[np.int64]
    parts: Sequence[tuple[NDArray[np.int64], ...]]
    told: NDArray[np.float32]
    right: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What there is to learn from."""

    known: Sequence[Example]
    passages: Sequence[Example]
    asked: Sequence[Asked]
    documents: Sequence[Text]
    short: Sequence[Text]  # in the order of their longest windows, so that neighbours can be read together


def prepare(data: Path, identity: Path, tokenizer: Tokenizer, chance: random.Random) -> Lessons:
    """Read everything. Raises OSError, ExampleError."""
    labelled, _ = split(read_labelled(EXAMPLES))
    empty = [example for example in read_examples(EXAMPLES) if not example.attributions]
    documents, _, _ = split_gum(identity / "gum_coref.jsonl.gz")
    gap = (one for one in read_lines(identity / "gap.jsonl.gz") if one["part"] == "development")
    own = [text for passage in labelled if (text := passage_text(passage, tokenizer, chance)).rows]
    return Lessons(
        known=[window for article in load(data, tokenizer) for window in windows(article, tokenizer, None)],
        passages=[
            window
            for article in load_passages([*(passage.example for passage in labelled), *empty], tokenizer)
            for window in windows(article, tokenizer, None)
        ],
        asked=[window for passage in labelled for window in ask(passage, tokenizer)],
        documents=[gum_text(document, tokenizer, chance) for document in documents],
        short=sorted([*own, *own, *(gap_text(one, tokenizer) for one in gap)], key=_longest),
    )


def split(passages: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """Return the passages to learn from and those kept: every twelfth, counted anew in each folder."""
    parts: tuple[list[Labelled], list[Labelled]] = [], []
    for _, group in groupby(passages, key=lambda passage: passage.example.where.rpartition("/")[0]):
        for number, passage in enumerate(group):
            parts[number % HELD_OUT == 0].append(passage)
    return parts


def _longest(text: Text) -> int:
    return max(window.end - window.start for window in text.windows)


def ask(passage: Labelled, tokenizer: Tokenizer) -> Iterator[Asked]:
    """Yield the windows of a passage that hold statements."""
    text, attributions = passage.example.text, passage.example.attributions
    pieces = cut(text, tokenizer)
    told = told_by_tables(text, attributions)
    opening, closing = (tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
    for window in cut_windows(pieces):
        rows = []
        for number, attribution in enumerate(attributions):
            anchor = pieces_in(pieces.starts, pieces.ends, map(tuple, attribution["cue"] or attribution["content"]))
            if len(anchor) and window.first <= anchor[0] < window.last:
                rows.append(number)
        if not rows:
            continue
        parts = []
        for number in rows:
            spans = [list(map(tuple, attributions[number][part])) for part in ("source", "cue", "content")]  # type: ignore[literal-required]
            held = parts_of(text, pieces.starts, pieces.ends, spans)
            inside = (one[(one >= window.start) & (one < window.end)] - window.start + 1 for one in held)
            parts.append(tuple(inside))
        yield Asked(
            ids=np.concatenate([[opening], pieces.ids[window.start : window.end], [closing]]),
            marks=np.pad(pieces.marks[window.start : window.end], 1),
            parts=parts,
            told=witness([told[number] for number in rows], LABELS),
            right=np.array([[_value(passage, number, label) for label in LABELS] for number in rows]),
        )


def _value(passage: Labelled, number: int, label: str) -> int:
    given = getattr(passage.labels[number], label)
    return LABELS[label].index(("negated" if given else "plain") if label == "negated" else given)
