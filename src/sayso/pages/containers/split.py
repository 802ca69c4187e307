"""Split a file that holds many articles into pages.

In: a `Page` that is a whole file. Out: a `Split`: one page for each article, with its place in the file; the file
itself, as one page, where it is no download of many.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from sayso.errors import HugePage, PageError
from sayso.pages.containers.kinds import CUT_OUT, OF_HTML, OF_PAPERS, OF_TEXT, Kind
from sayso.pages.decoding.decode import decode
from sayso.pages.opening.limits import huge_message
from sayso.pages.papers import RTF, WORD
from sayso.pages.papers.rtf import extract_rtf
from sayso.pages.papers.word import word_paragraphs
from sayso.pages.vocabulary import read_vocabulary
from sayso.records import Origin, Page, Span

_LISTS = read_vocabulary("sayso.pages.containers")
Cut = Callable[[Span], tuple[bytes, str]]
_BAD_BYTE = "sayso.pages.bad_byte"  # how decoding marks what it cannot decode
_BETWEEN = "\n\n"
_HTML = frozenset(("text/html", "application/xhtml+xml"))
# What every text of many articles has somewhere, looked for in the bytes before anything is decoded.
_LIKELY_TEXT = re.compile(rb"^[ \t\f]*(?:[A-Za-z]+ )?\d+ [a-z]{2,3} \d+(?: [A-Za-z]+)?[ \t]*\r?$|_{30}", re.MULTILINE)
_LIKELY_HTML = re.compile(rb"articleparagraph", re.IGNORECASE)
_LIKELY_WORD = re.compile(
    rf"{_LISTS.any_phrase('nexis.ends')}|{_LISTS.any_phrase('factiva.ends')}|{_LISTS.any_phrase('nexis.marks')}".encode(),
    re.IGNORECASE,
)
_TAGS = re.compile(rb"<[^<>]*>")
_MOST_XML = 60_000_000  # bytes of a Word download, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The pages of a file, what kind of file it is (None for a page of its own), and what is to be said of it."""

    pages: Sequence[Page]
    kind: str | None = None
    notes: tuple[str, ...] = ()


def split_page(page: Page, *, max_bytes: int | None = None) -> Split:
    """Return the pages that a file holds: itself, where it is no download. Raises HugePage."""
    if max_bytes is not None and page.size > max_bytes:
        raise HugePage(huge_message(page.location or "standard input", max_bytes))
    media_type = page.media_type.partition(";")[0].strip().lower()
    if page.origin is not None or media_type in CUT_OUT:
        return Split(pages=(page,))
    if media_type in {RTF, WORD}:
        return _split_paper(page, media_type)
    bare = page.data.replace(b"\x00", b"") if b"\x00" in page.data[:100] else page.data
    kinds, likely = (OF_HTML, _LIKELY_HTML) if media_type in _HTML else (OF_TEXT, _LIKELY_TEXT)
    if not (media_type in _HTML or media_type.startswith("text/")) or not likely.search(bare):
        return Split(pages=(page,))
    try:
        decoded = decode(page)
    except PageError:
        return Split(pages=(page,))  # it fails where it is read, and says why
    kind = next((kind for kind in kinds if kind.holds(decoded.text)), None)
    if kind is None:
        return Split(pages=(page,))
    marked = page.data.decode(decoded.encoding, _BAD_BYTE)

    def cut(span: Span) -> tuple[bytes, str]:
        return _bytes(marked[span.start : span.end], decoded.encoding)

    return _split(page, kind, decoded.text, cut)


def _split_paper(page: Page, media_type: str) -> Split:
    """Split the text taken out of a Word or RTF file; its cover is in no page."""
    try:
        if media_type == WORD:
            parts = word_paragraphs(page, most=_MOST_XML) if _is_likely_word(page.data) else ()
        else:
            parts = tuple(part.text for part in extract_rtf(page).parts if part.place is None)
    except PageError:
        return Split(pages=(page,))  # it fails where it is read, and says why
    text = _BETWEEN.join(parts)
    kind = next((kind for kind in OF_PAPERS if kind.holds(text)), None)
    if kind is None:
        return Split(pages=(page,))

    def cut(span: Span) -> tuple[bytes, str]:
        return text[span.start : span.end].encode(), "utf-8"

    return _split(page, kind, text, cut, extracted=True)


def _split(page: Page, kind: Kind, text: str, cut: Cut, *, extracted: bool = False) -> Split:
    articles = kind.cut(text)
    pages: list[Page] = []
    for number, span in enumerate(articles.spans, 1):
        data, charset = cut(span)
        origin = Origin(location=page.location, number=number, start=span.start, end=span.end, extracted=extracted)
        place = f"{page.location or ''}#article={number}"
        pages.append(
            replace(page, data=data, charset=charset, media_type=kind.media_type, location=place, origin=origin)
        )
    return Split(pages=tuple(pages), kind=kind.name, notes=articles.notes)


def _bytes(marked: str, encoding: str) -> tuple[bytes, str]:
    """Return the bytes that characters were decoded from, and their encoding; of UTF-16 and 32, as UTF-8."""
    if encoding.startswith(("utf-16", "utf-32")):
        return marked.encode("utf-8", "replace"), "utf-8"
    bare = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return marked.encode(bare, "surrogateescape"), bare
    except UnicodeEncodeError:  # a byte below 128 that did not decode
        return marked.encode(bare, "replace"), bare


def _is_likely_word(data: bytes) -> bool:
    """Look for the lines that end articles, before a whole document is taken apart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("word/document.xml") as member:
            xml = member.read(_MOST_XML)
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError):
        return False
    return _LIKELY_WORD.search(_TAGS.sub(b"", xml)) is not None
