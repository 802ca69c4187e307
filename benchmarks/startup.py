"""Print how long `sayso --help` takes: the median and the slowest of several runs, and the peak of memory.

usage: python -m benchmarks.startup [RUNS]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time


def main() -> None:
    """Time the runs, after one that warms the disk."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seconds = [_once() for _ in range(runs + 1)][1:]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"sayso --help: median {statistics.median(seconds):.2f} s of {runs}, "
        f"slowest {max(seconds):.2f} s; {peak:.0f} MB"
    )


def _once() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "sayso", "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
