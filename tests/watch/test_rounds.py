"""What is new in feeds is read once, nothing is lost to an interruption, and unchanged feeds are not sent again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.pages.opening.fetch import FetchRules
from sayso.pages.opening.gather import FailedPage
from sayso.records import Page
from sayso.watch import Due, Memory, Watch, memory_path
from tests.pages.opening.servers import ARTICLE, Answer, Site, polite_site


@pytest.fixture(scope="module")
def _site() -> Iterator[Site]:
    with polite_site() as site:
        yield site


@pytest.fixture
def site(_site: Site) -> Site:
    _site.asked.clear()
    _site.answers = {f"/{name}": Answer() for name in "abcd"}
    lay(_site, "b", "a")
    return _site


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sayso.db.watch.json"


def lay(site: Site, *names: str, etag: str | None = None, at: str = "/feed") -> None:
    items = "".join(f"<item><link>/{name}</link></item>" for name in names)
    headers = (("ETag", etag),) if etag else (("Last-Modified", f"made of {'-'.join(names)}"),)
    body = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    site.answers[at] = Answer(body=body, media_type="application/rss+xml", headers=headers)


def watch(site: Site, file: Path, *feeds: str) -> Watch:
    rules = FetchRules(pause=0, seconds=5, ignore_robots=True, allow_private=frozenset({site.place}))
    return Watch(feeds or (site.at("/feed"),), memory=Memory(file), rules=rules)


def go(watching: Watch, *, stop_after: int = 99) -> list[str]:
    """Go round once, reading what is due; return the paths read, those of failed pages with a mark."""
    found: list[str] = []
    for due in watching.round():
        if len(found) == stop_after:
            break
        page = watching.bring(due) if isinstance(due, Due) else due
        failed = isinstance(page, FailedPage)
        location = (page.page if isinstance(page, FailedPage) else page).location or ""
        found.append(location.rpartition("/")[2] + "!" * failed)
        if isinstance(due, Due):
            watching.done(due, failed=failed)
    return found


def test_pages_are_read_once_the_oldest_first(site: Site, file: Path) -> None:
    watching = watch(site, file)
    assert go(watching) == ["a", "b"]
    lay(site, "d", "c", "b")
    assert go(watching) == ["c", "d"]
    assert go(watching) == []


def test_a_page_that_is_due_comes_as_it_is(site: Site, file: Path) -> None:
    watching = watch(site, file)
    due = next(watching.round())
    assert isinstance(due, Due)
    page = watching.bring(due)
    assert isinstance(page, Page)
    assert page.data == ARTICLE


def test_what_was_read_is_remembered_by_the_next_process(site: Site, file: Path) -> None:
    go(watch(site, file))
    lay(site, "c", "b", "a")
    assert go(watch(site, file)) == ["c"]


@pytest.mark.parametrize("etag", ['"x"', None])
def test_an_unchanged_feed_is_not_sent_again(site: Site, file: Path, etag: str | None) -> None:
    lay(site, "a", etag=etag)
    for _ in range(2):
        go(watch(site, file))
    _, headers = site.asked[-1]
    assert headers.get("if-none-match") == etag
    assert headers.get("if-modified-since") == (None if etag else "made of a")
    assert site.paths == ["/feed", "/a", "/feed"]


def test_an_interruption_loses_no_page(site: Site, file: Path) -> None:
    lay(site, "c", "b", "a", etag='"x"')
    assert go(watch(site, file), stop_after=1) == ["a"]
    assert go(watch(site, file)) == ["b", "c"]
    assert go(watch(site, file)) == []


def test_a_page_that_fails_is_given_up_in_the_end(site: Site, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.watch.memory._TRIES", 3)
    lay(site, "none", "a", etag='"x"')
    rounds = [go(watch(site, file)) for _ in range(4)]
    assert rounds == [["a", "none!"], ["none!"], ["none!"], []]


def test_a_page_that_fails_for_a_while_is_read_in_the_end(site: Site, file: Path) -> None:
    lay(site, "later", etag='"x"')
    assert go(watch(site, file)) == ["later!"]
    site.answers["/later"] = Answer()
    assert go(watch(site, file)) == ["later"]
    assert go(watch(site, file)) == []


def test_one_bad_feed_does_not_stop_the_others(site: Site, file: Path) -> None:
    site.answers["/page"] = Answer()
    feeds = [site.at(path) for path in ("/none", "/page", "/feed")]
    assert go(watch(site, file, *feeds)) == ["none!", "page!", "a", "b"]


def test_a_page_in_two_feeds_is_read_once(site: Site, file: Path) -> None:
    lay(site, "c", "a", at="/other")
    assert go(watch(site, file, site.at("/feed"), site.at("/other"))) == ["a", "b", "c"]


def test_a_list_of_feeds_is_followed_but_no_list_within_it(site: Site, file: Path, tmp_path: Path) -> None:
    lay(site, "c", at="/other")
    outlines = "".join(f'<outline xmlUrl="{site.at(path)}"/>' for path in ("/feed", "/other", "/list"))
    opml = f"<opml><body>{outlines}</body></opml>".encode()
    (tmp_path / "mine.opml").write_bytes(opml)
    site.answers["/list"] = Answer(body=opml, media_type="text/x-opml")
    assert go(watch(site, file, str(tmp_path / "mine.opml"))) == ["a", "b", "c", "list!"]


def test_robots_are_asked_anew_each_round(site: Site, file: Path) -> None:
    barred = Answer(body=b"User-agent: *\nDisallow: /a\n")
    site.answers["/robots.txt"] = barred
    rules = FetchRules(pause=0, allow_private=frozenset({site.place}))
    watching = Watch([site.at("/feed")], memory=Memory(file), rules=rules)
    assert go(watching) == ["a!", "b"]
    del site.answers["/robots.txt"]
    assert go(watching) == ["a"]


def test_a_feed_keeps_to_the_rules_of_pages(site: Site, file: Path) -> None:
    rules = FetchRules(ignore_robots=True)
    (failed,) = Watch([site.at("/feed")], memory=Memory(file), rules=rules).round()
    assert isinstance(failed, FailedPage)
    assert failed.failure.kind == "address"
    assert site.asked == []


def test_pages_long_gone_from_a_feed_are_forgotten_in_the_end(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.watch.memory._REMEMBERED", 2)
    memory = Memory(file)
    for name in "abcde":
        memory.finish("feed", name)
    memory.close("feed", ("a",), etag=None, modified=None)
    assert [name for name in "abcde" if Memory(file).is_done(name)] == ["a", "d", "e"]


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"format": 2}', b'{"feeds": {"a": 1}}'])
def test_a_memory_that_is_none_is_one_clear_line(file: Path, kept: bytes) -> None:
    file.write_bytes(kept)
    with pytest.raises(LedgerError, match="watch\\.json: ") as caught:
        Memory(file)
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == kept


def test_the_memory_lies_beside_the_ledger() -> None:
    assert memory_path("news/a.db") == Path("news/a.db.watch.json")
    assert memory_path("postgresql://host/news") == Path("sayso.watch.json")


def test_no_draft_of_the_memory_is_left(site: Site, file: Path) -> None:
    go(watch(site, file))
    assert list(file.parent.iterdir()) == [file]
