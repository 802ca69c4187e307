"""What a site's robots.txt asks of programs (RFC 9309).

In: the answer to its request. Out: whether a page may be fetched, and how long to wait between two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protego import Protego

AGENT = "sayso"
ROBOTS_BYTES = 500 * 1024  # as much as RFC 9309 asks a program to read
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The wishes of one site. `closed` where it fails to tell them, which RFC 9309 takes for no to all."""

    closed: bool = False
    wishes: Protego = field(default_factory=lambda: Protego.parse(""))

    def permits(self, address: str) -> bool:
        """Tell whether the site lets sayso fetch this."""
        return not self.closed and bool(self.wishes.can_fetch(address, AGENT))

    @property
    def pause(self) -> float:
        """The seconds it asks to wait between two fetches, a minute at most."""
        return min(float(self.wishes.crawl_delay(AGENT) or 0), _LONGEST_PAUSE)


def read_robots(status: int, body: bytes) -> Robots:
    """Return the wishes in an answer: none without a robots.txt, and all is barred while the server fails."""
    if status >= 500 or status == 429:
        return Robots(closed=True)
    if status != 200:
        return Robots()
    return Robots(wishes=Protego.parse(body.decode("utf-8", "replace")))
