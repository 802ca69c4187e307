"""A network of another shape says what it said: parts that matter nothing go unmissed, new layers pass on."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is needed for training alone and is not locked")

from training.batches import Batch, collate  # noqa: E402
from training.data import Example, load_passages, windows  # noqa: E402
from training.examples import parse  # noqa: E402
from training.model import HEAD, Scores, State, Tagger, depth  # noqa: E402
from training.reshape import Worth, grow, prune, weigh  # noqa: E402

from sayso.language.pieces import MARKS, WINDOW  # noqa: E402
from tests.training.test_data import MARKED, TOKENIZER  # noqa: E402

HIDDEN, HEADS, WIDTH = 64, 4, 24


@pytest.fixture
def state() -> State:
    torch.manual_seed(1)
    shapes = {"project": (3 * HEADS * HEAD, HIDDEN), "out": (HIDDEN, HEADS * HEAD), "widen": (WIDTH, HIDDEN)}
    shapes["narrow"] = (HIDDEN, WIDTH)
    made = {"words.weight": torch.randn(30522, HIDDEN), "places": torch.randn(WINDOW, HIDDEN)}
    made["marks.weight"] = torch.randn(MARKS, HIDDEN)
    for norm in ("norm", *(f"layers.{n}.norm_{part}" for n in range(2) for part in ("attention", "output"))):
        made |= {f"{norm}.weight": torch.ones(HIDDEN), f"{norm}.bias": torch.zeros(HIDDEN)}
    for number in range(2):
        for name, (rows, columns) in shapes.items():
            made[f"layers.{number}.{name}.weight"] = torch.randn(rows, columns) / columns**0.5
            made[f"layers.{number}.{name}.bias"] = torch.randn(rows)
    return {**made, **{k: v for k, v in Tagger(made).state_dict().items() if k.startswith("heads.")}}


def batch() -> Batch:
    passage, *_ = load_passages([parse(MARKED, where="here")], TOKENIZER)
    examples: list[Example] = list(windows(passage, TOKENIZER, None))
    return collate(examples)


def say(state: State) -> Scores:
    held = batch()
    with torch.no_grad():
        scores: Scores = Tagger(state).eval()(held.ids, held.marks)
    return scores


def test_heads_and_units_that_add_nothing_go_unmissed(state: State) -> None:
    idle_heads, idle_units = [0, 2], list(range(0, WIDTH, 3))
    for number in range(2):
        state[f"layers.{number}.out.weight"].view(HIDDEN, HEADS, HEAD)[:, idle_heads] = 0
        state[f"layers.{number}.narrow.weight"][:, idle_units] = 0
    worth = weigh(state, [batch()])
    for each in worth:
        assert each.heads[idle_heads].abs().max() == 0 < each.heads[[1, 3]].min()
        assert each.units[idle_units].abs().max() == 0
    pruned = prune(state, worth, heads=2, width=WIDTH - len(idle_units))
    assert pruned["layers.1.project.weight"].shape == (3 * 2 * HEAD, HIDDEN)
    for before, after in zip(say(state), say(pruned), strict=True):
        torch.testing.assert_close(after, before, rtol=1e-4, atol=1e-4)


def test_what_is_worth_most_is_kept_in_its_order(state: State) -> None:
    worth = [Worth(heads=torch.tensor([1.0, 4.0, 2.0, 3.0]), units=torch.arange(float(WIDTH)))] * 2
    pruned = prune(state, worth, heads=2, width=3)
    kept = state["layers.0.out.weight"].view(HIDDEN, HEADS, HEAD)[:, [1, 3]].flatten(1)
    assert torch.equal(pruned["layers.0.out.weight"], kept)
    assert torch.equal(pruned["layers.0.widen.bias"], state["layers.0.widen.bias"][-3:])


def test_new_layers_pass_on_what_they_are_given(state: State) -> None:
    grown = grow(state, (0, 1))
    assert depth(grown) == 4
    assert torch.equal(grown["layers.2.widen.weight"], state["layers.1.widen.weight"])
    for before, after in zip(say(state), say(grown), strict=True):
        torch.testing.assert_close(after, before, rtol=1e-3, atol=1e-3)
