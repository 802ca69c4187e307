"""`sayso serve`: it says where it listens, answers there, and stops."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from sayso.cli import app

TOKEN = "a-token-of-some-length"


def test_it_answers_where_it_says_until_it_is_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sayso", "serve", "--port", "0", "--ledger", str(tmp_path / "news.db")]
    given = {**os.environ, "SAYSO_TOKEN": TOKEN}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=given) as server:
        assert server.stderr is not None
        try:
            assert server.stderr.readline() == f"sayso: made the ledger {tmp_path / 'news.db'}\n"
            told = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            assert told
            known = Request(told[0], headers={"authorization": f"Bearer {TOKEN}"})
            with urlopen(known, timeout=30) as answer:
                assert b"Nothing has been read yet" in answer.read()
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(30) == 130


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--host", "::"), ("--allow-host", "news.example")])
def test_it_does_not_open_to_others_without_a_token(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAYSO_TOKEN", raising=False)
    done = CliRunner().invoke(app, ["serve", "--ledger", str(tmp_path / "news.db"), *options])
    assert done.exit_code == 1
    assert "--token" in done.stderr
    assert not (tmp_path / "news.db").exists()
