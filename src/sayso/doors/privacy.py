"""Take out of readings what programs do not get: readers' comments unless asked for, and their names always.

In: readings, statements and judgements. Out: the same without comments, or with hashes in place of commenters' names;
ids, places and the article stay what they were. The hashes of one server tell its readers apart for as long as it
runs, and nobody longer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice

from sayso.export.readers import Hidden, Pseudonyms, judges_comment, without_comments
from sayso.ledger import Hit, Query
from sayso.ledger.ledger import Ledger
from sayso.records import Document, Judgement, Reading, Statement


class Privacy:
    """What one server leaves out. Its salt is kept nowhere."""

    def __init__(self) -> None:
        self._pseudonyms = Pseudonyms(None)
        self._last: tuple[Document, Hidden] | None = None

    def reading(self, reading: Reading, *, comments: bool) -> Reading:
        """Return a reading as it may be shared: with nameless comments where asked for, else with none."""
        document = reading.document
        if document is None:
            return reading
        if not comments:
            return without_comments(reading, document)
        hidden = self._of(document)
        events = None if reading.events is None else tuple(map(hidden.event, reading.events))
        statements = tuple(map(hidden.statement, reading.statements))
        return replace(reading, document=hidden.document, statements=statements, events=events)

    def statement(self, statement: Statement, document: Document) -> tuple[Statement, Document]:
        """Return a statement and its document without names of commenters."""
        if statement.layer == "article":
            return statement, document
        hidden = self._of(document)
        return hidden.statement(statement), hidden.document

    def search(self, ledger: Ledger, query: Query) -> tuple[Hit, ...]:
        """Return what a query finds, but for what only the name of a commenter leads to."""
        asked = (query.words, query.source, query.origin, query.entity)
        if not query.comments or all(each is None for each in asked):
            return tuple(ledger.search(query))

        @cache
        def hidden(reading_id: str) -> Hidden | None:
            document = ledger.reading(reading_id).document
            return self._pseudonyms.of(document) if document else None

        found = ledger.search(replace(query, limit=None))
        shown = (hit for hit in found if (names := hidden(hit.reading_id)) and names.answers(hit, query))
        return tuple(islice(shown, query.limit))

    def _of(self, document: Document) -> Hidden:
        """Return what hides the names of a document: the one asked for last is at hand."""
        last = self._last
        if last is None or last[0] is not document:
            self._last = last = document, self._pseudonyms.of(document)
        return last[1]

    def judgement(self, judgement: Judgement, document: Document | None, *, comments: bool) -> Judgement | None:
        """Return a judgement of a document's page as it may be shared, None where it may not be.

        Where no document tells what is a comment (None), nothing may.
        """
        if document is None:
            return None
        if not judges_comment(judgement, document):
            return judgement
        return self._of(document).judgement(judgement) if comments else None
