"""Cursors: where a list goes on, as opaque words that a URL can carry.

In: the name of a list and the keys of its last row. Out: a cursor, and the keys again. They name a row, not a number
of rows, so that a list goes on at the same place while others write. Raises BadCursor.
"""

from __future__ import annotations

import base64
import binascii
import json

from sayso.errors import BadCursor


def make_cursor(which: str, *keys: int | str) -> str:
    """Return the cursor of a row of a list."""
    text = json.dumps([which, *keys], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(which: str, cursor: str, kinds: tuple[type, ...]) -> tuple[int | str, ...]:
    """Return the keys a cursor of this list was made from; `kinds` are their types. Raises BadCursor."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        name, *keys = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error) as error:
        raise _bad(cursor) from error
    if name != which or tuple(map(type, keys)) != kinds or any(isinstance(k, int) and abs(k) >= 2**63 for k in keys):
        raise _bad(cursor)
    return tuple(keys)


def _bad(cursor: str) -> BadCursor:
    return BadCursor(f"{cursor[:60]!r} is no cursor of this list: take one from its answer, or begin anew without.")
