"""Events over HTTP: those of the ledger, what is counted of them, and what people say of them.

In: requests. Out: JSON.
"""

from __future__ import annotations

from sayso.web.api.events.routes import event_routes

__all__ = ["event_routes"]
