"""Make records for tests: `make_page`, `make_document`, `make_statement`, `make_reading`. All of it is invented."""

from __future__ import annotations

from typing import Any

from sayso.records import (
    Block,
    Comment,
    Document,
    Evidence,
    Failure,
    Link,
    Page,
    Reading,
    Repair,
    Run,
    Segment,
    Span,
    Statement,
)

TEXT = (
    "Harbour of Velmar closed\n\n"
    "Interior minister Oda Renn denied that troops had landed at Velmar. "
    "“Not one soldier set foot there,” she said on Friday.\n\n"
    "According to the Coast Monitor, a leaked order shows two ships."
)
RUN = Run(version="0.1.0", weights="w" * 8, settings=())


def make_page(text: str = TEXT, **fields: Any) -> Page:
    """Return a page of this text."""
    return Page(**{"data": text.encode(), "location": "harbour.txt"} | fields)


def make_document(text: str = TEXT, *, page: Page | None = None, **fields: Any) -> Document:
    """Return the document of a page whose paragraphs are the blocks and whose first one is the headline."""
    blocks: list[Block] = []
    at = 0
    for number, part in enumerate(text.split("\n\n")):
        span = Span(start=at, end=at + len(part))
        role = "paragraph" if number else "headline"
        blocks.append(Block(role=role, start=span.start, end=span.end, ranges=(span,)))
        at = span.end + 2
    made: dict[str, Any] = {
        "page_id": (page or make_page(text)).id,
        "text": text,
        "encoding": "utf-8",
        "title": text.split("\n\n", maxsplit=1)[0],
        "outlet": "Velmar Courier",
        "published": "2021-03-05",
        "language": "en",
        "blocks": tuple(blocks),
        "offsets": (Segment(text_start=0, text_end=len(text), page_start=0, page_end=len(text)),),
    }
    return Document(**made | fields)


def make_comment(document: Document, words: str, **fields: Any) -> Comment:
    """Return a reader's comment whose text is these words of the document."""
    span = find(document, words)
    made = {"id": "c1", "commenter": "Tolan Brisk", "display": "Tolan Brisk (guest)", "posted": "5 years ago"}
    return Comment(**made | {"start": span.start, "end": span.end, "ranges": (span,)} | fields)


def make_statement(
    document: Document,
    source: str = "she",
    cue: str = "said",
    content: str = "“Not one soldier",
    **fields: Any,
) -> Statement:
    """Return a statement whose parts are the first places of these words in the document; "" is an empty part."""
    parts = {"source": source, "cue": cue, "content": content}
    spans = {name: (find(document, words),) if words else () for name, words in parts.items()}
    return Statement(**{"document_id": document.id, "form": "indirect"} | spans | fields)


def make_reading(text: str = TEXT, *, run: Run = RUN, page: Page | None = None, **fields: Any) -> Reading:
    """Return a reading of this text with one document and two fully labelled statements."""
    page = page or make_page(text)
    if "document" not in fields:
        fields["document"] = make_document(text, page=page)
    if "statements" not in fields:
        fields["statements"] = make_statements(fields["document"]) if text == TEXT else ()
    return Reading(**{"page": page, "run": run, "seconds": 0.25} | fields)


def make_failed(location: str, *, data: bytes = b"", kind: str = "empty", run: Run = RUN) -> Reading:
    """Return a recorded failure."""
    failure = Failure(kind=kind, message=f"{location}: nothing to read: check the file.")
    return Reading(page=Page(data=data, location=location), run=run, failure=failure)


def make_statements(document: Document) -> tuple[Statement, ...]:
    """Return the denial of a minister and what a leaked paper shows."""
    denial = make_statement(
        document,
        "Interior minister Oda Renn",
        "denied",
        "that troops had landed at Velmar",
        source_kind="government",
        naming="named",
        entity="Oda Renn",
        affiliation="Interior Ministry",
        chain=(Link(rel="speaker", span=find(document, "Interior minister Oda Renn"), entity="Oda Renn"),),
        origin="Oda Renn",
        act="deny",
        negated=False,
        stance="neutral",
        factuality="CT-",
        confidence=0.9,
    )
    order = make_statement(
        document,
        "a leaked order",
        "shows",
        "two ships",
        source_kind="document",
        naming="unnamed",
        origin="a leaked order, Coast Monitor",
        act="show",
        stance="factive",
        factuality="CT+",
        evidence=(Evidence(kind="leaked", span=find(document, "leaked")),),
        confidence=0.4,
    )
    return denial, order


def make_repair(start: int = 0) -> Repair:
    """Return a repair of one character of the page."""
    return Repair(start=start, end=start + 1, original="†", repaired=" ", kind="mac-roman")


def find(document: Document, words: str) -> Span:
    """Return the span of the first place these words stand at."""
    start = document.text.index(words)
    return Span(start=start, end=start + len(words))
