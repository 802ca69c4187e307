"""Find the values of a JSON object in its line.

In: a line of JSON Lines. Out: where the value of each key stands; the characters of a string, each led back to the
line. Nesting is bounded by the parser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sayso.records import Segment, Span

_SPACE = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_DECODER = json.JSONDecoder(strict=False)


class NoObjectError(ValueError):
    """The line is no JSON object."""


def object_values(line: str) -> dict[str, tuple[object, Span]]:
    """Return the values of an object by their keys, and where each stands. Raises NoObjectError."""
    return {key: (value, span) for key, value, span in _values(line)}


def unescape(line: str, span: Span, length: int) -> tuple[str, tuple[Segment, ...]]:
    """Return the string that stands at a span, and the segments that lead from it, `length` on, to the line."""
    written = line[span.start + 1 : span.end - 1]
    shift = span.start + 1
    parts: list[str] = []
    segments: list[Segment] = []

    def add(text: str, start: int, end: int) -> None:
        nonlocal length
        if text:
            ends = {"page_start": shift + start, "page_end": shift + end}
            segments.append(Segment(text_start=length, text_end=length + len(text), **ends))
            parts.append(text)
            length += len(text)

    at = 0
    for found in _ESCAPE.finditer(written):
        add(written[at : found.start()], at, found.start())
        read = json.loads(f'"{found[0]}"')
        add(read if read.isprintable() or read.isspace() else "\ufffd", found.start(), found.end())
        at = found.end()
    add(written[at:], at, len(written))
    return "".join(parts), tuple(segments)


def _values(line: str) -> Iterator[tuple[str, object, Span]]:
    at = _skip(line, 0)
    if line[at : at + 1] != "{":
        raise NoObjectError("a line must be one object in braces")
    at = _skip(line, at + 1)
    while line[at : at + 1] != "}":
        key, at = _decode(line, at)
        at = _skip(line, at)
        if not isinstance(key, str) or line[at : at + 1] != ":":
            raise NoObjectError(f"a key and a colon are wanted at character {at}")
        start = _skip(line, at + 1)
        value, end = _decode(line, start)
        yield key, value, Span(start=start, end=end)
        at = _skip(line, end)
        if line[at : at + 1] == ",":
            at = _skip(line, at + 1)
        elif line[at : at + 1] != "}":
            raise NoObjectError(f"it breaks off, or lacks a comma, at character {at}")
    if line[_skip(line, at + 1) :]:
        raise NoObjectError(f"something stands behind the object, at character {at + 1}")


def _decode(line: str, at: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(line, at)
    except (ValueError, RecursionError) as error:
        raise NoObjectError(f"it breaks off, or is damaged, at character {at}") from error


def _skip(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at
