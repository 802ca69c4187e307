"""From the bytes of a page to a `Document`.

In: a `Page`. Out: a `Document`, or a `PageError` that says why not.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from sayso.errors import BrokenPage, PageError
from sayso.pages.containers import CUT_OUT, describe, one_page, read_cut_out
from sayso.pages.opening.gather import open_page
from sayso.pages.papers import PAPERS, read_paper
from sayso.pages.text.dateline import add_dateline
from sayso.pages.text.read import read_text
from sayso.pages.time.relative import add_times
from sayso.records import Document, Page

__all__ = ["HTML", "open_page", "read_document"]

_LOG = logging.getLogger(__name__)
HTML = frozenset(("text/html", "application/xhtml+xml"))


def read_document(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return what a page holds, by its media type; `plain` takes all of a text page as article. Raises PageError.

    A file of many pages is none: `containers` opens those. With `plain`, it is read as one.
    """
    try:
        given = page if plain else one_page(page)
        return add_times(describe(_noted(given, _read(given, plain, max_bytes)), given.told))
    except PageError:
        raise
    except Exception as error:  # whatever a parser trips over is this page's failure, and no other's
        _LOG.warning("%s: %r", page.location, error, exc_info=True)
        name, what = page.location or "standard input", " ".join(f"{type(error).__name__} {error}".split())[:200]
        raise BrokenPage(f"{name}: cannot be taken apart ({what}); save its text and read that") from error


def _noted(page: Page, document: Document) -> Document:
    if page.origin is None or not page.origin.cut:
        return document
    return replace(document, notes=(*document.notes, "cut short in its archive: read as far as it reaches"))


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
