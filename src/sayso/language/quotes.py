"""Find what stands between quotation marks.

In: a text. Out: half-open ranges of quoted words, marks included, in order and never crossing a paragraph.
Knows straight, curly, low and angle double marks, doubled single marks (`` and ''), and single marks, whose
closing form is told from an apostrophe by its neighbours. An opening mark that is never closed runs to the
end of its paragraph, as where a quotation goes on and each paragraph repeats the opening mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.records import Ranges, Span

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile("``|''|[\"“”„«»]")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_SINGLE_OPENING = re.compile(r"(?<![\w'])(?:‘(?=\S)|'(?=[^\W\d]))")
_SINGLE_CLOSING = {"‘": re.compile(r"(?<=\S)’(?!\w)"), "'": re.compile(r"(?<=[^\s'])'(?![\w'])")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words between quotation marks: where they stand, whether the marks are double and whether they close."""

    start: int
    end: int
    double: bool
    closed: bool = True

    @property
    def span(self) -> Span:
        """The range, marks included."""
        return Span(start=self.start, end=self.end)


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """Return the quoted ranges of `text`, sorted by start; single-marked ones may lie within double-marked ones."""
    found: list[Quoted] = []
    for paragraph in _PARAGRAPH.finditer(text):
        doubles = list(_double(text, paragraph.start(), paragraph.end()))
        singles = _single(text, paragraph.start(), paragraph.end())
        places = Ranges(double.span for double in doubles)
        found += [*doubles, *(s for s in singles if not any(_cross(s, doubles[n]) for n in places.over(s.span)))]
    return tuple(sorted(found, key=lambda quoted: (quoted.start, -quoted.end)))


def _cross(one: Quoted, other: Quoted) -> bool:
    """Whether two ranges overlap and neither lies within the other's marks."""
    apart = one.end <= other.start or other.end <= one.start
    return not apart and not (other.start < one.start and one.end < other.end)


def _double(text: str, start: int, end: int) -> Iterator[Quoted]:
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if _opens(text, mark, start, end):
                opened = mark.start()
        elif mark.group() not in _OPENING and mark.group() != "``":
            yield Quoted(start=opened, end=mark.end(), double=True)
            opened = None
    if opened is not None:
        yield Quoted(start=opened, end=end, double=True, closed=False)


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    if mark.group() in _CLOSING:
        return False
    if mark.group() in _OPENING or mark.group() == "``":
        return True
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1] if mark.start() > start else " "
    return mark.end() < end and not after.isspace() and not before.isalnum()  # inches and seconds do not open


def _single(text: str, start: int, end: int) -> Iterator[Quoted]:
    position = start
    while opening := _SINGLE_OPENING.search(text, position, end):
        closing = _SINGLE_CLOSING[opening.group()].search(text, opening.end() + 1, end)
        if closing is None:
            return
        yield Quoted(start=opening.start(), end=closing.end(), double=False)
        position = closing.end()
