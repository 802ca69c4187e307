"""Settle what the label book tells by words, whatever a head makes of them.

In: a text and a statement that is labelled. Out: the same. A turn that asks is `ask`. Content that calls a report or a
claim false is `deny`, also under "said"; that people lie is `accuse`. To stand by a story is `support`, and certain.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.records import Statement

_CLAIM = (
    r"(?:claims?|reports?|reporting|allegations?|accusations?|charges?|rumou?rs?|suggestions?|stor(?:y|ies)|accounts?"
    r"|assertions?|descriptions?|characteri[sz]ations?)"
)
_FALSE = (
    r"(?:false|inaccurate|untrue|unfounded|baseless|groundless|incorrect|fabricated|fake|lies?|a lie|nonsense|slander"
    r"|(?:not|n[’']t)(?: at all| remotely)? (?:accurate|true|correct|so))"
)
_DENIAL = re.compile(
    rf"\b{_CLAIM}\b[^.;:?!]{{0,200}}?\b(?:is|are|was|were|as)(?: \w+ly| all| both| a pack of)? ?{_FALSE}\b"
)
_LYING = re.compile(r"\b(?:is|are|was|were|been)(?: all)? lying\b")
_STANDS = re.compile(r"\b(?:stands?|stood|standing) by$")
_STORY = re.compile(r"\b(?:report(?:s|ing)?|stor(?:y|ies)|accounts?|claims?|words|findings?|sources|statements?)\b")
_NEUTRAL = frozenset(("assert", "believe", "condemn", "demand", "deny", "support"))  # acts that heads give neutral cues


def settle(text: str, statement: Statement) -> Statement:
    """Return the statement with what its words settle."""
    cue = " ".join(text[span.start : span.end] for span in statement.cue)
    content = " ".join(text[span.start : span.end] for span in statement.content)
    if cue in (":", ".") and statement.form == "direct" and content.rstrip("”\"’' ").endswith("?"):
        return replace(statement, act="ask", factuality="Uu")
    if statement.negated:
        return statement
    if _STANDS.search(cue) and _STORY.search(content):
        return replace(statement, act="support", factuality="CT+")
    if statement.act in _NEUTRAL and _DENIAL.search(content):
        return replace(statement, act="deny", factuality="CT-")
    return replace(statement, act="accuse") if statement.act == "assert" and _LYING.search(content) else statement
