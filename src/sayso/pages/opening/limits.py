"""How much of a page is read. In: the limit of SAYSO_MAX_BYTES. Out: the line that a larger page is refused with."""

from __future__ import annotations


def huge_message(name: str, max_bytes: int) -> str:
    """Return the line that a page over the limit is refused with."""
    return f"{name}: larger than {max_bytes:,} bytes; cut it up, or raise SAYSO_MAX_BYTES"
