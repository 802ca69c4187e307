"""Processes that die or meet: whole pages only, and none lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from sayso.ledger import Query, open_ledger
from sayso.records import Reading
from tests.factory import make_document, make_reading, make_statement

ROOT = Path(__file__).parents[2]


def page(number: int) -> Reading:
    """Return the reading of one of many pages, with statements enough to be cut in half."""
    document = make_document(f"Page {number}\n\nWord{number} said it.")
    said = make_statement(document, f"Word{number}", "said", "it")
    return make_reading(document, statements=(said,) * 50)


def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a Python program that sees the tests."""
    prologue = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'src')!r}]\n"
    return subprocess.Popen([sys.executable, "-c", prologue + program, *arguments])


KILLED = """
import os, signal
from sayso.ledger import open_ledger
from sayso.ledger.write import readings as store
from tests.ledger.test_crash import page
with open_ledger(sys.argv[1]) as ledger:
    ledger.store(page(0)), ledger.store(page(1))
    store._point = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # every row is in, but for the last
    ledger.store(page(2))
"""


def test_a_killed_process_leaves_whole_pages(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with start(KILLED, str(path)) as dying:
        assert dying.wait(60) == -signal.SIGKILL
    with open_ledger(path) as ledger:
        status = ledger.status()
        assert (status.pages, status.readings, status.statements) == (2, 2, 100)
        assert len(list(ledger.search(Query(source="word1")))) == 50
        assert not list(ledger.search(Query(source="word2")))
        assert ledger.reading(page(1).id) == page(1)
        assert ledger.store(page(2)).reading
        assert ledger.reading(page(2).id) == page(2)


WRITER = """
from sayso.ledger import open_ledger
from tests.ledger.test_crash import page
with open_ledger(sys.argv[1], timeout=60) as ledger:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        ledger.store(page(number))
"""


def test_two_processes_make_and_write_one_ledger(target: str) -> None:
    with start(WRITER, target, "0", "20") as one, start(WRITER, target, "10", "30") as other:
        assert (one.wait(120), other.wait(120)) == (0, 0)
    with open_ledger(target, create=False) as ledger:
        status = ledger.status()
        assert (status.pages, status.captures, status.readings, status.statements) == (30, 30, 30, 1500)
        assert len(list(ledger.search(Query(words="it")))) == 1500


def test_forget_that_is_killed_forgets_all_or_nothing() -> None:
    command = [sys.executable, "-m", "benchmarks.forgetting", "--kills", "6", "--pages", "8", "--readers", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("6 kills")
    assert "whole each time" in done.stdout
