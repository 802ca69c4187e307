"""Remake what codes events: python -m training.events --help.

The network learns from the passages of `training/events`, from headlines of NGEC and the first sentence below each, and
from phrases for agents. Every tenth passage is kept apart; on those the bar is chosen from which a sentence is said to
tell an event. The network as floats is kept in --out (coder.pt) and not made again while it is there. Last a gate
learns which sentences are worth being read by it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from sayso.language.encoder import States
from sayso.language.events import EventHeads
from sayso.language.weights import FOLDER
from sayso.statements.wording.tokens import tokenise
from training.events.data import NONE, Lesson, agent_lessons, headline_lessons, own_lessons, read_states
from training.events.export import export_graph, export_heads
from training.events.gate import train_gate
from training.events.learn import Taught, learn
from training.events.model import Coder

_APART = 10
# The bar for a further type: passages of ours tell more events a sentence than news does, where it was chosen.
_FURTHER = 0.85
_TEXTS, _PARAGRAPHS, _LONGEST = 500, 8, 192  # articles, paragraphs of each, pieces of a sentence


def main() -> None:
    """Parse the command line, teach, export."""
    parser = argparse.ArgumentParser(
        prog="python -m training.events", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the pretrained small encoder")
    parser.add_argument("--ngec", type=Path, required=True, help="NGEC-2025, gzipped JSON lines")
    parser.add_argument("--agents", type=Path, required=True, help="PLOVER's dictionary of agents")
    parser.add_argument("--texts", type=Path, required=True, help="gzipped JSON lines with a text each, for the gate")
    parser.add_argument("--out", type=Path, required=True, help="folder for what is made")
    parser.add_argument("--package", type=Path, default=FOLDER, help="where the weights go")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--beginning", type=Path, help="a network of an earlier run (coder.pt) to go on from")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    lessons = own_lessons(Path(__file__).parent)
    apart = [lesson for number, lesson in enumerate(lessons) if number % _APART == 0]
    kept = given.out / "coder.pt"
    torch.manual_seed(given.seed)
    coder = Coder(given.encoder)
    if kept.exists():
        coder.load_state_dict(torch.load(kept))
    else:
        if given.beginning:
            coder.load_state_dict(torch.load(given.beginning))
        rest = [lesson for number, lesson in enumerate(lessons) if number % _APART]
        headlines, agents = headline_lessons(given.ngec), agent_lessons(given.agents)
        print(f"{len(rest)} passages, {len(headlines)} headlines, {len(agents)} phrases for agents", flush=True)
        taught = Taught(lessons=rest, headlines=headlines, agents=agents)
        learn(coder, taught, epochs=given.epochs, seed=given.seed, kept=given.out / "growing.pt")
        torch.save(coder.state_dict(), kept)
    coder.eval()
    export_graph(coder, given.package)
    closed = {"bar": np.float32(0.5), "further": np.float32(_FURTHER)}
    export_heads(coder, given.package, closed)
    bar, best = choose_bar(_shipped(given.package), apart)
    print(f"types F1 {best:.1f} on {len(apart)} passages kept apart, told from {bar:.2f}", flush=True)
    closed["bar"] = np.float32(bar)
    export_heads(coder, given.package, closed)
    texts = [*read_states(_paragraphs(given.texts)), *(lesson.states for lesson in lessons)]
    gate = train_gate(_shipped(given.package), texts, [_sentences(states) for states in texts])
    export_heads(coder, given.package, closed | gate)


def _shipped(package: Path) -> EventHeads:
    return EventHeads(package / "events.onnx", package / "events.npz", 0)


def _paragraphs(path: Path) -> list[str]:
    """Return paragraphs of texts without labels, from the openings of articles on."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    return [
        paragraph
        for text in texts[:_TEXTS]
        for paragraph in [line for line in text.split("\n") if len(line.split()) > 4][:_PARAGRAPHS]
    ]


def _sentences(states: States) -> list[tuple[int, int]]:
    edges = np.searchsorted(states.starts, [*tokenise(states.text).sentences, len(states.text)]).tolist()
    return [(start, min(end, start + _LONGEST)) for start, end in pairwise(sorted({0, *edges})) if end > start]


def choose_bar(heads: EventHeads, lessons: Sequence[Lesson]) -> tuple[float, float]:
    """Return the bar for the likeliest type, and the F1 over types of passages there, in hundredths.

    It is half way between that with the best F1 and that with the best F of .5, in which precision counts twice: pages
    of news tell fewer events than passages do.
    """
    told = []
    for lesson in lessons:
        made = heads.read(lesson.states, [(0, len(lesson.states.starts))])
        told.append((heads.types(made, heads.cues(made)), lesson.whole[:NONE] > 0))
    chances, right = (np.stack(each) for each in zip(*told, strict=True))
    first = chances == chances.max(axis=1, keepdims=True)

    def f(bar: float, recall: float) -> float:
        given = (first & (chances >= bar)) | (chances >= _FURTHER)
        return float((1 + recall) * (given & right).sum() / max(1.0, given.sum() + recall * right.sum()))

    bars = [round(float(bar), 2) for bar in np.arange(0.2, 0.8, 0.02)]
    bar = sum(max(bars, key=lambda each: f(each, recall)) for recall in (1, 0.25)) / 2
    return bar, 100 * f(bar, 1)


if __name__ == "__main__":
    main()
