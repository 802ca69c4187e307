"""The kinds of downloads that hold many articles: how each is told, cut and read.

In: the characters of a file; later, a `Page` that is one article. Out: the `Kind` of download, if it is one; later, a
`Document`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sayso.pages.containers.archives.fault import RECORD, refuse_record
from sayso.pages.containers.cutting import Articles
from sayso.pages.containers.factiva_html import cut_factiva_html, holds_factiva_html, read_factiva_html
from sayso.pages.containers.factiva_text import cut_factiva_text, holds_factiva_text, lay_factiva_text
from sayso.pages.containers.laid_out import read_laid_out
from sayso.pages.containers.nexis_text import cut_nexis_text, holds_nexis_text, lay_nexis_text
from sayso.pages.containers.nexis_uni import cut_nexis_uni, holds_nexis_uni, lay_nexis_uni
from sayso.pages.containers.proquest import cut_proquest, holds_proquest, lay_proquest
from sayso.pages.containers.tables.record import CSV, JSON, read_record
from sayso.records import Document, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of download: its name, the media type of its articles, how it is known and cut."""

    name: str
    media_type: str
    holds: Callable[[str], bool]
    cut: Callable[[str], Articles]


_NEXIS_TEXT = Kind(name="LexisNexis text", media_type="text/x-nexis", holds=holds_nexis_text, cut=cut_nexis_text)
_NEXIS_UNI = Kind(name="Nexis Uni", media_type="text/x-nexis-uni", holds=holds_nexis_uni, cut=cut_nexis_uni)
_FACTIVA_TEXT = Kind(name="Factiva", media_type="text/x-factiva", holds=holds_factiva_text, cut=cut_factiva_text)
_FACTIVA_HTML = Kind(
    name="Factiva HTML", media_type="text/x-factiva-html", holds=holds_factiva_html, cut=cut_factiva_html
)
_PROQUEST = Kind(name="ProQuest", media_type="text/x-proquest", holds=holds_proquest, cut=cut_proquest)
OF_TEXT = (_PROQUEST, _NEXIS_TEXT, _NEXIS_UNI, _FACTIVA_TEXT)
OF_HTML = (_FACTIVA_HTML,)
OF_PAPERS = (_NEXIS_UNI, _FACTIVA_TEXT, _NEXIS_TEXT)
_LAID_OUT = {
    _NEXIS_TEXT.media_type: lay_nexis_text,
    _NEXIS_UNI.media_type: lay_nexis_uni,
    _FACTIVA_TEXT.media_type: lay_factiva_text,
    _PROQUEST.media_type: lay_proquest,
}
#: The media types of pages that were cut out of a file of many.
CUT_OUT = frozenset((*_LAID_OUT, _FACTIVA_HTML.media_type, CSV, JSON, RECORD))


def read_cut_out(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return the document of an article that was cut out of a file of many. Raises PageError."""
    kind = page.media_type.partition(";")[0].strip().lower()
    if kind == RECORD:
        refuse_record(page)
    if kind in {CSV, JSON}:
        return read_record(page, plain=plain, max_bytes=max_bytes)
    if kind == _FACTIVA_HTML.media_type:
        return read_factiva_html(page, max_bytes=max_bytes)
    return partial(read_laid_out, lay=_LAID_OUT[kind])(page, plain=plain, max_bytes=max_bytes)
