"""Write pages as JSON, format 1, one a line.

In: sheets. Out: lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.export.json.page import to_json
from sayso.export.sheets import Sheet


def write(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """Yield one line for each page."""
    for sheet in sheets:
        yield to_json(sheet.reading) + b"\n"
