"""Remake the weights: python -m training --data DIR --encoder DIR --out DIR."""

from __future__ import annotations

import argparse
from dataclasses import fields, replace
from pathlib import Path

from training.train import Recipe, train


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and weights")
    for field in fields(Recipe):
        parser.add_argument("--" + field.name.replace("_", "-"), type=type(field.default), default=field.default)
    arguments = vars(parser.parse_args())
    paths = {name: arguments.pop(name) for name in ("data", "encoder", "out")}
    print(train(**paths, recipe=replace(Recipe(), **arguments)))


if __name__ == "__main__":
    main()
