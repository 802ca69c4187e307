"""Remake the weights: python -m training --data DIR --encoder DIR --out DIR.

Two stages, each with checkpoints that resume: first PolNeAR alone, then PolNeAR with passages of our own and with
fragments dressed as contents, whose weights are exported to the package. Afterwards fit the confidence with
training.calibrate.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sayso.language.weights import FOLDER
from training.export import export
from training.train import Recipe, train

FIRST = Recipe()
SECOND = Recipe(epochs=2, rate=1.5e-4, fragments=3, repeats=2, seed=31)


def main() -> None:
    """Parse the command line, train both stages and export."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument("--package", type=Path, default=FOLDER, help="where the exported model goes")
    given = parser.parse_args()
    first = train(given.data, given.encoder, given.out / "first", FIRST)
    second = train(given.data, given.encoder, given.out / "second", SECOND, start=first)
    print(export(second, given.encoder, given.package))


if __name__ == "__main__":
    main()
