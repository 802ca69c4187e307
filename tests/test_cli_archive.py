"""`sayso archive` and `sayso load` with the model: what they bring into a ledger is what `sayso read` does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso import cli
from sayso.ledger import open_ledger
from sayso.ledger.ledger import Ledger
from tests.pages.containers.warcs import Answer, article, packed, record


@pytest.fixture(autouse=True)
def _crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    Path("crawl").mkdir()
    for name in ("east", "west"):
        answers = (Answer(address=f"https://{name}.example/{n}", body=article(f"{name} {n}")) for n in range(2))
        Path(f"crawl/{name}.warc.gz").write_bytes(packed(map(record, answers)))
    Path("crawl/pilot.txt").write_text("The pilot said that the east pier was shut.\n", encoding="utf-8")
    Path("crawl/none.txt").write_text("", encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def held(ledger: Ledger) -> dict[tuple[str | None, str], tuple[object, ...]]:
    readings = list(ledger.current())
    return {(one.page.location, one.id): (one.document, one.statements, one.mentions, one.items) for one in readings}


def test_what_was_read_into_a_folder_is_in_the_ledger_what_read_brings_there() -> None:
    done = run("archive", "crawl", "--out", "read", "--jobs", "2")
    assert done.exit_code == 0
    assert done.stdout == "6 pages of 3 shards read\n1 pages failed: 1 empty\n"
    again = run("archive", "crawl", "--out", "read")
    assert again.stdout == "6 pages of 3 shards read, 6 of them earlier\n1 pages failed: 1 empty\n"
    for new in (6, 0):
        loaded = run("load", "read", "--ledger", "loaded.db")
        assert loaded.exit_code == 0
        told = "6 readings in 3 pieces: {new:,} new, 1 of pages that could not be read\n"
        assert loaded.stdout == told.format(new=new)
    assert run("read", "crawl", "--ledger", "read.db").exit_code == 1  # the empty page
    with open_ledger("loaded.db") as loaded_ledger, open_ledger("read.db") as read_ledger:
        assert held(loaded_ledger) == held(read_ledger)
        assert loaded_ledger.status().statements == read_ledger.status().statements > 0
        assert loaded_ledger.status().captures == read_ledger.status().captures


def test_a_file_that_is_not_there_is_told_and_the_exit_code_is_1() -> None:
    done = run("archive", "crawl/pilot.txt", "gone.warc.gz", "--out", "read", "--jobs", "1")
    assert done.exit_code == 1
    assert "1 pages of 1 shards read" in done.stdout
    assert "gone.warc.gz: not through: gone.warc.gz: there is no such file" in done.stderr
    assert "1 of 2 shards are not through: the same command goes on with them" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("archive", "--out", "read"), "There is nothing to read"),
        (("archive", "crawl", "--out", "crawl/pilot.txt"), "cannot be written"),
        (("load", "crawl"), "no folder that `sayso archive` wrote"),
    ],
)
def test_what_is_asked_wrongly_is_one_line(arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_run_that_was_killed_goes_on_where_it_was() -> None:
    command = (sys.executable, "-m", "sayso", "archive", "crawl", "--out", "read", "--jobs", "1")
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 300
        while not list(Path("read/done").glob("shard_*.json")) and time.monotonic() < until and process.poll() is None:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
    done = run("archive", "crawl", "--out", "read", "--jobs", "1")
    assert done.exit_code == 0
    assert done.stdout.startswith("6 pages of 3 shards read, ")
    assert "6 new" in run("load", "read").stdout
