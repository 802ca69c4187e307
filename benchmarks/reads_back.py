"""Check that every span of a reading leads back to its page.

In: a reading. Out: what is wrong with it, a line each; a line that begins with "#" tells of a span that has no place,
which is never a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export.json.page import to_json
from sayso.export.words import page_characters
from sayso.pages.markup.passage import read_back
from sayso.pages.offsets import locate
from sayso.records import Block, Comment, Document, Ranges, Reading, Span


def faults_of(reading: Reading) -> Iterator[str]:
    """Yield what is wrong with a reading."""
    to_json(reading)
    document = reading.document
    if document is None:
        return
    source = page_characters(reading)
    if source is None:
        yield "read, but its characters are not there"
        return
    yield from _segments(document, source)
    yield from _parts(document, source, marked="html" in reading.page.media_type)
    places = Ranges(part for _, part in _placed(document))
    for kind, span in spans_of(reading):
        if not span.start < span.end <= len(document.text):
            yield f"{kind} is empty, or ends behind the text"
        elif not document.quote(span).strip():
            yield f"{kind} is white space"
        elif not places.holding(span):
            yield f"{kind} lies in no block and no comment"
        elif (place := locate(document.offsets, span)) is None:
            yield f"#{kind} without a place"  # of characters that the parser made otherwise than the page has them
        elif place.end > len(source):
            yield f"{kind} leads behind the end of the page"


def spans_of(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Yield every span of statements, mentions, things of proof, times, blocks and comments, with what it is."""
    for each in reading.statements:
        for kind, spans in (("source", each.source), ("cue", each.cue), ("content", each.content)):
            yield from ((kind, span) for span in spans)
        yield from (("link", link.span) for link in each.chain)
        yield from (("evidence", proof.span) for proof in each.evidence)
    for mention in reading.mentions:
        yield from (("mention", span) for span in mention.content)
        yield from (("quantity", amount.span) for amount in mention.quantities)
    yield from (("item", item.span) for item in reading.items)
    if reading.document:
        yield from (("time", time.span) for time in reading.document.times)
        yield from ((f"block of {block.role}", block.span) for block in reading.document.blocks)
        yield from (("comment", span) for part, span in _placed(reading.document) if isinstance(part, Comment))


def _segments(document: Document, source: str) -> Iterator[str]:
    end = 0
    repaired = Ranges(Span(start=one.start, end=one.end) for one in document.repairs)
    for one in document.offsets:
        if not (end <= one.text_start < one.text_end <= len(document.text)):
            yield "segments of the text overlap, or end behind it"
        if not one.page_start < one.page_end <= len(source):
            yield "a segment of nothing, or behind the end of the page"
        end = one.text_end
        run, read = document.text[one.text_start : end], source[one.page_start : one.page_end]
        put_right = repaired.over(Span(start=one.page_start, end=one.page_end))
        if one.one_to_one and not (run == read or put_right or run.isspace()):
            yield f"{run[:40]!r} was read from {read[:40]!r}"
    for each in document.repairs:
        if source[each.start : each.end] != each.original:
            yield "a repair of what does not stand there"


def _parts(document: Document, source: str, *, marked: bool) -> Iterator[str]:
    placed = _placed(document)
    if document.text != "\n\n".join(document.quote(span) for _, span in placed):
        yield "the text is not its blocks and comments"
    for part, span in placed:
        if not part.ranges or document.repairs:
            continue
        if locate(document.offsets, span) is None:
            yield "a part has ranges, but its ends lead nowhere"
        text = "".join(document.quote(span).split())
        if marked and "".join(read_back(source, part.ranges).split()) != text:
            yield f"a part of the page does not read back: {document.quote(span)[:40]!r}"


def _placed(document: Document) -> list[tuple[Block | Comment, Span]]:
    parts: list[Block | Comment] = [*document.blocks, *document.comments]
    return [
        (part, Span(start=part.start, end=part.end))
        for part in parts
        if part.start is not None and part.end is not None
    ]
