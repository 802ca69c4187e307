"""Events in other people's formats: `write_events` writes each of those in `FORMATS`.

In: sheets, each a page with the events that were asked for. Out: bytes as they come. What goes where stands in
docs/exports.md.
"""

from __future__ import annotations

from sayso.export.events.formats import FORMATS, write_events
from sayso.export.events.sheets import EventSheet, make_sheet

__all__ = ["FORMATS", "EventSheet", "make_sheet", "write_events"]
