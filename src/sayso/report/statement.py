"""Show one statement: who, the cue, what; its place, who says that it was read so, and its labels.

In: a statement and its document. Out: lines on a console. Only direct words stand as a quotation: of a direct
content all, of a mixed one what the outlet set in quotation marks, of an indirect one none; no mark is ever
added to the latter two.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from sayso.pages.offsets import locate
from sayso.records import Document, Form, Link, Span, Statement
from sayso.report.layout import CUE, QUIET, SOURCE, put
from sayso.report.safe import show

STATUS = {
    "machine": "machine-read",
    "confirmed": "confirmed by a person",
    "corrected": "corrected by a person",
    "rejected": "rejected by a person",
}
_MARKS = "\"'“”„‟«»‘’‚‹›`"


def put_statement(
    console: Console, document: Document, statement: Statement, number: str, depth: int
) -> None:
    """Print one statement, `depth` steps in."""
    indent = 2 + 4 * depth
    put(console, _head(document, statement, number), indent=indent)
    inner = indent + len(number) + 2
    put(console, content_of(document, statement), indent=inner)
    status = STATUS[statement.status]
    put(console, f"{status} · {_place(document, statement)}", indent=inner, style=QUIET)
    labels = " · ".join(_labels(document, statement))
    if labels:
        put(console, labels, indent=inner, style=QUIET)


def content_of(document: Document, statement: Statement) -> str:
    """Return the content as it may be shown: marks are added to direct words that have none, to no others."""
    return " … ".join(as_form(document.quote(span), statement.form) for span in statement.content)


def as_form(words: str, form: Form) -> str:
    """Return the words of one content span as its form lets them stand."""
    shown = show(words)
    marked = shown[:1] in _MARKS or shown.rstrip(".,;:!?…")[-1:] in _MARKS
    return f"“{shown}”" if form == "direct" and not marked else shown


def _head(document: Document, statement: Statement, number: str) -> Text:
    source = _words(document, statement.source) or "(no source in the text)"
    cue = _words(document, statement.cue) or "(no cue)"
    return Text.assemble(f"{number}  ", (source, SOURCE), " · ", (cue, CUE))


def _words(document: Document, spans: tuple[Span, ...]) -> str:
    return " … ".join(show(document.quote(span)) for span in spans)


def _place(document: Document, statement: Statement) -> str:
    spans = (locate(document.offsets, span) for span in statement.content)
    places = ", ".join(f"{span.start}–{span.end}" if span else "not located" for span in spans)
    return f"{statement.form} · at {places}"


def _labels(document: Document, statement: Statement) -> Iterator[str]:
    yield from filter(None, (statement.act and _act(statement), statement.stance, statement.factuality))
    yield from filter(None, (statement.source_kind, statement.naming))
    if statement.entity and statement.entity != _words(document, statement.source):
        yield f"speaker: {show(statement.entity)}"
    if statement.affiliation:
        yield f"for: {show(statement.affiliation)}"
    if statement.chain:
        yield "chain: " + " → ".join(_hand(document, link) for link in statement.chain)
    if statement.origin:
        yield f"origin: {show(statement.origin)}"
    for found in statement.evidence:
        yield f"{found.kind}: {show(document.quote(found.span))}"
    if statement.confidence is not None:
        yield f"confidence {statement.confidence:.2f}"


def _act(statement: Statement) -> str:
    return f"not {statement.act}" if statement.negated else str(statement.act)


def _hand(document: Document, link: Link) -> str:
    return f"{show(link.entity or document.quote(link.span))} ({link.rel})"
