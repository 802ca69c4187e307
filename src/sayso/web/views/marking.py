"""Cut a text at every edge of what is marked in it.

In: a document and numbered statements. Out: for a range of its text the pieces it falls into, each with the parts
of statements that cover it, outer ones first; joined, the pieces are the text. However spans overlap, nest or break
off, a piece is covered by a part as a whole or not at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sayso.records import Document, Span, Statement
from sayso.web.views.damage import Damage, damages
from sayso.web.wording import family_of

Part = Literal["source", "cue", "content", "voice", "event"]
_INNERMOST = 99  # words that tell an event lie within every statement: whoever points at them means the event
PARTS: tuple[Part, ...] = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One part of one statement, over a range of the text. `depth` counts the statements it is nested in."""

    span: Span
    part: Part
    number: str
    family: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text and what covers it. `damage` is the repair it came from; `ends` are statements ending here."""

    text: str
    covers: tuple[Cover, ...] = ()
    damage: Damage | None = None
    ends: tuple[str, ...] = ()

    @property
    def numbers(self) -> str:
        """The numbers of the statements that cover it, outer ones first."""
        return " ".join(dict.fromkeys(cover.number for cover in self.covers))

    @property
    def classes(self) -> str:
        """How it looks: the parts it belongs to, the family of the innermost statement, and how deep that lies.

        Words that tell an event keep the colours of the statement that they stand in.
        """
        inner = next((cover for cover in reversed(self.covers) if cover.part != "event"), self.covers[-1])
        parts = dict.fromkeys(cover.part for cover in self.covers)
        deep = ["deep"] if inner.depth else []
        return " ".join(("m", *(part for part in parts), f"k-{inner.family}", *deep))


class Marking:
    """The marked text of one document. `original` shows repaired places as they came in.

    `beside` are spans that belong to no statement, by their part and number: what the outlet states in its own voice
    and others attribute ("voice"), words that tell events ("event").
    """

    def __init__(
        self,
        document: Document,
        numbered: Mapping[str, Statement],
        *,
        original: bool = False,
        repairs: bool = False,
        beside: Mapping[Part, Mapping[str, tuple[Span, ...]]] | None = None,
    ) -> None:
        self._text = document.text
        self._original = original
        self._damages = damages(document) if original or repairs else ()
        known = beside or {}
        covers = (*_covers(numbered), *_beside(known))
        self._covers = sorted(covers, key=lambda cover: (cover.span.start, cover.depth))
        self._starts = [cover.span.start for cover in self._covers]
        self._longest = max((cover.span.end - cover.span.start for cover in self._covers), default=0)
        self._ends = _ends(numbered, {number: spans for each in known.values() for number, spans in each.items()})
        self._places = sorted(self._ends)

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces of a range of the text."""
        whole = Span(start=start, end=end)
        first = bisect_left(self._starts, start - self._longest)
        covers = [each for each in self._covers[first : bisect_right(self._starts, end)] if each.span.overlaps(whole)]
        hurt = [each for each in self._damages if each.span.overlaps(whole)]
        places = self._places[bisect_right(self._places, start) : bisect_right(self._places, end)]
        ends = {at: self._ends[at] for at in places}
        edges = _edges(whole, [*(c.span for c in covers), *(d.span for d in hurt)], ends)
        return tuple(self._between(covers, hurt, ends, edges))

    def _between(
        self,
        covers: Sequence[Cover],
        hurt: Sequence[Damage],
        ends: Mapping[int, tuple[str, ...]],
        edges: Sequence[int],
    ) -> Iterator[Piece]:
        """Sweep over the edges, keeping what covers the run between two of them."""
        coming, at = list(reversed(covers)), 0
        open_now: list[Cover] = []
        for left, right in pairwise(edges):
            while coming and coming[-1].span.start <= left:
                open_now.append(coming.pop())
            open_now = [cover for cover in open_now if cover.span.end > left]
            while at < len(hurt) and hurt[at].span.end <= left:
                at += 1
            damage = hurt[at] if at < len(hurt) and hurt[at].span.start <= left else None
            yield Piece(
                text=self._words(left, right, damage),
                covers=tuple(sorted(open_now, key=lambda cover: (cover.depth, cover.number))),
                damage=damage,
                ends=ends.get(right, ()),
            )

    def _words(self, left: int, right: int, damage: Damage | None) -> str:
        if damage and self._original:
            return damage.original if left == damage.span.start else ""  # a piece of a repair has no own original
        return self._text[left:right]


def depth_of(number: str) -> int:
    """Return how many statements one is nested in: "3.1" is in one."""
    return number.count(".")


def _covers(numbered: Mapping[str, Statement]) -> Iterator[Cover]:
    for number, statement in numbered.items():
        family, depth = family_of(statement.source_kind), depth_of(number)
        for part in PARTS:
            for span in getattr(statement, part):
                if span.start < span.end:
                    yield Cover(span=span, part=part, number=number, family=family, depth=depth)


def _beside(known: Mapping[Part, Mapping[str, tuple[Span, ...]]]) -> Iterator[Cover]:
    for part, numbered in known.items():
        depth = _INNERMOST if part == "event" else 0
        for number, spans in numbered.items():
            for span in spans:
                if span.start < span.end:
                    yield Cover(span=span, part=part, number=number, family="voice", depth=depth)


def _ends(numbered: Mapping[str, Statement], voices: Mapping[str, tuple[Span, ...]]) -> Mapping[int, tuple[str, ...]]:
    """Return where to set the number of each statement: behind its first content, else its cue, else its source."""
    at: defaultdict[int, list[str]] = defaultdict(list)
    for number, statement in numbered.items():
        spans = statement.content or statement.cue or statement.source
        if spans:
            at[spans[0].end].append(number)
    for number, spoken in voices.items():
        at[spoken[0].end].append(number)
    return {place: tuple(sorted(numbers, key=depth_of)) for place, numbers in at.items()}


def _edges(whole: Span, spans: Iterable[Span], ends: Iterable[int]) -> list[int]:
    inside = {edge for span in spans for edge in (span.start, span.end) if whole.start < edge < whole.end}
    return sorted({whole.start, whole.end, *inside, *(at for at in ends if at < whole.end)})
