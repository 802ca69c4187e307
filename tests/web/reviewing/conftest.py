"""A ledger of three articles for one test, which may judge in it what it likes, and the application over it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
import uvicorn
from fastapi.testclient import TestClient
from lxml import html

from sayso.ledger import open_ledger
from sayso.records import Reading, Statement
from sayso.web import create_app
from tests.web.conftest import OURS
from tests.web.reviewing import articles


class Answer(Protocol):
    """What a test looks at of an answer."""

    @property
    def status_code(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A ledger with three articles and their page ids, and a client of the pages over it."""

    path: Path
    client: TestClient
    pages: tuple[str, ...]

    def reading(self, at: int = 0) -> Reading:
        """Return the current reading of one of the pages, as judged."""
        with open_ledger(self.path) as ledger:
            return ledger.reading(self.pages[at])

    def statement(self, at: int) -> Statement:
        """Return a statement of the first page, in its order."""
        return sorted(self.reading().statements, key=lambda each: each.start)[at]

    def judge(self, statement_id: str, **fields: str) -> Answer:
        """Send the form of a statement as it stands, with other values for some fields, and do not follow."""
        address = f"/statements/{statement_id}/review"
        form = fields_of(self.client.get(address)) | {"by": "Ada Quist"} | fields
        return self.client.post(address, data=form, follow_redirects=False)

    def add(self, **fields: str) -> Answer:
        """Send the form for a missed statement of the first page, and do not follow."""
        address = f"/pages/{self.pages[0]}/review/add"
        form = fields_of(self.client.get(address)) | {"by": "Ada Quist"} | fields
        return self.client.post(address, data=form, follow_redirects=False)


def fields_of(answer: Answer) -> dict[str, str]:
    """Return what the form for a judgement is filled with, as a browser would send it."""
    assert answer.status_code in {200, 422}, answer.text
    (form,) = [form for form in html.fromstring(answer.text).forms if form.get("method") == "post"][:1]
    return {name: value for name, value in form.form_values() if isinstance(name, str)}


def words_of(answer: Answer) -> str:
    """Return the text of a page."""
    return " ".join(html.fromstring(answer.text).text_content().split())


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Return a ledger with the three articles, to be copied: quicker than to make it anew."""
    path = tmp_path_factory.mktemp("three") / "sayso.db"
    with open_ledger(path) as ledger:
        return path, tuple(ledger.store(read()).page_id for read in (articles.first, articles.second, articles.third))


@pytest.fixture
def desk(three: tuple[Path, tuple[str, ...]], tmp_path: Path) -> Iterator[Desk]:
    """Yield a fresh ledger with the three articles, and its pages."""
    path, pages = Path(shutil.copy(three[0], tmp_path)), three[1]
    with TestClient(create_app(path), base_url=OURS) as client:
        yield Desk(path=path, client=client, pages=pages)


@contextmanager
def listening(desk: Desk) -> Iterator[str]:
    """Yield the address of a server over the ledger of a desk."""
    config = uvicorn.Config(create_app(desk.path), host="127.0.0.1", port=0, log_level="error", ws="none")
    socket = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"{OURS}:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        socket.close()
