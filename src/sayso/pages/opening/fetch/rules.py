"""What a fetch may do, and what of an address may be shown.

In: settings. Out: `FetchRules`, and addresses without what is secret in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sayso.errors import SettingsError

PAGE_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "message/rfc822",
        "application/pdf",
        "application/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
_HOST_AND_PORT = re.compile(r"(?:\[[0-9a-f:.]+\]|[^\s:/@\[\]]+):\d{1,5}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRules:
    """The limits of one fetch, redirects and robots.txt included.

    `max_bytes` counts after unpacking; `seconds` bounds the whole of it; `pause` is the least time in seconds between
    two fetches from one host; `allow_private` names hosts, as HOST:PORT, that may be private addresses.
    """

    max_bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 10
    pause: float = 1.0
    ignore_robots: bool = False
    allow_private: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse an exception without a port, which would open more than was meant."""
        for given in self.allow_private:
            if not _HOST_AND_PORT.fullmatch(given):
                raise SettingsError(f"{given!r}: give HOST:PORT, as in localhost:8080 or [::1]:8080")

    def allows(self, host: str, port: int) -> bool:
        """Tell whether this host and port may be a private address."""
        named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return named.lower() in {given.lower() for given in self.allow_private}


def without_credentials(address: str) -> str:
    """Return an address without the name and password in it, which belong in no message and no ledger."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.rpartition("@")[2]
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
