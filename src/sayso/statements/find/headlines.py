"""Find who speaks in a headline that tells it by a colon alone: "Inquiry a sham: White House", "Orr: dam will hold".

In: a text, its headline and the statements of its article. Out: the statement of the headline, its cue the colon. The
side of the colon that names somebody is the one whose words are a source below ("the White House said"): "Analysis:",
"Live updates:" and "Exclusive:" speak nowhere. A headline with a statement already stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.records import Span, Statement

_SIDES = (
    re.compile(r"(?P<content>[^:\n]{8,}\S)\s*(?P<cue>:) (?P<source>[^\W\d_][^:\n]{1,40}?)[.\s]*"),
    re.compile(r"(?P<source>[^\W\d_][^:\n]{1,40}?)(?P<cue>:) (?P<content>[^:\n]{8,}\S)\s*"),
)
_WORD = re.compile(r"[^\W_][\w.’'-]*")
# rubrics, which are nobody: "Analysis: how the dam broke"
_RUBRICS = frozenset(
    word
    for line in (
        "analysis explainer explained factbox timeline profile background briefing summary roundup recap note",
        "opinion comment commentary editorial column letters review preview interview podcast feature insight quiz",
        "update updates updated live watch listen read more exclusive breaking special correction clarification",
        "video photos pictures gallery map chart graphic transcript fact check faq obituary in on",
    )
    for word in line.split()
)
_WORDS = 5  # of who speaks, at most
_EMPTY = frozenset(("the", "a", "an", "of", "and", "for", "ex", "former"))


def read_headline(
    document_id: str, text: str, headline: Span | None, statements: Sequence[Statement]
) -> Iterator[Statement]:
    """Yield the statement that a colon makes of a headline, if it does."""
    if headline is None or any(headline.holds(cue) for statement in statements for cue in statement.cue):
        return
    sides = [side for pattern in _SIDES if (side := pattern.fullmatch(text, headline.start, headline.end))]
    if not sides:
        return
    speaking = {_words(text[span.start : span.end]) for s in statements if s.parent is None for span in s.source}
    for side in sides:
        who = _words(side["source"])
        if who and len(who) <= _WORDS and any(who <= source for source in speaking):
            source, cue, content = (
                (Span(start=side.start(part), end=side.end(part)),) for part in ("source", "cue", "content")
            )
            yield Statement(
                document_id=document_id, source=source, cue=cue, content=content, form="indirect", layer="article"
            )
            return


def is_rubric(text: str, statement: Statement) -> bool:
    """Tell whether a colon behind a rubric was taken for somebody's word."""
    cue = "".join(text[span.start : span.end] for span in statement.cue)
    words = {word.casefold() for span in statement.source for word in _WORD.findall(text, span.start, span.end)}
    return cue == ":" and bool(words) and words <= _RUBRICS


def _words(words: str) -> frozenset[str]:
    found = (word.casefold().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(words))
    return frozenset(found) - _EMPTY
