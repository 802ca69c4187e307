"""Read a text as its letters, without what only its setting put between or into them.

In: a document, and the statements found in its plain copy. Out: that copy, in which soft hyphens, characters of no
width and ligatures are not there ("of-fi-ce" with soft hyphens, "oﬃce"), and the statements moved back to the document,
whose text stays as the outlet set it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from sayso.records import Document, Span, Statement

_SET = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufb00-\ufb06]")


class Plain:
    """A document and its plain copy; the same one where nothing but letters is in it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts: tuple[int, ...] | None = None
        self.document = document
        if _SET.search(document.text):
            self.document = self._copy(document)

    def back(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Return statements of the copy as those of the document."""
        if self._starts is None:
            return tuple(statements)
        ids: dict[str, str] = {}
        moved: list[Statement] = []
        for one in statements:
            outer = None if one.parent is None else ids[one.parent]
            moved.append(self._back(replace(one, document_id=self._document.id, parent=outer)))
            ids[one.id] = moved[-1].id
        return tuple(moved)

    def _copy(self, document: Document) -> Document:
        pieces = [_letters(character) for character in document.text]
        ends = list(accumulate(map(len, pieces)))
        at = [0, *ends]  # where each character of the document stands in the copy
        self._starts = tuple(place for place, piece in enumerate(pieces) for _ in piece)
        return replace(
            document,
            text="".join(pieces),
            blocks=tuple(replace(block, start=at[block.start], end=at[block.end]) for block in document.blocks),
            comments=tuple(
                comment
                if comment.start is None or comment.end is None
                else replace(comment, start=at[comment.start], end=at[comment.end])
                for comment in document.comments
            ),
        )

    def _back(self, one: Statement) -> Statement:
        return replace(
            one,
            source=tuple(map(self.span, one.source)),
            cue=tuple(map(self.span, one.cue)),
            content=tuple(map(self.span, one.content)),
            chain=tuple(replace(link, span=self.span(link.span)) for link in one.chain),
            evidence=tuple(replace(proof, span=self.span(proof.span)) for proof in one.evidence),
        )

    def span(self, span: Span) -> Span:
        """Return the characters of the document from a span's first to its last."""
        if self._starts is None:
            return span
        starts = self._starts
        if span.start >= span.end:
            start = starts[span.start] if span.start < len(starts) else len(self._document.text)
            return Span(start=start, end=start)
        return Span(start=starts[span.start], end=starts[span.end - 1] + 1)


def _letters(character: str) -> str:
    """Return a character, the letters of a ligature, or nothing."""
    if not _SET.match(character):
        return character
    return unicodedata.normalize("NFKC", character) if "\ufb00" <= character <= "\ufb06" else ""
