"""Write lines of GDELT's Global Quotation Graph: one JSON object a page, its direct words with what is around them.

In: sheets. Out: lines with date, url, title, lang and quotes, each `pre`, `quote` (without its marks) and `post`. The
format has no place for speaker, offsets, status, form or confidence, so statements that are not direct, and pages
without direct ones, are left out whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.json.page import encodable, one_line
from sayso.export.linked.jsonld import Object
from sayso.export.sheets import Sheet
from sayso.export.words import block_around, quoted_words
from sayso.records import Document, Span

_AROUND = 100
_LANGUAGES = {"en": "ENGLISH"}  # GDELT has a language by its name; statements are found in English only


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield a line for each page that has direct words."""
    for sheet in sheets:
        quotes = list(_quotes(sheet))
        if quotes:
            yield one_line(_article(sheet, quotes)) + b"\n"


def _article(sheet: Sheet, quotes: list[Object]) -> Object:
    page, document = sheet.reading.page, sheet.document
    return {
        "date": document.published or (page.fetched_at.isoformat() if page.fetched_at else None),
        "url": encodable(page.location),
        "title": document.title,
        "lang": _LANGUAGES.get(document.language or "", document.language),
        "quotes": quotes,
    }


def _quotes(sheet: Sheet) -> Iterator[Object]:
    for hit in sheet.hits:
        if hit.statement.form == "direct":
            for span in quoted_words(sheet.document, hit.statement):
                yield _quote(sheet.document, span)


def _quote(document: Document, span: Span) -> Object:
    around = block_around(document, span) or span
    return {
        "pre": document.quote(Span(start=max(around.start, span.start - _AROUND), end=span.start)),
        "quote": document.quote(span),
        "post": document.quote(Span(start=span.end, end=min(around.end, span.end + _AROUND))),
    }
