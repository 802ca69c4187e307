"""Read what a feed lists.

In: a `Page` that is RSS, Atom or OPML. Out: a `Feed`, the addresses of the pages or of the feeds it lists. Never goes
to the web itself, and resolves no external entity.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.parsers import expat

import feedparser

from sayso.errors import NoFeed
from sayso.records import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The addresses of `pages` in the order of the feed, or those of `feeds` that an OPML list holds."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def read_feed(page: Page) -> Feed:
    """Return what a feed lists, each address once. Raises NoFeed."""
    outlines = _outlines(page.data)
    if outlines is not None:
        return Feed(feeds=_addresses(page, outlines))
    parsed = feedparser.parse(io.BytesIO(page.data), response_headers=_headers(page))
    if not parsed.get("version") and not parsed.entries:
        raise NoFeed(f"{page.location}: neither RSS nor Atom nor OPML; give the address of the feed itself")
    return Feed(pages=_addresses(page, (entry.get("link") for entry in parsed.entries)))


def _headers(page: Page) -> dict[str, str]:
    charset = f"; charset={page.charset}" if page.charset else ""
    return {"content-type": page.media_type + charset, "content-location": page.location or ""}


def _addresses(page: Page, links: Iterable[str | None]) -> tuple[str, ...]:
    """Return links as whole http and https addresses, each once and without the part of the page it leads to."""
    found = dict.fromkeys(_whole(page.location or "", link.strip()) for link in links if link)
    return tuple(address for address in found if address.lower().startswith(("http://", "https://")))


def _whole(base: str, link: str) -> str:
    try:
        return urldefrag(urljoin(base, link)).url
    except ValueError:  # brackets that hold no address
        return ""


def _outlines(data: bytes) -> list[str] | None:
    """Return the feeds of an OPML list, None for anything else."""
    if b"<opml" not in data[:4096].lower():
        return None
    found: list[str] = []

    def open_element(name: str, attributes: dict[str, Any]) -> None:
        named = {key.lower(): value for key, value in attributes.items()}
        if name.lower() == "outline" and named.get("xmlurl"):
            found.append(named["xmlurl"])

    def refuse_entity(*_: object) -> None:
        raise expat.ExpatError("an entity, which no list needs and which may grow without bounds")

    parser = expat.ParserCreate()  # fetches nothing
    parser.StartElementHandler = open_element
    parser.EntityDeclHandler = refuse_entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return found or None  # a list that breaks off has lost only its end
    return found
