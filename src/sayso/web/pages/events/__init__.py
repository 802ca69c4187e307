"""Events of all pages: `/events`. In: requests. Out: HTML, and files."""

from __future__ import annotations

from sayso.web.pages.events.listing import router

__all__ = ["router"]
