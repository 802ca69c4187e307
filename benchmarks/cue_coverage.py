"""Print how many cues of a PolNeAR split lexicon/cues.tsv knows, and the commonest it does not.

usage: cue_coverage.py --data train.jsonl.gz [--missing 40]
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from sayso.records import Span, Statement
from sayso.statements.act.cues import read_cue
from sayso.statements.wording.phrases import read_table
from sayso.statements.wording.tokens import tokenise
from sayso.statements.wording.view import view_statement


def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in pairs)


def read_statement(attribution: dict[str, Any]) -> Statement:
    source, cue, content = (spans(attribution[part]) for part in ("source", "cue", "content"))
    return Statement(document_id="", source=source, cue=cue, content=content, form="indirect")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--missing", type=int, default=40)
    options = parser.parse_args()
    total, missing = 0, Counter[str]()
    with gzip.open(options.data, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            tokens = tokenise(article["text"])
            for attribution in article["attributions"]:
                view = view_statement(tokens, read_statement(attribution))
                total += 1
                if not read_cue(view).known:
                    missing[" ".join(view.words(view.cue))] += 1
    cues = {row[0] for row in read_table("cues.tsv")}
    words = {cue for cue in cues if " " not in cue}
    print(f"cues.tsv: {len(words)} words, {len(cues) - len(words)} phrases")
    print(f"known: {total - missing.total()} of {total} cues, {100 * (1 - missing.total() / total):.1f} %")
    print("not known:", ", ".join(f"{cue} {count}" for cue, count in missing.most_common(options.missing)))


if __name__ == "__main__":
    main()
