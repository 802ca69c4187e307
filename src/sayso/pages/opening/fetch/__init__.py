"""From the address of a page to a `Page`.

In: an http or https address and `FetchRules`. Out: the page as the server sent it, unpacked, or a `PageError` in one
line. Promises: no more than the allowed bytes and seconds, no look at what robots.txt bars, and no connection to a
machine that is not on the public internet, whatever a name or a redirect says.
"""

from __future__ import annotations

from sayso.pages.opening.fetch.rules import FetchRules
from sayso.records import Page

__all__ = ["FetchRules", "fetch_page"]

_RULES = FetchRules()


def fetch_page(address: str, *, rules: FetchRules = _RULES) -> Page:
    """Fetch one page. Raises the PageErrors under FetchError, and HugePage. For many pages make one `Fetcher`."""
    from sayso.pages.opening.fetch.fetcher import Fetcher  # here, because httpx takes a while to load

    return Fetcher(rules).page(address)
