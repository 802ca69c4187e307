"""Score the labels that sayso gives to gold statements: how well each label is found once the spans are right.

usage: labels_gold.py --gold FILE.jsonl… --pages FOLDER… [--show LABEL]

Gold is read as score_labels.py reads it: one page a line, spans in characters of the page as it came in. The spans
and parents of each gold statement are given to the label stages; what they make of them is compared with gold.
`--show entity` lists what differs.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.documents import make_document as document_of

from sayso.records import Comment, Document, Span, Statement

STAGES = (
    ("identify", "resolve_sources"),
    ("chain", "trace_chains"),
    ("act", "classify_acts"),
    ("certainty", "judge_certainty"),
)
EQUAL = ("source_kind", "naming", "act", "stance", "factuality")
Gold = dict[str, Any]
Stage = Callable[[Document, tuple[Statement, ...]], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page's gold and the document and statements made of its spans, in the same order."""

    page: str
    gold: list[Gold]
    document: Document
    statements: tuple[Statement, ...]


def read_cases(gold_files: list[Path], folders: list[Path]) -> Iterator[Case]:
    for path in gold_files:
        for line in path.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            found = next(f for folder in folders for f in folder.rglob(f"{page['id']}.txt"))
            text = found.read_bytes().decode("utf-8")
            document = make_document(text, path.parent / f"{page['id']}.page.json")
            yield Case(
                page=page["id"],
                gold=page["statements"],
                document=document,
                statements=make_statements(document, page["statements"]),
            )


def make_document(text: str, layout: Path) -> Document:
    """Return the whole page as one text, its blocks from gold where there are any, else split at blank lines."""
    if not layout.exists():
        parts = [Span(start=match.start(), end=match.end()) for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]
        return document_of(text, [("paragraph" if number else "headline", part) for number, part in enumerate(parts)])
    page = json.loads(layout.read_text(encoding="utf-8"))
    blocks = [(b["role"], Span(start=b["start"], end=b["end"])) for b in page["blocks"]]
    told = ("commenter", "display", "posted", "start", "end")
    comments = [Comment(id=f"c{n}", **{key: c.get(key) for key in told}) for n, c in enumerate(page["comments"])]
    return document_of(text, blocks, comments)


def make_statements(document: Document, gold: list[Gold]) -> tuple[Statement, ...]:
    ids: dict[str, str] = {}
    made = []
    for g in gold:
        content = spans(g["content"])
        comment = next(
            (c.id for c in document.comments if c.start is not None and c.start <= content[0].start < (c.end or 0)),
            None,
        )
        statement = Statement(
            document_id=document.id, source=spans(g["source"]), cue=spans(g["cue"]), content=content,
            form=form_of(document.text, content), layer=g.get("layer", "article"),
            parent=ids.get(g["parent"]) if g["parent"] else None, comment=comment,
        )  # fmt: skip
        ids[g["id"]] = statement.id
        made.append(statement)
    return tuple(made)


def form_of(text: str, content: tuple[Span, ...]) -> Any:
    words = " ".join(text[s.start : s.end] for s in content).strip()
    if words[:1] in '“"' and words[-1:] in '”"':
        return "direct"
    return "mixed" if re.search(r"[“\"‘]", words) else "indirect"


def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in pairs)


def stages() -> list[tuple[str, Stage]]:
    """Return the label stages that exist."""
    found = []
    for module, name in STAGES:
        try:
            found.append((module, getattr(importlib.import_module(f"sayso.statements.{module}"), name)))
        except (ImportError, AttributeError):
            print(f"no {module}.{name} here: its labels count as wrong")
    return found


def overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def plain(name: str | None) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in (name or "").casefold()).split())


def links(statement: Statement) -> list[tuple[str, list[int]]]:
    return [(link.rel, [link.span.start, link.span.end]) for link in statement.chain]


def origin_right(gold: Gold, statement: Statement) -> bool:
    chain, made = gold["chain"], links(statement)
    return not made if not chain else bool(made) and overlap(chain[0]["span"], made[0][1])


