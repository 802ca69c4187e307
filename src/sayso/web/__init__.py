"""The pages and interfaces that `sayso serve` answers with.

In: requests. Out: what the ledger holds, as pages that work without JavaScript. All page text is untrusted: it is
escaped wherever it is shown, and no page may run a script that is not ours.
"""

from __future__ import annotations

from sayso.web.app import create_app

__all__ = ["create_app"]
