"""Feeds of every kind come out as whole addresses; what is no feed is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import NoFeed
from sayso.pages.opening.feeds import Feed, read_feed
from sayso.records import Page

HOME = "https://ferry.example/news/feed"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Ferry News</title><link>https://ferry.example/</link>
<item><title>Fähre</title><link> https://ferry.example/two?a=1&amp;b=2#top </link></item>
<item><title>One</title><link>/one</link></item>
<item><title>One again</title><link>/one#comments</link></item>
<item><title>By its guid</title><guid>https://ferry.example/guid</guid></item>
<item><title>Nowhere</title></item>
<item><title>Elsewhere</title><link>mailto:desk@ferry.example</link></item>
<item><title>Broken</title><link>http://[half</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://ferry.example/base/"><title>Ferry</title>
<entry><id>urn:1</id><title>A</title><link rel="self" href="a.atom"/><link rel="alternate" href="a.html"/></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://ferry.example/"><title>Ferry</title></channel>
<item rdf:about="https://ferry.example/r"><title>R</title><link>https://ferry.example/r</link></item></rdf:RDF>"""

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Coast"><outline type="rss" text="Ferry" xmlUrl="https://ferry.example/feed"/>
<outline type="rss" text="Port" xmlurl="//port.example/feed"/></outline>
<outline text="A link" type="link" url="https://ferry.example/"/></body></opml>"""


def feed(text: str, *, location: str = HOME, media_type: str = "text/xml", charset: str | None = None) -> Feed:
    data = text.encode(charset or "utf-8")
    return read_feed(Page(data=data, location=location, media_type=media_type, charset=charset))


def test_rss_lists_whole_addresses_once() -> None:
    listed = ("https://ferry.example/two?a=1&b=2", "https://ferry.example/one", "https://ferry.example/guid")
    assert feed(RSS) == Feed(pages=listed)


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "application/octet-stream"])
def test_a_feed_is_told_by_itself_whatever_the_server_calls_it(media_type: str) -> None:
    assert len(feed(RSS, media_type=media_type).pages) == 3


def test_atom_leads_to_the_page_and_not_to_itself() -> None:
    assert feed(ATOM).pages == ("https://ferry.example/base/a.html",)


def test_rdf_is_a_feed_too() -> None:
    assert feed(RDF).pages == ("https://ferry.example/r",)


def test_a_feed_without_items_is_one_all_the_same() -> None:
    assert feed('<rss version="2.0"><channel><title>Quiet</title></channel></rss>') == Feed()


def test_a_feed_in_a_file_has_whole_addresses_only() -> None:
    assert feed(RSS, location="saved.rss").pages == ("https://ferry.example/two?a=1&b=2", "https://ferry.example/guid")


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    assert feed(RSS[: RSS.index("<item><title>By")]).pages[-1] == "https://ferry.example/one"


def test_opml_lists_feeds_at_every_depth() -> None:
    assert feed(OPML) == Feed(feeds=("https://ferry.example/feed", "https://port.example/feed"))


@pytest.mark.parametrize(
    "text", ["", "Ferry stopped", "<!doctype html><title>Ferry</title><p>Stopped", '{"items": []}', OPML[:60]]
)
def test_what_is_no_feed_is_named(text: str) -> None:
    with pytest.raises(NoFeed, match=f"^{HOME}: "):
        feed(text, media_type="text/html")


def test_entities_lead_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://ferry.example/secret", encoding="utf-8")
    bait = f'<!DOCTYPE rss [<!ENTITY bait SYSTEM "{secret.as_uri()}">]>'
    item = "<item><link>&bait;</link></item><item><link>https://ferry.example/a</link></item>"
    told = feed(f'{bait}<rss version="2.0"><channel>{item}</channel></rss>')
    assert "https://ferry.example/secret" not in told.pages


def _with_bomb(inside: str) -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>{inside}'


def test_entities_of_a_feed_do_not_grow() -> None:
    bomb = '<rss version="2.0"><channel><item><title>&l11;</title><link>/a</link></item></channel></rss>'
    assert feed(_with_bomb(bomb)).pages == ("https://ferry.example/a",)


def test_a_list_with_entities_is_none() -> None:
    with pytest.raises(NoFeed):
        feed(_with_bomb('<opml><body><outline xmlUrl="https://ferry.example/f">&l11;</outline></body></opml>'))