def chain_right(gold: Gold, statement: Statement) -> bool:
    chain, made = gold["chain"], links(statement)
    return len(chain) == len(made) and all(
        g["rel"] == rel and overlap(g["span"], span) for g, (rel, span) in zip(chain, made, strict=True)
    )


def compare(gold: Gold, s: Statement) -> Iterator[tuple[str, bool, Any, Any]]:
    """Yield, for each label that counts for this statement: its name, whether it is right, gold and predicted."""
    for label in EQUAL:
        yield label, gold.get(label) == getattr(s, label), gold.get(label), getattr(s, label)
    yield "polarity", str(gold["factuality"])[-1:] == str(s.factuality)[-1:], gold["factuality"], s.factuality
    if gold.get("entity"):
        yield "entity", plain(gold["entity"]) == plain(s.entity), gold["entity"], s.entity
    else:
        yield "entity_null", s.entity is None, None, s.entity
    yield "origin", origin_right(gold, s), gold["chain"], links(s)
    label = "chain_long" if len(gold["chain"]) > 1 else "chain_short"
    yield label, chain_right(gold, s), gold["chain"], links(s)


def score(cases: list[Case], run: list[tuple[str, Stage]], show: str | None) -> dict[str, Any]:
    right: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    seconds: dict[str, float] = defaultdict(float)
    negated: Counter[str] = Counter()
    evidence: Counter[str] = Counter()
    for case in cases:
        statements = case.statements
        for name, stage in run:
            began = time.perf_counter()
            statements = stage(case.document, statements)
            seconds[name] += time.perf_counter() - began
        for gold, s in zip(case.gold, statements, strict=True):
            for label, ok, want, got in compare(gold, s):
                right[label] += ok
                all_of[label] += 1
                if show == label and not ok:
                    tell(case, s, want, got)
            negated.update(tp=bool(gold["negated"] and s.negated), pred=bool(s.negated), gold=bool(gold["negated"]))
        count_evidence(evidence, case.gold, statements)
    figures: dict[str, Any] = {k: f"{100 * right[k] / all_of[k]:.1f} of {all_of[k]}" for k in all_of}
    figures["negated F1"] = f1(negated)
    figures["evidence F1"] = f1(evidence)
    figures["milliseconds a page"] = {k: round(1000 * v / len(cases), 2) for k, v in seconds.items()}
    return figures


def count_evidence(tally: Counter[str], gold: Sequence[Gold], statements: Sequence[Statement]) -> None:
    want = [(e["kind"], e["span"]) for g in gold for e in g["evidence"]]
    made = [(e.kind, [e.span.start, e.span.end]) for s in statements for e in s.evidence]
    tally.update(gold=len(want), pred=len(made))
    for kind, span in want:
        hit = next((m for m in made if m[0] == kind and overlap(m[1], span)), None)
        if hit:
            made.remove(hit)
            tally["tp"] += 1


def f1(tally: Counter[str]) -> float:
    total = tally["pred"] + tally["gold"]
    return round(200 * tally["tp"] / total, 1) if total else 0.0


def tell(case: Case, statement: Statement, want: Any, got: Any) -> None:
    def words(found: tuple[Span, ...]) -> str:
        return " | ".join(case.document.quote(span) for span in found)

    def quote(value: Any) -> Any:
        if isinstance(value, list):
            pairs = [(v["rel"], v["span"]) if isinstance(v, dict) else v for v in value]
            return [(rel, case.document.text[s:e]) for rel, (s, e) in pairs]
        return value

    print(f"{case.page}: [{words(statement.source)}] {words(statement.cue)} [{words(statement.content)[:60]}]")
    print(f"    gold {quote(want)!r}\n    here {quote(got)!r}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--pages", nargs="+", type=Path, required=True)
    parser.add_argument("--show")
    options = parser.parse_args()
    print(json.dumps(score(list(read_cases(options.gold, options.pages)), stages(), options.show), indent=1))
