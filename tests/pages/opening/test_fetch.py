"""Pages are fetched as they are, within limits, and from the public internet alone."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import (
    BadStatus,
    BarredPage,
    BrokenAnswer,
    HugePage,
    LostPage,
    PageError,
    RefusedAddress,
    SettingsError,
    SlowPage,
    UnreachablePage,
    WrongType,
)
from sayso.pages.opening.fetch import FetchRules, fetch_page
from sayso.pages.opening.fetch.fetcher import Fetcher, user_agent
from sayso.pages.opening.fetch.internet import is_public
from sayso.pages.opening.gather import FailedPage, gather
from sayso.records import Page
from tests.pages.opening.servers import ARTICLE, Answer, Site, hostile_site, polite_site

HTML = "<!doctype html><title>Fähre</title><p>Fähre"


@pytest.fixture(scope="module")
def _polite() -> Iterator[Site]:
    with polite_site() as site:
        yield site


@pytest.fixture
def polite(_polite: Site) -> Site:
    _polite.asked.clear()
    _polite.answers = {"/a.txt": Answer()}
    return _polite


@pytest.fixture(scope="module")
def hostile() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


def rules(*sites: Site, **changes: Any) -> FetchRules:
    allowed = frozenset(site.place for site in sites)
    return FetchRules(**{"allow_private": allowed, "pause": 0, "seconds": 5, "max_bytes": 1_000_000, **changes})


def lead(monkeypatch: pytest.MonkeyPatch, site: Site, *answers: str) -> list[str]:
    """Let every name lead to one of `answers` after the other, public ones to `site`; return where sockets went."""
    turns = iter(answers)
    went: list[str] = []
    connect = socket.socket.connect

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(turns), port))]

    def go(self: socket.socket, address: tuple[str, int]) -> None:
        went.append(address[0])
        connect(self, ("127.0.0.1", site.port))

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", go)
    return went


def test_a_page_comes_as_the_server_sent_it(polite: Site) -> None:
    body = HTML.encode("iso-8859-1")
    polite.answers["/b"] = Answer(body=body, media_type="Text/HTML; charset=ISO-8859-1", headers=(("ETag", '"1"'),))
    page = fetch_page(polite.at("/b#part"), rules=rules(polite))
    assert page.data == body
    assert (page.media_type, page.charset, page.status) == ("text/html", "iso-8859-1", 200)
    assert page.location == polite.at("/b")
    assert page.fetched_at is not None
    assert ("etag", '"1"') in page.headers


def test_visitors_cookies_are_not_kept(polite: Site) -> None:
    polite.answers["/b"] = Answer(headers=(("Set-Cookie", "visitor=17"),))
    assert "visitor" not in str(fetch_page(polite.at("/b"), rules=rules(polite)).headers)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(ARTICLE)),
        ("gzip", gzip.compress(ARTICLE[:20]) + gzip.compress(ARTICLE[20:]) + bytes(512)),
        ("deflate", zlib.compress(ARTICLE)),
        ("deflate", zlib.compress(ARTICLE)[2:-4]),
        ("identity", ARTICLE),
    ],
    ids=["gzip", "gzip members and padding", "zlib", "bare deflate", "identity"],
)
def test_a_packed_page_is_unpacked(polite: Site, coding: str, body: bytes) -> None:
    polite.answers["/b"] = Answer(body=body, headers=(("Content-Encoding", coding),))
    assert fetch_page(polite.at("/b"), rules=rules(polite)).data == ARTICLE


def test_a_page_may_be_as_large_as_the_limit(polite: Site) -> None:
    for pack in (bytes, gzip.compress):
        headers = (("Content-Encoding", "gzip"),) if pack is gzip.compress else ()
        polite.answers["/b"] = Answer(body=pack(ARTICLE), headers=headers)
        assert fetch_page(polite.at("/b"), rules=rules(polite, max_bytes=len(ARTICLE))).data == ARTICLE
        with pytest.raises(HugePage):
            fetch_page(polite.at("/b"), rules=rules(polite, max_bytes=len(ARTICLE) - 1))


@pytest.mark.parametrize(("body", "kind"), [(ARTICLE, "text/plain"), (HTML.encode(), "text/html")])
def test_a_page_without_a_type_is_told_by_its_beginning(polite: Site, body: bytes, kind: str) -> None:
    polite.answers["/b"] = Answer(body=body, media_type=None)
    assert fetch_page(polite.at("/b"), rules=rules(polite)).media_type == kind


def test_a_page_lies_where_redirects_end(polite: Site) -> None:
    polite.answers["/b"] = Answer(status=301, headers=(("Location", "../c?d=1#e"),))
    polite.answers["/c?d=1"] = Answer()
    page = fetch_page(polite.at("/b"), rules=rules(polite))
    assert (page.location, page.data) == (polite.at("/c?d=1"), ARTICLE)


def test_sayso_says_who_it_is(polite: Site) -> None:
    fetch_page(polite.at("/a.txt"), rules=rules(polite))
    assert {headers["user-agent"] for _, headers in polite.asked} == {user_agent()}
    assert user_agent().startswith("sayso/")
    assert "://" not in user_agent()


def test_proxies_of_the_environment_are_passed_by(polite: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch_page(polite.at("/a.txt"), rules=rules(polite)).data == ARTICLE


# robots.txt


ROBOTS = b"User-agent: *\nDisallow: /closed\nDisallow: /*.pdf$\nAllow: /closed/open\n\nUser-agent: other\nDisallow: /\n"


def test_robots_are_asked_once_a_site_and_obeyed(polite: Site) -> None:
    polite.answers |= {"/robots.txt": Answer(body=ROBOTS), "/closed/open": Answer(), "/closed/b": Answer()}
    fetcher = Fetcher(rules(polite))
    fetcher.page(polite.at("/a.txt"))
    fetcher.page(polite.at("/closed/open"))
    for path in ("/closed/b", "/c.pdf"):
        with pytest.raises(BarredPage, match="--ignore-robots"):
            fetcher.page(polite.at(path))
    assert polite.paths == ["/robots.txt", "/a.txt", "/closed/open"]


def test_robots_are_not_even_asked_when_told_so(polite: Site) -> None:
    polite.answers |= {"/robots.txt": Answer(body=ROBOTS), "/closed/b": Answer()}
    assert fetch_page(polite.at("/closed/b"), rules=rules(polite, ignore_robots=True)).data == ARTICLE
    assert polite.paths == ["/closed/b"]


def test_robots_count_after_a_redirect_too(polite: Site) -> None:
    polite.answers |= {
        "/robots.txt": Answer(body=ROBOTS),
        "/b": Answer(status=307, headers=(("Location", "/closed/b"),)),
        "/closed/b": Answer(),
    }
    with pytest.raises(BarredPage):
        fetch_page(polite.at("/b"), rules=rules(polite))
    assert polite.paths == ["/robots.txt", "/b"]


@pytest.mark.parametrize(("status", "barred"), [(404, False), (403, False), (500, True), (503, True)])
def test_without_robots_all_is_open_and_while_the_server_fails_all_is_closed(
    polite: Site, status: int, barred: bool
) -> None:
    polite.answers["/robots.txt"] = Answer(status=status, body=ROBOTS)
    if barred:
        with pytest.raises(BarredPage):
            fetch_page(polite.at("/a.txt"), rules=rules(polite))
    else:
        assert fetch_page(polite.at("/a.txt"), rules=rules(polite)).data == ARTICLE


def test_a_site_is_left_its_pause(polite: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    polite.answers["/robots.txt"] = Answer(body=b"User-agent: sayso\nCrawl-delay: 7\n")
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    fetcher = Fetcher(rules(polite, pause=2))
    for _ in range(2):
        fetcher.page(polite.at("/a.txt"))
    assert [round(seconds) for seconds in slept] == [7]


# What no page may do


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/loop", LostPage),
        ("/to-nowhere", UnreachablePage),
        ("/to-file", RefusedAddress),
        ("/to-secret", RefusedAddress),
        ("/to-metadata", RefusedAddress),
        ("/to-other-port", RefusedAddress),
        ("/drip", SlowPage),
        ("/drip-headers", SlowPage),
        ("/silent", SlowPage),
        ("/bomb", HugePage),
        ("/endless", HugePage),
        ("/promises-much", HugePage),
        ("/twice-packed", BrokenAnswer),
        ("/torn", BrokenAnswer),
        ("/not-packed", BrokenAnswer),
        ("/cut-short", UnreachablePage),
        ("/no-http", UnreachablePage),
        ("/nothing", UnreachablePage),
        ("/long-heading", UnreachablePage),
        ("/picture", WrongType),
    ],
)
def test_a_hostile_page_is_one_clear_line_in_bounded_time(hostile: Site, path: str, error: type[PageError]) -> None:
    started = time.monotonic()
    with pytest.raises(error) as caught:
        fetch_page(hostile.at(path), rules=rules(hostile, seconds=0.5))
    assert time.monotonic() - started < 2
    assert str(caught.value).startswith(hostile.at(path))
    assert "\n" not in str(caught.value)
    assert "name:word" not in str(caught.value)


def test_a_missing_page_is_told_with_what_the_server_says(polite: Site) -> None:
    with pytest.raises(BadStatus, match="404 Not Found"):
        fetch_page(polite.at("/none"), rules=rules(polite))


def test_a_closed_door_is_told() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{door.getsockname()[1]}"
        with pytest.raises(UnreachablePage, match=place):
            fetch_page(f"http://{place}/", rules=FetchRules(allow_private=frozenset({place})))


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """Run a server with a certificate for harbour.example."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key -out certificate -subj /CN=x"
    name = ("-addext", "subjectAltName=DNS:harbour.example")
    subprocess.run((openssl, *made.split(), *name), cwd=folder, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "certificate", folder / "key")
    with polite_site(tls) as site:
        site.answers["/a.txt"] = Answer()
        yield site, folder / "certificate"


