"""Repair what encodings damaged, and nothing else.

In: the decoded page. Out: a `Repaired` text with one `Repair` for every sequence put right and segments that lead
back to the page. Two kinds of damage: UTF-8 read as something else, which ftfy's `fix_encoding` undoes (none of its
other fixes is used), and Windows-1252 read as Mac Roman (`mac_roman`). Quotation marks, dashes and ligatures stay as
the outlet set them. Repairs never cross a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ftfy import apply_plan, fix_encoding_and_explain

from sayso.pages.decoding.mac_roman import find_misread
from sayso.records import Repair, Segment

_LINE = re.compile("[^\r\n\f\v\u2028\u2029]+")
# Without one of these there is no UTF-8 read as something else: its sequences are two characters or more, but where
# the second, a no-break space, has become a plain one.
_SUSPECT = re.compile("[^\x00-\x7f]{2}|[\x80-\x9f]|[ÂÃÅÎÐÙ¬√] ")
_LONG = 2000  # characters: a longer line is repaired in parts, cut at a space
_LONGEST_SEQUENCE = 16  # characters one can become when UTF-8 is misread twice
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
            yield Repair(start=place, end=place + len(original), original=original, repaired=repaired, kind=kind)


def _name_damage(steps: Sequence[tuple[str, str]]) -> str:
    read_as = " then ".join(argument for step, argument in reversed(steps) if step == "encode")
    if read_as:
        return f"utf-8-read-as-{read_as}"
    if any(argument == "decode_inconsistent_utf8" for _, argument in steps):
        return "utf-8-read-as-sloppy-windows-1252"  # in parts of a line that is otherwise well
    return "cp1252-read-as-control-characters"


def _differences(damaged: str, fixed: str, steps: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Return each sequence that became another character; all as one where the steps do not work piece by piece."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for character in fixed:
        length = _sequence_length(damaged, at, character, steps)
        if length is None:
            return [_difference(damaged, fixed)]
        if damaged[at : at + length] != character:
            found.append((at, at + length, character))
        at += length
    return found if at == len(damaged) else [_difference(damaged, fixed)]


def _sequence_length(damaged: str, at: int, character: str, steps: Sequence[tuple[str, str]]) -> int | None:
    first = damaged[at : at + 1]
    if first == character and first.isascii():
        return 1
    for length in range(2, min(_LONGEST_SEQUENCE, len(damaged) - at) + 1):
        if _undo(damaged[at : at + length], steps) == character:
            return length
    return 1 if character in (first, _undo(first, steps)) else None


def _difference(damaged: str, fixed: str) -> tuple[int, int, str]:
    """Return all that differs as one: never nothing in place of something."""
    most = min(len(damaged), len(fixed)) - 1
    ahead = next((at for at in range(most) if damaged[at] != fixed[at]), most)
    most -= ahead
    behind = next((at for at in range(most) if damaged[-1 - at] != fixed[-1 - at]), most)
    return ahead, len(damaged) - behind, fixed[ahead : len(fixed) - behind]


def _undo(sequence: str, steps: Sequence[tuple[str, str]]) -> str | None:
    try:
        undone: str = apply_plan(sequence, list(steps))
    except (UnicodeError, ValueError):
        return None
    return undone
