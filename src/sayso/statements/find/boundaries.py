"""Put the edges of a content where a reader would: it ends no sooner and no later than what was said.

In: a text and the parts of a statement. Out: its content, carried on to the end of the clause where it breaks off at an
article, a preposition or the like ("that it was near the | port"), before the last word of its paragraph, or at a
passive cue ("The marines are reported by the agency | to have landed"); without a joining word that is left hanging
("that it would rain | and although"); and without the text's own remark that a claim goes unproven ("that troops had
landed, | but this has never been backed up"), which is the statement's stance. A remark in quotation marks stays: it
was said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from sayso.records import Span

_START = attrgetter("start")
_OPEN = re.compile(
    r"(?<![\w'’-])(?:of|in|on|at|to|for|with|by|from|near|into|about|against|between|than|an?|the|his|her|their|its|our"
    r"|my|your|these|those|is|are|was|were|be|been)$",
    re.IGNORECASE,
)
_REST = re.compile(r"(?:[ -][\w'’%$.-]*\w){1,5}(?=[,;.!?:)”\"\n]|\Z)")  # of a clause, if short; chosen on dev
_LAST = re.compile(r" [\w'’-]*\w(?=[.!?]?[”\"’)]*\s*(?:\n|\Z))")  # the one word before a paragraph's end
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)(?: \w+ly)? (?:reported|said|believed|thought|alleged|claimed|understood|known"
    r"|rumou?red|feared|considered|supposed)(?: by)?$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:, [^,.;:\n]{1,60},)? (?P<said>to \w[^.;:!?\n]*)")
ASKING = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|urg(?:e[sd]?|ing)|order(?:s|ed|ing)?|call(?:s|ed|ing)? (?:up)?on|invit(?:e[sd]?|ing)"
    r"|begg?(?:s|ed|ing)?|encourag(?:e[sd]?|ing)|advis(?:e[sd]?|ing)|instruct(?:s|ed|ing)?|direct(?:s|ed|ing)?|press(?:es|ed|ing)?|warn(?:s|ed|ing)?"
    r"|persuad(?:e[sd]?|ing)|implor(?:e[sd]?|ing)|command(?:s|ed|ing)?|told|tells?|telling|forb[ai]d(?:e|s|ding)?)$",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(
    r"(?!(?:to|that|whether|if|how|why|what|when|where|who|for|about|not|of|against)\b)(?:[\w’'.-]+ ){1,8}?"
    r"(?P<said>(?:not )?to [a-z])"
)
_HANGING = re.compile(r",?(?: (?:and|but|or|although|though|while|because|if))+,?$")
# taken for content, such a remark made of a claim a denial by those who claim it
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


def set_boundaries(
    text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], *, within: Sequence[Span]
) -> tuple[Span, ...]:
    """Return the spans of `content` carried on and cut, those without a letter or figure left out.

    No content runs into `source` or `cue`, and none runs out of its span of `within`.
    """
    others = (*source, *cue)
    content = [*_without_addressee(text, cue, content), *_after_passive(text, source, cue, content, within)]
    first, last = min((span.start for span in content), default=0), max((span.end for span in content), default=0)
    remark = _REMARK.search(text, first, last)
    if remark and len(_QUOTES.findall(text, first, remark.end())) % 2 == 0:
        content = [part for span in content for part in _without(span, remark.start(), remark.end())]
    closed = (_carried_on(text, span, [*others, *content], within) for span in content)
    whole = (_without_hanging(text, span) for span in closed)
    return tuple(span for span in whole if any(map(str.isalnum, text[span.start : span.end])))


def _without_addressee(text: str, cue: Sequence[Span], content: Sequence[Span]) -> Iterator[Span]:
    """Yield the content without whom it is said to, who stands before its infinitive: "asked the board | to resign"."""
    for span in content:
        behind = any(0 <= span.start - part.end <= 1 and ASKING.search(text, part.start, part.end) for part in cue)
        asked = _ADDRESSEE.match(text, span.start, span.end) if behind else None
        yield Span(start=asked.start("said"), end=span.end) if asked else span


def _after_passive(
    text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], within: Sequence[Span]
) -> Iterator[Span]:
    """Yield the infinitive that follows a passive cue, and who it is done by, where all content stands before it."""
    if not (cue and content and content[-1].end <= cue[0].start and _PASSIVE.search(text, cue[0].start, cue[-1].end)):
        return
    infinitive = _INFINITIVE.match(text, max(span.end for span in (*source, *cue)))
    said = Span(start=infinitive.start("said"), end=infinitive.end()) if infinitive else None
    if said and _lies(said, within):
        yield said


def _carried_on(text: str, span: Span, others: Sequence[Span], within: Sequence[Span]) -> Span:
    rest = (_REST if _OPEN.search(text, span.start, span.end) else _LAST).match(text, span.end)
    if rest is None or any(span.end <= other.start < rest.end() for other in others):
        return span
    longer = Span(start=span.start, end=rest.end())
    return longer if _lies(longer, within) else span


def _lies(span: Span, within: Sequence[Span]) -> bool:
    """Tell whether a span lies in one of others that are in order."""
    at = bisect_right(within, span.start, key=_START)
    return any(section.holds(span) for section in within[max(0, at - 2) : at])


def _without(span: Span, start: int, end: int) -> Iterator[Span]:
    """Yield what of the span lies before `start` and after `end`."""
    if span.start < start:
        yield Span(start=span.start, end=min(span.end, start))
    if span.end > end:
        yield Span(start=max(span.start, end), end=span.end)


def _without_hanging(text: str, span: Span) -> Span:
    hanging = _HANGING.search(text, span.start, span.end)
    return Span(start=span.start, end=hanging.start()) if hanging and hanging.start() > span.start else span
