"""Clients that ask for files and do not read them stop nobody; what is asked comes whole to those that read."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import uvicorn

from sayso.ledger import open_ledger
from sayso.web import create_app
from tests.factory import make_document, make_reading, make_statement

STALLED = 80
PAGES = 20


@pytest.fixture
def address(target: str) -> Iterator[tuple[str, int]]:
    """Yield where a server answers over a ledger whose export is more than a client's buffers hold."""
    with open_ledger(target) as ledger:
        for number in range(60):
            text = (
                f"Ice at pier {number}\n\nRorik Vane said the pier froze. " + f"Gulls sat on the rail {number}. " * 400
            )
            document = make_document(text)
            said = make_statement(document, "Rorik Vane", "said", "the pier froze", entity="Rorik Vane")
            ledger.store(make_reading(document, statements=(said,) * 4))
    with served(target) as (host, port):
        yield host, port


@contextmanager
def served(target: Path | str) -> Iterator[tuple[str, int]]:
    """Run the application on a port of its own."""
    config = uvicorn.Config(create_app(target), host="127.0.0.1", port=0, log_level="error", ws="none")
    bound = config.bind_socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)  # else the system takes the whole file off our hands
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        yield "127.0.0.1", bound.getsockname()[1]
    finally:
        server.force_exit = server.should_exit = True
        thread.join(60)
        bound.close()


def ask(at: tuple[str, int], path: str) -> socket.socket:
    """Ask for a file over a connection that takes little at a time."""
    asking = socket.socket()
    asking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asking.settimeout(120)
    asking.connect(at)
    asking.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{at[1]}\r\nConnection: close\r\n\r\n".encode())
    return asking


def test_clients_that_do_not_read_stop_nobody(address: tuple[str, int]) -> None:
    here = f"http://127.0.0.1:{address[1]}"
    with ExitStack() as stack:
        stalled = [stack.enter_context(ask(address, "/export/jsonl?comments=0")) for _ in range(STALLED)]
        heads = [each.recv(15) for each in stalled]
        assert set(heads) == {b"HTTP/1.1 200 OK"}
        for path in ("/api/v1/statements?words=froze", "/api/v1/status", "/search?q=pier", "/export/csv?q=nowhere"):
            with urlopen(here + path, timeout=60) as answer:
                assert answer.status == 200
        late = stalled[STALLED // 2]
        whole = b"".join(iter(lambda: late.recv(1 << 16), b""))  # who reads at last gets the whole of it
        assert whole.count(b'"location"') >= PAGES
        assert whole.endswith(b"0\r\n\r\n")
