"""Claims over HTTP: those of the ledger, and those of a few pages put together.

In: requests. Out: JSON.
"""

from __future__ import annotations

from sayso.web.api.claims.routes import claim_routes

__all__ = ["claim_routes"]
