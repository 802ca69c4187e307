"""Take out of readings what programs do not get: readers' comments unless asked for, and their names always.

In: readings, statements and judgements. Out: the same without comments, or with hashes in place of commenters' names;
ids, places and the article stay what they were. The hashes of one server tell its readers apart for as long as it
runs, and nobody longer.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.export.readers import Pseudonyms, judges_comment, without_comments
from sayso.records import Document, Judgement, Reading, Statement


class Privacy:
    """What one server leaves out. Its salt is kept nowhere."""

    def __init__(self) -> None:
        self._pseudonyms = Pseudonyms(None)

    def reading(self, reading: Reading, *, comments: bool) -> Reading:
        """Return a reading as it may be shared: with nameless comments where asked for, else with none."""
        document = reading.document
        if document is None:
            return reading
        if not comments:
            return without_comments(reading, document)
        hidden = self._pseudonyms.of(document)
        statements = tuple(map(hidden.statement, reading.statements))
        return replace(reading, document=hidden.document(document), statements=statements)

    def statement(self, statement: Statement, document: Document) -> Statement:
        """Return a statement of a document without names of commenters."""
        return statement if statement.layer == "article" else self._pseudonyms.of(document).statement(statement)

    def judgement(self, judgement: Judgement, document: Document | None, *, comments: bool) -> Judgement | None:
        """Return a judgement of a document's page as it may be shared, None where it may not be.

        Where no document tells what is a comment (None), nothing may.
        """
        if document is None:
            return None
        if not judges_comment(judgement, document):
            return judgement
        return self._pseudonyms.of(document).judgement(judgement) if comments else None
