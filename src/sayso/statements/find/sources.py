"""Put the source of a statement where a reader would.

In: a text and the parts of a statement. Out: its source. In a passive it is who stands behind "by" ("Olsen was accused
by Berg of taking bribes"), up to where the content goes on or the noun phrase ends. In a relative clause it is the
pronoun alone. Before a participle it is the paper that speaks ("the union passed a resolution | condemning the raid").
Whom somebody is asked to do something is never the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Span
from sayso.statements.find.boundaries import ASKING

_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\b(?: \w+)*? \w*(?:ed|told|said|sworn|shown)(?P<by> by)?$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"(?:not )?to [a-z]")
_NEAR = 80  # characters before a participle in which its paper stands
_PARTICIPLE = re.compile(r"[a-z]+ing\b")
_DETERMINER = r"(?:an?|the|its|their|his|her|another)\b"
_PAPER = re.compile(
    rf"\b(?P<who>{_DETERMINER} (?:(?!{_DETERMINER})[\w-]+ ){{0,3}}?(?:resolution|statement|letter"
    r"|report|petition|motion|wording|version|memo|note|editorial|declaration|decree|document|post|message|e-?mail"
    r"|release|ruling|communiqu[eé]|manifesto|appeal|complaint|lawsuit|banner|placard|leaflet|sign|proposal)"
    r"(?: of (?:its|their|his|her) own)?) $",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r" (?P<who>who|which|that)$")
_AGENT = re.compile(r"(?: \w+ly)? by (?P<who>[^\W_][^.;:!?\n]*)", re.IGNORECASE)
# where a noun phrase ends: a verb's complement, a clause, a time; "of" only before "taking", "having"
_END = re.compile(
    r" of (?=\w+ing\b)|,? (?:that|to|as|who|which|when|while|after|before|over|because|if|whether|last|yesterday)\b"
    r"|,? on (?=[A-Z])|, |[”\"]"
)


def set_source(text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the source of a statement with these parts."""
    participle = _PARTICIPLE.match(text, cue[0].start, cue[0].end) if cue else None
    if participle and (paper := _PAPER.search(text, max(0, cue[0].start - _NEAR), cue[0].start)):
        return (Span(start=paper.start("who"), end=paper.end("who")),)
    relative = _RELATIVE.search(text, source[-1].start, source[-1].end) if source else None
    if relative and cue and 0 <= cue[0].start - source[-1].end <= 1:
        return (Span(start=relative.start("who"), end=relative.end("who")),)
    return () if _is_addressee(text, source, cue, content) else _agent(text, source, cue, content)


def _is_addressee(text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> bool:
    """Tell whether a source is whom somebody is asked to do something: "calls on | all of good will | to leave"."""
    if not (source and cue and content) or not 0 <= source[0].start - cue[-1].end <= 1:
        return False
    wanted = [span for span in content if span.start >= source[-1].end]
    return (
        bool(wanted)
        and ASKING.search(text, cue[-1].start, cue[-1].end) is not None
        and (_INFINITIVE.match(text, wanted[0].start) is not None)
    )


def _agent(text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
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
