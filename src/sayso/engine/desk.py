"""Read pages one at a time for many who ask at once.

In: pages and addresses, from any thread. Out: readings. One page is read at a time, so that two never fight for the
cores, and one is fetched at a time, by one `Fetcher` that remembers each site's pause. As many as are allowed wait
for it; whoever comes on top of them is turned away with `Busy`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from sayso.errors import Busy, FetchError
from sayso.pages.opening.fetch import FetchRules
from sayso.pages.opening.gather import make_fetcher
from sayso.reading import read_page
from sayso.records import Page, Reading
from sayso.settings import load_settings

if TYPE_CHECKING:
    from sayso.pages.opening.fetch.fetcher import Fetcher


class Desk:
    """Where pages are handed in to be read.

    `places` counts those being fetched, waiting and being read; `max_bytes`, else that of the settings, bounds what
    is fetched. Addresses obey the plain `FetchRules`: nobody who asks here can loosen them.
    """

    def __init__(
        self, *, max_bytes: int | None = None, places: int = 8, read: Callable[[Page], Reading] | None = None
    ) -> None:
        self.max_bytes = max_bytes or load_settings().max_bytes
        self._places = threading.BoundedSemaphore(places)
        self._reading, self._fetching = threading.Lock(), threading.Lock()
        self._read = read or read_page

    def read(self, page: Page) -> Reading:
        """Return the reading of a page at hand. Raises Busy."""
        with self._place():
            return self.read_in_turn(page)

    def read_address(self, address: str) -> Reading:
        """Return the reading of the page at an http or https address. Raises Busy, and FetchError or HugePage."""
        with self._place():
            return self.read_in_turn(self.fetch(address))

    def read_in_turn(self, page: Page) -> Reading:
        """Return the reading of a page, however many wait: for one who asks for a page at a time, from a queue."""
        with self._reading:
            return self._read(page)

    def fetch(self, address: str) -> Page:
        """Return the page at an address, in turn. Raises FetchError, which tells of no option, and HugePage."""
        with self._fetching:
            try:
                return self._fetcher.page(address)
            except FetchError as error:  # some tell of options that permit it: those are not for who asks here
                raise type(error)(str(error).partition("; --")[0]) from error

    @cached_property
    def _fetcher(self) -> Fetcher:
        return make_fetcher(FetchRules(), self.max_bytes)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy("Too many pages wait to be read: try again in a minute.")
        try:
            yield
        finally:
            self._places.release()
