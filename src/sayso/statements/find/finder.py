"""Find the statements of a document: who is said to say what, and by which words the text says so.

In: a `Document` and the model. Out: `Statement`s with source, cue, content, form, layer and parent, in the order of the
text, each followed by those nested in it. Article blocks are read as one text and each comment alone, with what is
nested in their statements; a nested content that may hold yet more is read again by itself. A span never crosses a
block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from sayso.language.encoder import Encoder, States
from sayso.language.quotes import find_quoted
from sayso.records import ARTICLE_ROLES, Block, Document, Span, Statement
from sayso.statements.find.colon_quotations import hand_over
from sayso.statements.find.confidence import load_calibration
from sayso.statements.find.form import find_form
from sayso.statements.find.messages import read_messages
from sayso.statements.find.running_quotations import carry_on
from sayso.statements.find.sections import Reader, Section
from sayso.statements.find.speeches import read_speeches

DEEPEST = 2  # readings, each of two levels
_LEAST_INSIDE = 0.25  # the confidence, fitted on outer statements, to keep nested ones from; chosen on the dev gold
_START = attrgetter("start")
_SELF = frozenset(("i", "we"))
_WANT = re.compile(r"\b(?:want|wanted|demand|would like)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements of a document, and what the encoder made of its text, from which they are labelled."""

    statements: tuple[Statement, ...]
    states: States


def find_statements(
    document: Document, encoder: Encoder, *, min_confidence: float | None = None
) -> tuple[Statement, ...]:
    """Return the statements of article and comments, as `read_statements` finds them."""
    return read_statements(document, encoder, min_confidence=min_confidence).statements


def read_statements(document: Document, encoder: Encoder, *, min_confidence: float | None = None) -> Found:
    """Find the statements of article and comments. Pure: the same document and weights give the same statements.

    Those less sure than `min_confidence` are left out with all that is nested in them; None keeps from the confidence
    that F1 is best with, which is higher for nested ones.
    """
    least = load_calibration().least if min_confidence is None else min_confidence
    least_inside = max(least, _LEAST_INSIDE) if min_confidence is None else least
    text = _flatten(document)
    reader = Reader(document.id, text, encoder)
    article, marks = _article(document), find_quoted(text)
    outer, inner = reader.read(_sections(document))
    # layouts that the model reads by chance: relation F1 on PolNeAR dev is 74.9 with these rules, 74.1 without
    speeches = list(read_speeches(document.id, text, article))
    messages = read_messages(document)
    own = [statement for statement in messages.others(outer) if not _is_own_voice(text, statement)]
    speeches += messages.statements
    spoken = [*speeches, *hand_over(document, marks, _new(own, speeches))]
    inside = _within_quotations(spoken, [*(block.span for block in document.blocks), *_contents(speeches)])
    inner += inside
    found = newest = carry_on(text, article, marks, _sure(_new(spoken, inside), least))
    for _ in range(DEEPEST):
        nested = _new(_sure(_nest(inner, newest, text), least_inside), found)
        outer, inner = reader.read(filter(reader.promises, map(_section_of, nested)))
        newest = _new(_sure(outer, least_inside), [*found, *nested])
        found = [*found, *nested, *newest]
    quoted = [*(mark.span for mark in marks), *_blockquotes(document)]
    formed = [replace(s, form=find_form(text, s.cue, s.content, quoted)) for s in found]
    return Found(statements=tuple(_in_order(formed)), states=reader.states())


def _within_quotations(statements: Sequence[Statement], wholes: Iterable[Span]) -> list[Statement]:
    """Return the statements that are made within a content that is one of `wholes`, a block or a speech."""
    told = sorted(set(_contents(statements)).intersection(wholes))

    def is_told(cue: Span) -> bool:
        at = bisect_right(told, cue.start, key=_START)
        return any(span.holds(cue) for span in told[max(0, at - 2) : at])  # a block, and perhaps the speech in it

    return [statement for statement in statements if any(map(is_told, statement.cue))]


def _contents(statements: Iterable[Statement]) -> Iterator[Span]:
    return (span for statement in statements for span in statement.content)


def _nest(inner: Iterable[Statement], outer: Sequence[Statement], text: str) -> Iterator[Statement]:
    """Yield each inner statement within the outer one whose content holds its cue, cut to that content."""
    for statement in inner:
        for around in outer:
            if all(any(span.holds(part) for span in around.content) for part in statement.cue):
                source, content = (_cut(spans, around.content, text) for spans in (statement.source, statement.content))
                yield replace(statement, parent=around.id, source=source, content=content)
                break


def _cut(spans: Iterable[Span], within: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return what of `spans` lies in `within` and holds a letter or a figure."""
    parts = ((max(s.start, w.start), min(s.end, w.end)) for s in spans for w in within if s.overlaps(w))
    return tuple(Span(start=start, end=end) for start, end in parts if any(map(str.isalnum, text[start:end])))


def _new(statements: Iterable[Statement], known: Iterable[Statement]) -> list[Statement]:
    """Return the statements whose cue is no other statement's."""
    taken = {span for statement in known for span in statement.cue}
    return [statement for statement in statements if taken.isdisjoint(statement.cue)]


def _is_own_voice(text: str, statement: Statement) -> bool:
    """Tell what readers say of themselves in a comment ("I think"): no statement, but for what they want."""
    if statement.layer != "comment" or statement.parent:
        return False
    source, cue = (" ".join(text[s.start : s.end] for s in spans) for spans in (statement.source, statement.cue))
    return source.casefold() in _SELF and not _WANT.search(cue)


def _sure(statements: Iterable[Statement], least: float) -> list[Statement]:
    """Return what has a content and is sure enough; a content handed over by a colon was not judged and stays."""
    return [s for s in statements if s.content and (s.confidence is None or s.confidence >= least)]


def _flatten(document: Document) -> str:
    """Return the text with line breaks inside blocks made spaces: to the model a line break opens a paragraph."""
    parts, done = [], 0
    for block in document.blocks:
        parts += [document.text[done : block.start], _one_line(document.text, block)]
        done = block.end
    return "".join([*parts, document.text[done:]])


def _one_line(text: str, block: Block) -> str:
    return text[block.start : block.end].replace("\n", " ").replace("\r", " ")


def _sections(document: Document) -> list[Section]:
    comments = (
        Section(spans=(Span(start=c.start, end=c.end),), layer="comment", comment=c.id)
        for c in document.comments
        if c.start is not None and c.end is not None
    )
    return [Section(spans=_article(document)), *comments]


def _article(document: Document) -> tuple[Span, ...]:
    return tuple(block.span for block in document.blocks if block.role in ARTICLE_ROLES)


def _section_of(statement: Statement) -> Section:
    return Section(spans=statement.content, layer=statement.layer, comment=statement.comment, parent=statement.id)


def _blockquotes(document: Document) -> Iterator[Span]:
    return (block.span for block in document.blocks if block.role == "blockquote")


def _in_order(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements in the order of the text, each followed by those nested in it."""
    children: defaultdict[str | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        children[statement.parent].append(statement)
    waiting = sorted(children[None], key=_START, reverse=True)
    while waiting:
        yield (statement := waiting.pop())
        waiting += children[statement.id][::-1]
