"""Find the statements of a document: who is said to say what, and by which words the text says so.

In: a `Document` and the model. Out: `Statement`s with source, cue, content, form, layer and parent, in the order of the
text, each followed by those nested in it. Article blocks are read as one text and each comment alone, with what is
nested in their statements; a content in which a cue was seen is read again by itself. A span never crosses a block.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from sayso.language.encoder import Encoder, States
from sayso.language.quotes import find_quoted, standardise
from sayso.records import ARTICLE_ROLES, Block, Document, Ranges, Span, Statement
from sayso.statements.find.confidence import AGAIN, WAYS, load_calibration
from sayso.statements.find.form import find_form
from sayso.statements.find.headlines import is_rubric, read_headline
from sayso.statements.find.levels import keep_apart, tell_nested
from sayso.statements.find.messages import read_messages
from sayso.statements.find.quotations.handed_over import hand_over
from sayso.statements.find.quotations.mouths import put_into_mouths
from sayso.statements.find.quotations.running_on import carry_on
from sayso.statements.find.quotations.signed import read_signed
from sayso.statements.find.quotations.turns import read_turns
from sayso.statements.find.quotations.unsure import tell_unsure
from sayso.statements.find.retold import without_retold
from sayso.statements.find.sections import Reader, Section

DEEPEST = 2  # readings of contents, each of two levels
_START = attrgetter("start")
_SELF = frozenset(("i", "we"))
_WANT = re.compile(r"\b(?:want|wanted|demand|would like)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements of a document, what the encoder made of its text, from which they are labelled, and notes."""

    statements: tuple[Statement, ...]
    states: States
    notes: tuple[str, ...] = ()


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
    least, least_inside, least_again = (
        load_calibration(way).least if min_confidence is None else min_confidence for way in (*WAYS, AGAIN)
    )
    text = _flatten(document)
    article, marks = _article(document), find_quoted(text)
    text = standardise(text, marks)
    reader = Reader(document.id, text, encoder)
    outer, inner = reader.read(_sections(document))
    # layouts that the model reads by chance: relation F1 on PolNeAR dev is 74.9 with these rules, 74.1 without
    turns = list(read_turns(document.id, text, article))
    signed = list(read_signed(document.id, text, _blocks(document), marks))
    messages = read_messages(document)
    speeches = [*turns, *signed, *messages.statements]
    own = [each for each in messages.others(outer) if not (_is_own_voice(text, each) or is_rubric(text, each))]
    own, within = tell_nested(keep_apart(text, own))
    titles = list(read_headline(document.id, text, _headline(document), own))
    open_to_all = _outside(speeches, article)
    own = put_into_mouths(document.id, text, open_to_all, marks, own)
    spoken = [*titles, *speeches, *hand_over(document, marks, _new(own, speeches))]
    inside = _within_quotations(spoken, [*(block.span for block in document.blocks), *_contents(speeches)])
    found = newest = carry_on(text, article, marks, _sure(_new(spoken, inside), least))
    known = [*_sure(inner, least_inside), *_sure([*inside, *within], least)]  # nested, by the text's own reading
    for _ in range(DEEPEST):
        sections = filter(reader.promises, map(_section_of, newest))
        again, deeper = (_sure(level, least_again) for level in reader.read(sections))
        for level in ([*again, *_elsewhere(known, again)], deeper):
            newest = _new((one for one in _nest(level, newest, text) if one.content), found)
            found = [*found, *newest]
        known = []
    quoted = [*(mark.span for mark in marks), *_blockquotes(document), *_contents(turns)]
    told = without_retold(text, found)
    places = Ranges(quoted)
    formed = [replace(s, form=find_form(text, s.cue, s.content, _near(s.content, quoted, places))) for s in told]
    return Found(statements=tuple(_in_order(formed)), states=reader.states(), notes=tuple(tell_unsure(text, marks)))


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
    owned = [(number, span) for number, statement in enumerate(outer) for span in statement.content]
    places = Ranges(span for _, span in owned)
    for statement in inner:
        holding = [{owned[at][0] for at in places.holding(part)} for part in statement.cue]
        if not holding or not (within := set.intersection(*holding)):
            continue
        number = min(within)
        source, content = (
            _cut(text, [(span, owned[at][1]) for span in spans for at in places.over(span) if owned[at][0] == number])
            for spans in (statement.source, statement.content)
        )
        yield replace(statement, parent=outer[number].id, source=source, content=content)


def _cut(text: str, meeting: Iterable[tuple[Span, Span]]) -> tuple[Span, ...]:
    """Return what two spans that meet share, for each such pair, where it holds a letter or a figure."""
    parts = ((max(one.start, other.start), min(one.end, other.end)) for one, other in meeting)
    return tuple(Span(start=start, end=end) for start, end in parts if any(map(str.isalnum, text[start:end])))


def _new(statements: Iterable[Statement], known: Iterable[Statement]) -> list[Statement]:
    """Return the statements whose cue is no other statement's."""
    taken = {span for statement in known for span in statement.cue}
    return [statement for statement in statements if taken.isdisjoint(statement.cue)]


def _elsewhere(statements: Iterable[Statement], known: Iterable[Statement]) -> list[Statement]:
    """Return the statements whose cue meets no other statement's."""
    taken = Ranges(span for statement in known for span in statement.cue)
    return [statement for statement in statements if not any(map(taken.over, statement.cue))]


def _is_own_voice(text: str, statement: Statement) -> bool:
    """Tell what readers say of themselves in a comment ("I think"): no statement, but for what they want."""
    if statement.layer != "comment" or statement.parent:
        return False
    source, cue = (" ".join(text[s.start : s.end] for s in spans) for spans in (statement.source, statement.cue))
    return source.casefold() in _SELF and not _WANT.search(cue)


def _sure(statements: Iterable[Statement], least: float) -> list[Statement]:
    """Return what has a content and is sure enough; what a colon handed over was not judged and stays."""
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


def _outside(speeches: Sequence[Statement], blocks: Sequence[Span]) -> list[Span]:
    """Return the blocks that hold no word of a speech."""
    said = sorted(_contents(speeches))
    starts = [span.start for span in said]
    return [block for block in blocks if bisect_left(starts, block.start) == bisect_left(starts, block.end)]


def _article(document: Document) -> tuple[Span, ...]:
    return tuple(block.span for block in _blocks(document))


def _blocks(document: Document) -> tuple[Block, ...]:
    return tuple(block for block in document.blocks if block.role in ARTICLE_ROLES)


def _headline(document: Document) -> Span | None:
    return next((block.span for block in document.blocks if block.role == "headline"), None)


def _section_of(statement: Statement) -> Section:
    return Section(spans=statement.content, layer=statement.layer, comment=statement.comment, parent=statement.id)


def _near(content: Sequence[Span], quoted: Sequence[Span], places: Ranges) -> list[Span]:
    """Return the quoted ranges that share a character with a content."""
    return [quoted[number] for number in sorted({number for span in content for number in places.over(span)})]


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
