"""Events in other people's formats: `stream` writes each of those in `FORMATS`.

In: an open ledger and a query for events; for `write_events` sheets, each a page with the events that were asked for.
Out: bytes as they come. What goes where stands in docs/exports.md.
"""

from __future__ import annotations

from sayso.export.events.formats import FORMATS, stream, write_events
from sayso.export.events.sheets import EventSheet, make_sheet, sheets_of_entries

__all__ = ["FORMATS", "EventSheet", "make_sheet", "sheets_of_entries", "stream", "write_events"]
