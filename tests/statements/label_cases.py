"""Label cases as data: a JSON line is a small text, the statements in it, and what their labels must be.

A part is given by its words, "word#2" for their second occurrence. Content may be left out: it then runs from the cue
to the end of the text, or, where nothing follows, from the start to the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.records import Block, Comment, Document, Form, Role, Segment, Span, Statement

CASES = Path(__file__).parent.parent / "cases"
Case = dict[str, Any]


def load_cases(name: str, *, marked: bool = True) -> Iterator[Any]:
    """Yield the cases of a file as parameters; those with "xfail" are known failures and, if `marked`, must fail."""
    for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if marked and "xfail" in case else []
        yield pytest.param(case, id=case["id"], marks=marks)


def find_span(text: str, words: str) -> Span:
    """Return where words stand in a text."""
    words, _, nth = words.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, at + 1)
        assert found, f"{words!r} is not in {text!r}"
        at = found.start()
    return Span(start=at, end=at + len(words))


def make_document(case: Case) -> Document:
    """Return the document of a case: its paragraphs as blocks, the first a headline if there are several."""
    text: str = case["text"]
    blocks: list[Block] = []
    comments: list[Comment] = []
    at = 0
    parts = text.split("\n\n")
    for part in parts:
        span = Span(start=at, end=at + len(part))
        role: Role = "headline" if len(parts) > 1 and not blocks else "paragraph"
        blocks.append(Block(role=role, start=span.start, end=span.end, ranges=(span,)))
        at += len(part) + 2
    for number, comment in enumerate(case.get("comments", ())):
        start = len(text) + 2
        text += f"\n\n{comment['text']}"
        comments.append(
            Comment(
                id=f"c{number}",
                commenter=comment["commenter"],
                display=None,
                posted=None,
                start=start,
                end=len(text),
            )
        )
    segment = Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text))
    return Document(
        page_id="page_case", text=text, encoding="utf-8", blocks=tuple(blocks), comments=tuple(comments),
        offsets=(segment,),
    )  # fmt: skip


def make_statements(document: Document, case: Case) -> tuple[Statement, ...]:
    """Return the statements of a case, unlabelled."""
    made: list[Statement] = []
    for said in case["said"]:
        source = (find_span(document.text, said["source"]),) if said["source"] else ()
        cue = (find_span(document.text, said["cue"]),)
        content = _content(document.text, said, source, cue)
        words = document.quote(content[0])
        form: Form = "direct" if words[:1] == "“" and words[-1:] == "”" else "mixed" if "“" in words else "indirect"
        made.append(
            Statement(
                document_id=document.id, source=source, cue=cue, content=content, form=form,
                layer="comment" if "comment" in said else "article",
                comment=f"c{said['comment']}" if "comment" in said else None,
                parent=made[said["in"]].id if "in" in said else None,
            )
        )  # fmt: skip
    return tuple(made)


def _content(text: str, said: Case, source: tuple[Span, ...], cue: tuple[Span, ...]) -> tuple[Span, ...]:
    if "content" in said:
        return (find_span(text, said["content"]),)
    after = max(span.end for span in (*source, *cue))
    if text[after:].strip(" .,\n"):
        return (Span(start=after, end=len(text)),)
    return (Span(start=0, end=min(span.start for span in (*source, *cue))),)
