"""Teach which pairs of mentions say the same, from the signs that `sayso.claims.linking.likeness` compares.

In: dossiers, once with the mentions marked in them and once with those cut by heads that learned from other dossiers.
Out: `pairs.onnx`: trees grown on each other's errors (gradient boosting, Friedman 2001), calibrated by their loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier

from sayso.claims.linking.likeness import FEATURES, features
from sayso.claims.linking.told import Told, told_of
from sayso.claims.mentions.read import Contents, find_mentions
from sayso.language.claims import ClaimHeads, Meaning
from sayso.records import Mention, Span
from training.claims.pages import Marked, mention_in

_TREES, _LEAVES, _RATE, _PENALTY = 150, 12, 0.05, 1.0
_MARKED, _DOUBTFUL = 0.4, 0.12  # the overlap from which a cut mention is a marked one, and may be one
_AT_ONCE = 20_000

Lesson = Sequence[tuple[str | None, Told]]  # the mentions of a dossier, each with its claim, None where it is of none


def told_in(pages: Sequence[Marked], meaning: Meaning) -> Lesson:
    """Return the marked mentions of a dossier as linking sees them, each with its claim."""
    found: list[tuple[str | None, Told]] = []
    for page in pages:
        inside = Contents(page.statements)
        mentions = [mention_in(page.document, spans, inside) for _, _, spans in page.mentions]
        found += zip((claim for claim, _, _ in page.mentions), _told(page, mentions, meaning), strict=True)
    return found


def cut_in(pages: Sequence[Marked], heads: ClaimHeads, meaning: Meaning) -> Lesson:
    """Return what heads cut out of a dossier, each with its claim; what may be a marked mention is left out."""
    found: list[tuple[str | None, Told]] = []
    for page in pages:
        mentions = find_mentions(page.document, page.statements, page.states, heads)
        for told in _told(page, mentions, meaning):
            likeness, claim = max(
                ((_overlap(told.mention.content, spans), claim) for claim, _, spans in page.mentions), default=(0.0, "")
            )
            if likeness >= _MARKED or likeness <= _DOUBTFUL:
                found.append((claim if likeness >= _MARKED else None, told))
    return found


def _told(page: Marked, mentions: Sequence[Mention], meaning: Meaning) -> list[Told]:
    day = date.fromisoformat(page.date) if page.date else None
    vectors = meaning.of(page.states, [mention.content for mention in mentions])
    meant = [replace(mention, vector=vector) for mention, vector in zip(mentions, vectors, strict=True)]
    return [replace(told, outlet=page.outlet, published=day) for told in told_of(page.document, meant)]


def _overlap(one: Iterable[Span], other: Iterable[Span]) -> float:
    mine, theirs = ({at for span in spans for at in range(span.start, span.end)} for spans in (one, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def train_pairs(lessons: Iterable[Lesson], out: Path, *, seed: int = 0) -> None:
    """Write to `out` trees that learned from all pairs within each dossier.

    What says what clauses mean must not have learned from a dossier that stands here, or its cosines are trusted too
    much.
    """
    signs, same = [], []
    for lesson in lessons:
        pairs = list(combinations(lesson, 2))
        same += [first is not None and first == second for (first, _), (second, _) in pairs]
        told = [(one, other) for (_, one), (_, other) in pairs]
        signs += [features(told[at : at + _AT_ONCE]) for at in range(0, len(told), _AT_ONCE)]
    trees = HistGradientBoostingClassifier(
        max_iter=_TREES, max_leaf_nodes=_LEAVES, learning_rate=_RATE, l2_regularization=_PENALTY, random_state=seed
    )
    trees.fit(np.concatenate(signs), np.array(same))
    onnx.save(graph_of(trees), out)


def graph_of(trees: Any) -> onnx.ModelProto:
    """Return fitted trees as a graph with input `signs` (P, F) and output `chances` (P, 1)."""
    nodes = [
        (tree, number, node)
        for tree, (grown,) in enumerate(trees._predictors)  # where scikit-learn keeps the trees that it has grown
        for number, node in enumerate(grown.nodes)
    ]
    inner = [None if node["is_leaf"] else node for _, _, node in nodes]
    leaves = [(tree, number, float(node["value"])) for tree, number, node in nodes if node["is_leaf"]]
    ensemble = onnx.helper.make_node(
        "TreeEnsembleRegressor",
        ["signs"],
        ["sums"],
        domain="ai.onnx.ml",
        n_targets=1,
        base_values=[float(trees._baseline_prediction.ravel()[0])],
        nodes_treeids=[tree for tree, _, _ in nodes],
        nodes_nodeids=[number for _, number, _ in nodes],
        nodes_modes=["LEAF" if node is None else "BRANCH_LEQ" for node in inner],
        nodes_featureids=[0 if node is None else int(node["feature_idx"]) for node in inner],
        nodes_values=[0.0 if node is None else float(node["num_threshold"]) for node in inner],
        nodes_truenodeids=[0 if node is None else int(node["left"]) for node in inner],
        nodes_falsenodeids=[0 if node is None else int(node["right"]) for node in inner],
        target_treeids=[tree for tree, _, _ in leaves],
        target_nodeids=[number for _, number, _ in leaves],
        target_ids=[0] * len(leaves),
        target_weights=[value for _, _, value in leaves],
    )
    real = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [ensemble, onnx.helper.make_node("Sigmoid", ["sums"], ["chances"])],
        "pairs",
        [onnx.helper.make_tensor_value_info("signs", real, ["pairs", len(FEATURES)])],
        [onnx.helper.make_tensor_value_info("chances", real, ["pairs", 1])],
    )
    versions = [onnx.helper.make_opsetid("", 17), onnx.helper.make_opsetid("ai.onnx.ml", 3)]
    return onnx.helper.make_model(graph, opset_imports=versions, ir_version=8)
