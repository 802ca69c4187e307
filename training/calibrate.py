"""Fit what turns the model's scores into a confidence, and print how true it is.

In: a PolNeAR split and passages of ours that no weight was trained on, and the packaged model. Out: confidence.json
beside the weights: figures for statements of a text, from the split, for those nested in them and for those of a
content that is read by itself, from the passages. A statement is right when content and source both reach a Jaccard
index of 0.5. The printed calibration error is two-fold: the figures fitted on one half of the texts judge the other.

usage: python -m training.calibrate --data dev.jsonl.gz
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.attribution import load
from benchmarks.matching import ROLES, judge
from numpy.typing import NDArray

from sayso.language.encoder import Encoder, load_encoder
from sayso.language.pieces import Pieces, unquote
from sayso.language.weights import FOLDER
from sayso.statements.find.assembly import SIGNS, Parts, assemble
from sayso.statements.find.confidence import AGAIN, WAYS
from training.examples import Attribution
from training.labels import Labelled, read_labelled
from training.lessons import EXAMPLES, split

Array = NDArray[np.float64]
BINS = 10
# passages of ours are easier than pages: by so much what is nested is less sure there, in log-odds, and from this
# confidence it is kept; both chosen on gold pages
HARDER, LEAST_NESTED = 1.4, 0.365


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Statements found in a split: their signs (N, S), whether each is right (N,), its article (N,); gold in all."""

    signs: Array
    right: Array
    article: NDArray[np.int64]
    gold: int


def judge_split(path: Path) -> Judged:
    """Find the statements of every article and tell which are right."""
    encoder = load_encoder()
    articles = ((each["text"], encoder.cut(each["text"]), each["attributions"]) for each in load(path))
    return _judge(articles, level=0)


def judge_nested(passages: Sequence[Labelled]) -> Judged:
    """Find what is nested in the statements of every passage, in its one reading, and tell what is right."""
    encoder = load_encoder()
    examples = [passage.example for passage in passages]
    nested = ([inner for inner in each.attributions if inner["parent"] is not None] for each in examples)
    texts = ((each.text, encoder.cut(each.text), inner) for each, inner in zip(examples, nested, strict=True))
    return _judge(texts, level=1)


def judge_contents(passages: Sequence[Labelled]) -> Judged:
    """Find the statements of every content of every passage, read by itself, and tell which are right."""
    encoder = load_encoder()
    return _judge((content for each in passages for content in _contents(each, encoder)), level=0)


def _contents(passage: Labelled, encoder: Encoder) -> Iterator[tuple[str, Pieces, list[Attribution]]]:
    text, attributions = passage.example.text, passage.example.attributions
    pieces = encoder.cut(text)
    for number, outer in enumerate(attributions):
        held = [np.arange(*np.searchsorted(pieces.starts, span)) for span in outer["content"]]
        part = pieces.take(np.concatenate(held))
        if len(part):
            inside = [inner for inner in attributions if inner["parent"] == number]
            yield text, replace(part, marks=unquote(part.marks)), inside


def _judge(texts: Iterable[tuple[str, Pieces, Sequence[Mapping[str, Any]]]], *, level: int) -> Judged:
    encoder = load_encoder()
    signs, right, numbers, gold = [], [], [], 0
    for number, (text, pieces, attributions) in enumerate(texts):
        found = [p for scores in encoder.score([pieces]) for p in assemble(scores, level) if p.content]
        signs += [parts.signs for parts in found]
        right += judge(text, attributions, [dict(_spans(pieces, parts)) for parts in found])
        numbers += [number] * len(found)
        gold += len(attributions)
    return Judged(signs=np.array(signs), right=np.array(right, dtype=float), article=np.array(numbers), gold=gold)


def _spans(pieces: Pieces, parts: Parts) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for role in ROLES:
        ranges = getattr(parts, role)
        yield role, [(int(pieces.starts[start]), int(pieces.ends[end - 1])) for start, end in ranges]


def fit(signs: Array, right: Array) -> Array:
    """Return the weights and, last, the bias of a logistic regression, by Newton's method with a weak ridge."""
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    inputs = np.column_stack([(signs - mean) / spread, np.ones(len(signs))])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + 1e-2 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, inputs.T @ (chance - right) + 1e-2 * weights)
    return np.append(weights[:-1] / spread, weights[-1] - (weights[:-1] * mean / spread).sum())


def predict(weights: Array, signs: Array) -> Array:
    """Return the probability of each row of signs."""
    chances: Array = 1 / (1 + np.exp(-(signs @ weights[:-1] + weights[-1])))
    return chances


def cross_fit(judged: Judged) -> Array:
    """Return each statement's probability by the figures fitted on the other half of the articles."""
    chances = np.zeros(len(judged.right))
    for half in (0, 1):
        held_out = judged.article % 2 == half
        chances[held_out] = predict(fit(judged.signs[~held_out], judged.right[~held_out]), judged.signs[held_out])
    return chances


def reliability(chances: Array, right: Array) -> Iterator[tuple[int, float, float]]:
    """Yield for each tenth of the scale: how many statements, their mean confidence, the share that is right."""
    tenth = np.minimum((chances * BINS).astype(int), BINS - 1)
    for number in range(BINS):
        if (held := tenth == number).any():
            yield int(held.sum()), float(chances[held].mean()), float(right[held].mean())


def best_least(chances: Array, judged: Judged) -> float:
    """Return the lowest confidence to keep from whose F1 lies within 0.007 of the best, in steps of 0.05.

    The curve is flat at its top, and a statement kept with its confidence is worth more than one never seen.
    """
    scores = {step / 20: f1(chances, judged, step / 20) for step in range(20)}
    return min(least for least, score in scores.items() if score >= max(scores.values()) - 0.007)


def f1(chances: Array, judged: Judged, least: float) -> float:
    """Return the relation F1 of the statements of at least this confidence."""
    kept = chances >= least
    return float(2 * judged.right[kept].sum() / (kept.sum() + judged.gold))


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a split that was not trained on")
    split_path = parser.parse_args().data
    _, kept = split(read_labelled(EXAMPLES))
    text, nested = WAYS
    found = {text: judge_split(split_path), nested: judge_nested(kept), AGAIN: judge_contents(kept)}
    figures: dict[str, Any] = {"signs": SIGNS}
    for way, judged in found.items():
        print(f"{way}: {judged.gold} statements marked, {len(judged.right)} found")
        figures[way] = _fitted(judged)
        if way != text:
            figures[way]["bias"] = round(figures[way]["bias"] - HARDER, 6)
            figures[way]["least"] = LEAST_NESTED
    (FOLDER / "confidence.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _fitted(judged: Judged) -> dict[str, Any]:
    """Return the figures of one way, and print how true they are."""
    chances = cross_fit(judged)
    curve = list(reliability(chances, judged.right))
    error = sum(count * abs(sure - true) for count, sure, true in curve) / len(chances)
    for count, sure, true in curve:
        print(f"  {count:5d} statements, confidence {sure:.2f}, right {true:.2f}")
    print(f"  expected calibration error {error:.3f}, two-fold over texts")
    least = best_least(chances, judged)
    kept, everything = (100 * f1(chances, judged, bound) for bound in (least, 0))
    print(f"  relation F1 {kept:.1f} keeping from {least:.2f}, {everything:.1f} keeping all")
    weights = fit(judged.signs, judged.right).round(6).tolist()
    return {"weights": weights[:-1], "bias": weights[-1], "least": least}


if __name__ == "__main__":
    main()
