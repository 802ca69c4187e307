"""Teach the head that tells names of places from names of persons and bodies, on the frozen states of the encoder.

    python -m training.places --gum gum_coref.jsonl.gz --texts train.jsonl.gz [--every 3]

`--gum` has texts with mentions and their types, `--texts` texts whose sure names are labelled by `lessons`; the
passages beside this module are ours. Prints how the head does on every eighth lesson of each, which it is not taught.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from sayso.events.places.gazetteer import load_gazetteer
from sayso.events.places.head import KINDS, PATH
from sayso.events.places.names import Lookup
from sayso.events.places.signs import COUNT, signs, windows
from sayso.events.places.words import word_states
from sayso.language.encoder import Encoder, States, load_encoder
from training.places.lessons import Lesson, gum_lessons, own_lessons, public_places, silver_lessons

PASSAGES = Path(__file__).with_name("passages.txt")
_WIDTH, _ROUNDS, _DROPPED, _LONGEST = 64, 14, 0.3, 12_000
_WEIGHTS = {"own": 3.0, "gum": 1.0, "silver": 0.5}


def main() -> None:
    """Teach and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--every", type=int, default=3)
    given = parser.parse_args()
    encoder = load_encoder(1)
    texts = [line["text"][:_LONGEST] for line in list(_lines(given.texts))[:: given.every]]
    parts = {
        "own": _rows(own_lessons(PASSAGES), encoder),
        "gum": _rows(gum_lessons(_lines(given.gum)), encoder),
        "silver": _rows(silver_lessons(texts), encoder),
    }
    _write(*_teach(parts))


def states_of(text: str, encoder: Encoder) -> States:
    """Return what an encoder makes of a text."""
    pieces = encoder.cut(text)
    vectors: NDArray[np.float32] | None = None
    for scores in encoder.score([pieces]):
        window = scores.window
        vectors = np.zeros((len(pieces), scores.states.shape[1]), np.float32) if vectors is None else vectors
        vectors[window.first : window.last] = scores.states[window.first - window.start : window.last - window.start]
    made = np.zeros((len(pieces), 0), np.float32) if vectors is None else vectors
    return States(text=text, ids=pieces.ids, starts=pieces.starts, ends=pieces.ends, vectors=made)


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


Rows = tuple[NDArray[np.float16], NDArray[np.int64], NDArray[np.bool_]]


def _rows(lessons: Iterable[Lesson], encoder: Encoder) -> Rows:
    """Return states and signs (W, 3 hidden + signs), kinds (W,), and which words are kept for testing."""
    inputs, kinds, kept = [], [], []
    lookup = Lookup(load_gazetteer())
    for number, lesson in enumerate(lessons):
        chosen = [
            n for n, (word, kind) in enumerate(zip(lesson.words, lesson.kinds, strict=True)) if word.capital and kind
        ]
        if chosen:
            parts = list(windows(lesson.text, lesson.words))
            meanings = lookup(window.text for window in parts)
            public_places(lesson, parts, meanings)
            told = signs(lesson.text, lesson.words, chosen, parts, meanings)
            states = word_states(lesson.words, chosen, states_of(lesson.text, encoder))
            inputs.append(np.concatenate([states, told], axis=1).astype(np.float16))
            kinds += [KINDS.index(lesson.kinds[n] or "none") for n in chosen]
            kept += [number % 8 == 7] * len(chosen)
    return np.concatenate(inputs), np.array(kinds), np.array(kept)


def _teach(parts: dict[str, Rows]) -> tuple[torch.nn.Linear, torch.nn.Linear]:
    torch.manual_seed(7)
    torch.set_num_threads(1)
    inputs = torch.from_numpy(np.concatenate([part[0] for part in parts.values()]))
    kinds = torch.from_numpy(np.concatenate([part[1] for part in parts.values()]))
    kept = np.concatenate([part[2] for part in parts.values()])
    weights = torch.from_numpy(np.repeat([_WEIGHTS[name] for name in parts], [len(part[1]) for part in parts.values()]))
    into, out = torch.nn.Linear(inputs.shape[1], _WIDTH), torch.nn.Linear(_WIDTH, len(KINDS))
    optimiser = torch.optim.AdamW([*into.parameters(), *out.parameters()], lr=1e-3, weight_decay=0.02)
    taught = torch.from_numpy(np.flatnonzero(~kept))
    for _ in range(_ROUNDS):
        for batch in taught[torch.randperm(len(taught))].split(256):
            hidden = torch.relu(into(_dropped(inputs[batch].float())))
            losses = torch.nn.functional.cross_entropy(out(hidden), kinds[batch], reduction="none")
            optimiser.zero_grad()
            (losses * weights[batch].float()).mean().backward()
            optimiser.step()
    with torch.no_grad():
        for name, part in parts.items():
            told = out(torch.relu(into(torch.from_numpy(part[0][part[2]]).float()))).argmax(1).numpy()
            right = part[1][part[2]]
            place = KINDS.index("place")
            hits = int(((told == place) & (right == place)).sum())
            share = 200 * hits / max(1, int((told == place).sum()) + int((right == place).sum()))
            print(f"{name}: {len(part[1])} words, right {100 * (told == right).mean():.1f}, places F1 {share:.1f}")
    return into, out


def _dropped(inputs: torch.Tensor) -> torch.Tensor:
    """Drop some of the states, and now and then a sign."""
    dropout = torch.nn.functional.dropout
    return torch.cat([dropout(inputs[:, :-COUNT], _DROPPED), dropout(inputs[:, -COUNT:], 0.1)], dim=1)


def _write(into: torch.nn.Linear, out: torch.nn.Linear) -> None:
    arrays = {"into": into.weight.T, "into_bias": into.bias, "out": out.weight.T, "out_bias": out.bias}
    np.savez_compressed(PATH, **{name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()})


if __name__ == "__main__":
    main()
