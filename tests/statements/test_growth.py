"""A page twice as long takes twice the work, whatever it is made of: lines that run are counted, not seconds."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from types import FrameType
from typing import Any

import pytest

from sayso.language.quotes import find_quoted
from sayso.records import Block, Comment, Document, Ranges, Span, Statement
from sayso.statements import label_statements
from sayso.statements.act.content import plain_act
from sayso.statements.chain.papers import hands_of
from sayso.statements.classify.parts import sentence_behind
from sayso.statements.find.finder import _nest
from sayso.statements.find.form import find_form
from sayso.statements.find.quotations.handed_over import hand_over
from sayso.statements.find.quotations.running_on import carry_on
from sayso.statements.identify.text import read_text
from sayso.statements.wording.tokens import tokenise
from sayso.statements.wording.view import view_statement

MOST = 2.3  # times the work where there is twice the text
FEW = 30
Told = tuple[str, str, str]  # source, cue and content, in the order of the text
FIRST = ("Anna", "Peter", "Maria", "Thomas", "Laura", "Omar")
ENDS = ("vik", "mond", "ley", "ster", "ham", "gard", "nov", "dal", "lund", "mer")


def names(seed: int = 5) -> Callable[[], str]:
    """Return a maker of surnames, nearly all different."""
    chance = random.Random(seed)
    return lambda: "".join(chance.choice("BDFGKLMNPRSTV") + chance.choice("aeiou") for _ in "ab") + chance.choice(ENDS)


def work(run: Callable[[], object]) -> int:
    """Return how many lines of sayso a call runs."""
    lines = 0

    def local(frame: FrameType, event: str, told: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return local

    def calls(frame: FrameType, event: str, told: Any) -> Any:
        return local if "/sayso/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines


def page(told: list[Told], between: str, before: str = "") -> tuple[Document, tuple[Statement, ...]]:
    """Return sentences as a document, each a statement."""
    text, parts = before, []
    for source, cue, content in told:
        starts = list(accumulate((len(part) + 1 for part in (source, cue)), initial=len(text)))
        parts.append([(at, at + len(part)) for at, part in zip(starts, (source, cue, content), strict=True)])
        text += f"{source} {cue} {content}{between}"
    text = text.rstrip()
    blocks, at = [], 0
    for paragraph in text.split("\n\n"):
        span = Span(start=at, end=at + len(paragraph))
        blocks.append(Block(role="paragraph", start=span.start, end=span.end, ranges=(span,)))
        at = span.end + 2
    document = Document(page_id="page_growth", text=text, encoding="utf-8", blocks=tuple(blocks))
    statements = (
        Statement(
            document_id=document.id, form="indirect", cue=(Span(start=cue[0], end=cue[1]),),
            source=(Span(start=source[0], end=source[1]),) if source[0] < source[1] else (),
            content=(Span(start=content[0], end=content[1]),),
        )
        for source, cue, content in parts
    )  # fmt: skip
    return document, tuple(statements)


def in_turn(*words: str) -> Callable[[int], str]:
    return lambda number: words[number % len(words)]


WHO = in_turn("He", "She", "They", "It", "We", "I")
NOUN = in_turn("The minister", "The police", "The group", "The sources", "The army", "The company", "The statement")
CUE = in_turn("said", "warned", "denied", "claimed")
SHAPES: dict[str, Callable[[int, Callable[[], str]], Told]] = {
    "many people": lambda n, name: (f"{FIRST[n % 6]} {name()}", CUE(n), "that the old ferry had sunk."),
    "surnames alone": lambda n, name: (name(), CUE(n), f"that {FIRST[n % 6]} {name()} had sold the mill."),
    "one first name": lambda n, name: (f"Anna {name()}", CUE(n), "that Anna had sold the mill."),
    "one surname": lambda n, name: ("Orlen", CUE(n), f"that {FIRST[n % 6]} Orlen had sold the mill."),
    "pronouns": lambda n, name: (WHO(n), CUE(n), "that the old ferry had sunk."),
    "nouns": lambda n, name: (NOUN(n), CUE(n), "that the old ferry had sunk."),
    "bodies": lambda n, name: (f"The {name()} Institute", CUE(n), f"that the ministry had lost {name()} Bank."),
    "no source": lambda n, name: ("", "Reportedly,", f"the {name()} ferry had sunk."),
    "papers": lambda n, name: (f"Documents leaked by {FIRST[n % 6]} {name()}", "show", "that the mill was sold."),
    "hands": lambda n, name: (f"Anna {name()}", "told", f"the {name()} Gazette that the mill was sold."),
    "long names": lambda n, name: (f"{name()} {name()} Ministry of {name()}", CUE(n), f"that {name().upper()} knew."),
}


@pytest.mark.parametrize("between", [" ", "\n\n"], ids=["one paragraph", "many"])
@pytest.mark.parametrize("shape", SHAPES)
def test_labelling_takes_twice_the_work_for_twice_the_statements(shape: str, between: str) -> None:
    def done(count: int) -> int:
        name = names()
        document, statements = page([SHAPES[shape](n, name) for n in range(count)], between)
        return work(lambda: label_statements(document, statements))

    done(4)  # tables are read once
    assert done(4 * FEW) / done(2 * FEW) < MOST


def test_a_sentence_without_end_is_no_more_work_than_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.statements.identify.nouns.tokens.LONGEST", 60)
    monkeypatch.setattr("sayso.statements.wording.tokens._LONGEST", 360)

    def done(count: int) -> int:
        name = names()
        told = [(f"Anna {name()}", "told", f"the {name()} Gazette that the mill was sold, and") for _ in range(count)]
        document, statements = page(told, " ")
        return work(lambda: label_statements(document, statements))

    done(4)
    assert done(4 * FEW) / done(2 * FEW) < MOST


def test_statements_within_one_content_are_no_more_work_each() -> None:
    def done(count: int) -> int:
        name = names()
        told = [(WHO(n), CUE(n), f"that the mayor of {name()} had lied.") for n in range(count)]
        document, inner = page(told, " ", before=f"Mira {name()} said that ")
        whole = Span(start=17, end=len(document.text))
        outer = Statement(
            document_id=document.id, form="indirect", source=(Span(start=0, end=11),), cue=(Span(start=12, end=16),),
            content=(whole,),
        )  # fmt: skip
        nested = tuple(_nest(inner, [outer], document.text))
        assert [statement.parent for statement in nested] == [outer.id] * count
        return work(lambda: label_statements(document, (outer, *nested)))

    done(4)
    assert done(4 * FEW) / done(2 * FEW) < MOST


def test_readers_are_no_more_work_each() -> None:
    def done(count: int) -> int:
        document, statements = page([("I", "think", "that the mayor lied.") for _ in range(count)], "\n\n")
        comments = tuple(
            Comment(id=f"c{n}", commenter=f"Reader {n}", display=None, posted=None, start=block.start, end=block.end)
            for n, block in enumerate(document.blocks)
        )
        document = Document(page_id="page_growth", text=document.text, encoding="utf-8", comments=comments)
        said = tuple(
            Statement(
                document_id=document.id, form="indirect", layer="comment", comment=f"c{n}", source=s.source, cue=s.cue,
                content=s.content,
            )
            for n, s in enumerate(statements)
        )  # fmt: skip
        return work(lambda: label_statements(document, said))

    done(4)
    assert done(4 * FEW) / done(2 * FEW) < MOST


def test_ids_are_made_once_however_many_statements_a_page_has() -> None:
    def done(count: int) -> int:
        at = [(Span(start=n, end=n + 1),) for n in range(count)]
        statements = [Statement(document_id="doc_a", source=s, cue=s, content=s, form="direct") for s in at]
        assert len({statement.id for statement in statements}) == count
        return work(lambda: [replace(statement, act="say").id for statement in statements])

    assert done(200 * FEW) / done(100) < 60 * MOST


def _nesting(count: int) -> Callable[[], object]:
    document, outer = page([("Anna Orlen", "said", "that the mayor had lied.") for _ in range(count)], " ")
    inner = [
        Statement(
            document_id=document.id, form="indirect", source=(), cue=(Span(start=s.start + 30, end=s.start + 33),),
            content=(),
        )
        for s in outer
    ]  # fmt: skip
    return lambda: list(_nest(inner, outer, document.text))


def _quotations(count: int) -> tuple[Document, tuple[Statement, ...]]:
    told = ("Anna Orlen", "said:\n\n“We", "know that the mayor has lied and has been seen.")
    return page([told] * count, "”\n\n")


def _handing_over(count: int) -> Callable[[], object]:
    document, statements = _quotations(count)
    return lambda: hand_over(document, find_quoted(document.text), statements)


def _running_on(count: int) -> Callable[[], object]:
    document, statements = page([("“Anna Orlen", "said", "that the mayor had lied.") for _ in range(count)], "\n\n")
    blocks, marks = [block.span for block in document.blocks], find_quoted(document.text)
    return lambda: carry_on(document.text, blocks, marks, statements)


def _running_past(count: int) -> Callable[[], object]:
    """Every second paragraph of a quotation that is never closed is somebody else's."""
    document, statements = page([("“Anna Orlen", "said", "that the mayor had lied.") for _ in range(count)], "\n\n")
    blocks, marks = [block.span for block in document.blocks], find_quoted(document.text)
    return lambda: carry_on(document.text, blocks, marks, statements[::2])


