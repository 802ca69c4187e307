"""The heads judge and refer as their weights say: chances add up, nothing stands for itself, nearness counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.heads import DISTANCES, MENTIONS, PARTS, Heads, bucket, load_heads

HIDDEN, PIECES = 6, 9
VALUES = {"act": ("assert", "deny"), "stance": ("neutral", "factive", "undercut")}
WIDTH = 5


def make_heads(seed: int = 0, /, given: dict[str, Any] | None = None) -> Heads:
    """Return heads of chance weights but for those given."""
    chance = np.random.default_rng(seed)

    def draw(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    weights = {
        "judge.in": draw(len(PARTS) * HIDDEN + WIDTH, 4),
        "judge.in.bias": draw(4),
        "judge.out": draw(4, WIDTH),
        "judge.out.bias": draw(WIDTH),
        "judge.skip": draw(WIDTH, WIDTH),
        "refer.takes": draw(HIDDEN, 3),
        "refer.takes.bias": draw(3),
        "refer.taken": draw(HIDDEN, 3),
        "refer.taken.bias": draw(3),
        "refer.near": draw(len(MENTIONS), 2 * len(DISTANCES)),
        "refer.none": draw(HIDDEN, 1),
        "refer.none.bias": draw(1),
        "refer.none.kind": draw(len(MENTIONS), 1),
    }
    return Heads(weights=weights | (given or {}), values=VALUES, bound=0.75)


def make_states(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(PIECES, HIDDEN)).astype(np.float32)


def test_each_label_has_chances_that_add_up_to_one() -> None:
    pooled, told = np.ones((3, len(PARTS), HIDDEN), np.float32), np.eye(3, WIDTH, dtype=np.float32)
    judged = make_heads().judge(pooled, told)
    assert {label: chances.shape for label, chances in judged.items()} == {"act": (3, 2), "stance": (3, 3)}
    for chances in judged.values():
        assert np.exp(chances).sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_what_the_tables_say_decides_where_nothing_else_was_learned() -> None:
    heads = make_heads(0, {"judge.out": np.zeros((4, WIDTH), np.float32), "judge.out.bias": np.zeros(WIDTH, np.float32),
                          "judge.skip": 3 * np.eye(WIDTH, dtype=np.float32)})  # fmt: skip
    told = np.zeros((1, WIDTH), np.float32)
    told[0, [1, 2]] = 1
    judged = heads.judge(np.zeros((1, len(PARTS), HIDDEN), np.float32), told)
    assert [int(judged[label].argmax()) for label in ("act", "stance")] == [1, 0]


@given(st.integers(0, 50), st.sampled_from(MENTIONS), st.integers(0, PIECES - 2))
def test_a_mention_stands_for_another_piece_or_for_none(seed: int, kind: str, first: int) -> None:
    mention = np.arange(first, first + 2)
    chances = np.exp(make_heads(seed).refer(make_states(seed), [(mention, kind)]))
    assert chances.shape == (1, PIECES + 1)
    assert chances.sum() == pytest.approx(1, abs=1e-5)
    assert chances[0, mention].tolist() == [0, 0]


def test_nearness_is_told_before_and_behind_apart() -> None:
    assert bucket(np.array([0, 1, 3, 4, 5, 1000])).tolist() == [0, 1, 2, 3, 3, len(DISTANCES) - 1]
    behind = bucket(np.array([-1, -1000]))
    assert behind.tolist() == [len(DISTANCES) + 1, 2 * len(DISTANCES) - 1]


def test_a_chance_is_that_of_its_logistic_regression() -> None:
    heads = make_heads(0, {"sure.labels": np.array([2.0, -1.0]), "sure.identity.borne": np.array([0.0])})
    assert heads.sure("labels", (0.5,)) == 0.5
    assert heads.sure("labels", (1.5,)) == pytest.approx(0.8808, abs=1e-4)
    assert heads.sure("identity.borne", ()) == 0.5


def test_the_packaged_heads_know_the_labels_and_are_sure_of_something() -> None:
    heads = load_heads()
    assert set(heads.values) == {"act", "stance", "factuality", "negated", "source_kind", "naming"}
    assert 0.5 <= heads.bound < 1
    ways = {name for name in heads.weights if name.startswith("sure.identity.")}
    assert ways >= {f"sure.identity.{kind}" for kind in ("he", "she", "it", "they", "we", "i", "borne", "untold")}
