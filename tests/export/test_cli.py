"""`sayso export` as it is used: what goes where, and files that are there whole or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso import cli
from sayso.errors import LedgerError
from sayso.export import FORMATS
from sayso.export.sheets import Sheet
from sayso.ledger import judge_statement, open_ledger
from tests.export.news import HEARD, READER, make_news


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "news.db"
    make_news(path).close()
    return path


@pytest.fixture(autouse=True)
def _at_the_ledger(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", str(path))
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ["export", *arguments])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_standard_output_and_into_a_file(name: str) -> None:
    printed = run(name)
    assert printed.exit_code == 0, printed.stderr
    assert run(name, "--out", "export.out").exit_code == 0
    assert Path("export.out").read_bytes() == printed.stdout_bytes
    assert [each.name for each in Path().iterdir()] == ["export.out"]


def test_statements_are_chosen_as_by_search() -> None:
    told = run("csv", "troops", "landed", "--act", "deny", "--kind", "government", "--limit", "1").stdout
    assert [row["cue"] for row in csv.DictReader(io.StringIO(told))] == ["denied"]
    assert run("csv", "--act", "sing").exit_code == 2
    assert run("csv", "--status", "confirmed").stdout.count("\n") == 1


def test_comments_and_names_of_readers_are_asked_for_one_by_one() -> None:
    assert HEARD not in run("csv").stdout
    hashed = run("csv", "--comments", "--salt", "one").stdout
    assert HEARD in hashed
    assert READER not in hashed
    assert hashed == run("csv", "--comments", "--salt", "one").stdout
    assert READER in run("csv", "--comments", "--commenter-names").stdout


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    found = run("docx")
    assert found.exit_code == 1
    assert "jsonl, csv, parquet" in found.stderr


def test_what_is_no_text_is_not_sent_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.cli.written import check_terminal

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    with pytest.raises(Exception, match="--out FILE"):
        check_terminal(True, "-")
    check_terminal(False, "-")
    check_terminal(True, "file")


def test_an_export_that_breaks_off_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.export.json import pages as pages_jsonl

    def broken(_sheets: Iterator[Sheet]) -> Iterator[bytes]:
        yield b"half a line"
        raise LedgerError("the ledger is gone")

    Path("kept.jsonl").write_text("what was there")
    monkeypatch.setattr(pages_jsonl, "write", broken)
    found = run("jsonl", "--out", "kept.jsonl")
    assert found.exit_code == 1
    assert "the ledger is gone" in found.stderr
    assert [each.read_text() for each in Path().iterdir()] == ["what was there"]


def test_a_place_that_cannot_be_written_is_named() -> None:
    found = run("csv", "--out", "no/such/folder.csv")
    assert found.exit_code == 1
    assert "no/such/folder.csv" in found.stderr


def test_others_may_read_the_file_as_any_other() -> None:
    run("csv", "--out", "one.csv")
    Path("two.csv").touch()
    assert stat.S_IMODE(Path("one.csv").stat().st_mode) == stat.S_IMODE(Path("two.csv").stat().st_mode)


def test_what_was_judged_goes_out_as_training_data(path: Path) -> None:
    with open_ledger(path) as ledger:
        reading = next(reading for reading in ledger.current() if reading.statements)
        for statement in reading.statements:
            ledger.judge(
                judge_statement(reading, statement, "confirm", by="Ada Quist", at=datetime(2026, 2, 3, tzinfo=UTC))
            )
    printed = run("training").stdout
    assert all("attributions" in json.loads(line) for line in printed.splitlines())
    assert run("training", "--out", "judged.jsonl.gz").exit_code == 0
    assert gzip.decompress(Path("judged.jsonl.gz").read_bytes()).decode() == printed
    assert printed


KILLED = """
import os, signal, sys
from sayso.cli import written
if sys.argv[1] == "named":
    written._unnamed = lambda target: None
with written.written("kept.csv") as file:
    file.write(b"half of it")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_a_killed_export_leaves_nothing_behind_for_long(way: str) -> None:
    if way == "unnamed" and not hasattr(os, "O_TMPFILE"):
        pytest.skip("this system has no files without a name")
    Path("kept.csv").write_text("before", encoding="utf-8")
    died = subprocess.run([sys.executable, "-c", KILLED, way], check=False)
    assert died.returncode == -signal.SIGKILL
    left = {each.name for each in Path().iterdir()} - {"kept.csv"}
    assert len(left) == (way == "named")
    assert Path("kept.csv").read_text(encoding="utf-8") == "before"
    assert run("csv", "--out", "kept.csv").exit_code == 0
    assert [each.name for each in Path().iterdir()] == ["kept.csv"]