def _forming(count: int) -> Callable[[], object]:
    text = "“The dam held well,” “it did.” " * count
    marks = [Span(start=mark.start, end=mark.end) for mark in find_quoted(text)]
    return lambda: find_form(text, [], marks, marks)


def _closing(count: int) -> Callable[[], object]:
    text = "the dam held, and " * count
    return lambda: [sentence_behind(text, at * 18) for at in range(count)]


def _quoting(count: int) -> Callable[[], object]:
    return lambda: find_quoted("“It is ‘over’ now,” she said. " * count)


def _acting(count: int) -> Callable[[], object]:
    words = "that we would not help if they were to leave and stay and help and " * count
    document, (statement,) = page([("Anna Orlen", "said", words)], "")
    return lambda: plain_act(view_statement(tokenise(document.text), statement))


def _dotting(count: int) -> Callable[[], object]:
    return lambda: tokenise("The dam " + ". " * count + "." * count)


def _passing(count: int) -> Callable[[], object]:
    text = "Documents leaked by Anna Orlen show it. Videos posted by a clerk show more. " * count
    read, asked = read_text(text), 2 * count
    phrases = [read.phrase(at, at + 1) for at, piece in enumerate(read.pieces) if piece.role][:asked]
    return lambda: [hands_of(read, text, phrase, again=False) for phrase in phrases]


@pytest.mark.parametrize(
    "job",
    [_nesting, _handing_over, _running_on, _running_past, _forming, _closing, _quoting, _acting, _dotting, _passing],
    ids=lambda job: job.__name__.strip("_"),
)
def test_a_step_takes_twice_the_work_for_twice_the_text(job: Callable[[int], Callable[[], object]]) -> None:
    job(2)()
    assert work(job(4 * FEW)) / work(job(2 * FEW)) < MOST


def test_ranges_tell_what_a_look_at_each_span_tells() -> None:
    chance = random.Random(3)
    for _ in range(200):
        starts = [chance.randrange(40) for _ in range(chance.randrange(12))]
        spans = [Span(start=start, end=start + chance.randrange(1, 15)) for start in starts]
        ranges = Ranges(spans)
        for start in range(0, 50, 3):
            asked = Span(start=start, end=start + chance.randrange(1, 9))
            assert ranges.over(asked) == [n for n, span in enumerate(spans) if span.overlaps(asked)]
            assert ranges.holding(asked) == [n for n, span in enumerate(spans) if span.holds(asked)]
            assert ranges.hold(asked.start, asked.end) == any(span.holds(asked) for span in spans)
