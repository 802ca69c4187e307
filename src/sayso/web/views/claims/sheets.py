"""The pages that claims stand on, as they are called and linked to.

In: readings. Out: `Sheet`s by the ids of their documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sayso.doors.one_line import show
from sayso.records import Document, Reading, Span, Statement
from sayso.web.wording import say_day, say_outlet

_AROUND = 160  # characters of its block shown on each side of a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: `outlet` is who publishes it, as it is shown; `statements` by the ids that mentions give."""

    page_id: str
    outlet: str
    title: str
    day: str
    document: Document = field(repr=False)
    statements: Mapping[str, Statement] = field(repr=False)

    def address(self, statement_id: str | None = None) -> str:
        """Return where the page is shown, at a statement where it has that one."""
        place = f"#{statement_id}" if statement_id in self.statements else ""
        return f"/pages/{self.page_id}{place}"

    def around(self, spans: Iterable[Span]) -> tuple[str, str]:
        """Return what stands before and behind spans in their blocks, cut at a word."""
        parts = sorted(spans)
        start, end = parts[0].start, parts[-1].end
        text = self.document.text
        first = next((block for block in self.document.blocks if block.start <= start < block.end), None)
        last = next((block for block in self.document.blocks if block.start < end <= block.end), None)
        opens = max(first.start if first else start, start - _AROUND)
        closes = min(last.end if last else end, end + _AROUND)
        before, after = text[opens:start], text[end:closes]
        if first and opens > first.start:
            before = f"… {before.partition(' ')[2]}"
        if last and closes < last.end:
            after = f"{after.rpartition(' ')[0]} …"
        return before, after


def sheets_of(readings: Iterable[Reading]) -> dict[str, Sheet]:
    """Return the pages of readings by the ids of their documents, those that failed left out."""
    return {
        reading.document.id: Sheet(
            page_id=reading.page.id,
            outlet=show(say_outlet(reading.document.outlet, reading.page.location)),
            title=show(reading.document.title or "(no title)"),
            day=say_day(reading.document.published),
            document=reading.document,
            statements={statement.id: statement for statement in reading.statements},
        )
        for reading in readings
        if reading.document is not None
    }
