"""A ledger with pages to look at, the application over it, and a browser."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from sayso.ledger import Query, open_ledger
from sayso.reading import read_page
from sayso.records import Link, Page, Reading, Repair
from sayso.web import create_app
from tests.factory import find, make_document, make_page, make_reading, make_statement, make_statements, make_thread
from tests.ledger.conftest import target

__all__ = ["target"]  # a ledger on either database

OURS = "http://127.0.0.1"
HURT = "</title></script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A ledger and the ids of what is in it."""

    path: Path
    page: str  # of the factory, with a comment
    hostile: str
    demo: tuple[str, ...]
    statement: str
    source: str


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Return a ledger with the demo pages, read by the model, one of the factory, and a hostile one."""
    path = tmp_path_factory.mktemp("web") / "sayso.db"
    texts = sorted((files("sayso") / "demo").iterdir(), key=lambda file: file.name)
    pages = [Page(data=t.read_bytes(), location=t.name) for t in texts if t.name.endswith(".txt")]
    with open_ledger(path) as ledger:
        demo = tuple(ledger.store(read_page(page)).page_id for page in pages)
        thread = make_thread()
        page = ledger.store(make_reading(thread, statements=make_statements(thread))).page_id
        hostile = ledger.store(_hostile()).page_id
        chained = next(hit for hit in ledger.search(Query(naming="named")) if hit.page_id in demo and hit.source_key)
        return Kept(
            path=path,
            page=page,
            hostile=hostile,
            demo=demo,
            statement=chained.statement.id,
            source=chained.source_key or "",
        )


def _hostile() -> Reading:
    """Return a reading in which whatever an outsider can write holds a script."""
    text = f"{HURT}\n\nThe minister {HURT} said that {HURT} had landed.\n\nIt is over."
    document = make_document(
        f"{text}\n\n{HURT}",
        title=HURT,
        outlet=HURT,
        byline=HURT,
        published=f"2021-01-01{HURT}",
        language='en" onload="x',
        notes=(HURT,),
        repairs=(Repair(start=0, end=2, original=HURT, repaired="</", kind=HURT),),
    )
    comment = replace(make_thread().comments[0], display=HURT, commenter=HURT, posted=HURT, start=len(text) + 2)
    document = replace(document, comments=(replace(comment, end=len(document.text), ranges=()),))
    link = Link(rel="speaker", span=find(document.text, "minister"), entity=HURT, naming="named")
    statement = make_statement(
        document,
        "The minister",
        "said",
        f"that {HURT} had landed",
        entity=HURT,
        affiliation=HURT,
        origin=HURT,
        naming="named",
        source_kind="government",
        act="assert",
        chain=(link, replace(link, rel="quoted_by")),
    )
    page = replace(make_page(document.text), location=f"javascript:{HURT}.html")
    return make_reading(document, statements=(statement,), page=page)


@pytest.fixture(scope="session")
def client(kept: Kept) -> Iterator[TestClient]:
    """Return a client of this machine."""
    with TestClient(create_app(kept.path), base_url=OURS) as made:
        yield made


@pytest.fixture(scope="session")
def address(kept: Kept) -> Iterator[str]:
    """Return where a server listens."""
    config = uvicorn.Config(create_app(kept.path), host="127.0.0.1", port=0, log_level="error", ws="none")
    socket = config.bind_socket()
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"{OURS}:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    socket.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Return a browser, where there is one."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    quiet = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        " --disable-component-update --disable-sync"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=quiet.split())
        yield browser
        browser.close()
