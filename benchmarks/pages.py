"""Measure how HTML pages are read: body against furniture beside trafilatura, comment threads, places, time.

usage: python -m benchmarks.pages --pages DIR [--comments GOLD.json --scorer score_comments.py]
       python -m benchmarks.pages --growth

DIR holds saved pages (*.html, *.html.gz) and expected.json: {page: {"url", "with": [...], "without":
[...], "comments": [...]}}, segments that belong to the body, to furniture, to readers' comments. GOLD has
the comment threads of some of them; the scorer's functions `score` and `stem` are loaded from its file.
Every figure is printed from this run.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import trafilatura

from benchmarks.thread_pages import LAYOUTS, make_page
from sayso.pages.decoding.decode import Decoded, decode
from sayso.pages.html import find_charset, read_html
from sayso.pages.markup.passage import read_back
from sayso.records import ARTICLE_ROLES, Document, Page

_ROUNDS = 3
_FEW, _MANY = 500, 5000


def main() -> None:
    arguments = _parse()
    if arguments.growth:
        _print_growth()
        return
    expected = json.loads((arguments.pages / "expected.json").read_text(encoding="utf-8"))
    ours, theirs = Counter[str](), Counter[str]()
    english = {"sayso": Counter[str](), "trafilatura": Counter[str]()}
    places, seconds, read = Counter[str](), [], {}
    for name, segments in sorted(expected.items()):
        page = _load(arguments.pages / name, segments.get("url"))
        started = time.perf_counter()
        document = read_html(page)
        seconds.append(time.perf_counter() - started)
        decoded = decode(replace(page, charset=find_charset(page.data)))
        body = " ".join(document.text[b.start : b.end] for b in document.blocks if b.role in ARTICLE_ROLES)
        extracted = trafilatura.bare_extraction(page.data, url=page.location, include_comments=False)
        plain = extracted.text if extracted and extracted.text else ""
        for counts, text in ((ours, body), (theirs, plain)):
            counts.update(_count(text, segments))
        if document.language in (None, "en"):
            english["sayso"].update(_count(body, segments))
            english["trafilatura"].update(_count(plain, segments))
        places.update(_check_places(decoded, document))
        read[name] = document
    print(f"pages {len(expected)}")
    for label, counts in (("sayso", ours), ("trafilatura", theirs)):
        print(f"{label:12} {_line(counts)}; on pages that declare English or nothing: {_line(english[label])}")
    print(f"places       {dict(places)}")
    print(f"milliseconds median {1000 * statistics.median(seconds):.0f}, slowest {1000 * max(seconds):.0f}")
    _print_ratio([_load(arguments.pages / name, segments.get("url")) for name, segments in sorted(expected.items())])
    if arguments.comments:
        _print_threads(arguments.comments, arguments.scorer, read)


def _print_ratio(pages: Sequence[Page]) -> None:
    """Print how long reading takes beside trafilatura's plain extraction, in turn, in processor time."""
    ratios, costs = [], []
    for _ in range(_ROUNDS):
        ours = _clock(lambda: [read_html(page) for page in pages])
        theirs = _clock(lambda: [trafilatura.extract(page.data, include_comments=False) for page in pages])
        ratios.append(ours / theirs)
        costs.append((ours, theirs))
    ours, theirs = map(statistics.median, zip(*costs, strict=True))
    print(f"seconds      sayso {ours:.2f}, trafilatura {theirs:.2f}, ratio {statistics.median(ratios):.2f}")


def _clock(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _print_growth() -> None:
    """Print what a character costs on pages of many comments beside pages of few, made for each layout of threads."""
    for layout in LAYOUTS:
        costs = []
        for comments in (_FEW, _MANY):
            page = Page(data=make_page(layout, comments), media_type="text/html")
            found = len(read_html(page).comments)
            best = min(_clock(lambda page=page: read_html(page)) for _ in range(_ROUNDS))
            costs.append(best / len(page.data))
            print(f"{layout:12} {comments} comments, {found} found, {1e6 * costs[-1]:.2f} microseconds a character")
        print(f"{layout:12} ratio {costs[1] / costs[0]:.2f}")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=Path)
    parser.add_argument(
        "--growth", action="store_true", help="what a character costs on pages of 500 and 5,000 comments"
    )
    parser.add_argument("--comments", type=Path)
    parser.add_argument("--scorer", type=Path, help="default: bench/score_comments.py beside the folder of the gold")
    arguments = parser.parse_args()
    if not arguments.growth and arguments.pages is None:
        parser.error("give --pages, or --growth")
    if arguments.comments and not arguments.scorer:
        arguments.scorer = arguments.comments.parent.parent / "bench" / "score_comments.py"
    return arguments


def _load(path: Path, location: str | None) -> Page:
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    return Page(data=data, media_type="text/html", location=location)


def _count(text: str, segments: dict[str, Any]) -> Counter[str]:
    """Count segments of the body found and missed, furniture and comments that leaked in."""
    text = " ".join(text.split())

    def inside(names: Iterable[str]) -> list[bool]:
        return [" ".join(name.split()) in text for name in names]

    found, furniture = inside(segments["with"]), inside(segments["without"])
    leaked = inside(segments.get("comments", ()))
    return Counter(
        found=sum(found), missed=len(found) - sum(found), comments=sum(leaked),
        furniture=sum(furniture), left_out=len(furniture) - sum(furniture),
    )  # fmt: skip


def _line(counts: Counter[str]) -> str:
    wrong = counts["missed"] + counts["furniture"]
    f1 = 200 * counts["found"] / (2 * counts["found"] + wrong) if counts["found"] else 0.0
    return (
        f"F1 {f1:.1f} (found {counts['found']}, missed {counts['missed']},"
        f" furniture let in {counts['furniture']}, left out {counts['left_out']},"
        f" comments let in {counts['comments']})"
    )


def _check_places(decoded: Decoded, document: Document) -> Counter[str]:
    """Count blocks and comments that lead to the page, and those that read back as themselves there."""
    counts = Counter[str]()
    for kind, parts in (("blocks", document.blocks), ("comments", document.comments)):
        for part in parts:
            if part.start is None or part.end is None:
                continue
            counts[kind] += 1
            counts[f"{kind}_located"] += bool(part.ranges)
            repaired = any(
                part.ranges and r.start < part.ranges[-1].end and r.end > part.ranges[0].start for r in document.repairs
            )
            same = read_back(decoded.text, part.ranges) == document.text[part.start : part.end]
            counts[f"{kind}_read_back"] += same
            counts[f"{kind}_repaired"] += repaired and not same
    return counts


def _print_threads(gold_at: Path, scorer_at: Path, read: dict[str, Document]) -> None:
    scorer = _import(scorer_at)
    gold = {scorer.stem(name): value for name, value in json.loads(gold_at.read_text(encoding="utf-8")).items()}
    lines = {scorer.stem(name): _as_line(document) for name, document in read.items()}
    print(f"threads      {json.dumps(scorer.score(gold, lines))}")


def _import(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no Python module; give --scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _as_line(document: Document) -> dict[str, Any]:
    """Return what the scorer reads of `sayso read --json`."""

    def text(start: int | None, end: int | None) -> str:
        return document.text[start:end] if start is not None else ""

    return {
        "document": {"blocks": [{"role": b.role, "text": text(b.start, b.end)} for b in document.blocks]},
        "comments": [
            {
                "id": c.id, "commenter": c.commenter, "display": c.display, "posted": c.posted,
                "text": text(c.start, c.end), "reply_to": c.reply_to,
            }
            for c in document.comments
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
