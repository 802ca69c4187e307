"""Gather what an export is made of: the hits of a search with the reading they stand in, a page at a time.

In: a ledger, a query and options. Out: sheets, in the order of the search. Readers' comments are gone from them, or
their names are hashes, unless the options say otherwise: no format has to think of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from sayso.errors import UnknownId
from sayso.export.readers import Pseudonyms, without_comments
from sayso.records import Document, Reading

if TYPE_CHECKING:
    from sayso.export.options import ExportOptions
    from sayso.ledger import Hit, Query
    from sayso.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A reading, its document, and those of its statements that were asked for."""

    reading: Reading
    document: Document
    hits: tuple[Hit, ...]


def read_sheets(ledger: Ledger, query: Query, options: ExportOptions) -> Iterator[Sheet]:
    """Yield every page that holds hits, with them; one that was forgotten meanwhile is left out."""
    shown = _shown(options, query)
    for reading_id, hits in groupby(ledger.search(query), key=lambda hit: hit.reading_id):
        found = tuple(hits)
        try:
            reading = ledger.reading(reading_id)
        except UnknownId:
            continue
        if reading.document and (sheet := shown.sheet(reading, reading.document, found)).hits:
            yield sheet


def read_pages(ledger: Ledger, query: Query, options: ExportOptions) -> Iterator[Sheet]:
    """Yield each page that holds hits once; what people rejected is left out of it unless that was asked for.

    A search by words comes to a page twice, for its statements and for its text: then the ids of pages are kept.
    """
    seen: set[str] = set()
    for sheet in read_sheets(ledger, query, options):
        if query.words:
            if sheet.reading.page.id in seen:
                continue
            seen.add(sheet.reading.page.id)
        yield sheet if query.status == "rejected" else _without_rejected(sheet)


def _without_rejected(sheet: Sheet) -> Sheet:
    kept = tuple(statement for statement in sheet.reading.statements if statement.status != "rejected")
    return replace(sheet, reading=replace(sheet.reading, statements=kept))


def _shown(options: ExportOptions, query: Query) -> _Shown:
    if not options.comments:
        return _Shown()
    return _Named() if options.commenter_names else _Hashed(Pseudonyms(options.salt), query)


class _Shown:
    """Without comments."""

    def sheet(self, reading: Reading, document: Document, hits: tuple[Hit, ...]) -> Sheet:
        bare = without_comments(reading, document)
        return Sheet(reading=bare, document=bare.document or document, hits=hits)


class _Named(_Shown):
    """With comments and the names in them."""

    def sheet(self, reading: Reading, document: Document, hits: tuple[Hit, ...]) -> Sheet:
        return Sheet(reading=reading, document=document, hits=hits)


class _Hashed(_Shown):
    """With comments, and hashes for the names, to which no name leads that was asked for."""

    def __init__(self, pseudonyms: Pseudonyms, query: Query) -> None:
        self._pseudonyms, self._query = pseudonyms, query

    def sheet(self, reading: Reading, document: Document, hits: tuple[Hit, ...]) -> Sheet:
        hidden = self._pseudonyms.of(document)
        statements = tuple(map(hidden.statement, reading.statements))
        told = replace(reading, document=hidden.document, statements=statements)
        answering = (hit for hit in hits if hidden.answers(hit, self._query))
        found = tuple(replace(hit, statement=hidden.statement(hit.statement)) for hit in answering)
        return Sheet(reading=told, document=hidden.document, hits=found)
