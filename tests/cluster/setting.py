"""A cluster of two workers on this machine, archives to read, and what was read of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from sayso.engine.archive.pieces import pieces, readings_of
from tests.pages.containers.warcs import Answer, article, packed, record

PAGES = 6  # in an archive


def write_archives(folder: Path, number: int) -> set[str]:
    """Write WARC files, and return the addresses of their pages."""
    folder.mkdir()
    addresses: set[str] = set()
    for archive in range(number):
        answers = [
            Answer(address=f"https://pier.example/{archive}/{n}", body=article(f"Pier {archive} {n}", paragraphs=4))
            for n in range(PAGES)
        ]
        (folder / f"{archive:03}.warc.gz").write_bytes(packed(map(record, answers)))
        addresses.update(answer.address for answer in answers)
    return addresses


def start(archives: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    """Start `sayso archive`."""
    command = (sys.executable, "-m", "sayso", "archive", str(archives), "--out", str(out), *options)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def read_of(out: Path) -> Counter[tuple[str | None, str]]:
    """Return the pages and readings that a folder holds, counted."""
    return Counter((reading.page.location, reading.id) for piece in pieces(out) for reading in readings_of(out, piece))


def begun(out: Path, number: int) -> bool:
    """Tell whether at least so many shards are through."""
    return len(list((out / "done").glob("shard_????????????????.json"))) >= number


@contextmanager
def cluster_of(workers: int) -> Iterator[Any]:
    """Run a cluster whose head reads nothing, and whose other machines have a core each."""
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}
    from ray.cluster_utils import Cluster

    made: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    try:
        for _ in range(workers):
            made.add_node(num_cpus=1)
        yield made
    finally:
        made.shutdown()


def actors() -> list[psutil.Process]:
    """Return the processes of workers that read, of clusters that this process started."""
    held = psutil.Process().children(recursive=True)
    return [process for process in held if "MapWorker" in _title(process)]


def kill(process: psutil.Process | subprocess.Popen[str]) -> None:
    """Kill a process as nothing can be caught."""
    if process.pid:
        os.kill(process.pid, signal.SIGKILL)


def _title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
