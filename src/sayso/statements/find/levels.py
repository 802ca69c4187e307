"""Keep statements of one level apart: a word serves one of them.

In: a text and statements that stand in no other. Out: the same, each content ended before "and" where the next verb of
the same speaker, another's cue, goes on ("said it would sell | and asked the board to agree"), or the outlet tells what
was done besides ("accused the mayor of theft | and left the hall"). And those that stand in another after all, whose
content ends in their source ("backed | the guild's call for a truce").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sayso.records import Span, Statement

_JOINED = re.compile(r",? (?:and|but|then|and then|and also|or)(?: \w+ly| later| also)? $")
_BESIDES = re.compile(r",? and (?:\w+ly )?(?!(?:said|told)\b)[a-z]+ed (?:an?|the|its|his|her|their) ")
_ACCUSED = re.compile(r"\b(?:accused|charged)\b")
_FAR = 30  # characters between a joining word and the cue behind it
_LETTER = re.compile(r"\w")


def tell_nested(statements: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """Return the statements that stand in no other, contents carried on over those that do, and these."""
    openings = sorted((source.start, number) for number, each in enumerate(statements) for source in each.source[:1])
    starts = [start for start, _ in openings]
    result, nested = list(statements), set[int]()
    for number, statement in enumerate(statements):
        last = statement.content[-1] if statement.content else None
        if last is None or not statement.cue or statement.cue[-1].end > last.start:
            continue
        for _, other in openings[bisect_left(starts, last.start) : bisect_left(starts, last.end)]:
            inner = statements[other]
            behind = [*inner.cue, *inner.content]
            if other == number or not behind or min(span.start for span in behind) < last.end:
                continue
            whole = Span(start=last.start, end=max(span.end for span in behind))
            result[number] = replace(statement, content=(*statement.content[:-1], whole))
            nested.add(other)
            break
    kept = [each for number, each in enumerate(result) if number not in nested]
    return kept, [result[number] for number in sorted(nested)]


def keep_apart(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, contents ended where another statement of the same level goes on."""
    cues = sorted((cue, number) for number, each in enumerate(statements) for cue in each.cue[:1])
    starts = [cue.start for cue, _ in cues]
    result = []
    for number, statement in enumerate(statements):
        end = None
        for part in statement.content:
            near = cues[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
            others = (cue for cue, owner in near if owner != number and not _speaks_in(statements[owner], part))
            cut = next((at for cue in others if (at := _joint(text, part, cue)) is not None), None)
            if (
                cut is None
                and len(statement.cue) == 1
                and _ACCUSED.search(text, statement.cue[0].start, statement.cue[0].end)
            ):
                besides = _BESIDES.search(text, part.start, part.end)
                cut = besides.start() if besides and statement.form != "direct" else None
            end = cut if cut is not None and end is None else end
        result.append(statement if end is None else _ended(text, statement, end))
    return result


def _speaks_in(statement: Statement, part: Span) -> bool:
    """Tell whether a statement has a source of its own within a part of another's content."""
    return any(part.overlaps(source) for source in statement.source)


def _joint(text: str, part: Span, cue: Span) -> int | None:
    """Return where a content ends before "and" and the cue of another statement."""
    start = max(part.start, cue.start - _FAR)
    joined = _JOINED.search(text[start : cue.start])
    return start + joined.start() if joined and start + joined.start() > part.start else None


def _ended(text: str, statement: Statement, end: int) -> Statement:
    parts = (Span(start=part.start, end=min(part.end, end)) for part in statement.content if part.start < end)
    content = tuple(part for part in parts if _LETTER.search(text, part.start, part.end))
    return replace(statement, content=content) if content else statement
