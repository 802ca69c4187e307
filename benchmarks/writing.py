"""Print what a page costs to store: in an empty ledger and in large ones, and how many bytes a statement takes.

usage: python -m benchmarks.writing LEDGER... [--pages N] [--seed N]

Pages as `make_ledger` makes them are stored in turn, one each, in an empty ledger of each kind of database named and in
every LEDGER, which grows by them: so all share the same moments of a busy machine. Printed is the processor time of
this process a page (median and mean; with PostgreSQL the server's work is not in it), and how many times that of
the empty ledger it is. To set a checkout beside another, run this file in both.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.make_ledger import make_readings, make_world
from sayso.ledger import open_ledger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledgers", nargs="*")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="what the pages are made of; else drawn anew each time")
    arguments = parser.parse_args()
    world = make_world(random.Random(1))  # the people and places of `make_ledger`
    world.chance.seed(arguments.seed or time.time_ns())
    readings = [each for each, _ in zip(make_readings(world, 10**9), range(arguments.pages), strict=False)]
    with tempfile.TemporaryDirectory() as folder:
        targets = [str(Path(folder) / "empty.db"), *arguments.ledgers]
        ledgers = [open_ledger(each) for each in targets]
        before = [each.status().statements for each in ledgers]
        worked: list[list[float]] = [[] for _ in ledgers]
        for reading in readings:
            for ledger, times in zip(ledgers, worked, strict=True):
                started = time.process_time()
                stored = ledger.store(reading)
                times.append(time.process_time() - started)
                assert stored.reading, "these pages are there already: give another seed"
        print(f"{'ledger':40}{'statements':>12}{'median ms':>11}{'mean ms':>9}{'times':>7}{'bytes a statement':>19}")
        empty = statistics.mean(worked[0])
        for target, ledger, count, times in zip(targets, ledgers, before, worked, strict=True):
            mean = statistics.mean(times)
            size = "" if "://" in target else f"{Path(target).stat().st_size / max(1, ledger.status().statements):.0f}"
            name = Path(target).name if "://" not in target else target.rpartition("/")[2]
            print(
                f"{name[:38]:40}{count:12,}{statistics.median(times) * 1e3:11.1f}{mean * 1e3:9.1f}"
                f"{mean / empty:7.2f}{size:>19}"
            )
            ledger.close()


if __name__ == "__main__":
    main()
