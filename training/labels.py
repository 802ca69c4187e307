"""Read the labels of our own passages.

In: `examples/*.txt` and beside them `examples/labels/*.tsv`, one line a statement: the line of its passage in the file,
its number there, its cue (a check: a label never slips to another statement), then the labels of docs/labels.md. Out:
`Labelled` passages: the example, and the labels of its statements in their order. Promise: every statement has labels,
every value is one of the book's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.labels import VALUES
from training.examples import Example, ExampleError, read_examples

APART = " … "  # between the words of a cue in several spans
OPEN = "?"  # an entity that a careful reader cannot tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The labels of one statement; `entity` is empty where there is no name, `OPEN` where it cannot be told."""

    act: str
    negated: bool
    stance: str
    factuality: str
    source_kind: str
    naming: str
    entity: str
    evidence: tuple[tuple[str, str], ...]  # kind and words


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A passage and the labels of its statements."""

    example: Example
    labels: tuple[Labels, ...]


def read_labelled(folder: Path) -> list[Labelled]:
    """Read every passage under `folder` that has statements, with their labels. Raises ExampleError."""
    paths = (*sorted(folder.glob("labels/*.tsv")), *sorted(folder.glob("*/labels/*.tsv")))
    tables = {path.stem: dict(_rows(path)) for path in paths}
    return [
        Labelled(example=example, labels=tuple(_labels(example, tables)))
        for example in read_examples(folder)
        if example.attributions
    ]


def _rows(path: Path) -> Iterator[tuple[tuple[int, int], dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield (int(row["line"]), int(row["statement"])), row


def _labels(example: Example, tables: dict[str, dict[tuple[int, int], dict[str, str]]]) -> Iterator[Labels]:
    path, line = example.where.rsplit(":", 1)
    table = tables.get(Path(path).stem, {})
    for number, attribution in enumerate(example.attributions, 1):
        row = table.get((int(line), number))
        where = f"{example.where}, statement {number}"
        if row is None:
            raise ExampleError(f"{where}: has no line in labels/{Path(path).stem}.tsv")
        cue = APART.join(example.text[start:end] for start, end in attribution["cue"])
        if row["cue"] != cue:
            raise ExampleError(f"{where}: its cue is {cue!r}, the line of its labels says {row['cue']!r}")
        yield _read(row, where)


def _read(row: dict[str, str], where: str) -> Labels:
    for label in ("act", "stance", "factuality", "source_kind", "naming"):
        if row[label] not in VALUES[label]:
            raise ExampleError(f"{where}: {label} {row[label]!r}: give one of {', '.join(VALUES[label])}")
    evidence = tuple(
        (kind.strip(), words.strip())
        for kind, _, words in (part.partition(":") for part in row["evidence"].split("; ") if part)
    )
    unknown = [kind for kind, _ in evidence if kind not in VALUES["evidence"]]
    if unknown:
        raise ExampleError(f"{where}: evidence {unknown[0]!r}: give one of {', '.join(VALUES['evidence'])}")
    return Labels(
        act=row["act"],
        negated=row["negated"] == "yes",
        stance=row["stance"],
        factuality=row["factuality"],
        source_kind=row["source_kind"],
        naming=row["naming"],
        entity=row["entity"],
        evidence=evidence,
    )
