"""Find the words themselves: the directly quoted ones of a content, and the characters of the page as it came in.

In: a document, spans of its text, and the page where its characters are asked for. Out: spans and texts. A
paraphrase never comes out as quoted words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.errors import PageError
from sayso.language.quotes import find_quoted
from sayso.ledger import UnkeptPage
from sayso.pages.decoding.decode import Decoded, decode
from sayso.pages.papers.extracted import ENCODING, extracted_text
from sayso.records import Document, Reading, Span, Statement

_MARK = "(?:``|''|[\"“”„‟«»])"
_DOUBLE = re.compile(rf"\s*{_MARK}*\s*(?P<words>.*?)\s*(?:{_MARK}+[.,;:!?…]*)?\s*", re.DOTALL)
_SINGLE = re.compile(r"\s*[‘'‚‹](?P<words>.*)[’'›][.,;:!?…]*\s*", re.DOTALL)


def quoted_words(document: Document, statement: Statement) -> tuple[Span, ...]:
    """Return the spans of a content that are its source's own words, quotation marks left out.

    All of a direct content, of a mixed one what stands between marks in it, of an indirect one nothing.
    """
    if statement.form == "direct":
        spans: Iterator[Span] = iter(statement.content)
    elif statement.form == "mixed":
        spans = (part for span in statement.content for part in _between_marks(document.text, span))
    else:
        return ()
    bare = (unmarked(document.text, span) for span in spans)
    return tuple(span for span in bare if span.start < span.end)


def unmarked(text: str, span: Span) -> Span:
    """Return a span without the quotation marks around it; an apostrophe at one end alone is part of its word."""
    words = text[span.start : span.end]
    found = _DOUBLE.fullmatch(words)
    if found is None or found["words"] == words:
        found = _SINGLE.fullmatch(words)
    if found is None:
        return span
    return Span(start=span.start + found.start("words"), end=span.start + found.end("words"))


def block_around(document: Document, span: Span) -> Span | None:
    """Return the block or comment that a span stands in: what is beside it there may be shown with it."""
    blocks = (block.span for block in document.blocks)
    comments = (Span(start=c.start, end=c.end) for c in document.comments if c.start is not None and c.end is not None)
    return next((each for each in (*blocks, *comments) if each.holds(span)), None)


def decoded_page(reading: Reading) -> Decoded | None:
    """Return the characters of a page that a document was read from, None where they are not there to be read."""
    if isinstance(reading.page, UnkeptPage) or (reading.document and reading.document.encoding == ENCODING):
        return None
    # as it was read, whoever declared what: an HTML page may do so in itself
    charset = reading.document.encoding if reading.document else reading.page.charset
    try:
        return decode(replace(reading.page, charset=charset))
    except PageError:
        return None


def page_characters(reading: Reading) -> str | None:
    """Return the text that offsets count in: the decoded page, or what was extracted of a paper."""
    if reading.document and reading.document.encoding == ENCODING:
        return extracted_text(reading.document)
    decoded = decoded_page(reading)
    return decoded.text if decoded else None


def as_it_came_in(document: Document, span: Span) -> str:
    """Return the words of a span with its repairs undone: without markup, but with the damage that was in the page."""
    return "".join(_undone(document, span))


def _undone(document: Document, span: Span) -> Iterator[str]:
    """Yield the pieces of a span, those of a repair with the characters there were before."""
    for segment in document.offsets:
        start, end = max(span.start, segment.text_start), min(span.end, segment.text_end)
        if start >= end:
            continue
        shift = segment.page_start - segment.text_start
        even = segment.text_end - segment.text_start == segment.page_end - segment.page_start
        at = start
        for repair in document.repairs:
            if even and start + shift <= repair.start and repair.end <= end + shift:
                yield document.quote(Span(start=at, end=repair.start - shift))
                yield repair.original
                at = repair.end - shift
            elif not even and (repair.start, repair.end) == (segment.page_start, segment.page_end):
                yield repair.original
                at = end
        yield document.quote(Span(start=at, end=end))


def _between_marks(text: str, span: Span) -> Iterator[Span]:
    last = 0
    for found in find_quoted(text[span.start : span.end]):
        if found.closed and found.start >= last:
            yield Span(start=span.start + found.start, end=span.start + found.end)
            last = found.end
