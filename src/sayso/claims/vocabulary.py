"""The words by which claims are told, as data. In: `vocabulary.toml`. Out: its tables and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """Return the tables of `vocabulary.toml`."""
    return loads(files("sayso.claims").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space stands for a space or a hyphen."""
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(words, key=len, reverse=True))


@cache
def pattern(table: str, row: str) -> re.Pattern[str]:
    """Return what finds any whole word or phrase of a row."""
    return re.compile(rf"(?<!\w)(?:{any_of(vocabulary()[table][row])})(?!\w)", re.IGNORECASE)
