"""Show the reading of one page.

In: a `Reading`. Out: on a console, its title and where it comes from; passage by passage the statements
read from it, nested ones under the outer one; readers' comments apart; repairs. The passage stands above
its statements, because they were read by a machine and the reader must be able to check. A failed page is
one line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby

from rich.console import Console

from sayso.doors.one_line import shorten, show
from sayso.records import Block, Comment, Document, Reading, Repair, Statement
from sayso.report.layout import BAR, QUIET, TITLE, heading, put
from sayso.report.statement import put_statement

LEGEND = (
    "Read by a machine, unchecked unless marked: compare with the passage. "
    "Only words in quotation marks are quoted. Places count characters of the page as it came in."
)
_Children = Mapping[str | None, Sequence[Statement]]


def render(reading: Reading, console: Console) -> None:
    """Print the report of one page."""
    if reading.document is None:
        message = reading.failure.message if reading.failure else "nothing was read"
        put(console, f"not read: {show(message)}")
        return
    _put_head(console, reading, reading.document)
    children = _by_parent(reading.statements)
    _put_article(console, reading.document, children)
    _put_comments(console, reading.document, children)
    _put_repairs(console, reading.document.repairs)


def put_summary(reading: Reading, console: Console) -> None:
    """Print one line for one page among many."""
    document = reading.document
    if document is None:
        render(reading, console)
        return
    counts = f"{_counted(len(reading.statements), 'statement')}, {_counted(len(document.comments), 'comment')}"
    line = f"{reading.page.id}  {show(document.title or '(no title)')} · {counts}"
    console.print(line, highlight=False, markup=False, emoji=False, soft_wrap=True)


def put_passage(console: Console, document: Document, statement: Statement) -> None:
    """Print the blocks or the comment that a statement was read from, and what they are called."""
    for comment in document.comments:
        if comment.id == statement.comment:
            _put_comment(console, document, comment, whole=True)
    for block in _holding(document.blocks, statement):
        put(console, _place(document.blocks, block), indent=2, style=QUIET)
        put(console, show(document.text[block.start : block.end]), indent=2, bar=BAR)


def _put_head(console: Console, reading: Reading, document: Document) -> None:
    put(console, show(document.title or "(no title)"), style=TITLE)
    byline = " · ".join(show(part) for part in (document.outlet, document.byline, document.published) if part)
    if byline:
        put(console, byline)
    place = (reading.page.location or "", document.address or "", reading.page.id)
    put(console, " · ".join(show(part) for part in place if part), style=QUIET)
    for note in document.notes:
        put(console, f"note: {show(note)}")


def _put_article(console: Console, document: Document, children: _Children) -> None:
    article = [statement for statement in children.get(None, ()) if statement.layer == "article"]
    total = sum(statement.layer == "article" for group in children.values() for statement in group)
    heading(console, _counted(total, "statement"))
    if article:
        put(console, LEGEND, style=QUIET)
    numbers = count(1)
    for _, group in groupby(article, key=lambda statement: _holding(document.blocks, statement)):
        first, *others = group
        console.print()
        put_passage(console, document, first)
        _put_tree(console, document, _numbered((first, *others), numbers, children))


def _put_tree(console: Console, document: Document, numbered: Iterable[tuple[str, Statement]]) -> None:
    for number, statement in numbered:
        put_statement(console, document, statement, number, depth=number.count("."))


def _numbered(
    statements: Iterable[Statement], numbers: Iterator[int], children: _Children, *, above: str = ""
) -> Iterator[tuple[str, Statement]]:
    """Yield every statement and, after each, those nested in it: 1, 1.1, 1.2, 2."""
    for statement in statements:
        number = f"{above}{next(numbers)}"
        yield number, statement
        yield from _numbered(children.get(statement.id, ()), count(1), children, above=f"{number}.")


def _put_comments(console: Console, document: Document, children: _Children) -> None:
    if not document.comments:
        return
    heading(console, f"{_counted(len(document.comments), 'comment')} by readers")
    numbers = count(1)
    for comment in document.comments:
        made = [statement for statement in children.get(None, ()) if statement.comment == comment.id]
        _put_comment(console, document, comment, whole=bool(made))
        _put_tree(console, document, _numbered(made, numbers, children))


def _put_comment(console: Console, document: Document, comment: Comment, *, whole: bool) -> None:
    name = show(comment.display or comment.commenter or "(no name)")
    put(console, f"{name} · {show(comment.posted or 'no date')}", indent=2)
    put(console, _words(document, comment, whole=whole), indent=2, bar=BAR)


def _words(document: Document, comment: Comment, *, whole: bool) -> str:
    if comment.start is None:
        return "(empty)"
    words = document.text[comment.start : comment.end]
    return show(words) if whole else shorten(words, 100)


def _put_repairs(console: Console, repairs: tuple[Repair, ...]) -> None:
    if not repairs:
        return
    heading(console, f"{_counted(len(repairs), 'repair')} of damaged characters")
    for repair in repairs:
        put(console, f"at {repair.start}: {repair.original!r} repaired to {repair.repaired!r}", indent=2)


def _by_parent(statements: Sequence[Statement]) -> _Children:
    known = {statement.id for statement in statements}
    children: defaultdict[str | None, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda statement: statement.start):
        children[statement.parent if statement.parent in known else None].append(statement)
    return children


def _holding(blocks: Iterable[Block], statement: Statement) -> tuple[Block, ...]:
    spans = (*statement.source, *statement.cue, *statement.content)
    return tuple(b for b in blocks if any(b.start <= span.start < b.end for span in spans))


def _place(blocks: Iterable[Block], block: Block) -> str:
    alike = [other for other in blocks if other.role == block.role]
    return show(block.place) if block.place else f"{block.role} {alike.index(block) + 1}"


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
