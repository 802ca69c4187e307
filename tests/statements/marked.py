"""Read cases of marked sentences: "[S:The minister] [Q:denied] [C:that it rained]." with the labels expected.

In: JSON Lines under tests/cases. Out: pytest parameters of `Case`. `xfail` names the labels that
are known to come out wrong, and why; strict, so that a silent cure is noticed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sayso.records import Block, Document, Segment, Span, Statement

CASES = Path(__file__).parent.parent / "cases"
_MARK = re.compile(r"\[([SQC]):|\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document of one sentence or a few, the statement marked in it, and the labels it should get."""

    document: Document
    statement: Statement
    expected: dict[str, Any]


def read_cases(*keys: str) -> list[Any]:
    """Return the cases that expect one of `keys` at least, as parameters of a test."""
    return [parameter for row in read_rows() if (parameter := _parameter(row, keys))]


def read_rows() -> list[dict[str, Any]]:
    """Return the lines of every file of marked sentences."""
    paths = sorted([*CASES.glob("act*.jsonl"), *CASES.glob("certainty*.jsonl")])
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _parameter(row: dict[str, Any], keys: tuple[str, ...]) -> Any:
    expected = {key: row[key] for key in keys if key in row}
    if not expected:
        return None
    failure = row.get("xfail", {"labels": ()})
    known = not set(keys).isdisjoint(failure["labels"])
    marks = [pytest.mark.xfail(reason=failure["why"], strict=True)] if known else []
    document, statement = read_marked(row["text"])
    case = Case(document=document, statement=statement, expected=expected)
    return pytest.param(case, marks=marks, id=row["text"])


def read_marked(marked: str) -> tuple[Document, Statement]:
    """Return the document and the statement of a marked text."""
    spans: dict[str, list[Span]] = {"S": [], "Q": [], "C": []}
    text, last, opened = "", 0, None
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark.group(1):
            opened = mark.group(1), len(text)
        elif opened:
            spans[opened[0]].append(Span(start=opened[1], end=len(text)))
            opened = None
    document = make_document(text + marked[last:])
    source, cue, content = (tuple(spans[part]) for part in "SQC")
    statement = Statement(document_id=document.id, source=source, cue=cue, content=content, form="indirect")
    return document, statement


def make_document(text: str) -> Document:
    """Return a document whose text is its page, a block a paragraph."""
    blocks = tuple(
        Block(
            role="paragraph",
            start=paragraph.start(),
            end=paragraph.end(),
            ranges=(Span(start=paragraph.start(), end=paragraph.end()),),
        )
        for paragraph in re.finditer(r"\S(?:.*\S)?(?:\n\S.*)*", text)
    )
    whole = Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text))
    return Document(page_id="page_case", text=text, encoding="utf-8", blocks=blocks, offsets=(whole,))