def test_over_tls_the_name_counts_though_the_connection_goes_to_a_number(
    secure: tuple[Site, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, certificate = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    went = lead(monkeypatch, site, *["93.184.215.14"] * 3)
    page = fetch_page("https://harbour.example/a.txt", rules=FetchRules(ignore_robots=True))
    assert (page.data, went) == (ARTICLE, ["93.184.215.14"])
    with pytest.raises(UnreachablePage, match="certificate"):
        fetch_page("https://other.example/a.txt", rules=FetchRules(ignore_robots=True))


def test_a_server_without_the_certificate_of_its_name_is_not_read(polite: Site) -> None:
    with pytest.raises(UnreachablePage):
        fetch_page(f"https://{polite.place}/a.txt", rules=rules(polite))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://harbour.example/a.txt",
        "file:///etc/hosts",
        "gopher://harbour.example",
        "http://",
        "http:///a",
        "http://harbour.example:port/",
        "http://harbour.example:0/",
        "http://[::1/",
        "http://name:word@harbour.example/",
        "https://name@harbour.example/",
    ],
)
def test_an_address_that_is_none_is_refused_before_any_look_up(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)
    with pytest.raises(RefusedAddress) as caught:
        fetch_page(address)
    assert "word@" not in str(caught.value)


# Private addresses


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "168.63.129.16",
        "0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.0.192", "198.18.0.1", "203.0.113.9",
        "192.88.99.1", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::",
        "2001:0:a00:1::", "100::1",
    ],
)  # fmt: skip
def test_what_is_not_the_public_internet(ip: str) -> None:
    assert not is_public(ip_address(ip))


