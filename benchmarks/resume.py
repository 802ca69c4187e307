"""Measure what a finished folder costs when it is read again.

usage: python -m benchmarks.resume [--pages N] [--ledger TARGET] [--killed]

Reads a folder of N invented pages (120 unless told otherwise) and a table of as many rows with `sayso read`, in
processes of their own, into a new ledger (or the empty one at TARGET): first, again, and again with files that look
new, so that each page is known by its bytes. Prints the processor time of each and its share of the first, how many
sightings it added; with --killed, what a run of other settings (`--plain`) still reads that was killed half-way with
SIGKILL: nothing is read twice but the page that was in hand.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.make_ledger import CUES, NOUNS, VERBS
from sayso.ledger import open_ledger

_SETTLE = 2.1  # seconds after which a file that did not change is known by a look


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--ledger", help="an empty database, postgresql://…; else a file of its own")
    parser.add_argument("--killed", action="store_true", help="kill another run half-way, and let it go on")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        lay(folder, asked.pages)
        target = asked.ledger or str(folder / "ledger.db")
        time.sleep(_SETTLE)
        first = _read(folder, target, "first")
        _read(folder, target, "again", first=first)
        for path in (folder / "news").iterdir():
            path.touch()
        (folder / "rows.csv").touch()
        _read(folder, target, "touched", first=first)
        if asked.killed:
            print(f"killed       {_killed(folder, target, asked.pages)} of {2 * asked.pages} pages were whole")
            _read(folder, target, "goes on", "--plain")


def lay(folder: Path, pages: int) -> None:
    """Write a folder of pages and a table of as many."""
    chosen = random.Random(7)
    (folder / "news").mkdir()
    for number in range(pages):
        (folder / "news" / f"{number}.txt").write_text(f"Page {number}\n\n{_story(chosen)}\n", encoding="utf-8")
    rows = (f'Row {number},"{_story(chosen)}"\n' for number in range(pages))
    (folder / "rows.csv").write_text("title,text\n" + "".join(rows), encoding="utf-8")


def _story(chosen: random.Random) -> str:
    def sentence() -> str:
        cue = chosen.choice(chosen.choice(list(CUES.values())))
        return f"The {chosen.choice(NOUNS)} keeper {cue} that the {chosen.choice(NOUNS)} {chosen.choice(VERBS)}."

    return "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(3))


def _command(target: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "sayso", "read", "news", "rows.csv", "--ledger", target, *options]


def _read(folder: Path, target: str, name: str, *options: str, first: float | None = None) -> float:
    before, captures = resource.getrusage(resource.RUSAGE_CHILDREN), _captures(target)
    done = subprocess.run(_command(target, *options), cwd=folder, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    share = f", {seconds / first:.1%} of the first" if first else ""
    told = (done.stderr.splitlines() or [""])[-1].removeprefix("sayso: ")
    print(f"{name:12} {seconds:6.1f} s{share}; {_captures(target) - captures} sightings added; {told}")
    return seconds


def _killed(folder: Path, target: str, pages: int) -> int:
    command, before = _command(target, "--plain"), _readings(target)
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        while _readings(target) - before < pages and child.poll() is None:
            time.sleep(0.2)
        os.kill(child.pid, signal.SIGKILL)
    return _readings(target) - before


def _readings(target: str) -> int:
    with open_ledger(target) as ledger:
        return ledger.status().readings


def _captures(target: str) -> int:
    with open_ledger(target) as ledger:
        return ledger.status().captures


if __name__ == "__main__":
    main()
