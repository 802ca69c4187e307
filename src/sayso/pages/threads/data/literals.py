"""Read JSON whose strings know where they stand.

In: a range of the source of a page. Out: its values, strings as `Literal`s; and the text of a literal,
which may be HTML, with the pieces that lead it to the very escapes in the source. Promises: bounded work
on any script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from json import decoder, scanner
from typing import Any

from sayso.pages.markup.scan import Piece, decode, scan

_LARGEST, _MOST_TRIES = 5_000_000, 40
_ASSIGNED = re.compile(r"[=(:]\s*(?=[\[{]\s*[\"{\[])")
_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"\\(?:{_PAIR}|u[0-9a-fA-F]{{4}}|.)", re.DOTALL)
_PARTS_WORDS = frozenset(("p", "br", "div", "li", "blockquote"))


class Literal(str):
    """A string of JSON; `start` and `end` are those of its characters in the source, without the marks."""

    __slots__ = ("end", "start")
    start: int
    end: int


def read_values(source: str, start: int, end: int, *, is_json: bool, placed: bool) -> Iterator[Any]:
    """Yield the JSON values of a script: the script itself, or what it assigns; strings know their places if `placed`.

    Without places it is much quicker: enough to see what a script holds.
    """
    script = source[: min(end, start + _LARGEST)]
    reader = json.JSONDecoder(strict=False)
    read = vars(reader)["scan_once"]
    if placed:
        # the two hooks by which the standard library's own, slower scanner is given another reader of strings
        vars(reader)["parse_string"] = _read_string
        read = vars(scanner)["py_make_scanner"](reader)
    starts = [re.compile(r"\s*").match(script, start)] if is_json else _ASSIGNED.finditer(script, start)
    done = start
    for found in islice(starts, _MOST_TRIES):
        if found is None or found.end() < done:
            continue
        try:
            value, done = read(script, found.end())
        except (StopIteration, ValueError, RecursionError):
            continue
        yield value


def _read_string(script: str, at: int, strict: object = None) -> tuple[str, int]:
    text, end = vars(decoder)["scanstring"](script, at, bool(strict))
    literal = Literal(text)
    literal.start, literal.end = at, end - 1
    return literal, end


def read_literal(source: str, literal: Literal) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of a literal, tags dropped, and its pieces in the source: none if they do not fit."""
    written = list(_written(source, literal))
    if (written[-1][1] if written else 0) != len(literal):
        return " ".join(literal.split()), ()
    parts: list[str] = []
    pieces: list[Piece] = []
    size = 0
    for token in scan(str(literal)):
        if token.kind == "text":
            text, read = decode(literal, token.start, token.end, size)
        elif token.kind in ("start", "end") and token.name in _PARTS_WORDS:
            text, read = " ", []
        else:
            continue
        parts.append(text)
        pieces.extend(placed for piece in read for placed in _through(piece, written))
        size += len(text)
    return "".join(parts), tuple(pieces)


def _written(source: str, literal: Literal) -> Iterator[Piece]:
    """Yield what of the source each character of a literal was written as."""
    at, done = 0, literal.start
    for escape in _ESCAPE.finditer(source, literal.start, literal.end):
        plain = escape.start() - done
        if plain:
            yield at, at + plain, done, escape.start()
        yield at + plain, at + plain + 1, escape.start(), escape.end()
        at, done = at + plain + 1, escape.end()
    if literal.end > done:
        yield at, at + literal.end - done, done, literal.end


def _through(piece: Piece, written: list[Piece]) -> Iterator[Piece]:
    """Lead a piece of the literal's characters on to the source."""
    first, last, start, end = piece
    touched = [one for one in written if one[0] < end and one[1] > start]
    if last - first != end - start:
        head, tail = touched[0], touched[-1]
        yield first, last, head[2] + (start - head[0]), tail[3] - (tail[1] - end)
        return
    shift = first - start
    for low, high, page_low, page_high in touched:
        if high - low == page_high - page_low:
            one, two = max(low, start), min(high, end)
            yield one + shift, two + shift, page_low + one - low, page_low + two - low
        else:
            yield low + shift, high + shift, page_low, page_high
