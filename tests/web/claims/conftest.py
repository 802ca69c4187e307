"""A ledger of the four articles on the barge, and the pages over it; mentions are compared by their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import open_ledger
from sayso.web import create_app
from tests.claims.pages import ByWords, four
from tests.web.conftest import OURS
from tests.web.reviewing.conftest import Desk


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mentions be compared by their words alone."""
    monkeypatch.setattr("sayso.claims.linking.pairs.load_pair_trees", ByWords)


@pytest.fixture
def barge(tmp_path: Path, by_words: None) -> Iterator[Desk]:
    """Yield a fresh ledger with the four articles, and its pages."""
    path = tmp_path / "sayso.db"
    with open_ledger(path) as ledger:
        pages = tuple(ledger.store(reading).page_id for reading in four())
    with TestClient(create_app(path), base_url=OURS) as client:
        yield Desk(path=path, client=client, pages=pages)
