"""Tell whose words a content is: the first thing a reader must know.

In: the quoted ranges of a text, its block quotes, a cue and a content. Out: `direct` where all words of the content
stand in quotation marks or a block quote, `mixed` where some do, `indirect` where none does. Marks that hold the cue
as well quote whoever speaks the whole sentence, not this statement's source, and do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Form, Ranges, Span

_WORD = re.compile(r"\w+")


def find_form(text: str, cue: Sequence[Span], content: Sequence[Span], quoted: Sequence[Span]) -> Form:
    """Return the form of `content`; `quoted` are all ranges of `text` in quotation marks or block quotes."""
    parts = Ranges(content)
    around = [q for q in quoted if parts.over(q) and not any(q.overlaps(part) for part in cue)]
    if not around:
        return "indirect"
    marked = Ranges(around)
    words = [word.span() for span in content for word in _WORD.finditer(text, span.start, span.end)]
    inside = sum(marked.hold(start, end) for start, end in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"
