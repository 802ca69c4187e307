"""Say labels in words that need no label book: each is followed by its value, which search and JSON know.

In: values of labels. Out: a few plain words each. What is not known here stands as it is.
"""

from __future__ import annotations

STANCE = {
    "factive": "the text takes it as so (factive)",
    "neutral": "the text takes no side (neutral)",
    "distanced": "the text keeps its distance (distanced)",
    "undercut": "the text itself undercuts it (undercut)",
}
FACTUALITY = {
    "CT+": "given as certain (CT+)",
    "PR+": "given as likely (PR+)",
    "PS+": "given as possible (PS+)",
    "CT-": "given as certainly not so (CT-)",
    "PR-": "given as likely not so (PR-)",
    "PS-": "given as possibly not so (PS-)",
    "Uu": "left open (Uu)",
}
NAMING = {
    "named": "named person",
    "body": "named body",
    "unnamed": "unnamed",
    "none": "nobody named",
}


def in_words(value: str) -> str:
    """Return a value with blanks for its underscores: "state media", "quoted by"."""
    return value.replace("_", " ")


def hand_in_words(rel: str, name: str) -> str:
    """Return one hand of a chain: the speaker by name alone, any other behind what it did."""
    did = {"speaker": "", "said_to": "told to "}.get(rel, f"{in_words(rel)} ")
    return f"{did}{name}"
