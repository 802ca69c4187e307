"""Read sections: stretches of a document that the model reads each by itself.

In: the pieces of a document and its sections: the article, a reader's comment, a content. Out: the statements of each
section and those nested in them; and, for a content that was read as part of its section, whether a cue was seen in it,
so that it is worth reading by itself: what is nested in it is found better so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder import Encoder, States
from sayso.language.pieces import Pieces, unquote
from sayso.records import Layer, Span, Statement
from sayso.statements.find.assembly import LEVELS, Parts, Range, assemble, nested_cues
from sayso.statements.find.boundaries import set_boundaries
from sayso.statements.find.confidence import AGAIN, WAYS, load_calibration
from sayso.statements.find.sources import set_source

HINT = 0.5  # the chance of a piece to be the cue of a nested statement from which its content is read by itself
_LEAST = 4  # pieces: a shorter content holds no statement
Array = NDArray[np.float32]
_END = attrgetter("end")
_BLANK = " \t\n\r\f\v\xa0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Text that is read by itself: its ranges in order, and what its statements inherit."""

    spans: tuple[Span, ...]
    layer: Layer = "article"
    comment: str | None = None
    parent: str | None = None


class Reader:
    """Reads sections of one text. What a reading tells of a piece, a later one of a smaller section overrides."""

    def __init__(self, document_id: str, text: str, encoder: Encoder) -> None:
        self._document_id, self._text, self._encoder = document_id, text, encoder
        self._pieces = encoder.cut(text)
        self._hints = np.ones(len(self._pieces), dtype=np.float32)  # chances; what was not read may hold all
        self._states: Array | None = None  # of the first reading of each piece, which sees most around it

    def read(self, sections: Iterable[Section]) -> list[list[Statement]]:
        """Return by level the statements of all sections in the order of the text, contents possibly empty.

        Those of the second level are nested in some of the first; in which is not told: they inherit of their section.
        """
        held = [(section, numbers) for section in sections if len(numbers := self._numbers(section)) >= _LEAST]
        parts = [_without_quotes(self._pieces.take(numbers), section) for section, numbers in held]
        found: list[list[Statement]] = [[] for _ in range(LEVELS)]
        for scores in self._encoder.score(parts):
            (section, numbers), pieces, window = held[scores.sequence], parts[scores.sequence], scores.window
            owned = slice(window.first - window.start, window.last - window.start)
            self._hints[numbers[window.first : window.last]] = nested_cues(scores)[owned]
            if section.parent is None:
                self._keep(numbers[window.first : window.last], scores.states[owned])
            for level, known in enumerate(found):
                way = WAYS[level] if section.parent is None else AGAIN
                known += [self._statement(each, pieces, section, way) for each in assemble(scores, level)]
        return [sorted(known, key=lambda statement: (statement.start, statement.cue)) for known in found]

    def states(self) -> States:
        """Return what the encoder made of the text; zeros for what was not read."""
        vectors = np.zeros((len(self._pieces), 0), dtype=np.float32) if self._states is None else self._states
        pieces = self._pieces
        return States(text=self._text, ids=pieces.ids, starts=pieces.starts, ends=pieces.ends, vectors=vectors)

    def _keep(self, numbers: NDArray[np.int64], states: Array) -> None:
        if self._states is None:
            self._states = np.zeros((len(self._pieces), states.shape[1]), dtype=np.float32)
        self._states[numbers] = states

    def promises(self, section: Section) -> bool:
        """Tell whether a content that was read as part of a section may hold statements of its own."""
        numbers = self._numbers(section)
        return len(numbers) >= _LEAST and float(self._hints[numbers].max()) >= HINT

    def _numbers(self, section: Section) -> NDArray[np.int64]:
        starts = self._pieces.starts
        held = [np.arange(*np.searchsorted(starts, (span.start, span.end))) for span in section.spans]
        return np.concatenate([np.zeros(0, dtype=np.int64), *held])

    def _statement(self, parts: Parts, pieces: Pieces, section: Section, way: str) -> Statement:
        source, cue, content = (
            tuple(_spans(ranges, self._text, pieces, section)) for ranges in (parts.source, parts.cue, parts.content)
        )
        source = set_source(self._text, source, cue, content)
        return Statement(
            document_id=self._document_id,
            source=tuple(_without_comma(self._text, span) for span in source),
            cue=cue,
            content=set_boundaries(self._text, source, cue, content, within=section.spans),
            form="indirect",
            layer=section.layer,
            comment=section.comment,
            parent=section.parent,
            confidence=load_calibration(way).judge(parts.signs) if parts.signs else None,
        )


def _without_quotes(pieces: Pieces, section: Section) -> Pieces:
    """Return the pieces as they are read: inside a content its own quotation marks say nothing more."""
    return pieces if section.parent is None else replace(pieces, marks=unquote(pieces.marks))


def _spans(ranges: Iterable[Range], text: str, pieces: Pieces, section: Section) -> Iterator[Span]:
    """Yield what of the piece ranges lies in each span of the section, white space at both ends left out."""
    for first, last in ranges:
        start, end = int(pieces.starts[first]), int(pieces.ends[last - 1])
        for at in range(bisect_right(section.spans, start, key=_END), len(section.spans)):
            span = section.spans[at]
            if span.start >= end:
                break
            part = text[max(start, span.start) : min(end, span.end)]
            if part.strip(_BLANK):
                first_word = max(start, span.start) + len(part) - len(part.lstrip(_BLANK))
                yield Span(start=first_word, end=first_word + len(part.strip(_BLANK)))


def _without_comma(text: str, span: Span) -> Span:
    """Return the span without a comma at its end, unless that closes what an earlier one opens ("Aker, the mayor,")."""
    alone = text[span.start : span.end].endswith(",") and text.count(",", span.start, span.end) == 1
    return Span(start=span.start, end=span.end - 1) if alone and span.end - span.start > 1 else span
