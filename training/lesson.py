"""Ask the teacher: what it says of windows, and which statements it finds nested in the contents of articles.

In: the teacher's weights; windows, or a split of PolNeAR. Out: its logits for each window; or a file of what it found
nested, one article a line: {"id", "attributions": [{"source", "cue", "content"}], "unsure": [[start, end]]}, where
`unsure` are ranges of characters of which it is better to learn nothing.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.language.encoder import Scores, by_word
from sayso.language.pieces import OPENING, Pieces, Window, unquote
from sayso.statements.find.assembly import Parts, assemble
from training.batches import Taught, collate, group
from training.data import Article, Example, load, windows
from training.teacher import Teacher
from training.train import autocast, save

_PIECES = 4096  # asked of the teacher together
_SURE = 0.5  # the mean chance of a cue's and a content's pieces from which a nested statement is taken for one


class Lesson:
    """The teacher from the folder `encoder` with its trained weights."""

    def __init__(self, encoder: Path, weights: Path) -> None:
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = Teacher(encoder)
        self._model.load_state_dict(torch.load(weights, map_location="cpu"))
        self._model.to(self._device).eval()

    def __call__(self, examples: Sequence[Example], keep: Path) -> Sequence[Taught | None]:
        """Return what the teacher says of each example, kept in the file `keep`; of our own passages we know better."""
        if not keep.exists():
            save(keep, [taught and (taught.tags, taught.links) for taught in self._teach(examples)])
        return [taught and Taught(tags=taught[0], links=taught[1]) for taught in torch.load(keep, weights_only=False)]

    def _teach(self, examples: Sequence[Example]) -> list[Taught | None]:
        result: list[Taught | None] = [None] * len(examples)
        asked = [number for number, example in enumerate(examples) if not example.ours]
        for at, tags, links, _ in self._ask([examples[number] for number in asked]):
            result[asked[at]] = Taught(tags=tags.astype(np.float16), links=links.astype(np.float16))
        return result

    def _ask(self, examples: Sequence[Example]) -> Iterator[tuple[int, Floats, Floats, Floats]]:
        """Yield of each example its number, tags (T, 3, 3), links (2, T, T) and sides (T, 2, 2, width)."""
        for numbers in group(examples, _PIECES, random.Random(0)):
            batch = collate([examples[n] for n in numbers]).to(self._device)
            with torch.no_grad(), autocast(self._device):
                scores = self._model(batch.ids, batch.marks, batch.mask)
                links = self._model.heads.join(scores.sides)
            for row, number in enumerate(numbers):
                held = slice(len(examples[number].ids))
                yield (
                    number,
                    scores.tags[row, held, 0].float().cpu().numpy(),
                    links[row, :, held, held].float().cpu().numpy(),
                    scores.sides[row, held].float().cpu().numpy(),
                )

    def find_nested(self, data: Path, tokenizer: Tokenizer, out: Path) -> Path:
        """Write what the teacher finds nested in the contents of a split into the file `out`, if it is not there."""
        if out.exists():
            return out
        articles = load(data, tokenizer)
        sections = [(n, *section) for n, article in enumerate(articles) for section in _contents(article)]
        examples = [next(windows(section, tokenizer, None)) for _, _, section in sections]
        rows: list[dict[str, Any]] = [{"attributions": [], "unsure": []} for _ in articles]
        near = self._model.heads.nearness().detach().cpu().numpy()
        for number, tags, _, sides in self._ask(examples):
            article, inside, section = sections[number]
            for parts in assemble(_as_scores(section.pieces, tags, sides, near)):
                _enter(rows[article], parts, articles[article].pieces.take(inside))
        with gzip.open(data, "rt", encoding="utf-8") as lines:
            names = [json.loads(line)["id"] for line in lines]
        with gzip.open(out, "wt", encoding="utf-8") as file:
            for name, row in zip(names, rows, strict=True):
                file.write(json.dumps({"id": name, **row}) + "\n")
        return out


Floats = NDArray[np.float32]


def _contents(article: Article) -> Iterator[tuple[NDArray[np.int64], Article]]:
    """Yield for each content that fits a window its pieces' numbers and itself as a section."""
    for attribution in article.levels[0]:
        inside = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *attribution["content"]]))
        if 4 <= len(inside) <= 250:
            part = article.pieces.take(inside)
            section = replace(part, marks=unquote(part.marks))
            yield inside, replace(article, pieces=section, levels=((), ()), known=np.zeros(len(inside), dtype=bool))


def _as_scores(pieces: Pieces, tags: Floats, sides: Floats, near: Floats) -> Scores:
    """Return the logits in the form that statements are assembled from."""
    length = len(pieces)
    return Scores(
        sequence=0,
        window=Window(start=0, end=length, first=0, last=length),
        tags=by_word(tags[1:-1, None], pieces.opens),
        inner=np.zeros(length, dtype=np.float32),
        sides=sides,
        near=near,
        paragraphs=np.cumsum(pieces.marks >= OPENING),
    )


def _enter(row: dict[str, Any], parts: Parts, pieces: Pieces) -> None:
    """Add a nested statement to its article's row, or its ranges to those that the teacher is unsure of."""
    spans = {
        role: [span for piece_range in getattr(parts, role) for span in _spans(pieces, *piece_range)]
        for role in ("source", "cue", "content")
    }
    if parts.signs and min(parts.signs[0], parts.signs[1]) > np.log(_SURE):
        row["attributions"].append(spans)
    else:
        row["unsure"] += [span for role in spans.values() for span in role]


def _spans(pieces: Pieces, first: int, last: int) -> Iterator[list[int]]:
    """Yield the ranges of characters that the pieces [first, last) cover, which may stand apart in the article."""
    start = first
    for at in range(first + 1, last + 1):
        if at == last or pieces.starts[at] - pieces.ends[at - 1] > 3:
            yield [int(pieces.starts[start]), int(pieces.ends[at - 1])]
            start = at
