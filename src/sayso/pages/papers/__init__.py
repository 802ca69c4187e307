"""Papers without decoded characters: PDF files, e-mails, Word documents, rich text.

In: a `Page` of one of `PAPERS`. Out: a `Document` whose offsets count the extracted text (see `extracted`). Each
reader bounds what it unpacks and how long it takes, opens nothing but the bytes given, and refuses in one line.
"""

from __future__ import annotations

from sayso.errors import HugePage
from sayso.pages.opening.limits import huge_message
from sayso.pages.papers.extracted import ENCODING, extracted_text, read_extracted
from sayso.records import Document, Page

__all__ = ["ENCODING", "PAPERS", "RTF", "WORD", "extracted_text", "read_paper"]

_PDF = "application/pdf"
_MAIL = "message/rfc822"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RTF = "application/rtf"
PAPERS = frozenset((_PDF, _MAIL, WORD, RTF))


def read_paper(page: Page, *, plain: bool = False, max_bytes: int | None = None) -> Document:
    """Return what a paper holds; with `plain`, all of it as paragraphs of the article. Raises PageError."""
    if max_bytes is not None and page.size > max_bytes:
        raise HugePage(huge_message(page.location or "standard input", max_bytes))
    kind = page.media_type.partition(";")[0].strip().lower()
    if kind == _PDF:
        from sayso.pages.papers.pdf import extract_pdf

        return read_extracted(page, extract_pdf(page), plain=plain)
    if kind == _MAIL:
        from sayso.pages.papers.mail import extract_mail

        return read_extracted(page, extract_mail(page), plain=plain)
    if kind == RTF:
        from sayso.pages.papers.rtf import extract_rtf

        return read_extracted(page, extract_rtf(page), plain=plain)
    from sayso.pages.papers.word import extract_word

    return read_extracted(page, extract_word(page), plain=plain)
