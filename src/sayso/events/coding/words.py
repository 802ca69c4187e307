"""The words that events are coded by, as data. In: `vocabulary.toml`. Out: its tables."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """Return the tables of `vocabulary.toml`."""
    return loads(files("sayso.events.coding").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
