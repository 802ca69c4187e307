"""Remake the weights: python -m training --data DIR --encoder DIR --teacher DIR --out DIR.

A larger network is trained first, on PolNeAR, on passages of our own and on fragments dressed as contents. It then says
what it thinks of every window of the training data, and which statements it finds nested in the contents of PolNeAR;
from that and from the annotators the small network learns, in two trainings whose mean is exported to the package. Each
step keeps what it made in --out and a training that was stopped goes on from its last checkpoint. Afterwards fit the
confidence with training.calibrate.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from sayso.language.weights import FOLDER
from training.batches import Material
from training.data import load, load_passages, read_tokenizer
from training.examples import read_examples
from training.export import export
from training.lesson import Lesson
from training.model import Tagger
from training.teacher import Teacher
from training.train import Recipe, save, train

EXAMPLES = Path(__file__).parent / "examples"
QUICK_HEADS = {"heads.inner": 10.0, "heads.near": 3.0, "heads.": 5.0, "marks.": 5.0}
TEACHER = Recipe(epochs=2, pieces=2560, rate=1.2e-4, seed=11, fragments=1, cuts=2, faster=QUICK_HEADS)
STUDENT = Recipe(epochs=8, pieces=4096, rate=4e-4, seed=7, cuts=2, heed=0.75, faster={"heads.inner": 3.0})
LONGER = replace(STUDENT, epochs=6, rate=3e-4, repeats=1, heed=0.85, drop_pieces=0.08, warmup=0.04)


def main() -> None:
    """Parse the command line, train both networks and export the small one."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the pretrained small encoder")
    parser.add_argument("--teacher", type=Path, required=True, help="folder with the pretrained large encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument("--package", type=Path, default=FOLDER, help="where the exported model goes")
    given = parser.parse_args()
    split = given.data / "train.jsonl.gz"
    tokenizer = read_tokenizer(given.encoder)
    taught = train(
        read_material(split, tokenizer, None), lambda: Teacher(given.teacher), given.out / "teacher", TEACHER
    )
    lesson = Lesson(given.teacher, taught)
    silver = lesson.find_nested(split, tokenizer, given.out / "nested.jsonl.gz")
    material = read_material(split, tokenizer, silver)
    first = train(material, lambda: Tagger(given.encoder), given.out / "student", STUDENT, lesson)
    second = train(material, lambda: _go_on(given.encoder, first), given.out / "longer", LONGER, lesson)
    print(export(mean(first, second, given.out / "weights.pt"), given.encoder, given.package))


def _go_on(encoder: Path, weights: Path) -> Tagger:
    model = Tagger(encoder)
    model.load_state_dict(torch.load(weights))
    return model


def mean(one: Path, other: Path, out: Path) -> Path:
    """Write the mean of two trainings of one network, which is better than either."""
    first, second = torch.load(one), torch.load(other)
    save(out, {name: (value + second[name]) / 2 for name, value in first.items()})
    return out


def read_material(split: Path, tokenizer: Tokenizer, silver: Path | None) -> Material:
    """Read the training split, with what a teacher found nested in it if given, and our own passages."""
    articles = load(split, tokenizer, silver)
    random.Random(0).shuffle(articles)
    passages = load_passages(read_examples(EXAMPLES), tokenizer)
    return Material(articles=articles, passages=passages, tokenizer=tokenizer)


if __name__ == "__main__":
    main()
