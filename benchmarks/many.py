"""Measure the memory that files of many pages take, beside files of few.

usage: python -m benchmarks.many [--articles N] [--rows N]

Writes downloads of 5 and of N invented articles (500 unless told otherwise) and tables of 50 and of N rows (50,000),
reads each in a process of its own from the file to documents, without the model, and prints the peak memory of both
and their ratio, with the processor time of the large one.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.pages.containers.samples import News, as_docx, as_rtf, factiva_html, nexis_text, nexis_uni_paragraphs

from sayso.errors import PageError
from sayso.pages import read_document
from sayso.pages.containers import Opened
from sayso.pages.opening.gather import FailedPage, gather

_FEW_ARTICLES, _FEW_ROWS = 5, 50
_WORDS = [
    "harbour",
    "office",
    "said",
    "that",
    "the",
    "ferry",
    "was",
    "held",
    "keeper",
    "of",
    "sluice",
    "denied",
    "on",
    "Monday",
    "clerk",
    "wrote",
    "log",
    "page",
]
_DOWNLOADS: Mapping[str, Callable[[Sequence[News]], bytes]] = {
    "nexis.txt": lambda news: nexis_text(news).encode(),
    "nexis.docx": lambda news: as_docx(nexis_uni_paragraphs(news)),
    "nexis.rtf": lambda news: as_rtf(nexis_uni_paragraphs(news)),
    "factiva.html": lambda news: factiva_html(news).encode(),
}
_TABLES = ("rows.csv", "rows.jsonl", "rows.parquet")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--read", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.read:
        _read(asked.read)
        return
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        for name, make in _DOWNLOADS.items():
            _compare(
                folder / name, (_FEW_ARTICLES, asked.articles), lambda path, n, make=make: _write(path, make(_news(n)))
            )
        for name in _TABLES:
            _compare(folder / name, (_FEW_ROWS, asked.rows), _write_table)


def _compare(path: Path, sizes: tuple[int, int], write: Callable[[Path, int], None]) -> None:
    figures = []
    for size in sizes:
        write(path, size)
        command = [sys.executable, "-m", "benchmarks.many", "--read", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        read, memory, seconds = done.stdout.split()
        if int(read) != size:
            raise SystemExit(f"{path.name}: {read} of {size} pages could be read")
        figures.append((int(memory), float(seconds)))
    (few, _), (many, seconds) = figures
    print(
        f"{path.name}: {few} MB for {sizes[0]:,}, {many} MB for {sizes[1]:,}: {many / few:.2f} times; {seconds:.0f} s"
    )


def _read(path: str) -> None:
    started = time.process_time()
    count = 0
    for page in Opened(gather([path], max_bytes=20_000_000)):
        try:
            count += not isinstance(page, FailedPage) and bool(read_document(page).text)
        except PageError as error:
            print(error, file=sys.stderr)
    print(count, _peak(), time.process_time() - started)


def _peak() -> int:
    """Return the most memory this process had, in MB, as Linux tells; what `getrusage` tells is its parent's, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _news(count: int) -> list[News]:
    chosen = random.Random(3)

    def body() -> tuple[str, ...]:
        return tuple(f"{' '.join(chosen.choices(_WORDS, k=60)).capitalize()}." for _ in range(8))

    day = {"day": "April 9, 2019 Tuesday", "iso": "2019-04-09"}
    return [
        News(title=f"Sluice {n} was open", outlet="Orsk Canal Herald", author="Petra Holm", body=body(), **day)
        for n in range(count)
    ]


def _write_table(path: Path, count: int) -> None:
    rows = ({"title": f"Row {n}", "text": f"The clerk said that it was {n}, so."} for n in range(count))
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(list(rows)), path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(f"{json.dumps(row)}\n" for row in rows)
            return
        writer = csv.DictWriter(file, ["title", "text"])
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
