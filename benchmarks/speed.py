"""Measure speed and memory, on one core and on two.

usage: python -m benchmarks.speed --data FILE.jsonl.gz|FOLDER [--limit N] [--rounds N]

Prints articles and word pieces a second from bytes to statements (`sayso.read_page`, plain) and how much that is of
what the bare encoder does in the same process with the same windows, read once; the peak memory of the process that
read all the articles; the time to the command line's help and to the first page of a fresh process; and the rate of two
processes on two cores (`sayso.engine.local.read_many`, jobs=2, from when both are at work).
FILE holds JSON lines with a `text` each, gzipped; of a FOLDER the *.txt files are read. A busy machine gives low
figures: the load before the run is printed too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from sayso.settings import multiply_on_one_thread

multiply_on_one_thread()  # as the command line does, before numpy is loaded

from sayso.engine.local import read_many  # noqa: E402
from sayso.language.encoder import load_encoder  # noqa: E402
from sayso.reading import ReadingSettings, read_page  # noqa: E402
from sayso.records import Page  # noqa: E402

T = TypeVar("T")
WARM = 8  # articles that two processes read before the clock starts
PLAIN = ReadingSettings(plain=True)
HELP = "import sys; sys.argv = ['sayso', '--help']; from sayso.cli import main; main()"
FIRST_PAGE = """
import sys, sayso
data = sys.stdin.buffer.read()
sayso.read_page(sayso.Page(data=data), settings=sayso.ReadingSettings(plain=True))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="gzipped JSON lines, or a folder of *.txt")
    parser.add_argument("--limit", type=int, help="read only so many articles")
    parser.add_argument("--rounds", type=int, default=5, help="fresh processes for each start-up time")
    arguments = parser.parse_args()
    pages = load(arguments.data)[: arguments.limit]
    if not pages:
        parser.error(f"no article in {arguments.data}: give gzipped JSON lines with a text each, or a folder of *.txt")
    load_before, cores, core = os.getloadavg()[0], os.sched_getaffinity(0), pin_to_one_core()
    print(f"machine      {describe_machine()}; core {core} alone, load before {load_before:.1f}")
    rate = put_throughput(pages)
    put("help", seconds_of(HELP, rounds=arguments.rounds), "s, fresh process, `sayso --help`")
    put("first page", seconds_of(FIRST_PAGE, pages[0].data, rounds=arguments.rounds), "s, fresh process, one article")
    if len(cores) > 1 and len(pages) > 2 * WARM:
        os.sched_setaffinity(0, sorted(cores)[-2:])
        put_two_cores(pages, rate)


def load(path: Path) -> Sequence[Page]:
    """Return the articles as pages."""
    if path.is_dir():
        return [Page(data=file.read_bytes(), location=str(file)) for file in sorted(path.rglob("*.txt"))]
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [Page(data=json.loads(line)["text"].encode(), charset="utf-8") for line in lines]


def pin_to_one_core() -> int:
    """Keep this process, its threads and its children on the last core it may use, and return the core's number."""
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    os.environ["SAYSO_THREADS"] = "1"
    return core


def put_throughput(pages: Sequence[Page]) -> float:
    """Read all the pages, after one that loads the model, print rates and peak memory, and return articles a second."""
    read_page(pages[0], settings=PLAIN)
    busy = time.process_time()
    seconds, readings = timed(lambda: [read_page(page, settings=PLAIN) for page in pages])
    busy = time.process_time() - busy
    statements = sum(len(reading.statements) for reading in readings)
    failed = sum(reading.failure is not None for reading in readings)
    print(f"read         {len(pages)} articles, {failed} failed, {statements} statements")
    print(f"took         {seconds:.1f} s, the processor being ours for {busy:.1f} s of them")
    put("articles", len(pages) / seconds, "a second")
    peak = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )  # before the pieces are counted: that is not reading
    put("peak memory", peak, "MiB resident, all articles held")
    encoder = load_encoder(1)
    texts = [encoder.cut(reading.document.text) for reading in readings if reading.document]
    total = sum(map(len, texts))
    bare, _ = timed(lambda: [sum(1 for _ in encoder.score([text])) for text in texts])
    put("word pieces", total / seconds, f"a second, {bare / seconds:.0%} of the bare encoder's")
    put("bare encoder", total / bare, "word pieces a second, each text once, windows as read")
    return len(pages) / seconds


def put_two_cores(pages: Sequence[Page], rate: float) -> None:
    """Read all the pages with two processes and print articles a second, and how often that is `rate`."""
    readings = read_many(pages, settings=PLAIN, jobs=2)
    for _ in range(WARM):
        next(readings)
    seconds, rest = timed(lambda: list(readings))
    both = len(rest) / seconds
    put("two cores", both, f"articles a second, {both / rate:.2f} times one")


def seconds_of(code: str, data: bytes = b"", *, rounds: int) -> float:
    """Return the median time that a fresh Python takes for `code`, `data` on its standard input."""
    command = [sys.executable, "-c", code]
    return statistics.median(
        timed(lambda: subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=True))[0]
        for _ in range(rounds)
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the wall-clock seconds that `work` takes, and its result."""
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def put(name: str, figure: float, unit: str) -> None:
    print(f"{name:12s} {figure:10,.2f} {unit}")


def describe_machine() -> str:
    """Return processor, system, Python and model run time."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")]
    vnni = ", AVX-512 VNNI" if "avx512_vnni" in info else ""
    processor = f"{names[0] if names else platform.machine()}{vnni}, {os.cpu_count()} cores"
    return f"{processor}, {platform.system()}, Python {platform.python_version()}, onnxruntime {version('onnxruntime')}"


if __name__ == "__main__":
    main()
