"""Kill what reads an archive, again and again, and count what is lost and what is there twice.

    python -m benchmarks.kills [--times 20] [--cluster]

Starts `sayso archive` on archives of its own, by the local pool or on a cluster of two workers, and kills with SIGKILL
in turn a process that reads and the driver, each so many times, at moments that chance chooses, starting the driver
again. At the end it is let through, and what the folder holds is compared with the pages that were written.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext, suppress
from pathlib import Path

import psutil
from tests.cluster.setting import cluster_of, kill, read_of, start, write_archives


def main() -> None:
    """Print the figures, and end with 1 where anything was lost or is there twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--archives", type=int, default=40)
    parser.add_argument("--cluster", action="store_true")
    given = parser.parse_args()
    chosen = random.Random(3)
    with tempfile.TemporaryDirectory() as name, cluster_of(2) if given.cluster else nullcontext() as cluster:
        folder, out = Path(name) / "archives", Path(name) / "out"
        addresses = write_archives(folder, given.archives)
        options = ("--cluster", cluster.address) if cluster else ("--jobs", "2")
        driver = start(folder, out, *options)
        workers = drivers = 0
        while workers + drivers < 2 * given.times and driver.poll() is None:
            before = _whole(out)
            while _whole(out) == before and driver.poll() is None:
                time.sleep(0.05)
            time.sleep(chosen.random())
            if workers <= drivers:
                reading = _reading(driver)
                if reading:
                    kill(chosen.choice(reading))
                    workers += 1
            else:
                kill(driver)
                driver.communicate()
                drivers += 1
                driver = start(folder, out, *options)
        told, errors = driver.communicate()
        found = read_of(out)
        lost = addresses - {location for location, _ in found}
        twice = [key for key, number in found.items() if number > 1]
        print(f"killed: {workers} processes that read, {drivers} drivers; {told.splitlines()[0] if told else errors}")
        print(f"{len(addresses)} pages: {len(lost)} lost, {len(twice)} twice, {len(found) - len(addresses)} too many")
        sys.exit(bool(lost or twice or len(found) != len(addresses)))


def _whole(out: Path) -> int:
    return len(list((out / "done").glob("shard_*.json"))) if out.exists() else 0


def _reading(driver: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the processes that read: those with the model, and actors of Ray."""
    held = psutil.Process().children(recursive=True)
    found: list[psutil.Process] = []
    for process in held:
        with suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if process.pid != driver.pid and ("multiprocessing.spawn" in line or "MapWorker" in line):
                found.append(process)
    return found


if __name__ == "__main__":
    main()
