"""Score statements with their labels, end to end, against hand-made gold.

usage: python -m benchmarks.labels --gold FILE.jsonl… --pages FOLDER… [--predictions OUT.jsonl]

Gold holds one page a line, {"id", "statements": [...]}, spans in characters of the page as it came in; the page is
FOLDER/id.txt. Each page goes through `sayso.read_page`. Statements are matched one to one by the Jaccard index of the
characters of their contents, at least 0.5, ties by cue. `joint` counts a gold statement as found only if source
(Jaccard 0.5), act, stance, polarity and origin are all right. Labels on given spans: benchmarks/labels_gold.py.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import sayso
from benchmarks.labels_gold import chain_right, count_evidence, origin_right, plain
from sayso.pages.offsets import locate
from sayso.records import Document, Page, Span, Statement

EQUAL = ("source_kind", "naming", "act", "stance", "factuality")
Gold = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--pages", nargs="+", type=Path, required=True, help="folders that hold id.txt")
    parser.add_argument("--predictions", type=Path, help="write what was found here, in the form of the gold")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    lines = []
    for page in (json.loads(line) for path in given.gold for line in path.read_text(encoding="utf-8").splitlines()):
        found = read(next(f for folder in given.pages for f in folder.rglob(f"{page['id']}.txt")))
        counts += count(page["statements"], found)
        lines.append(json.dumps({"id": page["id"], "statements": [as_gold(statement) for statement in found]}))
    if given.predictions:
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} pages, {counts['gold']} gold, {counts['found']} found, {counts['matched']} matched")
    for name, figure in figures(counts).items():
        print(f"  {name:24s} {figure:5.1f}")


def read(path: Path) -> list[Statement]:
    """Return a page's statements, their spans led back to the page as it came in."""
    reading = sayso.read_page(Page(data=path.read_bytes(), location=str(path)))
    if reading.document is None:
        raise SystemExit(f"{path}: {reading.failure}")
    return [in_page(reading.document, statement) for statement in reading.statements]


def in_page(document: Document, statement: Statement) -> Statement:
    """Return the statement with its spans in the decoded page; its id and its parent's stay comparable."""

    def lead(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(place for span in spans if (place := locate(document.offsets, span)))

    chain = tuple(replace(link, span=lead([link.span])[0]) for link in statement.chain)
    evidence = tuple(replace(evidence, span=lead([evidence.span])[0]) for evidence in statement.evidence)
    return replace(
        statement,
        source=lead(statement.source),
        cue=lead(statement.cue),
        content=lead(statement.content),
        chain=chain,
        evidence=evidence,
    )


def as_gold(statement: Statement) -> Gold:
    """Return a statement in the form of the gold."""
    labels = ("source_kind", "naming", "entity", "act", "negated", "stance", "factuality", "layer", "parent")
    spans = {role: [[s.start, s.end] for s in getattr(statement, role)] for role in ("source", "cue", "content")}
    chain = [{"rel": link.rel, "span": [link.span.start, link.span.end]} for link in statement.chain]
    evidence = [{"kind": e.kind, "span": [e.span.start, e.span.end]} for e in statement.evidence]
    return {**spans, **{name: getattr(statement, name) for name in labels}, "chain": chain, "evidence": evidence}


def characters(spans: Sequence[Span] | Sequence[Sequence[int]]) -> set[int]:
    pairs = ((s.start, s.end) if isinstance(s, Span) else (s[0], s[1]) for s in spans)
    return {at for start, end in pairs for at in range(start, end)}


def jaccard(first: set[int], second: set[int]) -> float:
    """Return the Jaccard index; two empty sets are the same."""
    return len(first & second) / len(first | second) if first | second else 1.0


def match(gold: Sequence[Gold], found: Sequence[Statement]) -> Iterator[tuple[Gold, Statement]]:
    pairs = sorted(
        (
            -jaccard(characters(g["content"]), characters(s.content)),
            -jaccard(characters(g["cue"]), characters(s.cue)),
            i,
            j,
        )
        for i, g in enumerate(gold)
        for j, s in enumerate(found)
    )
    free_gold, free_found = set(range(len(gold))), set(range(len(found)))
    for score, _, i, j in pairs:
        if score <= -0.5 and i in free_gold and j in free_found:
            free_gold.remove(i)
            free_found.remove(j)
            yield gold[i], found[j]


def count(gold: Sequence[Gold], found: Sequence[Statement]) -> Counter[str]:
    """Return the counts of one page."""
    counts = Counter(gold=len(gold), found=len(found))
    counts["gold nested"] = sum(bool(g.get("parent")) for g in gold)
    counts["found nested"] = sum(bool(s.parent) for s in found)
    for g, s in match(gold, found):
        counts.update(right(g, s))
    evidence: Counter[str] = Counter()
    count_evidence(evidence, gold, found)
    counts.update({f"evidence {name}": number for name, number in evidence.items()})
    return counts


def right(g: Gold, s: Statement) -> dict[str, int]:
    """Return for each label whether a matched pair agrees, and what it counts among."""
    same = {label: g.get(label) == getattr(s, label) for label in EQUAL}
    same["source"] = jaccard(characters(g["source"]), characters(s.source)) >= 0.5
    same["cue"] = jaccard(characters(g["cue"]), characters(s.cue)) >= 0.5
    same["polarity"] = str(g["factuality"])[-1:] == str(s.factuality)[-1:]
    same["origin"] = origin_right(g, s)
    same["joint"] = all(same[name] for name in ("source", "polarity", "origin", "act", "stance"))
    same["matched"] = True
    same["matched nested"] = bool(g.get("parent")) and bool(s.parent)
    same["with entity"] = bool(g.get("entity"))
    same["entity"] = same["with entity"] and plain(g["entity"]) == plain(s.entity)
    same["with chain of two"] = len(g.get("chain") or []) > 1
    same["chain of two"] = same["with chain of two"] and chain_right(g, s)
    same["gold negated"], same["found negated"] = bool(g["negated"]), bool(s.negated)
    same["negated both"] = bool(g["negated"]) and bool(s.negated)
    return {name: int(value) for name, value in same.items()}


def figures(n: Counter[str]) -> dict[str, float]:
    """Return percentages: F1 of finding statements, of joint rightness; shares of the matched with a label right."""
    matched = n["matched"] or 1
    shares = ("source", "cue", "origin", "polarity", *EQUAL)
    return {
        "statements F1": 200 * n["matched"] / (n["found"] + n["gold"]),
        "nested F1": 200 * n["matched nested"] / ((n["found nested"] + n["gold nested"]) or 1),
        "joint F1": 200 * n["joint"] / (n["found"] + n["gold"]),
        **{name: 100 * n[name] / matched for name in shares},
        "entity": 100 * n["entity"] / (n["with entity"] or 1),
        "chain of two and more": 100 * n["chain of two"] / (n["with chain of two"] or 1),
        "negated F1": 200 * n["negated both"] / ((n["gold negated"] + n["found negated"]) or 1),
        "evidence F1": 200 * n["evidence tp"] / ((n["evidence gold"] + n["evidence pred"]) or 1),
    }


if __name__ == "__main__":
    main()
