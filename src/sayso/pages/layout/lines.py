"""Cut a text into lines and the lines into passages: paragraphs, headings, list items, menu entries.

In: a page's text. Out: `Line` and `Passage` records whose ends point into it, white space stripped. A paragraph may
be one line, or many of one width (wrapped), with or without blank lines between paragraphs: line lengths decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.pages.layout.introductions import find_introduction

BLANK = " \t\xa0\u200b\u200e\u2060\ufeff\u3000\u2002\u2003\u2009\u202f\x00"
_BREAK = re.compile("\r\n|[\n\r\f\v\u2028\u2029]")
_NARROWEST, _WIDEST = 36, 132  # characters a wrapped text is wide
_MOSTLY = 0.6
_BULLET = re.compile(r"(?:[•◦‣▪■●█·*–—-]+|\(?(?:\d{1,2}|[a-z])[.)])[ \t\xa0]+(?=\S)|•")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank: its characters without the white space around, and what came before it.

    `gap` counts the blank lines above (a form feed is one), `indent` the columns before its first character.
    """

    start: int
    end: int
    text: str
    gap: int
    indent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines that belong together: `text` runs from the first to the last; `gap` is the first line's."""

    lines: tuple[Line, ...]
    text: str

    @property
    def start(self) -> int:
        """Where it begins in the page's text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.lines[-1].end

    @property
    def gap(self) -> int:
        """How many blank lines stand above it."""
        return self.lines[0].gap


def cut_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` that are not blank."""
    lines: list[Line] = []
    gap = 0
    for start, end, ending in _raw_lines(text):
        raw = text[start:end]
        bare = raw.lstrip(BLANK)
        left = start + len(raw) - len(bare)
        bare = bare.rstrip(BLANK)
        if bare:
            indent = len(raw[: left - start].expandtabs(4))
            lines.append(Line(start=left, end=left + len(bare), text=bare, gap=gap, indent=indent))
            gap = 0
        else:
            gap += 1
        gap += ending in {"\f", "\v", "\u2029"}
    return tuple(lines)


def _raw_lines(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for ending in _BREAK.finditer(text):
        yield start, ending.start(), ending[0]
        start = ending.end()
    yield start, len(text), ""


def cut_passages(text: str, lines: Sequence[Line]) -> tuple[Passage, ...]:
    """Return the passages that `lines` of `text` make up, in order; every line is in one."""
    chunks = list(_chunks(lines))
    widths = [width for chunk in chunks if (width := _wrap_width(chunk))]
    usual = sorted(widths)[len(widths) // 2] if widths else None
    passages: list[Passage] = []
    for chunk in chunks:
        passages.extend(
            Passage(lines=tuple(group), text=text[group[0].start : group[-1].end])
            for group in _groups(chunk, _wrap_width(chunk) or usual)
        )
    return tuple(passages)


def _chunks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        if chunk and line.gap:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _wrap_width(chunk: Sequence[Line]) -> int | None:
    """Return how wide a chunk is wrapped, or None: most of its lines have no room for the next one's first word."""
    width = max(len(line.text) for line in chunk)
    if len(chunk) < 3 or not _NARROWEST <= width <= _WIDEST:
        return None
    full = sum(_is_full(line, below, width) for line, below in pairwise(chunk))
    return width if full >= _MOSTLY * (len(chunk) - 1) else None


def _is_full(line: Line, below: Line, width: int) -> bool:
    # three characters of slack: the widest line need not be of this paragraph
    return len(line.text) + 1 + len(below.text.split(maxsplit=1)[0]) > width - 3


def _groups(chunk: Sequence[Line], width: int | None) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in chunk:
        if group and not _continues(group, line, width):
            yield group
            group = []
        group.append(line)
    yield group


def _continues(group: Sequence[Line], line: Line, width: int | None) -> bool:
    above = group[-1]
    depth = count_marks(line.text)
    if depth or count_marks(above.text):
        if is_bare(line.text) or not is_bare(above.text):
            return depth == count_marks(above.text) or (is_bare(line.text) and depth > 0 < count_marks(above.text))
        return all(is_bare(one.text) for one in group)
    if is_item(line.text):
        return False
    if width and len(above.text) <= width + 3:
        return _is_full(above, line, width) and not (len(group) > 1 and line.indent > above.indent + 1)
    return (
        _runs_on(above, line)
        or _introduces(above, line)
        or (is_item(group[0].text) and line.indent > group[0].indent + 1)
    )


def _runs_on(above: Line, line: Line) -> bool:
    """Know a sentence cut by a stray line break: it has not ended, and goes on in a small letter."""
    long_enough = max(len(above.text), len(line.text)) > 40
    return long_enough and line.text[0].islower() and not _ENDS.search(above.text)


def _introduces(above: Line, line: Line) -> bool:
    """Know the two halves of "On 28 Oct 2012, at 20:02, Ann Lee / <a@x.example> wrote:"."""
    halved = line.text.endswith((":", "：")) and any(map(str.isdecimal, above.text)) and not _ENDS.search(above.text)
    return halved and find_introduction(f"{above.text} {line.text}") is not None


def count_marks(text: str) -> int:
    """Return how deep a line of a message is quoted: the marks before it, `> >` like `>>`."""
    return text[: len(text) - len(text.lstrip(">" + BLANK))].count(">")


def is_bare(text: str) -> bool:
    """Say whether a line holds the marks of a quoted message and nothing else."""
    return not text.strip(">" + BLANK)


def is_item(text: str) -> bool:
    """Say whether a line opens with a bullet or a number, as items of lists do."""
    return _BULLET.match(text) is not None
