"""A ledger of the four articles on the barge, and the pages over it; mentions are compared by their words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.ledger import open_ledger
from sayso.web import create_app
from tests.claims.pages import ByWords, four
from tests.web.conftest import OURS
from tests.web.reviewing.conftest import Desk

TREES = "sayso.claims.linking.pairs.load_pair_trees"


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let mentions be compared by their words alone."""
    monkeypatch.setattr(TREES, ByWords)


@pytest.fixture(scope="session")
def barges(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Return a ledger with the four articles, to be copied: quicker than to make it anew."""
    path = tmp_path_factory.mktemp("barges") / "sayso.db"
    with pytest.MonkeyPatch.context() as patched, open_ledger(path) as ledger:
        patched.setattr(TREES, ByWords)
        return path, tuple(ledger.store(reading).page_id for reading in four())


@pytest.fixture
def barge(barges: tuple[Path, tuple[str, ...]], tmp_path: Path, by_words: None) -> Iterator[Desk]:
    """Yield a fresh ledger with the four articles, and its pages."""
    path, pages = Path(shutil.copy(barges[0], tmp_path)), barges[1]
    with TestClient(create_app(path), base_url=OURS) as client:
        yield Desk(path=path, client=client, pages=pages)
