"""From the bytes of a page to a `Document`.

In: a `Page`. Out: a `Document`, or a `PageError` that says why not.
"""

from __future__ import annotations

from sayso.pages.containers import CUT_OUT, describe, one_page, read_cut_out
from sayso.pages.opening.gather import open_page
from sayso.pages.papers import PAPERS, read_paper
from sayso.pages.text.dateline import add_dateline
from sayso.pages.text.read import read_text
from sayso.pages.time.relative import add_times
from sayso.records import Document, Page

__all__ = ["HTML", "open_page", "read_document"]

HTML = frozenset(("text/html", "application/xhtml+xml"))


def read_document(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return what a page holds, by its media type; `plain` takes all of a text page as article. Raises PageError.

    A file of many pages is none: `containers` opens those. With `plain`, it is read as one.
    """
    given = page if plain else one_page(page)
    return add_times(describe(_read(given, plain, max_bytes), given.told))


def _read(page: Page, plain: bool, max_bytes: int | None) -> Document:
    kind = page.media_type.partition(";")[0].strip().lower()
    if kind in HTML:
        from sayso.pages.html import read_html

        return read_html(page, max_bytes=max_bytes)
    if kind in PAPERS:
        return read_paper(page, plain=plain, max_bytes=max_bytes)
    cut_out = kind in CUT_OUT
    document = (read_cut_out if cut_out else read_text)(page, plain=plain, max_bytes=max_bytes)
    return document if plain else add_dateline(document)