@pytest.mark.parametrize("ip", ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:4700:4700::1111", "2a00:1450::1"])
def test_what_is_the_public_internet(ip: str) -> None:
    assert is_public(ip_address(ip))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_a_private_host_is_refused_in_every_spelling(hostile: Site, host: str) -> None:
    before = len(hostile.asked)
    with pytest.raises((RefusedAddress, UnreachablePage)):  # not every resolver takes every spelling
        fetch_page(f"http://{host}:{hostile.port}/loop")
    assert len(hostile.asked) == before


def test_an_exception_holds_for_its_host_and_port_alone(polite: Site) -> None:
    with pytest.raises(RefusedAddress, match=f"--allow-private 127.0.0.1:{polite.port}"):
        fetch_page(polite.at("/a.txt"), rules=FetchRules(allow_private=frozenset({"127.0.0.1:1", "localhost:80"})))
    assert polite.asked == []


def test_an_exception_needs_a_port() -> None:
    for given in ("localhost", "localhost:", "::1:80", "a@b:80", "http://localhost:80"):
        with pytest.raises(SettingsError):
            FetchRules(allow_private=frozenset({given}))
    assert FetchRules(allow_private=frozenset({"[::1]:80"})).allows("::1", 80)
    assert FetchRules(allow_private=frozenset({"Localhost:80"})).allows("localhost", 80)


def test_the_connection_goes_to_the_address_that_was_checked(polite: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    went = lead(monkeypatch, polite, "93.184.215.14", "10.0.0.1")
    page = fetch_page("http://harbour.example/a.txt", rules=FetchRules(ignore_robots=True))
    assert (page.data, page.location, went) == (ARTICLE, "http://harbour.example/a.txt", ["93.184.215.14"])
    assert polite.asked[0][1]["host"] == "harbour.example"


def test_a_name_that_turns_private_at_the_second_look_up_is_refused(
    polite: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    polite.answers["/b"] = Answer(status=302, headers=(("Location", "/a.txt"), ("Connection", "close")))
    went = lead(monkeypatch, polite, "93.184.215.14", "127.0.0.1")
    with pytest.raises(RefusedAddress, match=r"127\.0\.0\.1 is not on the public internet"):
        fetch_page("http://harbour.example/b", rules=FetchRules(ignore_robots=True))
    assert (went, polite.paths) == (["93.184.215.14"], ["/b"])


def test_a_resolver_that_never_answers_costs_no_more_than_the_set_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1))
    with pytest.raises(SlowPage):
        fetch_page("http://harbour.example/", rules=FetchRules(seconds=0.1))


# Among other pages


def test_addresses_are_gathered_like_files(polite: Site) -> None:
    polite.answers["/robots.txt"] = Answer(body=ROBOTS)
    places = [polite.at("/a.txt"), polite.at("/closed/b"), "ftp://name:word@harbour.example/a", polite.at("/none")]
    found = list(gather(places, max_bytes=1000, rules=rules(polite)))
    assert [page.data for page in found if isinstance(page, Page)] == [ARTICLE]
    failed = [page for page in found if isinstance(page, FailedPage)]
    assert [page.failure.kind for page in failed] == ["robots", "address", "status"]
    assert [page.page.location for page in failed] == [places[1], "ftp://harbour.example/a", places[3]]
    assert PageError.of("robots", "x").kind == "robots"


def test_the_limit_of_a_page_holds_for_addresses(polite: Site) -> None:
    (page,) = gather([polite.at("/a.txt")], max_bytes=10, rules=rules(polite))
    assert isinstance(page, FailedPage)
    assert page.failure.kind == "huge"
