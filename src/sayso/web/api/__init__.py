"""The REST API: what the ledger holds and what `read` tells, as JSON of format 1.

In: requests below the path it is mounted at, `/api/v1`. Out: JSON as `shapes` and `answers` declare it to OpenAPI, and
problem details for whatever goes wrong. Long lists come in parts, by cursor. Readers' comments are left out unless
asked for, their names always.
"""

from __future__ import annotations

from sayso.web.api.service import create_api

__all__ = ["create_api"]
