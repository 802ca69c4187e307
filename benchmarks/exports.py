"""Print what an export of a whole ledger takes: time to the first bytes, time and size of it all, memory.

usage: python -m benchmarks.exports LEDGER [--comments] [FORMAT ...]

Each format is written in a process of its own, which counts the bytes and keeps none. `at 10,000` is the peak of memory
when 400 pages (some 10,000 statements) were read, `peak` when all were: the closer they are, the flatter the memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from sayso.export import FORMATS, ExportOptions, stream
from sayso.ledger import Query, open_ledger


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    given.add_argument("ledger", type=Path)
    given.add_argument("formats", nargs="*", default=list(FORMATS))
    given.add_argument("--comments", action="store_true")
    given.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.ledger, asked.formats[0], comments=asked.comments)))
        return
    columns = ("first", 9), ("all", 8), ("processor", 9), ("MB", 7), ("at start", 9), ("at 10,000", 10), ("peak", 7)
    print(f"{'format':<12}", *(f"{name:>{width}}" for name, width in columns))
    for name in asked.formats:
        flags = ["--comments"] if asked.comments else []
        command = [sys.executable, "-m", "benchmarks.exports", str(asked.ledger), name, "--one", *flags]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        times = f"{told['first'] * 1000:>6.0f} ms {told['all']:>6.1f} s {told['processor']:>7.1f} s"
        memory = f"{told['start']:>6.0f} MB {told['early']:>7.0f} MB {told['peak']:>4.0f} MB"
        print(f"{name:<12} {times} {told['bytes'] / 1e6:>7.1f} {memory}", flush=True)


def measure(path: Path, name: str, *, comments: bool) -> dict[str, float]:
    """Write one format, and return seconds, bytes and megabytes of memory."""
    with open_ledger(path, create=False) as ledger:
        started, worked = time.perf_counter(), time.process_time()
        first, size, early, read = 0.0, 0, 0.0, 0
        start = _peak()

        class Counting:
            """The ledger, as far as exports use it, counting the pages that were read."""

            def search(self, query: Query) -> object:
                return ledger.search(query)

            def reading(self, given: str) -> object:
                nonlocal read, early
                read += 1
                early = _peak() if read == 400 else early  # some 10,000 statements
                return ledger.reading(given)

        for part in stream(name, Counting(), Query(), ExportOptions(comments=comments)):  # type: ignore[arg-type]
            size += len(part)
            first = first or (time.perf_counter() - started if size else 0.0)
        whole, work = time.perf_counter() - started, time.process_time() - worked
    memory = {"start": start, "early": early, "peak": _peak()}
    return {"first": first, "all": whole, "processor": work, "bytes": size, **memory}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
