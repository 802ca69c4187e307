"""Go round the feeds.

In: the places of feeds, as given. Out: what is due, one page at a time; whoever reads it says how it went, and only
then it counts as done. A feed is marked as unchanged-until-told-otherwise when its last page is done, not before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.errors import NoFeed, PageError
from sayso.pages.opening.feeds import Feed, read_feed
from sayso.pages.opening.fetch import FetchRules
from sayso.pages.opening.fetch.fetcher import Fetcher
from sayso.pages.opening.gather import FailedPage, bring, failed_page, is_address, open_page
from sayso.records import Page
from sayso.watch.memory import Memory

_ACCEPT = {"accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"}
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A page to read, and the feed that lists it."""

    feed: str
    address: str


class Watch:
    """Feeds that are watched: addresses, or files."""

    def __init__(self, feeds: Sequence[str], *, memory: Memory, rules: FetchRules) -> None:
        self._feeds = tuple(dict.fromkeys(feeds))
        self._memory = memory
        self._rules = rules
        self._fetcher = Fetcher(rules)

    def round(self) -> Iterator[Due | FailedPage]:
        """Yield the pages not read before, the oldest of a feed first, and the feeds that could not be had.

        Call `done` for each of them before asking for the next.
        """
        self._fetcher = Fetcher(self._rules)  # a robots.txt may have changed since the last round
        waiting = list(self._feeds)
        for place in waiting:  # grows by the feeds of an OPML list
            try:
                page, feed = self._look(place)
            except PageError as error:
                yield failed_page(place, error)
                continue
            if page.status == _NOT_MODIFIED:
                continue
            if feed.feeds and place not in self._feeds:
                yield failed_page(place, NoFeed(f"{place}: a list of feeds within a list; watch it by itself"))
                continue  # or a server could go on listing for ever
            if feed.feeds:
                waiting += [listed for listed in feed.feeds if listed not in waiting]
                continue
            for address in reversed(feed.pages):
                if not self._memory.is_done(address):
                    yield Due(feed=place, address=address)
            self._close(place, page, feed)

    def bring(self, due: Due) -> Page | FailedPage:
        """Fetch a page that is due."""
        return bring(due.address, max_bytes=self._rules.max_bytes, fetcher=self._fetcher)

    def done(self, due: Due, *, failed: bool = False) -> None:
        """Remember how a page went: one that failed is tried again in the next rounds."""
        (self._memory.fail if failed else self._memory.finish)(due.feed, due.address)

    def _look(self, place: str) -> tuple[Page, Feed]:
        if not is_address(place):
            page = open_page(place, max_bytes=self._rules.max_bytes)
            return page, read_feed(page)
        page = self._fetcher.fetch(place, headers=_ACCEPT | self._memory.conditions(place))
        return page, Feed() if page.status == _NOT_MODIFIED else read_feed(page)

    def _close(self, place: str, page: Page, feed: Feed) -> None:
        headers = dict(page.headers)
        etag, modified = headers.get("etag"), headers.get("last-modified")
        self._memory.close(place, feed.pages, etag=etag, modified=modified)
