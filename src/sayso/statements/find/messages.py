"""Find whose the quoted messages in an e-mail are: "On 28 Oct, Ann Lee <a@x.example> wrote:" over lines with marks.

In: a document. Out: a statement for each such line: its source the writer's name, its cue the verb (or the colon), its
content all blocks below that are quoted one level deeper, up to the next such line of the level or the end of what is
quoted around it; answers may stand between them. What is quoted deeper still is somebody else's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter

from sayso.pages.layout.introductions import Introduction, find_introduction
from sayso.records import ARTICLE_ROLES, Block, Document, Span, Statement

_START = attrgetter("start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """The statements of quoted messages, and the lines by which they are introduced."""

    statements: tuple[Statement, ...]
    lines: tuple[Span, ...]

    def others(self, statements: Iterable[Statement]) -> list[Statement]:
        """Return statements without those made of such lines, which tell who wrote in one way only."""
        return [one for one in statements if not any(map(self._in_line, one.cue))]

    def _in_line(self, cue: Span) -> bool:
        at = bisect_right(self.lines, cue.start, key=_START)
        return any(line.holds(cue) for line in self.lines[max(0, at - 1) : at])


@dataclass(slots=True)
class _Open:
    """A message whose blocks are still being gathered."""

    depth: int
    source: Span
    cue: Span
    content: list[Span]


def read_messages(document: Document) -> Messages:
    """Return the statements of the quoted messages of a document."""
    blocks = [block for block in document.blocks if block.role in ARTICLE_ROLES]
    found: list[_Open] = []
    lines: list[Span] = []
    waiting: dict[int, _Open] = {}  # by the depth of what they quote
    for block, below in zip_longest(blocks, blocks[1:]):
        for depth in [depth for depth in waiting if depth > block.depth + 1]:
            del waiting[depth]
        line = _introduction(document, block) if below is not None and below.depth == block.depth + 1 else None
        body = Span(start=block.start, end=line[0].start if line else block.end)
        if block.depth in waiting and document.text[body.start : body.end].strip():
            waiting[block.depth].content.append(_stripped(document.text, body))
        if line is not None:
            span, told = line
            lines.append(span)
            source, cue = (Span(start=span.start + a, end=span.start + b) for a, b in (told.name, told.cue))
            waiting[block.depth + 1] = _Open(depth=block.depth + 1, source=source, cue=cue, content=[])
            found.append(waiting[block.depth + 1])
    return Messages(statements=tuple(_statements(document.id, found)), lines=tuple(lines))


def _statements(document_id: str, found: Sequence[_Open]) -> Iterator[Statement]:
    for one in found:
        if one.content:
            yield Statement(
                document_id=document_id,
                source=(one.source,),
                cue=(one.cue,),
                content=tuple(one.content),
                form="direct",
                layer="article",
            )


def _stripped(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start=start, end=start + len(words.strip()))


def _introduction(document: Document, block: Block) -> tuple[Span, Introduction] | None:
    """Return the line that ends a block and introduces a message, which may be broken in two."""
    text = document.text[block.start : block.end]
    last = text.rfind("\n") + 1
    before = text.rfind("\n", 0, max(0, last - 1)) + 1
    for start in sorted({before, last}) if _runs_on(text[before:last]) else (last,):
        told = find_introduction(text[start:].replace("\n", " "))
        if told is not None:
            return Span(start=block.start + start, end=block.end), told
    return None


def _runs_on(line: str) -> bool:
    """Say whether a line may be the first half of one: it tells a day and has not ended."""
    return any(map(str.isdecimal, line)) and line.rstrip()[-1:] not in tuple(".!?:;")
