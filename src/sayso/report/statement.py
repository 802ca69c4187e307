"""Show one statement: who, the cue, what; its place, who says that it was read so, and its labels.

In: a statement and its document. Out: lines on a console. Only direct words stand as a quotation: of a direct
content all, of a mixed one what the outlet set in quotation marks, of an indirect one none; no mark is ever
added to the latter two.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from sayso.doors.one_line import show
from sayso.pages.offsets import locate
from sayso.records import Document, Form, Span, Statement
from sayso.report.layout import CUE, QUIET, SOURCE, put
from sayso.report.wording import FACTUALITY, NAMING, STANCE, hand_in_words, in_words
from sayso.survey.hands import hands_of

STATUS = {
    "machine": "machine-read",
    "confirmed": "confirmed by a person",
    "corrected": "corrected by a person",
    "rejected": "rejected by a person",
}
_MARKS = "\"'“”„‟«»‘’‚‹›`"


def put_statement(console: Console, document: Document, statement: Statement, number: str, depth: int) -> None:
    """Print one statement, `depth` steps in."""
    indent = 2 + 4 * depth
    put(console, _head(document, statement, number), indent=indent)
    inner = indent + len(number) + 2
    put(console, content_of(document, statement), indent=inner)
    for line in (_vouched(document, statement), *_labels(document, statement)):
        put(console, line, indent=inner, style=QUIET)


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


def _vouched(document: Document, statement: Statement) -> str:
    figures = {
        "confidence": statement.confidence,
        "name": statement.identity_confidence if statement.entity else None,
        "labels": statement.label_confidence,
    }
    sure = "".join(f" · {name} {figure:.2f}" for name, figure in figures.items() if figure is not None)
    return f"{STATUS[statement.status]} · {_place(document, statement)}{sure}"


def _place(document: Document, statement: Statement) -> str:
    spans = (locate(document.offsets, span) for span in statement.content)
    places = ", ".join(f"{span.start}–{span.end}" if span else "not located" for span in spans)
    return f"{statement.form} · at {places}"


def _labels(document: Document, statement: Statement) -> Iterator[str]:
    """Yield the lines of labels that were computed: who, through whose hands, from where, what it does, what proof."""
    lines = {
        "who": _who(document, statement),
        "hands": _hands(document, statement),
        "origin": _origin(document, statement),
        "does": _does(statement),
        "proof": (f"{found.kind} ({show(document.quote(found.span))})" for found in statement.evidence),
    }
    for name, parts in lines.items():
        line = " · ".join(parts)
        if line:
            yield f"{name}: {line}"


def _who(document: Document, statement: Statement) -> Iterator[str]:
    if statement.entity and statement.entity != _words(document, statement.source):
        yield show(statement.entity)
    if statement.source_kind:
        yield in_words(statement.source_kind)
    if statement.naming:
        yield NAMING.get(statement.naming, statement.naming)
    if statement.affiliation:
        yield f"for {show(statement.affiliation)}"
    if statement.candidates and not statement.entity:
        yield f"not sure who: may be {' or '.join(map(show, statement.candidates))}"


def _hands(document: Document, statement: Statement) -> Iterator[str]:
    """Yield the chain where there is more to it than the speaker."""
    if len(statement.chain) > 1:
        hands = hands_of(document, statement)
        yield " → ".join(hand_in_words(hand.rel, show(hand.name or "")) for hand in hands)


def _origin(document: Document, statement: Statement) -> Iterator[str]:
    """Yield the origin where it tells more than who speaks."""
    if statement.origin and statement.origin not in (statement.entity, _words(document, statement.source)):
        yield show(statement.origin)


def _does(statement: Statement) -> Iterator[str]:
    if statement.act:
        yield f"not {statement.act}" if statement.negated else statement.act
    if statement.denies and statement.act != "deny":
        yield "denies"
    if statement.stance:
        yield STANCE.get(statement.stance, statement.stance)
    if statement.factuality:
        yield FACTUALITY.get(statement.factuality, statement.factuality)
