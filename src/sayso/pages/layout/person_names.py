"""Know a person's name or a nickname by its looks.

In: a short string. Out: whether it could be the name over a comment or in a byline. Nothing is looked up.
"""

from __future__ import annotations

import re

from sayso.pages.vocabulary import read_vocabulary

_LISTS = read_vocabulary("sayso.pages.layout")
_PARTICLES = frozenset(_LISTS.words("names.particles"))
_JOINED = _LISTS.words("names.joined_particles")
_NOT_FIRST = frozenset(_LISTS.words("names.never_first"))
_NICKNAME = re.compile(r"@?[^\W_][\w.'’~*-]{1,29}")
_TOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž\u0370-\u1fff\u3040-\uffdc][\w.'’-]*|\w*\d\w*|\(.{1,20}\)|[\"“'‘].{1,15}[\"”'’]|&")
_ABBREVIATED = re.compile(r"(?:^|\s|-)(?:[A-ZÀ-Þ]|Jr|Sr|Dr|St|[A-Z][a-z]{0,2})\.$")


def is_name(text: str) -> bool:
    """Say whether `text` could be a name: one word without spaces, or up to five, mostly with capitals."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 5 or len(text) > 40 or tokens[0].lower().strip(".,") in _NOT_FIRST:
        return False
    if text[-1] in ".,:;!?" and not _ABBREVIATED.search(text):
        return False
    if len(tokens) == 1:
        return _NICKNAME.fullmatch(text) is not None
    return bool(_TOKEN.fullmatch(tokens[0])) and all(
        _TOKEN.fullmatch(token) or token in _PARTICLES or token.startswith(_JOINED) for token in tokens
    )


def is_nickname(text: str) -> bool:
    """Say whether `text` could be what a reader calls himself: a few words without the looks of a sentence."""
    return 0 < len(text) <= 40 and len(text.split()) <= 5 and not re.search(r"[!?;:]|[.,]\s", text)


def is_usable(text: str) -> bool:
    """Say whether a name has a letter or a digit in it."""
    return any(character.isalnum() for character in text)
