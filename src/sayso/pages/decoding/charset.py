"""The character set that an HTML page declares of itself.

In: the first bytes of a page. Out: a name as declared, or None; whether it is true is for the decoder to
find.
"""

from __future__ import annotations

import re

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_:.-]+)""", re.IGNORECASE)
_LOOKED_AT = 4096  # browsers look at 1024 bytes; pages put more before it


def find_charset(data: bytes) -> str | None:
    """Return the character set that a page's `meta` element or XML declaration names."""
    head = data[:_LOOKED_AT]
    found = _DECLARED.search(head) or _XML.search(head)
    name = found[1].decode("ascii") if found else None
    # a declaration that can be read as bytes is not in UTF-16, as the HTML standard remarks
    return "utf-8" if name and name.lower().startswith(("utf-16", "utf-32")) else name
