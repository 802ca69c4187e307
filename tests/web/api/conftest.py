"""The whole application over a ledger of invented news, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import open_ledger
from sayso.records import Failure, Page, Reading
from sayso.web.app import create_app
from tests.factory import RUN, make_document, make_failure, make_page, make_reading, make_statement, make_thread
from tests.factory import make_statements as stated

HOST = "http://127.0.0.1"
MOST = 20_000  # bytes of a page


def fill(path: Path) -> None:
    """Make a ledger with an article, one with a reader's comment, a page that failed, and one with odd characters."""
    with open_ledger(path) as ledger:
        ledger.store(make_reading())
        thread = make_thread()
        said = make_statement(
            thread, "I", "heard", "that the quay is full of lorries", layer="comment", comment="c1",
            source_kind="reader", naming="named", entity="Tolan Brisk", origin="Tolan Brisk",
        )  # fmt: skip
        page = make_page(thread.text, location="thread.txt")
        ledger.store(make_reading(thread, statements=(*stated(thread), said), page=page))
        ledger.store(make_failure("empty.txt"))
        text = "Odd \u2028 \x7f\n\nThe mayor \U0001f6a2 said <script>no</script>."
        odd = make_document(text, page_id=make_page(text).id, published="unknown", outlet=None)
        words = make_statement(odd, "The mayor \U0001f6a2", "said", "<script>no</script>", form="direct")
        ledger.store(make_reading(odd, statements=(words,), page=make_page(text, location="odd\udcff.txt")))


def read_quickly(page: Page) -> Reading:
    """Read as the real one does, but find the one statement whose words are known."""
    text = page.data.decode("utf-8", "replace").replace("\r", " ").strip()
    if not text:
        failure = Failure(kind="empty", message="this page: there is nothing in it")
        return Reading(page=page, run=RUN, failure=failure)
    document = make_document(text, page_id=page.id)
    statement = make_statement(document, "", "", text[-40:], form="indirect")
    return make_reading(page=page, document=document, statements=(statement,), run=RUN)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return such a ledger, to be copied: quicker than to make it anew."""
    fill(path := tmp_path_factory.mktemp("filled") / "news.db")
    return path


@pytest.fixture
def client(filled: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Yield a client of an application of its own."""
    shutil.copy(filled, tmp_path)
    with TestClient(create_app(tmp_path / "news.db", max_bytes=MOST, read=read_quickly), base_url=HOST) as made:
        yield made
