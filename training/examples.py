r"""Read our own marked passages.

In: a folder of *.txt files and of such folders, one passage a line, `\n` for a line break inside it, `#` before a
remark. Statements are marked in braces: {S1 source}, {Q1 cue}, {C1 content}; one number ties the parts of one
statement, {S1,3 …} is the source of two, and a statement inside a content is nested in it. Out: `Example`s, the bare
text with half-open spans.
Promise: every mark is closed and tied, every statement has a cue and a content, nested ones lie within their parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypedDict

ROLES = {"S": "source", "Q": "cue", "C": "content"}
_MARK = re.compile(r"\{([SQC])(\d+(?:,\d+)*) |([{}])")


class ExampleError(ValueError):
    """A passage is marked wrongly; the message has file and line."""


class Attribution(TypedDict):
    """Half-open [start, end) spans of each part, and the index of the statement it is nested in."""

    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]
    parent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage; its attributions stand in the order of their numbers, an outer one before those nested in it."""

    where: str
    text: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    role: str
    numbers: tuple[int, ...]
    start: int
    end: int
    within: tuple[int, ...]  # the contents around it, innermost last


class _Open(NamedTuple):
    role: str
    numbers: tuple[int, ...]
    start: int
    within: tuple[int, ...]


def read_examples(folder: Path) -> list[Example]:
    """Read every passage in `folder`, then in the folders in it, files in the order of their names.

    Raises ExampleError.
    """
    return [
        parse(line, where=f"{path}:{number}")
        for path in (*sorted(folder.glob("*.txt")), *sorted(folder.glob("*/*.txt")))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]


def parse(marked: str, *, where: str) -> Example:
    """Read one marked passage. Raises ExampleError that names `where`."""
    try:
        text, parts = _strip(marked.replace(r"\n", "\n"))
        return Example(where=where, text=text, attributions=tuple(_tie(parts, text)))
    except ExampleError as error:
        raise ExampleError(f"{where}: {error}") from None


def _strip(marked: str) -> tuple[str, list[_Part]]:
    text, at = "", 0
    stack: list[_Open] = []
    parts: list[_Part] = []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[1]:
            stack.append(_opened(mark, len(text), stack))
        elif mark[3] == "}" and stack:
            done = stack.pop()
            parts.append(
                _Part(role=done.role, numbers=done.numbers, start=done.start, end=len(text), within=done.within)
            )
        else:
            raise ExampleError(f"stray {mark[3]} after {text[-30:]!r}; marks look like {{S1 …}}, {{Q1 …}}, {{C1 …}}")
    if stack:
        raise ExampleError(f"{{{stack[-1].role}{stack[-1].numbers[0]} is never closed")
    return text + marked[at:], parts


def _opened(mark: re.Match[str], start: int, stack: list[_Open]) -> _Open:
    numbers = tuple(int(number) for number in mark[2].split(","))
    if len(numbers) > 1 and mark[1] != "S":
        raise ExampleError(f"{mark[0]!r}: only a source may serve several statements")
    if stack and stack[-1].role == "Q":
        raise ExampleError(f"{mark[0]!r} stands inside a cue")
    if any(n in held.numbers for held in stack for n in numbers):
        raise ExampleError(f"{mark[0]!r} stands inside a part of its own statement")
    within = tuple(held.numbers[0] for held in stack if held.role == "C")
    return _Open(mark[1], numbers, start, within)


def _tie(parts: list[_Part], text: str) -> Iterator[Attribution]:
    for part in parts:
        words = text[part.start : part.end]
        if not words or words != words.strip():
            raise ExampleError(f"a part is empty or has blank ends: {words!r}")
    pairs = sorted(((n, part) for part in parts for n in part.numbers), key=lambda pair: (pair[0], pair[1].start))
    grouped = {n: [part for _, part in own] for n, own in groupby(pairs, key=lambda pair: pair[0])}
    if list(grouped) != list(range(1, len(grouped) + 1)):
        raise ExampleError(f"statements are numbered {list(grouped)}, not from 1 without gaps")
    for number, own in grouped.items():
        yield _attribution(number, own)


def _attribution(number: int, own: list[_Part]) -> Attribution:
    spans = {name: [[part.start, part.end] for part in own if part.role == role] for role, name in ROLES.items()}
    for name in ("cue", "content"):
        if not spans[name]:
            raise ExampleError(f"statement {number} has no {name}")
    around = {part.within[-1] if part.within else None for part in own if part.role != "S"}
    if len(around) > 1:
        raise ExampleError(f"cue and content of statement {number} lie in different contents")
    outer = around.pop()
    if outer is not None and outer >= number:
        raise ExampleError(f"statement {number} lies in {outer}: number the outer one first")
    parent = None if outer is None else outer - 1
    return Attribution(source=spans["source"], cue=spans["cue"], content=spans["content"], parent=parent)
