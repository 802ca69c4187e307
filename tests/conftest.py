"""Settings of all tests, and their order: the files that take longest go first, so that no core waits for one alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("sayso", deadline=None)  # a slow machine is no failure
settings.load_profile("sayso")

FOLDER = Path(__file__).parent
LONGEST = (
    "web/test_browser.py", "test_docs.py", "web/reviewing/test_in_browser.py", "web/api/test_schema.py",
    "statements/find/quotations/test_bad_marks.py", "web/claims/test_dossier.py", "ledger/claims/test_refresh.py",
    "pages/containers/test_bad_input.py", "mcp/test_stdio.py", "web/claims/test_in_articles.py", "web/test_pages.py",
    "statements/test_growth.py", "ledger/ask/test_claims.py", "engine/test_local.py", "ledger/test_crash.py",
    "ledger/test_threads.py", "claims/test_dossier.py", "pages/html/test_read.py", "test_cli_many.py", "test_cli.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first; with `--no-loadscope-reorder` they are handed out in this order."""
    ranks = {FOLDER / name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))
