"""A worker is set up before numpy is loaded, so that its products keep to one thread; so is the command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sayso.engine.local import map_pages
from sayso.records import Page
from tests.engine.work import lose, tell_threads


@pytest.fixture(autouse=True)
def _untold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)


@pytest.mark.parametrize("module", ["sayso.engine.worker", "sayso.cli"])
def test_numpy_is_not_loaded_too_soon(module: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print('numpy' in sys.modules)"], capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert loaded.stdout.strip() == "False"


def test_a_worker_multiplies_on_one_thread() -> None:
    (reading,) = map_pages(tell_threads, [Page(data=b"a")], lost=lose, jobs=2)
    assert reading.page.location == "1, set before numpy"


def test_the_user_may_say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    (reading,) = map_pages(tell_threads, [Page(data=b"a")], lost=lose, jobs=2)
    assert reading.page.location == "3, set before numpy"
