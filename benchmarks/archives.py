"""Measure what feeding an archive of the web costs beside reading it, and that its memory is flat.

    python -m benchmarks.archives [--records 40000] [--read 200]

Writes a WARC file of so many records into a temporary folder, goes through it, and reads some of its pages. Prints
processor seconds for a thousand pages of each, and the memory held after a tenth and at the end.
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
import time
from itertools import islice
from pathlib import Path

import psutil

from sayso.pages.containers import Asked
from sayso.pages.containers.opened import open_file
from sayso.reading import read_page

_DEMO = Path(__file__).parent.parent / "src/sayso/demo"
_SHELL = (
    "<html><head><title>{title}</title><style>{style}</style></head><body><nav>{nav}</nav>"
    "<article><h1>{title}</h1>{text}</article></body></html>"
)
_MOST = 20_000_000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=40_000)
    parser.add_argument("--read", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.warc.gz"
        _write(path, given.records)
        print(f"{given.records:,} records, {path.stat().st_size / 1e6:.1f} MB packed")
        held = psutil.Process()
        started = time.process_time()
        file = open_file(str(path), Asked(), max_bytes=_MOST)
        size = tenth = 0
        for number, page in enumerate(file, 1):
            size += page.size
            if number == max(1, given.records // 10):
                tenth = held.memory_info().rss
        feeding = (time.process_time() - started) / given.records * 1000
        print(f"{size / given.records / 1000:.1f} kB a page")
        print(f"memory: {tenth / 1e6:.1f} MB after a tenth, {held.memory_info().rss / 1e6:.1f} MB at the end")
        pages = list(islice(open_file(str(path), Asked(), max_bytes=_MOST), given.read + 1))
        read_page(pages.pop())  # loads the model
        started = time.process_time()
        for page in pages:
            read_page(page)
        reading = (time.process_time() - started) / len(pages) * 1000
    print(f"feeding: {feeding:.2f} processor seconds for a thousand pages")
    print(f"reading: {reading:.1f} processor seconds for a thousand pages; feeding is {feeding / reading:.2%} of it")


def _write(path: Path, records: int) -> None:
    """Write an archive whose pages are as large as news pages are, most of it what stands around the text."""
    chosen = random.Random(7)
    texts = [one.read_text(encoding="utf-8") for one in sorted(_DEMO.glob("*.txt"))]
    nav = "".join(f'<li class="menu-{n}"><a href="/section/{n}">Section {n}</a></li>' for n in range(400))
    style = "".join(f".menu-{n}{{margin:{n}px;padding:{n % 7}px}}" for n in range(600))
    with path.open("wb") as file:
        for number in range(records):
            lines = chosen.choice(texts).split("\n\n")
            body = "".join(f"<p>{line}</p>" for line in lines[1:])
            page = _SHELL.format(title=f"{lines[0]} ({number})", style=style, nav=nav, text=body).encode()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-12T08:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:032}>\r\nWARC-Target-URI: https://news.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


if __name__ == "__main__":
    main()
