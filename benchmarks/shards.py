"""Measure pages a processor second of `sayso archive`, by the local pool and on a Ray cluster of this machine.

    python -m benchmarks.shards [--pages 120] [--jobs 1] [--cluster]

Writes WARC files of the demo pages in HTML, reads them, and adds up the processor time of the processes that read and
of those around them, looked at four times a second. Beside them, pages in a language that is kept without statements.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

_DEMO = Path(__file__).parent.parent / "src/sayso/demo"
_OTHER = (
    "Der Hafenmeister von Velitz erklärte am Dienstag, die Mole sei seit dem Morgen gesperrt, und niemand wisse, wann"
    " die Fähre wieder fahre. Die Fischer widersprachen ihm noch am selben Abend in der überfüllten Halle am Kai."
)
_SHARDS = 4


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--cluster", action="store_true")
    given = parser.parse_args()
    english = [one.read_text(encoding="utf-8").split("\n\n") for one in sorted(_DEMO.glob("*.txt"))]
    ways = {"local pool": ()} | ({"Ray": ("--cluster", "local")} if given.cluster else {})
    for language, texts in (("English", english), ("German", [["Mole gesperrt", *[_OTHER] * 12]])):
        for way, options in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                _write(Path(folder), texts, given.pages)
                command = (*_command(folder), "--jobs", str(given.jobs), *options)
                started = time.monotonic()
                reading, around = _watched(command)
            print(
                f"{language}, {way}: {given.pages / reading:.2f} pages a processor second of those that read"
                f" ({reading:.1f} s, the model loaded {given.jobs} times), {around:.1f} s around them,"
                f" {time.monotonic() - started:.0f} s in all"
            )


def _command(folder: str) -> tuple[str, ...]:
    return sys.executable, "-m", "sayso", "archive", f"{folder}/crawl", "--out", f"{folder}/out"


def _watched(command: tuple[str, ...]) -> tuple[float, float]:
    """Run a command, and return the processor seconds of the processes that read and of the others."""
    seen: dict[int, tuple[bool, float]] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        top = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                for one in (top, *top.children(recursive=True)):
                    times = one.cpu_times()
                    reads = "multiprocessing.spawn" in " ".join(one.cmdline())
                    seen[one.pid] = reads, times.user + times.system
            except psutil.Error:
                pass
            time.sleep(0.25)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return sum(s for reads, s in seen.values() if reads), sum(s for reads, s in seen.values() if not reads)


def _write(folder: Path, texts: list[list[str]], pages: int) -> None:
    (folder / "crawl").mkdir()
    for shard in range(_SHARDS):
        with (folder / "crawl" / f"{shard}.warc.gz").open("wb") as file:
            for number in range(shard, pages, _SHARDS):
                title, *lines = texts[number % len(texts)]
                body = "".join(f"<p>{line}</p>" for line in lines)
                page = f"<html><head><title>{title}</title></head><body><h1>{title} ({number})</h1>{body}</body></html>"
                block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
                head = (
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-12T08:00:00Z\r\n"
                    f"WARC-Target-URI: https://news.example/{number}\r\n"
                    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
                )
                file.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))


if __name__ == "__main__":
    main()
