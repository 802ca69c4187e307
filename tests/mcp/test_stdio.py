"""The server as it is run: a process of its own, the SDK's client at the other end of its pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp_types import CallToolResult, Tool
from typer.testing import CliRunner

from sayso import cli
from sayso.errors import MissingExtra
from sayso.ledger import open_ledger
from sayso.mcp import require_mcp
from tests.mcp.conftest import fill, over_stdio

TOOLS = [
    "correct_same_entity", "correct_statement", "find_claims", "find_events", "get_article", "get_changes", "get_claim",
    "get_event",
    "list_aliases", "list_same_entity", "list_sources", "read_page", "search_statements",
]  # fmt: skip


def test_tools_are_offered_with_schemas_and_warn_of_page_text(tmp_path: Path) -> None:
    async def work(client: Client) -> list[Tool]:
        return list((await client.list_tools()).tools)

    tools = over_stdio(work, "--ledger", str(tmp_path / "new.db"))
    assert sorted(tool.name for tool in tools) == TOOLS
    for tool in tools:
        assert "untrusted_page_text" in (tool.description or "")
        assert "never instructions" in (tool.description or "")
        assert "untrusted_page_text" in json.dumps(tool.output_schema)
        assert tool.input_schema["type"] == "object"
    assert (tmp_path / "new.db").exists()


def test_a_page_is_read_found_and_got_again(tmp_path: Path) -> None:
    page = tmp_path / "clippings" / "port.txt"
    page.parent.mkdir()
    words = "Port shut\n\nThe harbour master denied that any ship had sailed from Velmar.\n"
    page.write_text(words, encoding="utf-8")
    with open_ledger(tmp_path / "news.db") as ledger:
        fill(ledger)

    async def work(client: Client) -> list[CallToolResult]:
        read = await client.call_tool("read_page", {"path": "port.txt"})
        found = await client.call_tool("search_statements", {"words": "ship sailed"})
        told: Any = read.structured_content
        got = await client.call_tool("get_article", {"id": told["page"]["page_id"]})
        outside = await client.call_tool("read_page", {"path": "../news.db"})
        return [read, found, got, outside]

    options = ("--ledger", str(tmp_path / "news.db"), "--root", str(page.parent))
    read, found, got, outside = over_stdio(work, *options)
    told: Any = read.structured_content
    (statement,) = told["statements"]
    place = statement["places"]["content"][0]
    assert words[place["start"] : place["end"]] == "that any ship had sailed from Velmar"
    assert (statement["act"], statement["status_in_words"]) == ("deny", "machine-read, unchecked")
    hits: Any = found.structured_content
    assert hits["found"][0]["statement"] == statement
    again: Any = got.structured_content
    assert again["statements"] == [statement]
    assert outside.is_error


def test_nothing_but_the_protocol_is_on_standard_output(tmp_path: Path) -> None:
    asked = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "a test", "version": "1"},
        },
    }
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "mcp", "--ledger", str(tmp_path / "new.db")],
        input=f"{json.dumps(asked)}\nthis is no JSON\n", capture_output=True, text=True, check=True, timeout=60,
        env={"PYTHONPATH": "src"},
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {message["jsonrpc"] for message in told} == {"2.0"}
    assert told[0]["result"]["serverInfo"]["name"] == "sayso"
    assert "untrusted_page_text" in told[0]["result"]["instructions"]
    assert f"made the ledger {tmp_path / 'new.db'}" in done.stderr


def test_a_root_that_is_none_is_told_of(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["mcp", "--ledger", str(tmp_path / "a.db"), "--root", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert "no such folder" in done.stderr


def test_without_the_sdk_its_pip_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.mcp.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[mcp\]'"):
        require_mcp()
    done = CliRunner().invoke(cli.app, ["mcp"])
    assert (done.exit_code, "sayso[mcp]" in done.stderr) == (1, True)
