"""Claims of a ledger in other people's formats: `stream` writes each of those in `FORMATS`.

In: an open ledger and a query for claims. Out: bytes as they come. Statements go out by `sayso.export.stream`.
"""

from __future__ import annotations

from sayso.export.claims.formats import FORMATS, stream

__all__ = ["FORMATS", "stream"]
