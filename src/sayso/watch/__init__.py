"""Follow feeds: what is new in them, once, across interruptions.

In: the places of feeds, `FetchRules` and a `Memory`. Out: the addresses of pages not read before. Promises: no page
twice, none lost to an interruption, and no feed fetched again that its server says is unchanged.
"""

from __future__ import annotations

from sayso.watch.memory import Memory, memory_path
from sayso.watch.rounds import Due, Watch

__all__ = ["Due", "Memory", "Watch", "memory_path"]
