"""Read an article whose parts a database has labelled.

In: a `Page` that is one article of a download, and where in its text headline and body stand. Out: a `Document` of
headline and body, with what the labels say of it. The labels and their values are no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sayso.errors import EmptyPage
from sayso.pages.decoding.decode import decode
from sayso.pages.decoding.repair import repair
from sayso.pages.layout.lines import Line, Passage, cut_lines, cut_passages
from sayso.pages.layout.person_names import is_name
from sayso.pages.text.read import read_passages
from sayso.pages.time.dates import find_date
from sayso.pages.time.elsewhere import find_day
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Document, Page, Role, Span

_LISTS = read_vocabulary("sayso.pages.containers")
_BY = re.compile(rf"^{read_vocabulary('sayso.pages.layout').any_word('bylines.by')}:?\s+", re.IGNORECASE)
_RIGHTS = re.compile(rf"(?:{_LISTS.any_phrase('rights.lines')})", re.IGNORECASE)
_COMPACT = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """The parts of an article: where its headline and its body stand in its text, and what is said of it."""

    headline: Span | None
    body: tuple[Span, ...]
    outlet: str | None = None
    published: str | None = None
    byline: str | None = None
    address: str | None = None
    notes: tuple[str, ...] = ()


def read_laid_out(
    page: Page, lay: Callable[[str, Sequence[Line]], LaidOut], *, plain: bool = False, max_bytes: int | None = None
) -> Document:
    """Return the document of an article that `lay` finds the parts of. Raises PageError.

    With `plain`, all of its body are paragraphs.
    """
    decoded = decode(page, max_bytes=max_bytes)
    repaired = repair(decoded.text)
    lines = cut_lines(repaired.text)
    laid = lay(repaired.text, lines)
    title = _within(repaired.text, lines, laid.headline)
    body = [passage for span in laid.body for passage in _passages(repaired.text, lines, span)]
    if not body:
        raise EmptyPage(f"{page.location or 'standard input'}: its fields hold no text; download it with its full text")

    def told(passage: Passage) -> Role | None:
        if title is not None and passage.start == title.start:
            return "headline"
        return "paragraph" if plain else None

    passages = (title, *body) if title else tuple(body)
    document = read_passages(page, repaired, passages, encoding=decoded.encoding, told=told)
    return replace(
        document,
        title=document.title if title else None,
        outlet=laid.outlet,
        published=laid.published,
        byline=laid.byline,
        address=laid.address,
        notes=(*document.notes, *laid.notes),
    )


def read_day(written: str) -> str | None:
    """Return the ISO day, or moment, that a field gives; None where it can be read in two ways."""
    bare = written.strip()
    if _COMPACT.fullmatch(bare):
        bare = f"{bare[:4]}-{bare[4:6]}-{bare[6:]}"
    return find_date(bare) or find_day(bare, leading=True)


def read_byline(written: str) -> str | None:
    """Return the author of a byline, without "By" and without what is behind the name of one person."""
    bare = " ".join(_BY.sub("", written.strip(), count=1).split())
    first, _, remark = bare.partition(";")
    if len(remark.split()) > 5:  # "Ann Lee; Ann Lee reported from the port."
        bare = first.strip()
    name, _, behind = bare.partition(",")
    beside = behind.split(" and ")[0].split(",")[0].strip()
    alone = _is_full_name(name) and behind != "" and not _is_full_name(beside)
    return (name if alone else bare) or None


def _is_full_name(text: str) -> bool:
    return len(text.split()) > 1 and is_name(text)


def tells_rights(line: str) -> bool:
    """Say whether a line only tells who holds the rights."""
    return _RIGHTS.match(line) is not None


def one_line(text: str | None) -> str | None:
    """Return words on one line, None for none."""
    return " ".join((text or "").split()) or None


def _within(text: str, lines: Sequence[Line], span: Span | None) -> Passage | None:
    held = _cut(lines, span) if span else []
    return Passage(lines=tuple(held), text=text[held[0].start : held[-1].end]) if held else None


def _passages(text: str, lines: Sequence[Line], span: Span) -> tuple[Passage, ...]:
    held = _cut(lines, span)
    return cut_passages(text, held) if held else ()


def _cut(lines: Sequence[Line], span: Span) -> list[Line]:
    """Return the lines of a range; one that begins or ends in their midst, behind a label, cuts them."""
    held: list[Line] = []
    for line in lines:
        start, end = max(line.start, span.start), min(line.end, span.end)
        words = line.text[start - line.start : max(0, end - line.start)]
        start += len(words) - len(words.lstrip())
        if words.strip():
            held.append(replace(line, start=start, end=start + len(words.strip()), text=words.strip()))
    return held
