"""Write what people judged as training data, in the form PolNeAR has here.

In: a ledger. Out: JSON lines of {"id", "text", "publisher", "date", "attributions": [{"id", "source", "cue",
"content"}]}, spans half-open over the text: what `training.data.load` reads, gzipped.

A text teaches by what is not marked in it, too. So only those blocks of an article go out of which every statement was
judged, by whoever judged; next to each other they are one text, apart they are several. Rejected statements are left
out of them, confirmed, corrected and added ones are in. A block is left out, too, where a statement reaches into one
that is, and where a confirmed, corrected or added statement is no longer read (an orphan). PolNeAR marks no nested
statements: they stand in a text of their own, the content of the outer one. Readers' comments never go out, nor the
names of those who judged.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from sayso.export.json.page import one_line
from sayso.export.json.spans import Object
from sayso.ledger import Query
from sayso.ledger.judge.anchors import find_spans
from sayso.ledger.ledger import Ledger
from sayso.records import ARTICLE_ROLES, Block, Document, Judgement, Reading, Span, Statement

MEDIA_TYPE = "application/x-ndjson"
_PARTS = ("source", "cue", "content")
_BATCH = 500
_MARKS = "\"'“”„‟«»‘’‚‹›`"


def stream(ledger: Ledger, query: Query | None = None, *, compress: bool = False) -> Iterator[bytes]:
    """Yield the lines of the pages that somebody judged, a page at a time; `compress` yields them gzipped.

    With a query, of the pages alone on which it finds a statement; `limit` and `after` do not matter.
    """
    lines = (
        one_line(row) + b"\n"
        for page_id in _judged_pages(ledger, query)
        for row in rows_of(ledger.reading(page_id), ledger.orphans(page_id))
    )
    return _gzipped(lines) if compress else lines


def rows_of(reading: Reading, orphans: Iterable[Judgement] = ()) -> Iterator[Object]:
    """Yield the texts of one page, as judged: its runs of blocks, then contents that hold nested statements."""
    document = reading.document
    if document is None:
        return
    said = [statement for statement in reading.statements if statement.layer == "article"]
    kept = {statement.id: statement for statement in said if statement.status != "rejected"}
    number = count(1)
    for run in _vouched(document, said, _lost(document, orphans)):
        held = [statement for statement in kept.values() if all(_within(run, span) for span in _spans(statement))]
        outer_of = {statement.id: _outer(statement, held) for statement in held}
        yield _row(reading, document, next(number), [b.span for b in run], [s for s in held if not outer_of[s.id]])
        for statement in held:
            nested = [each for each in held if outer_of[each.id] == statement.id]
            section = _bare(document, statement.content)
            if nested and section and all(section.holds(span) for each in nested for span in _spans(each)):
                yield _row(reading, document, next(number), [section], nested)


def _judged_pages(ledger: Ledger, query: Query | None) -> Iterator[str]:
    """Yield the ids of the pages somebody judged, each once, in the order of their first judgement."""
    seen: set[str] = set()
    after = None
    while found := ledger.judgements(after=after, limit=_BATCH):
        after = found[-1].id
        for page_id in dict.fromkeys(judgement.page_id for judgement in found):
            if page_id not in seen:
                seen.add(page_id)
                if query is None or _finds(ledger, query, page_id):
                    yield page_id


def _finds(ledger: Ledger, query: Query, page_id: str) -> bool:
    if query.page_id is not None and not page_id.startswith(query.page_id):
        return False
    return any(True for _ in ledger.search(replace(query, page_id=page_id, after=None, limit=1)))


def _lost(document: Document, orphans: Iterable[Judgement]) -> list[Span]:
    """Return where somebody says that there is a statement which no longer is read."""
    lost: list[Span] = []
    for judgement in orphans:
        if judgement.kind != "reject":
            lost.extend(find_spans(document, (judgement.corrected or judgement.anchors).content) or ())
    return lost


def _vouched(document: Document, said: Sequence[Statement], lost: Sequence[Span]) -> list[list[Block]]:
    """Return the runs of neighbouring blocks of which every statement was judged, and reaches into no other run."""
    blocks = [block for block in document.blocks if block.role in ARTICLE_ROLES]
    open_to = {
        at for at, block in enumerate(blocks) if any(_touches(block, span) for each in said for span in _spans(each))
    }
    unsure = [*lost, *(span for each in said if each.status == "machine" for span in _spans(each))]
    good = {at for at in open_to if not any(_touches(blocks[at], span) for span in unsure)}
    while True:
        runs = [[blocks[at] for at in run] for run in _neighbours(good)]
        cut = [each for each in said if each.status != "rejected" and not _whole(runs, each)]
        bad = {at for at in good if any(_touches(blocks[at], span) for each in cut for span in _spans(each))}
        if not bad:
            return runs
        good -= bad


def _outer(statement: Statement, held: Sequence[Statement]) -> str | None:
    """Return the id of the statement that one is nested in: its parent, else of what a person added the nearest."""
    if any(each.id == statement.parent for each in held):
        return statement.parent
    around = [
        each
        for each in held
        if each.content != statement.content
        and all(any(part.holds(span) for part in each.content) for span in _spans(statement))
    ]
    closest = min(around, key=lambda each: sum(part.end - part.start for part in each.content), default=None)
    return closest.id if closest else None


def _neighbours(numbers: Iterable[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for number in sorted(numbers):
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _whole(runs: Iterable[Sequence[Block]], statement: Statement) -> bool:
    return any(all(_within(run, span) for span in _spans(statement)) for run in runs)


def _within(run: Iterable[Block], span: Span) -> bool:
    return any(block.span.holds(span) for block in run)


def _touches(block: Block, span: Span) -> bool:
    return block.span.overlaps(span)


def _spans(statement: Statement) -> tuple[Span, ...]:
    return (*statement.source, *statement.cue, *statement.content)


def _bare(document: Document, content: Sequence[Span]) -> Span | None:
    """Return a content in one piece without the quotation marks around it, as contents are read for what they hold."""
    if len(content) != 1:
        return None
    words = document.quote(content[0])
    start = len(words) - len(words.lstrip(_MARKS))
    end = len(words.rstrip(_MARKS))
    return Span(start=content[0].start + start, end=content[0].start + end) if start < end else None


def _row(
    reading: Reading, document: Document, number: int, sections: Sequence[Span], statements: Sequence[Statement]
) -> Object:
    """Return one text: the sections joined by blank lines, and the statements in it."""
    starts, at = [], 0
    for section in sections:
        starts.append(at)
        at += section.end - section.start + 2

    def moved(span: Span) -> list[int]:
        new, section = next(pair for pair in zip(starts, sections, strict=True) if pair[1].holds(span))
        return [span.start - section.start + new, span.end - section.start + new]

    ordered = sorted(statements, key=lambda each: each.start)
    return {
        "id": f"{reading.page.id}.{number}",
        "text": "\n\n".join(map(document.quote, sections)),
        "publisher": document.outlet,
        "date": document.published,
        "attributions": [
            {"id": f"E{n}", **{part: [moved(span) for span in getattr(each, part)] for part in _PARTS}}
            for n, each in enumerate(ordered, start=1)
        ],
    }


def _gzipped(lines: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    for line in lines:
        if packed := packer.compress(line):
            yield packed
    yield packer.flush()
