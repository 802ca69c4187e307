"""Extract the text of a PDF file.

In: a `Page` whose bytes are a PDF. Out: `Extracted`: paragraphs joined from their lines, each with the number of its
page as `place`; what repeats at the edges of pages is furniture, the largest line of the first page the headline. When
it was published its text tells; when the file was made is another day.
Needs pypdf, of the extra `pdf`, which bounds what a stream unpacks to; here pages, characters and seconds are bounded.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage, MissingReader
from sayso.pages.layout.person_names import is_name
from sayso.pages.papers.actual_text import ActualText
from sayso.pages.papers.columns import Chunk, in_reading_order
from sayso.pages.papers.extracted import Extracted, one_line
from sayso.pages.papers.paragraphs import TextLine, join_lines
from sayso.records import Page

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_SECONDS = 30.0
_MOST_PAGES = 2000
_MOST_CHARACTERS = 10_000_000
_TAIL = 2048  # bytes in which the end mark stands
_END = b"%%EOF"


class _TooMuchError(Exception):
    """A bound was reached; the message says which."""


def extract_pdf(page: Page) -> Extracted:
    """Return the text of a PDF file.

    Raises MissingReader, LockedPage, BrokenPage, HugePage, or EmptyPage where its pages are pictures.
    """
    name = page.location or "standard input"
    try:
        from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
    except ImportError as error:
        raise MissingReader(f"{name}: reading PDF files needs pypdf: pip install 'sayso[pdf]'") from error
    try:
        return _extract(page, name)
    except (BrokenPage, EmptyPage, LockedPage):
        raise
    except (_TooMuchError, LimitReachedError) as error:
        raise HugePage(
            f"{name}: more than is read of one PDF ({one_line(error)}); cut it up, or save its text"
        ) from error
    except (DependencyError, FileNotDecryptedError) as error:
        raise LockedPage(f"{name}: an encrypted PDF; save a copy without protection and read that") from error
    except Exception as error:  # a damaged file makes pypdf raise anything
        raise BrokenPage(f"{name}: not a whole PDF ({one_line(error)}); fetch it again") from error


def _extract(page: Page, name: str) -> Extracted:
    from pypdf import PdfReader

    # Its complaints are of no use to the reader of one line; a program that wants them adds a handler.
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    until = time.monotonic() + _SECONDS

    def check() -> None:
        if time.monotonic() > until:
            raise _TooMuchError(f"{_SECONDS:.0f} seconds")

    reader = PdfReader(io.BytesIO(page.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise LockedPage(f"{name}: an encrypted PDF; save a copy without its password and read that")
    pages, failed = _read_pages(reader, check)
    if failed and not any(pages):
        raise BrokenPage(f"{name}: a damaged PDF, none of its pages can be read; fetch it again")
    if not any(pages):
        raise EmptyPage(f"{name}: a PDF of {len(pages)} pages without text, scanned perhaps; recognise its text first")
    cut = _END not in page.data[-_TAIL:]
    notes = [f"pages that could not be read: {', '.join(map(str, failed))}"] if failed else []
    notes += ["the file is cut off: pages may be missing"] if cut else []
    author = _metadata(reader, "author")
    return Extracted(
        parts=join_lines(pages, check),
        title=_metadata(reader, "title"),
        byline=author if author and len(author.split()) > 1 and is_name(author) else None,
        threads=True,
        notes=tuple(notes),
    )


def _read_pages(reader: PdfReader, check: Callable[[], None]) -> tuple[list[tuple[TextLine, ...]], list[int]]:
    """Return the lines of every page, and the numbers of the pages that cannot be read."""
    if len(reader.pages) > _MOST_PAGES:
        raise _TooMuchError(f"{len(reader.pages)} pages")
    pages: list[tuple[TextLine, ...]] = []
    failed: list[int] = []
    size = 0
    for number, page in enumerate(reader.pages, 1):
        try:
            lines = _read_lines(page, check)
        except (_TooMuchError, MemoryError):
            raise
        except Exception:  # see extract_pdf; the page is named in a note
            failed.append(number)
            lines = ()
        pages.append(lines)
        size += sum(len(line.text) for line in lines)
        if size > _MOST_CHARACTERS:
            raise _TooMuchError(f"{_MOST_CHARACTERS:,} characters")
    return pages, failed


def _read_lines(page: PageObject, check: Callable[[], None]) -> tuple[TextLine, ...]:
    chunks: list[Chunk] = []
    meant = ActualText(page.get("/Resources"))

    def keep(text: str, outer: list[float], inner: list[float], font: Any, size: float) -> None:
        if text:
            x, y = _moved(outer, inner)
            size = abs(size * _scale(outer) * _scale(inner))
            width = len(text.rstrip()) * size * _letter(font)
            chunks.append(Chunk(text=text, x=x, y=y, size=size, end=x + width))

    def see(operator: bytes, operands: list[Any], *_: Any) -> None:
        check()
        meant.see(operator, operands)

    check()
    page.extract_text(visitor_text=keep, visitor_operand_before=see)
    check()
    columns = in_reading_order(chunks)
    if columns is not None:
        return tuple(line for row in columns for line in _lines(row))
    return tuple(_lines(chunks))


def _letter(font: Any) -> float:
    """Return how wide a letter is in a font, of its size, on average."""
    try:
        widths = [float(width) for width in font["/Widths"] if width]
    except (KeyError, TypeError, ValueError):
        widths = []
    return sum(widths) / len(widths) / 1000 if widths else 0.5


def _moved(outer: list[float], inner: list[float]) -> tuple[float, float]:
    x, y = inner[4], inner[5]
    return outer[0] * x + outer[2] * y + outer[4], outer[1] * x + outer[3] * y + outer[5]


def _scale(matrix: list[float]) -> float:
    return float((matrix[2] ** 2 + matrix[3] ** 2) ** 0.5)


def _lines(chunks: Sequence[Chunk]) -> Iterator[TextLine]:
    """Yield the lines that chunks of text make up; a line break within one line of print is none."""
    line: list[Chunk] = []
    for chunk in chunks:
        for piece in chunk.text.splitlines(keepends=True):
            if line and piece.strip() and abs(chunk.y - line[0].y) > 0.6 * max(chunk.size, line[0].size):
                yield _line_of(line)
                line = []
            bare = " " if piece.endswith(("\n", "\r")) and not piece.strip() else piece.replace("\n", " ")
            if line or bare.strip():
                line.append(replace(chunk, text=bare))
    if line:
        yield _line_of(line)


def _line_of(chunks: Sequence[Chunk]) -> TextLine:
    text = " ".join("".join(chunk.text for chunk in chunks).split())
    size = max(chunks, key=lambda chunk: len(chunk.text.strip())).size
    return TextLine(text=text, x=chunks[0].x, y=chunks[0].y, size=round(size, 1))


def _metadata(reader: PdfReader, field: str) -> str | None:
    try:
        value = getattr(reader.metadata, field, None)
    except Exception:  # see extract_pdf
        return None
    return " ".join(value.split()) or None if isinstance(value, str) else None
