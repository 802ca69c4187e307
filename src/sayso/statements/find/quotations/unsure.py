"""Tell where quotation marks do not show who is quoted: marks that never close, marks without a word.

In: a text and its quoted ranges. Out: notes for whoever reads the document. A quotation that runs on, each paragraph of
it opened again, is closed by its last; a few forgotten marks are told by the words beside them and need no note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.language.quotes import Quoted

_MANY = 5  # quotations, half of all or more, that never close
_BETWEEN = 3  # characters from a paragraph's end to the next one's beginning, at most


def tell_unsure(text: str, quoted: Sequence[Quoted]) -> Iterator[str]:
    """Yield a note for each way in which the marks of a text leave open who is quoted."""
    outer = [quote for quote in quoted if quote.double and not quote.inner]
    lost = _never_closed(outer)
    if outer and not any(map(str.isalnum, text)):
        yield "quotation marks without a word: nobody is quoted"
    elif lost >= _MANY and 2 * lost >= len(outer):
        yield f"{lost} of {len(outer)} quotations never close: where they end is a guess, and so is whose they are"


def _never_closed(outer: Sequence[Quoted]) -> int:
    """Return how many quotations never close, be it by the paragraphs that they run on through."""
    open_at = set[int]()
    starts = {quote.start for quote in outer}
    for quote in reversed(outer):
        following = starts.intersection(range(quote.end, quote.end + _BETWEEN))
        if not quote.closed and following <= open_at:
            open_at.add(quote.start)
    return len(open_at)
