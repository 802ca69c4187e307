"""Fetch pages one after another, politely.

In: addresses. Out: pages. Remembers for its lifetime what each site's robots.txt said and when the site was last
asked. Redirects are followed here, not by httpx, so that each address on the way is judged like the first.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from ssl import SSLContext

import httpx

from sayso.errors import BadStatus, BarredPage, LostPage, RefusedAddress, SlowPage, UnreachablePage, WrongType
from sayso.pages.opening.fetch.body import CODINGS, read_body, read_start
from sayso.pages.opening.fetch.connection import CheckedTransport, Deadline
from sayso.pages.opening.fetch.robots import ROBOTS_BYTES, Robots, read_robots
from sayso.pages.opening.fetch.rules import PAGE_TYPES, FetchRules, without_credentials
from sayso.pages.opening.signatures import sniff_type
from sayso.records import Page

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
_ROBOTS_REDIRECTS = 5  # as RFC 9309 has it
_UNKEPT = frozenset({"set-cookie"})  # a visitor's, not the page's


class Fetcher:
    """Fetches under the same rules throughout. Use it from one thread."""

    def __init__(self, rules: FetchRules) -> None:
        self.rules = rules
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def page(self, address: str) -> Page:
        """Fetch a page of text. Raises the PageErrors under FetchError, and HugePage."""
        return self.fetch(address, types=PAGE_TYPES)

    def fetch(
        self, address: str, *, types: frozenset[str] = frozenset(), headers: Mapping[str, str] | None = None
    ) -> Page:
        """Fetch whatever is of one of these `types`, all without any, sending `headers` along.

        A page that did not change since what the headers say comes back with status 304 and no bytes.
        """
        url = _parse(address)
        self._wait(url)
        with self._client(Deadline(self.rules.seconds)) as client, _explained(url, self.rules):
            answer = self._follow(client, url, dict(headers or {}))
            try:
                return self._read(answer, types)
            finally:
                answer.close()

    def _follow(self, client: httpx.Client, url: httpx.URL, headers: dict[str, str]) -> httpx.Response:
        """Return the answer that redirects end at, its body still to be read."""
        for _ in range(self.rules.redirects + 1):
            self._ask_robots(client, url)
            answer = client.send(client.build_request("GET", url, headers=headers), stream=True)
            if not _leads_on(answer):
                return answer
            answer.close()
            url = _next(answer)
        raise LostPage(f"{url}: redirected more than {self.rules.redirects} times; open it in a browser")

    def _read(self, answer: httpx.Response, types: frozenset[str]) -> Page:
        unchanged = answer.status_code == _NOT_MODIFIED and _CONDITIONS & answer.request.headers.keys()
        if not answer.is_success and not unchanged:
            said = f"{answer.status_code} {answer.reason_phrase}".strip()
            raise BadStatus(f"{answer.url}: the server answers {said}; check the address")
        declared = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if types and declared and declared not in types:
            raise WrongType(f"{answer.url}: this is {declared[:60]!r}; sayso fetches {', '.join(sorted(types))}")
        data = read_body(answer, max_bytes=self.rules.max_bytes)
        kept = tuple((name, value) for name, value in answer.headers.multi_items() if name not in _UNKEPT)
        return Page(
            data=data,
            media_type=declared or sniff_type(data),
            charset=answer.charset_encoding,
            location=str(answer.url),
            fetched_at=datetime.now(UTC),
            status=answer.status_code,
            headers=kept,
        )

    def _ask_robots(self, client: httpx.Client, url: httpx.URL) -> None:
        if self.rules.ignore_robots:
            return
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = self._fetch_robots(client, url.join("/robots.txt"))
        if not self._robots[site].permits(str(url)):
            closed = self._robots[site].closed
            why = (
                "the site's robots.txt cannot be had" if closed else "the site's robots.txt asks programs to stay away"
            )
            raise BarredPage(f"{url}: {why}; --ignore-robots reads it all the same")

    def _fetch_robots(self, client: httpx.Client, url: httpx.URL) -> Robots:
        for _ in range(_ROBOTS_REDIRECTS + 1):
            with client.stream("GET", url) as answer:
                if not _leads_on(answer):
                    return read_robots(answer.status_code, read_start(answer, max_bytes=ROBOTS_BYTES))
                url = _next(answer)
        return Robots()

    def _wait(self, url: httpx.URL) -> None:
        """Leave a site its pause since it was last asked."""
        site = _site(url)
        if site in self._asked:
            robots = self._robots.get(site)
            pause = max(self.rules.pause, robots.pause if robots else 0)
            time.sleep(max(0.0, self._asked[site] + pause - time.monotonic()))
        self._asked[site] = time.monotonic()

    def _client(self, deadline: Deadline) -> httpx.Client:
        own = {"user-agent": user_agent(), "accept-encoding": CODINGS, "accept": "text/html, text/plain, */*;q=0.5"}
        transport = CheckedTransport(self.rules, deadline, self._tls)
        return httpx.Client(transport=transport, headers=own, trust_env=False)

    @cached_property
    def _tls(self) -> SSLContext:
        return httpx.create_ssl_context()


def user_agent() -> str:
    """Return what sayso calls itself to servers: its name and version, and what it is."""
    return f"sayso/{version('sayso')} (+reads news pages; httpx/{httpx.__version__})"


def _parse(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
        port = url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedAddress(f"{without_credentials(address)}: not an address ({error}); check its spelling") from error
    return _judged(url.copy_with(fragment=None), port)


def _judged(url: httpx.URL, port: int | None) -> httpx.URL:
    """Return an address that its form does not speak against. Raises RefusedAddress."""
    if url.scheme not in {"http", "https"}:
        raise RefusedAddress(f"{without_credentials(str(url))}: only http and https addresses are fetched")
    if not url.host or port == 0:
        raise RefusedAddress(f"{without_credentials(str(url))}: there is no host in it; check its spelling")
    if url.userinfo:
        raise RefusedAddress(f"{without_credentials(str(url))}: a name or password stands in the address; take it out")
    return url


def _leads_on(answer: httpx.Response) -> bool:
    return answer.status_code in _REDIRECTS and "location" in answer.headers


def _next(answer: httpx.Response) -> httpx.URL:
    url = answer.url.join(answer.headers["location"]).copy_with(fragment=None)
    return _judged(url, url.port)


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}".lower()


@contextmanager
def _explained(url: httpx.URL, rules: FetchRules) -> Iterator[None]:
    """Say in one line why an address could not be fetched."""
    try:
        yield
    except (httpx.TimeoutException, TimeoutError) as error:
        raise SlowPage(f"{url}: not done within {rules.seconds:g} seconds; try again later") from error
    except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise UnreachablePage(
            f"{url}: no whole answer ({said[:200]}); check the address, or try again later"
        ) from error
    except RefusedAddress as error:
        raise RefusedAddress(f"{url}: {error}") from error
