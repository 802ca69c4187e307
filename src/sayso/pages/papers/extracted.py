"""Read the text that was extracted from a paper.

In: an `Extracted` paper: its parts in order, with what their format tells of them. Out: a `Document` of encoding
`ENCODING`, whose blocks got their roles as those of a text page do, but where the format knows better.

Its offsets count the extracted text, which is `Document.text` with the repairs undone: `extracted_text` gives it back
from the document alone, so what was stored stays readable by itself, whatever a later release extracts. What heads a
reader's comment is in the comment's fields only, hence without a place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from sayso.errors import HugePage
from sayso.pages.decoding.repair import Repaired, repair
from sayso.pages.layout.lines import Passage
from sayso.pages.offsets import locate
from sayso.pages.text.read import Known, read_characters
from sayso.records import Comment, Document, Page, Repair, Role, Segment, Span

ENCODING = "extracted"
_BETWEEN = "\n\n"
_MOST_LINES = 200_000  # some ten seconds of work


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a paper's text: a paragraph, or lines to cut into paragraphs; its role and place where told."""

    text: str
    role: Role | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What a reader took out of a paper. `published` is ISO; `sure` says that it outranks a date line of the text.

    `threads` says that readers' comments may stand in it, as in a printed web page.
    """

    parts: tuple[Part, ...]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    sure: bool = False
    threads: bool = False
    notes: tuple[str, ...] = ()


def read_extracted(page: Page, extracted: Extracted, *, plain: bool = False) -> Document:
    """Return the document of an extracted paper. Raises HugePage."""
    if sum(part.text.count("\n") + 1 for part in extracted.parts) > _MOST_LINES:
        name = page.location or "standard input"
        raise HugePage(f"{name}: more than {_MOST_LINES:,} lines of text; cut it up, or save a part of it")
    repaired = repair(_BETWEEN.join(part.text for part in extracted.parts))
    starts = [0, *accumulate(len(part.text) + len(_BETWEEN) for part in extracted.parts)][:-1]

    def part_at(at: int) -> Part:
        return extracted.parts[bisect_right(starts, at) - 1]

    def told(passage: Passage) -> Role | None:
        return part_at(_start(repaired, passage)).role

    read = read_characters(
        page, repaired, encoding=ENCODING, plain=plain, known=Known(role=told, threads=extracted.threads)
    )
    blocks = tuple(replace(block, place=part_at(block.ranges[0].start).place) for block in read.blocks)
    return _describe(_rebase(replace(read, blocks=blocks)), extracted)


def extracted_text(document: Document) -> str:
    """Return the text that the offsets of a document read from a paper count."""
    undone = {(found.start, found.end): found.original for found in document.repairs}
    parts: list[str] = []
    at = 0
    for segment in document.offsets:
        parts.append(document.text[at : segment.text_start])
        read = document.text[segment.text_start : segment.text_end]
        parts.append(undone.get((segment.page_start, segment.page_end), read))
        at = segment.text_end
    return "".join((*parts, document.text[at:]))


def one_line(words: object) -> str:
    """Return an error's words, or a name, as a message of one line quotes them."""
    return " ".join(str(words).split())[:200] or type(words).__name__


def _start(repaired: Repaired, passage: Passage) -> int:
    place = locate(repaired.segments, Span(start=passage.start, end=passage.start + 1))
    return place.start if place else passage.start


def _describe(document: Document, extracted: Extracted) -> Document:
    """Fill in what the format says of the paper: behind the text's own word, but for a date that is sure."""
    told, written = extracted.published, document.published
    published = told if extracted.sure and told else written or told
    notes = extracted.notes
    if published == told and not extracted.sure and told and not written:
        notes = (*notes, "published: the day the file was made, as it says itself; its text gives no date")
    return replace(
        document,
        title=document.title or extracted.title,
        byline=extracted.byline if extracted.sure else document.byline or extracted.byline,
        outlet=document.outlet or extracted.outlet,
        published=published,
        notes=(*document.notes, *notes),
    )


def _rebase(document: Document) -> Document:
    """Let the offsets count `Document.text` with its repairs undone in place of the text it was cut from."""
    moved: list[Segment] = []
    shift = 0  # how much longer the damaged characters so far are
    for segment in document.offsets:
        start = segment.text_start + shift
        length = segment.page_end - segment.page_start
        moved.append(replace(segment, page_start=start, page_end=start + length))
        shift += length - (segment.text_end - segment.text_start)
    ends = {(old.page_start, old.page_end): new for old, new in zip(document.offsets, moved, strict=True)}
    return replace(
        document,
        offsets=tuple(moved),
        blocks=tuple(replace(block, ranges=_ranges(moved, block.start, block.end)) for block in document.blocks),
        comments=tuple(_move(comment, moved) for comment in document.comments),
        repairs=tuple(
            _repair(found, ends[found.start, found.end])
            for found in document.repairs
            if (found.start, found.end) in ends
        ),
    )


def _ranges(offsets: Sequence[Segment], start: int | None, end: int | None) -> tuple[Span, ...]:
    place = locate(offsets, Span(start=start, end=end)) if start is not None and end is not None else None
    return (place,) if place else ()


def _move(comment: Comment, offsets: Sequence[Segment]) -> Comment:
    return replace(comment, header_start=None, ranges=_ranges(offsets, comment.start, comment.end))


def _repair(found: Repair, segment: Segment) -> Repair:
    return replace(found, start=segment.page_start, end=segment.page_end)
