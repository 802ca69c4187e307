"""Cut the text of a file into its articles and what stands between them.

In: the characters of a file, and where its articles begin and end. Out: `Cutting`s that follow each other without a
gap: joined they are the file. What is no article (a cover, the line that counts, the foot) has no number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """A stretch of a file; of an article, its number."""

    start: int
    end: int
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Articles:
    """The cuttings of a file, and what is to be said of the file as a whole."""

    cuttings: tuple[Cutting, ...]
    notes: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the articles stand, in order."""
        return tuple(Span(start=c.start, end=c.end) for c in self.cuttings if c.number is not None)


def cut_out(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Cutting, ...]:
    """Return the cuttings of a text whose articles stand in these ranges, in order and apart.

    White space around an article is not of it, so that the same article of two downloads has the same characters; the
    indent of its first line is. A range of nothing but white space holds no article.
    """
    cuttings: list[Cutting] = []
    at = number = 0
    for start, end in ranges:
        first, last = _bare(text, start, end)
        if first >= last:
            continue
        number += 1
        if at < first:
            cuttings.append(Cutting(start=at, end=first))
        cuttings.append(Cutting(start=first, end=last, number=number))
        at = last
    if at < len(text):
        cuttings.append(Cutting(start=at, end=len(text)))
    return tuple(cuttings)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    held = text[start:end]
    last = start + len(held.rstrip())
    first = end - len(held.lstrip())
    line = max(text.rfind("\n", start, first), text.rfind("\r", start, first), text.rfind("\f", start, first)) + 1
    return max(start, line), last
