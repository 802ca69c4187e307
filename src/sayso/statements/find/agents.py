"""Find who does it in a passive: "Olsen was accused by Berg of taking bribes" is Berg's word, and not nobody's.

In: a text and the parts of a statement. Out: its source: the words behind "by", which end where the content goes on or
the noun phrase does, for a passive cue that has no source before it or one that runs into the content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Span

_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\b(?: \w+)*? \w*(?:ed|told|said|sworn|shown)(?P<by> by)?$",
    re.IGNORECASE,
)
_AGENT = re.compile(r"(?: \w+ly)? by (?P<who>[^\W_][^.;:!?\n]*)", re.IGNORECASE)
# where a noun phrase ends: a verb's complement, a clause, a time; "of" only before "taking", "having"
_END = re.compile(
    r" of (?=\w+ing\b)|,? (?:that|to|as|who|which|when|while|after|before|over|because|if|whether|last|yesterday)\b"
    r"|,? on (?=[A-Z])|, |[”\"]"
)


def find_agent(text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    """Return `source`, or who is named behind "by" after a passive cue."""
    tied = [part for part in source if not any(part.overlaps(said) for said in content)]
    passive = _PASSIVE.search(text, cue[0].start, cue[-1].end) if cue else None
    if passive is None or (source and len(tied) == len(source)):
        return tuple(source)
    found = _AGENT.match(text, cue[-1].end - len(passive["by"] or ""))
    if found is None:
        return tuple(tied)
    later = [part.start for part in content if part.start > found.start("who")]
    end = _END.search(text, found.start("who"), found.end())
    stop = min([found.end(), *later, *([end.start()] if end else [])])
    who = text[found.start("who") : stop].rstrip().removesuffix(" of").rstrip(" ,")
    return (Span(start=found.start("who"), end=found.start("who") + len(who)),)
