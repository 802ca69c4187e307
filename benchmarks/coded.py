"""Write what sayso codes in texts whose events are known, for a scorer: python -m benchmarks.coded GOLD --to FILE.

GOLD holds a text a line: {"id", "text", "date"?}, gzipped or not. FILE gets a line a text, `{"id", "events": […]}`, as
`sayso events --json --plain` prints them. `--half even|odd` takes half of the texts, by a hash of their ids; `--bars`
prints how many events are told from which confidence on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.export.json.happened import page_line
from sayso.reading import ReadingSettings, read_page
from sayso.records import Page


def main() -> None:
    """Parse the command line, read, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--bars", action="store_true")
    given = parser.parse_args()
    told, started = [], time.process_time()
    with given.to.open("w", encoding="utf-8") as out:
        for row in rows(given.gold, given.half):
            line = page_line(read_page(page_of(row), settings=ReadingSettings(plain=True))) | {"id": row["id"]}
            told += [event["confidence"] for event in line["events"] or ()]
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{len(told)} events, {time.process_time() - started:.1f} s of processor time", file=sys.stderr)
    if given.bars:
        for bar in range(1, 10):
            print(f"from {bar / 10}: {sum(each >= bar / 10 for each in told)} events")


def rows(path: Path, half: str | None) -> Iterator[dict[str, Any]]:
    """Yield the texts, or the half of them."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        row = json.loads(line)
        if half is None or (zlib.crc32(row["id"].encode()) % 2 == 0) == (half == "even"):
            yield row


def page_of(row: dict[str, Any]) -> Page:
    """Return a text as a page."""
    return Page(data=row["text"].encode(), location=f"{row['id']}.txt", media_type="text/plain")


if __name__ == "__main__":
    main()
