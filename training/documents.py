"""Texts and marked statements as the records that sayso labels.

In: a text, the spans and parents of statements in it, and, where known, its layout. Out: a `Document` and `Statement`s
without labels. Training and benchmarks ask the same, and neither needs torch for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.records import Block, Comment, Document, Role, Segment, Span, Statement


def make_document(
    text: str, blocks: Sequence[tuple[Role, Span]] | None = None, comments: Sequence[Comment] = ()
) -> Document:
    """Return a text as a document; its blocks are its lines, each a paragraph, unless they are given."""
    if blocks is None:
        blocks = [("paragraph", Span(start=m.start(), end=m.end())) for m in re.finditer(r"[^\n]+", text)]
    return Document(
        page_id="page_passage", text=text, encoding="utf-8", comments=tuple(comments),
        blocks=tuple([Block(role=role, start=span.start, end=span.end, ranges=(span,)) for role, span in blocks]),
        offsets=(Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text)),),
    )  # fmt: skip


def make_statements(document: Document, attributions: Sequence[Mapping[str, Any]]) -> tuple[Statement, ...]:
    """Return the marked statements of a passage, without labels."""
    statements: list[Statement] = []
    for attribution in attributions:
        source, cue, content = (
            tuple(Span(start=start, end=end) for start, end in attribution[part])
            for part in ("source", "cue", "content")
        )
        parent = attribution["parent"]
        statement = Statement(
            document_id=document.id, source=source, cue=cue, content=content, form="indirect",
            parent=None if parent is None else statements[parent].id,
        )  # fmt: skip
        statements.append(statement)
    return tuple(statements)
