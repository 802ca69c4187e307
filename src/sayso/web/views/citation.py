"""Cite a statement: the passage word for word, where it stands, and who says that it was read so.

In: a reading and a statement of it. Out: one line. What is quoted is the outlet's text, never a paraphrase made to
look like the source's words.
"""

from __future__ import annotations

import re

from sayso.doors.one_line import shorten, show
from sayso.ledger import Hit
from sayso.pages.offsets import locate
from sayso.records import Document, Reading, Span, Statement
from sayso.survey.hands import speaker_name
from sayso.web.wording import say_act, say_day, say_outlet, say_status

_END = re.compile(r"[.!?…][\"'”’»)]*(?=\s)")
_MOST = 600


def cite(reading: Reading, hit: Hit, *, address: str) -> str:
    """Return the line that cites a statement; `address` is its permanent link."""
    document, statement = reading.document, hit.statement
    if document is None:
        return ""
    whole = _passage(document, statement)
    found = locate(document.offsets, whole)
    place = f"characters {found.start}–{found.end} of the page" if found else "place not located"
    speaker = speaker_name(document, statement)
    where = [
        show(say_outlet(document.outlet, reading.page.location)),
        show(document.title or "no title"),
        say_day(document.published),
    ]
    where += [show(reading.page.location)] if reading.page.location and document.outlet else []
    read = f"sayso {reading.run.version} attributes to {show(speaker or 'nobody named')}, {say_act(statement)}"
    status = say_status(statement.status, hit.judged_by, hit.judged_at)
    return f"{', '.join(where)}: “{shorten(document.quote(whole), _MOST)}” [{place}]. {read} ({status}). {address}"


def _passage(document: Document, statement: Statement) -> Span:
    """Return the sentences that a statement begins in: those of the block or comment its first word stands in."""
    spans = (*statement.source, *statement.cue, *statement.content)
    holders = [block.span for block in document.blocks]
    holders += [Span(start=c.start, end=c.end) for c in document.comments if c.start is not None and c.end is not None]
    holder = next((each for each in holders if each.start <= statement.start < each.end), None)
    if holder is None:
        return Span(start=statement.start, end=max(span.end for span in spans))
    last = max(span.end for span in spans if holder.holds(span))
    text = document.quote(holder)
    ends = [match.end() for match in _END.finditer(text)]
    left = max((end for end in ends if end <= statement.start - holder.start), default=0)
    right = min((end for end in ends if end >= last - holder.start), default=len(text))
    left += len(text[left:right]) - len(text[left:right].lstrip())
    return Span(start=holder.start + left, end=holder.start + right)
