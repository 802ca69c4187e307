"""Put the lines of a plain part of an e-mail together as its writer had them.

In: the text of a part, and whether its format is flowed. Out: the same text with soft line breaks undone (RFC 3676,
DelSp with them) and without the mark that mailboxes put before a line that begins with "From ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKS = re.compile(r">*")
_SIGNATURE = "-- "


def unescape_from(text: str) -> str:
    """Take the mark off lines that a mailbox escaped; one among quoted lines is a quotation."""
    if ">From " not in text:
        return text
    lines = text.split("\n")
    return "\n".join(
        line[1:] if re.match(r">+From ", line) and not _beside_quoted(lines, at) else line
        for at, line in enumerate(lines)
    )


def _beside_quoted(lines: list[str], at: int) -> bool:
    around = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    return any(line.startswith(">") and not re.match(r">+From ", line) for line in around)


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the lines of format=flowed; `delete_space` where DelSp says that the space before a soft break goes."""
    return "\n".join(_paragraphs(text.split("\n"), delete_space))


def _paragraphs(lines: list[str], delete_space: bool) -> Iterator[str]:
    held: list[str] = []
    depth = 0
    for raw in lines:
        marks, line = _parted(raw)
        signs = line == _SIGNATURE
        if held and (marks != depth or signs):  # a soft break before another depth is a mistake, and a hard one
            yield _marked(depth, held)
            held = []
        depth = marks
        soft = line.endswith(" ") and not signs
        held.append(line[:-1] if soft and delete_space else line)
        if not soft:
            yield _marked(depth, held)
            held = []
    if held:
        yield _marked(depth, held)


def _parted(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and the rest without the space that stuffs it."""
    found = _MARKS.match(line)
    depth = found.end() if found else 0
    return depth, line[depth:].removeprefix(" ")


def _marked(depth: int, held: list[str]) -> str:
    return f"{'>' * depth}{' ' if depth else ''}{''.join(held)}"


def unquote(text: str) -> str:
    """Take one level of quotation off a text that is quoted throughout."""
    lines = text.split("\n")
    if not all(line.startswith(">") for line in lines if line.strip()):
        return text
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines)
