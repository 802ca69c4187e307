"""Tell whose words a content is: the first thing a reader must know.

In: the quoted ranges of a text, its block quotes, a cue and a content. Out: `direct` where all words of the content
stand in quotation marks or a block quote, `mixed` where some do, `indirect` where none does. Marks that hold the cue
as well quote whoever speaks the whole sentence, not this statement's source, and do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Form, Span

_WORD = re.compile(r"\w+")


def find_form(text: str, cue: Sequence[Span], content: Sequence[Span], quoted: Sequence[Span]) -> Form:
    """Return the form of `content`; `quoted` are all ranges of `text` in quotation marks or block quotes."""
    first, last = min((s.start for s in content), default=0), max((s.end for s in content), default=0)
    near = [q for q in quoted if q.start < last and q.end > first]
    touching = (q for q in near if any(q.overlaps(part) for part in content))
    around = [q for q in touching if not any(q.overlaps(part) for part in cue)]
    if not around:
        return "indirect"
    words = [word.span() for span in content for word in _WORD.finditer(text, span.start, span.end)]
    inside = sum(any(q.start <= start and end <= q.end for q in around) for start, end in words)
    if not inside:
        return "indirect"
    return "direct" if inside == len(words) else "mixed"
