"""Compare what two checkouts read in the same pages: python -m benchmarks.checkouts BEFORE AFTER PAGE...

In: the folders of two checkouts, and pages: files or folders; what ends in `.gz` is unpacked first. Out: one line a
page that is not read byte for byte alike, as `sayso read --json` prints it, then the counts; exit status 1 where one
differs. When and how long was read (`page.fetched_at`, `run.seconds`) is left out, and what cannot be read in either is
compared by its message. Both run with this Python and its packages, one after the other: only the code differs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.checkouts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--shown", type=int, default=10, help="differing pages that are told in full")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = list(_unpacked(given.pages, Path(folder)))
        before, after = (_read(checkout, pages) for checkout in (given.before, given.after))
    different = [page for page in dict.fromkeys((*before, *after)) if before.get(page) != after.get(page)]
    for page in different[: given.shown]:
        print(page)
        for told in _differences(before.get(page), after.get(page)):
            print(f"  {told}")
    print(f"pages {len(before)} and {len(after)}, different {len(different)}")
    sys.exit(1 if different else 0)


def _unpacked(given: list[Path], folder: Path) -> Iterator[Path]:
    """Yield files that sayso knows by their suffix; archives are unpacked, each into a folder of its own."""
    files = (file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    for number, file in enumerate(file for file in files if file.is_file()):
        if file.suffix != ".gz":
            yield file.resolve()
            continue
        out = folder / str(number) / file.stem
        out.parent.mkdir()
        out.write_bytes(gzip.decompress(file.read_bytes()))
        yield out


def _read(checkout: Path, pages: list[Path]) -> dict[str, Any]:
    """Return what a checkout prints of each page, by its location."""
    environment = os.environ | {"PYTHONPATH": str(checkout.resolve() / "src"), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "sayso", "read", "--json", "--no-ledger", *map(str, pages)]
    with tempfile.TemporaryFile() as out:
        subprocess.run(command, stdout=out, stderr=subprocess.DEVNULL, env=environment, check=False)
        out.seek(0)
        read = [json.loads(line) for line in out]
    for page in read:
        page["page"].pop("fetched_at", None)
        page["run"].pop("seconds", None)
    return {page["page"]["location"]: page for page in read}


def _differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Yield the first places at which two JSON values differ."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys((*before, *after)):
            yield from _differences(before.get(key), after.get(key), f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, pair in enumerate(zip(before, after, strict=True)):
            yield from _differences(*pair, f"{path}[{number}]")
    elif before != after:
        yield f"{path or '(page)'}: {str(before)[:120]} | {str(after)[:120]}"


if __name__ == "__main__":
    main()
