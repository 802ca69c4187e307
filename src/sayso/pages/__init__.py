"""From the bytes of a page to a `Document`."""

from __future__ import annotations

from sayso.errors import PageError
from sayso.pages.gather import open_page
from sayso.pages.text import read_text
from sayso.records import Document, Page

__all__ = ["open_page", "read_document"]


def read_document(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return what a page holds, by its media type; `plain` takes the whole of it as article text. Raises PageError."""
    kind = page.media_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        name = page.location or "standard input"
        raise PageError(f"{name}: HTML pages cannot be read yet; save its text as .txt and read that")
    return read_text(page, plain=plain, max_bytes=max_bytes)
