"""Two web servers on the loopback address, on ports that the system picks: one well-behaved, one hostile."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = b"Ferry stopped\n\nThe harbour master said the ferry was stopped.\n"
PACKED_BOMB = gzip.compress(b"0" * 50_000_000, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server says about one path."""

    body: bytes = ARTICLE
    media_type: str | None = "text/plain; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Site:
    """A running server: its answers by path, which a test may change, and the requests it had."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def at(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://{self.place}{path}"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]


class _Quiet(BaseHTTPRequestHandler):
    site: Site

    def handle(self) -> None:
        with suppress(OSError):  # a visitor who breaks off, as some tests have it
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base names it
        pass

    def put(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.media_type:
            self.send_header("Content-Type", answer.media_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.status != 304:
            self.wfile.write(answer.body)


class _Polite(_Quiet):
    """Serves what a test lays out; a page that did not change is not sent again."""

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.site.answers.get(self.path) or Answer(status=404, body=b"no such page")
        tags = {value for name, value in answer.headers if name == "ETag"}
        dates = {value for name, value in answer.headers if name == "Last-Modified"}
        if self.headers["If-None-Match"] in tags or self.headers["If-Modified-Since"] in dates:
            answer = Answer(status=304, headers=answer.headers)
        self.put(answer)


class _Hostile(_Quiet):
    """Every path is a trap."""

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers.items())))
        if self.path == "/robots.txt":
            self.put(Answer(status=404))
            return
        trap = _TRAPS.get(self.path)
        try:
            if trap:
                trap(self)
            else:
                self.put(self.site.answers[self.path])
        except OSError:
            self.close_connection = True  # whoever was to fall into it went away


def _raw(data: bytes) -> Callable[[_Hostile], None]:
    def put(handler: _Hostile) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return put


def _drip(handler: _Hostile) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    _drop_by_drop(handler)


def _drip_headers(handler: _Hostile) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    _drop_by_drop(handler)


def _drop_by_drop(handler: _Hostile) -> None:
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def _endless(handler: _Hostile) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    while True:
        handler.wfile.write(b"y" * 65536)


def _redirect(target: str) -> Callable[[_Hostile], None]:
    return lambda handler: handler.put(Answer(status=302, headers=(("Location", target),)))


def _packed(body: bytes, coding: str = "gzip") -> Callable[[_Hostile], None]:
    return lambda handler: handler.put(Answer(body=body, headers=(("Content-Encoding", coding),)))


_TRAPS: dict[str, Callable[[_Hostile], None]] = {
    "/loop": _redirect("/loop"),
    "/to-file": _redirect("file:///etc/hosts"),
    "/to-secret": _redirect("http://name:word@127.0.0.1/"),
    "/to-nowhere": _redirect("http://harbour.example:port/"),
    "/to-metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "/to-other-port": _redirect("http://127.0.0.1:9/"),
    "/drip": _drip,
    "/drip-headers": _drip_headers,
    "/silent": lambda _: time.sleep(2),
    "/bomb": _packed(PACKED_BOMB),
    "/twice-packed": _packed(gzip.compress(PACKED_BOMB), "gzip, gzip"),
    "/torn": _packed(gzip.compress(ARTICLE)[:-12]),
    "/not-packed": _packed(ARTICLE),
    "/endless": _endless,
    "/promises-much": _raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\nx"),
    "/cut-short": _raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\nx"),
    "/no-http": _raw(b"SSH-2.0-none\r\n"),
    "/nothing": _raw(b""),
    "/long-heading": _raw(b"HTTP/1.1 200 OK\r\nX: " + b"z" * 300_000),
    "/picture": lambda handler: handler.put(Answer(body=b"GIF89a", media_type="image/gif")),
}


@contextmanager
def polite_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run the well-behaved server, over TLS where it is given a certificate."""
    with _running(_Polite, tls) as site:
        yield site


@contextmanager
def hostile_site() -> Iterator[Site]:
    """Run the hostile server."""
    with _running(_Hostile) as site:
        yield site


@contextmanager
def _running(kind: type[_Quiet], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site()
    handler = type("Handler", (kind,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.daemon_threads = True
        server.block_on_close = False
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
