"""Score attribution extraction by the installed pipeline on a PolNeAR split.

usage: python -m benchmarks.attribution --data dev.jsonl.gz [--predictions OUT.jsonl] [--threads N]

Each article goes through `sayso.read_page` as a plain page, the very door the command line uses. The measures are
those of benchmarks/matching.py. --predictions writes what was found, in the form of the data, for other scorers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.progress import track

import sayso
from benchmarks.matching import ROLES, count, figures
from sayso.pages.offsets import locate
from sayso.records import Page, Reading, Span


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a split, gzipped JSON lines")
    parser.add_argument("--predictions", type=Path, help="write the found attributions here")
    parser.add_argument("--threads", type=int, default=0, help="threads of the model, 0 for one a core")
    arguments = parser.parse_args()
    os.environ["SAYSO_THREADS"] = str(arguments.threads)
    counts: Counter[str] = Counter()
    lines = []
    articles = list(load(arguments.data))
    for article in track(articles, description="reading", transient=True):
        found = find_attributions(article["text"])
        counts += count(article["text"], article["attributions"], found)
        lines.append(json.dumps({"id": article["id"], "attributions": found}, ensure_ascii=False))
    if arguments.predictions:
        arguments.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{arguments.data.name}: {len(articles)} articles, {counts['gold']} gold, {counts['predicted']} predicted")
    for name, figure in figures(counts).items():
        print(f"  {name:26s} {figure:5.1f}")


def load(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a split."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from map(json.loads, lines)


def find_attributions(text: str) -> list[dict[str, list[tuple[int, int]]]]:
    """Return what the pipeline finds in `text`, in offsets of `text`."""
    return attributions_of(read(text))


def read(text: str) -> Reading:
    """Return the reading of `text` as a plain page."""
    return sayso.read_page(Page(data=text.encode(), charset="utf-8"), settings=sayso.ReadingSettings(plain=True))


def attributions_of(reading: Reading) -> list[dict[str, list[tuple[int, int]]]]:
    """Return the statements that stand in no other, in offsets of the page."""
    return [
        {role: list(_places(reading, getattr(statement, role))) for role in ROLES}
        for statement in reading.statements
        if statement.parent is None
    ]


def _places(reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    assert reading.document is not None
    for span in spans:
        if place := locate(reading.document.offsets, span):
            yield place.start, place.end


if __name__ == "__main__":
    main()
