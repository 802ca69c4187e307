"""Cut from a content what is no part of what was said.

In: a text and the spans of a content. Out: the spans without a joining word that is left hanging at the end ("that it
would rain and | although"), and without the text's own remark that a claim goes unproven ("that troops had landed, |
but this has never been backed up"), which is the statement's stance. What stands in quotation marks stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.records import Span

_HANGING = re.compile(r",?(?: (?:and|but|or|although|though|while|because|if))+,?$")
_REMARK = re.compile(
    r"""
    ,? \ (?:but|although|though|yet|and) \ (?:this|that|it|these|those|they|(?:the|such|these|those) \ \w+) \ (?:
        (?:has|have|had|is|are|was|were|could|can)(?:n[’']t|not|\ not|\ never)
      | (?:remain|remains|remained) (?=\ un)
    )
    (?:\ (?:yet|been|be|independently|immediately|fully))*
    \ (?:backed|borne|supported|proved|proven|substantiated|verified|confirmed|corroborated
        |unproven|unverified|unconfirmed|unsubstantiated)
    (?:\ (?:up|out))? (?:\ (?:by|with)\ [\w\s-]+)?
    (?![\w\s])
    """,
    re.VERBOSE,
)
_QUOTES = re.compile(r"[“”\"]|``|''")


def trim(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans of `content` without what hangs or remarks, those left without a letter or figure left out."""
    first, last = min((span.start for span in content), default=0), max((span.end for span in content), default=0)
    remark = _REMARK.search(text, first, last)
    if remark and len(_QUOTES.findall(text, first, remark.end())) % 2 == 0:
        content = [part for span in content for part in _without(span, remark.start(), remark.end())]
    whole = (_without_hanging(text, span) for span in content)
    return tuple(span for span in whole if any(map(str.isalnum, text[span.start : span.end])))


def _without(span: Span, start: int, end: int) -> Iterator[Span]:
    """Yield what of the span lies before `start` and after `end`."""
    if span.start < start:
        yield Span(start=span.start, end=min(span.end, start))
    if span.end > end:
        yield Span(start=max(span.start, end), end=span.end)


def _without_hanging(text: str, span: Span) -> Span:
    hanging = _HANGING.search(text, span.start, span.end)
    return Span(start=span.start, end=hanging.start()) if hanging and hanging.start() > span.start else span
