"""Repair what encodings damaged, and nothing else.

In: the decoded page. Out: a `Repaired` text with one `Repair` for every sequence put right and segments that lead
back to the page. The kinds of damage: UTF-8 read as something else, which ftfy's `fix_encoding` undoes (none of its
other fixes is used) or, where a byte was lost, `lost_bytes`; Windows-1252 read as Mac Roman (`mac_roman`); what was
escaped twice (`escapes`). Quotation marks, dashes and ligatures stay as the outlet set them. Repairs never cross a
line, and none covers more than the one sequence it mends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ftfy import apply_plan, fix_encoding_and_explain
from rapidfuzz.distance import Levenshtein

from sayso.pages.decoding.escapes import find_escapes
from sayso.pages.decoding.lost_bytes import Found, find_lost, find_openings
from sayso.pages.decoding.mac_roman import find_misread
from sayso.records import Repair, Segment

_LINE = re.compile("[^\r\n\f\v\u2028\u2029]+")
# Without one of these there is no UTF-8 read as something else: its sequences are two characters or more, but where
# the second, a no-break space, has become a plain one.
_SUSPECT = re.compile("[^\x00-\x7f]{2}|[\x80-\x9f]|[ÂÃÅÎÐÙ¬√] ")
_Steps = tuple[tuple[str, str], ...]
# Where ftfy has mended parts of a line only, it does not say how.
_PLANS: tuple[_Steps, ...] = tuple(
    (("encode", codec), ("decode", "utf-8")) for codec in ("sloppy-windows-1252", "latin-1", "macroman")
)
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
    escaped = _find_escaped(text)
    if text.isascii():
        return escaped
    found = [found for line in _LINE.finditer(text) for found in _fix_line(line[0], line.start())]
    taken = {at for one in found for at in range(one.start, one.end)}
    misread = (
        Repair(start=m.at, end=m.at + 1, original=m.original, repaired=m.repaired, kind=m.kind)
        for m in find_misread(text)
    )
    found += [one for one in (*escaped, *misread) if taken.isdisjoint(range(one.start, one.end))]
    return tuple(sorted(found, key=lambda one: one.start))


def _find_escaped(text: str) -> tuple[Repair, ...]:
    if '""' not in text and not ("&" in text and ";" in text):
        return ()
    return tuple(
        _made(line[0], line.start(), found) for line in _LINE.finditer(text) for found in find_escapes(line[0])
    )


def _fix_line(line: str, offset: int) -> Iterator[Repair]:
    if line.isascii():
        return
    at = 0
    for lost in find_lost(line):
        yield from _fix_between(line[at : lost.start], offset + at)
        if lost.repaired is not None:
            yield _made(line, offset, lost)
        at = lost.end
    yield from _fix_between(line[at:], offset + at)


def _fix_between(text: str, offset: int) -> Iterator[Repair]:
    """Yield the repairs of what holds no sequence that lost a byte: those of ftfy, then the openings of words."""
    found = [one for part in _PART.finditer(text) for one in _fix_part(part[0], offset + part.start())]
    taken = {at for one in found for at in range(one.start, one.end)}
    yield from found
    for opening in find_openings(text):
        if taken.isdisjoint(range(offset + opening.start, offset + opening.end)):
            yield _made(text, offset, opening)


def _made(line: str, offset: int, found: Found) -> Repair:
    start, end = found.start, found.end
    return Repair(
        start=offset + start,
        end=offset + end,
        original=line[start:end],
        repaired=found.repaired or "",
        kind=found.kind,
    )


def _fix_part(damaged: str, offset: int) -> Iterator[Repair]:
    if not _SUSPECT.search(damaged):
        return
    fixed, plan = fix_encoding_and_explain(damaged)
    if fixed == damaged:
        return
    steps = tuple((str(step), str(argument)) for step, argument in plan or ())
    kind = _name_damage(steps)
    for start, end, repaired in _differences(damaged, fixed, steps):
        yield Repair(start=offset + start, end=offset + end, original=damaged[start:end], repaired=repaired, kind=kind)


def _name_damage(steps: Sequence[tuple[str, str]]) -> str:
    read_as = " then ".join(argument for step, argument in reversed(steps) if step == "encode")
    if read_as:
        return f"utf-8-read-as-{read_as}"
    if any(argument == "decode_inconsistent_utf8" for _, argument in steps):
        return "utf-8-read-as-sloppy-windows-1252"  # in parts of a line that is otherwise well
    return "cp1252-read-as-control-characters"


def _differences(damaged: str, fixed: str, steps: _Steps) -> list[tuple[int, int, str]]:
    """Return each sequence that became another character, one by one; by the fewest edits where no plan tells them."""
    found = _one_by_one(damaged, fixed, steps)
    if found is not None:
        return found
    found = []
    for start, end, repaired in _fewest_edits(damaged, fixed):
        parted = _one_by_one(damaged[start:end], repaired, steps) or [(0, end - start, repaired)]
        found.extend((start + first, start + last, character) for first, last, character in parted)
    return found


def _one_by_one(damaged: str, fixed: str, steps: _Steps) -> list[tuple[int, int, str]] | None:
    found: list[tuple[int, int, str]] = []
    at = 0
    for character in fixed:
        length = _sequence_length(damaged, at, character, steps)
        if length is None:
            return None
        if damaged[at : at + length] != character:
            found.append((at, at + length, character))
        at += length
    return found if at == len(damaged) else None


def _sequence_length(damaged: str, at: int, character: str, steps: _Steps) -> int | None:
    first = damaged[at : at + 1]
    if first == character and first.isascii():
        return 1
    for length in range(2, min(_LONGEST_SEQUENCE, len(damaged) - at) + 1):
        sequence = damaged[at : at + length]
        if any(_undo(sequence, plan) == character for plan in (steps, *_PLANS)):
            return length
    return 1 if character in (first, _undo(first, steps)) else None


def _fewest_edits(damaged: str, fixed: str) -> list[tuple[int, int, str]]:
    """Return what differs in as few and small pieces as can be: never something in place of nothing, or nothing."""
    edits = [
        (edit.src_start, edit.src_end, edit.dest_start, edit.dest_end)
        for edit in Levenshtein.opcodes(damaged, fixed)
        if edit.tag != "equal"
    ]
    found: list[tuple[int, int, int, int]] = []
    for start, end, first, last in edits:
        if found and found[-1][1] >= start:
            start, _, first, _ = found.pop()  # noqa: PLW2901 - they touch
        if (start == end or first == last) and start > 0 and first > 0 and not (found and found[-1][1] >= start):
            start, first = start - 1, first - 1  # noqa: PLW2901 - with the character before it
        elif start == end or first == last:
            end, last = end + 1, last + 1  # noqa: PLW2901
        found.append((start, end, first, last))
    return [(start, end, fixed[first:last]) for start, end, first, last in found]


@lru_cache(maxsize=4096)
def _undo(sequence: str, steps: _Steps) -> str | None:
    try:
        undone: str = apply_plan(sequence, list(steps))
    except (UnicodeError, ValueError):
        return None
    return undone
