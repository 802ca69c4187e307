"""Repair what encodings damaged, and nothing else.

In: the decoded page. Out: a `Repaired` text with one `Repair` for every sequence put right and segments that lead
back to the page. Two kinds of damage: UTF-8 read as something else, which ftfy's `fix_encoding` undoes (none of its
other fixes is used), and Windows-1252 read as Mac Roman (`macroman`). Quotation marks, dashes and ligatures stay as
the outlet set them. Repairs never cross a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ftfy import apply_plan, fix_encoding_and_explain

from sayso.pages.macroman import find_misread
from sayso.records import Repair, Segment

_LINE = re.compile(r"[^\r\n]+")
# Without one of these there is no UTF-8 read as something else: its sequences are two characters or more, but where
# the second, a no-break space, has become a plain one.
_SUSPECT = re.compile("[^\x00-\x7f]{2}|[\x80-\x9f]|[ÂÃÅÎÐÙ¬√] ")
_LONG = 2000  # a line this long is looked at in parts, cut at a space: comparing is quadratic
_PART = re.compile(rf"(?s).{{1,{_LONG}}}(?:\s|\Z)|.{{1,{_LONG}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A page's text after repair; `segments` cover it and point into the decoded page."""

    text: str
    repairs: tuple[Repair, ...]
    segments: tuple[Segment, ...]


def repair(text: str) -> Repaired:
    """Return `text` with its encoding damage put right."""
    repairs = find_repairs(text)
    parts: list[str] = []
    segments: list[Segment] = []
    at = length = 0
    for start, end, inserted in (
        *((r.start, r.end, r.repaired) for r in repairs),
        (len(text), len(text), ""),
    ):
        for piece, left, right in ((text[at:start], at, start), (inserted, start, end)):
            if piece:
                segments.append(
                    Segment(text_start=length, text_end=length + len(piece), page_start=left, page_end=right)
                )
                parts.append(piece)
                length += len(piece)
        at = end
    return Repaired(text="".join(parts), repairs=repairs, segments=tuple(segments))


def find_repairs(text: str) -> tuple[Repair, ...]:
    """Return the repairs `text` needs, in order and apart."""
    if text.isascii():
        return ()
    misdecoded = [found for line in _LINE.finditer(text) for found in _fix_line(line[0], line.start())]
    taken = {at for found in misdecoded for at in range(found.start, found.end)}
    misread = [
        Repair(start=m.at, end=m.at + 1, original=m.original, repaired=m.repaired, kind=m.kind)
        for m in find_misread(text)
        if m.at not in taken
    ]
    return tuple(sorted((*misdecoded, *misread), key=lambda found: found.start))


def _fix_line(line: str, offset: int) -> Iterator[Repair]:
    for part in _PART.finditer(line):
        damaged = part[0]
        if not _SUSPECT.search(damaged):
            continue
        fixed, plan = fix_encoding_and_explain(damaged)
        if fixed == damaged:
            continue
        steps = [(str(step), str(argument)) for step, argument in plan or ()]
        kind = _name_damage(steps)
        for start, end, repaired in _differences(damaged, fixed, steps):
            place = offset + part.start() + start
            original = damaged[start:end]
            yield Repair(
                start=place, end=place + len(original), original=original, repaired=repaired, kind=kind
            )


def _name_damage(steps: Sequence[tuple[str, str]]) -> str:
    read_as = " then ".join(argument for step, argument in reversed(steps) if step == "encode")
    if read_as:
        return f"utf-8-read-as-{read_as}"
    if any(argument == "decode_inconsistent_utf8" for _, argument in steps):
        return "utf-8-read-as-sloppy-windows-1252"  # in parts of a line that is otherwise well
    return "cp1252-read-as-control-characters"


def _differences(
    damaged: str, fixed: str, steps: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, str]]:
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, damaged, fixed, autojunk=False).get_opcodes():
        if operation != "equal":
            yield from _characters(damaged, i1, i2, fixed[j1:j2], steps)


def _characters(
    damaged: str, start: int, end: int, fixed: str, steps: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, str]]:
    """Give each repaired character its own damaged sequence, where the steps that repaired all repair it alone."""
    for index, character in enumerate(fixed[:-1]):
        last = end - (len(fixed) - index - 1)
        cut = next(
            (at for at in range(start + 1, last + 1) if _undo(damaged[start:at], steps) == character), None
        )
        if cut is None:
            yield start, end, fixed[index:]
            return
        yield start, cut, character
        start = cut
    yield start, end, fixed[-1:]


def _undo(sequence: str, steps: Sequence[tuple[str, str]]) -> str | None:
    try:
        undone: str = apply_plan(sequence, list(steps))
    except (UnicodeError, ValueError):
        return None
    return undone
