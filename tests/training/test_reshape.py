"""A network that was pruned says what it said where the parts mattered nothing, and learns to where they did."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch is needed for training alone and is not locked")

from training.batches import Batch, collate  # noqa: E402
from training.data import Example, load_passages, windows  # noqa: E402
from training.examples import parse  # noqa: E402
from training.match import Match, pupil  # noqa: E402
from training.model import HEAD, Scores, State, Tagger  # noqa: E402
from training.reshape import Worth, prune, weigh  # noqa: E402

from sayso.language.pieces import MARKS, WINDOW  # noqa: E402
from tests.training.test_data import MARKED, TOKENIZER  # noqa: E402

HIDDEN, HEADS, WIDTH = 64, 4, 96


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
    pruned = prune(state, worth, heads=1 / 2, units=2 / 3)
    assert pruned["layers.1.project.weight"].shape == (3 * 2 * HEAD, HIDDEN)
    assert pruned["layers.1.narrow.weight"].shape == (HIDDEN, WIDTH - len(idle_units))
    for before, after in zip(say(state), say(pruned), strict=True):
        torch.testing.assert_close(after, before, rtol=1e-4, atol=1e-4)


def test_what_is_worth_most_is_kept_wherever_it_stands(state: State) -> None:
    units = torch.arange(float(WIDTH))
    worth = [
        Worth(heads=torch.tensor([1.0, 4.0, 2.0, 3.0]), units=units),
        Worth(heads=torch.tensor([0.1, 0.2, 0.9, 0.3]), units=units - WIDTH),
    ]
    pruned = prune(state, worth, heads=3 / 8, units=1 / 2)
    kept = state["layers.0.out.weight"].view(HIDDEN, HEADS, HEAD)[:, [1, 2, 3]].flatten(1)
    assert torch.equal(pruned["layers.0.out.weight"], kept)
    assert torch.equal(pruned["layers.1.out.weight"], state["layers.1.out.weight"][:, 2 * HEAD : 3 * HEAD])
    assert pruned["layers.0.widen.bias"].shape == (WIDTH,)
    assert torch.equal(pruned["layers.1.widen.bias"], state["layers.1.widen.bias"][-32:])


def test_it_learns_to_say_what_it_said(state: State) -> None:
    worth = [Worth(heads=torch.ones(HEADS), units=torch.ones(WIDTH))] * 2
    match, held, model = Match(state), batch(), pupil(prune(state, worth, heads=1 / 2, units=1 / 3))
    assert match(pupil(state), held.ids, held) < 1e-4
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=3e-3)
    losses = []
    for _ in range(30):
        losses.append(match(model, held.ids, held))
        losses[-1].backward()
        optimizer.step()
        optimizer.zero_grad()
    assert losses[-1] < losses[0] / 4
    assert torch.equal(model.words.weight, state["words.weight"])
