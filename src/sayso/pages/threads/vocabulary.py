"""The vocabulary of comment threads, read from vocabulary.toml.

In: nothing. Out: sets of class words (`CLASSES`), patterns for phrases (`PHRASES`), the words of dates
(`CALENDAR`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that takes the longest of the words."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def _lines(text: str) -> str:
    return "(?:" + "|".join(sorted(text.strip().splitlines(), key=len, reverse=True)) + ")"


_LISTS = tomllib.loads((files(__package__) / "vocabulary.toml").read_text(encoding="utf-8"))
CLASSES: dict[str, frozenset[str]] = {key: frozenset(text.split()) for key, text in _LISTS["classes"].items()}
PHRASES: dict[str, str] = {key: _lines(text) for key, text in _LISTS["phrases"].items()}
CALENDAR: dict[str, tuple[str, ...]] = {key: tuple(text.split()) for key, text in _LISTS["calendar"].items()}
