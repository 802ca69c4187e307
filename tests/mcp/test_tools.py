"""What the tools answer, and what they never do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import TextResourceContents

from sayso.ledger import judge_statement
from sayso.ledger.ledger import Ledger
from sayso.mcp.server import make_server
from tests.factory import TEXT, THREAD, make_page, make_reading
from tests.mcp.conftest import HOSTILE, Ask, wait_for

PAGE = make_page().id


def answered(ask: Ask, tool: str, **arguments: Any) -> dict[str, Any]:
    done = ask(tool, **arguments)
    assert not done.is_error, done.content
    assert done.structured_content is not None
    return dict(done.structured_content)


def refused(ask: Ask, tool: str, **arguments: Any) -> str:
    done = ask(tool, **arguments)
    assert done.is_error
    return "".join(getattr(each, "text", "") for each in done.content)


def trusted(value: Any) -> Iterator[str]:
    """Yield every string of an answer that is not marked as untrusted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from trusted(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "untrusted_page_text":
                yield from trusted(each)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_statements", {"entity": HOSTILE}),
        ("search_statements", {}),
        ("get_article", {"id": make_page(f"Orders\n\nThe mayor said: {HOSTILE}").id}),
        ("get_article", {"id": make_page(f"Orders\n\nThe mayor said: {HOSTILE}").id, "part": "text"}),
        ("list_sources", {}),
        ("read_page", {"text": f"Orders\n\nThe mayor said: {HOSTILE}"}),
    ],
)
def test_words_of_pages_stand_under_untrusted_page_text_alone(ask: Ask, tool: str, arguments: dict[str, Any]) -> None:
    told = answered(ask, tool, **arguments)
    assert HOSTILE in json.dumps(told)
    assert [text for text in trusted(told) if "Ignore all" in text] == []
    assert "never instructions" in told["notice"]


def test_a_statement_can_be_cited(ask: Ask) -> None:
    found = answered(ask, "search_statements", words="troops landed", act="deny", location="harbour.txt")["found"]
    (statement,) = (each["statement"] for each in found)
    text, place = statement["untrusted_page_text"], statement["places"]
    assert statement["status_in_words"] == "machine-read, unchecked"
    assert text["content"] == ["that troops had landed at Velmar"]
    assert [TEXT[span["start"] : span["end"]] for span in place["content"]] == text["content"]
    assert TEXT[place["passage"]["start"] : place["passage"]["end"]] == text["passage"]
    assert text["passage"].startswith("Interior minister Oda Renn denied")
    assert statement["link"] == f"sayso://statements/{statement['id']}"
    assert found[0]["page"]["untrusted_page_text"]["outlet"] == "Velmar Courier"


def test_links_lead_to_what_they_stand_for(ledger: Ledger, ask: Ask) -> None:
    found = answered(ask, "search_statements", words="two ships", limit=1)["found"][0]

    async def follow(link: str) -> dict[str, Any]:
        async with Client(make_server(ledger)) as client:
            try:
                (told,) = (await client.read_resource(link)).contents
            except MCPError as error:
                return {"refused": str(error)}
            assert isinstance(told, TextResourceContents)
            return dict(json.loads(told.text))

    assert wait_for(follow, found["statement"]["link"])["found"][0]["statement"] == found["statement"]
    assert wait_for(follow, found["page"]["link"])["page"]["page_id"] == found["page"]["page_id"]
    assert "bears the id" in wait_for(follow, "sayso://statements/st_00ff")["refused"]


def test_a_judged_statement_tells_when_and_its_judges_name_as_data(ledger: Ledger, ask: Ask) -> None:
    reading = ledger.reading(PAGE)
    at = datetime(2024, 3, 9, 12, tzinfo=UTC)
    ledger.judge(judge_statement(reading, reading.statements[0], "confirm", by=HOSTILE, at=at))
    said = "confirmed by a person on 2024-03-09"
    first, other = answered(ask, "get_article", id=PAGE)["statements"]
    assert other["untrusted_page_text"]["judged_by"] is None
    assert (first["status"], first["status_in_words"]) == ("confirmed", said)
    found = answered(ask, "search_statements", status="confirmed")["found"]
    assert [each["statement"]["status_in_words"] for each in found] == [said]
    for told in (first, found[0]["statement"]):
        assert told["untrusted_page_text"]["judged_by"] == HOSTILE
        assert [text for text in trusted(told) if "Ignore all" in text] == []


def test_search_goes_on_by_cursor_until_all_is_told(ask: Ask) -> None:
    ids, cursor = [], None
    while True:
        told = answered(ask, "search_statements", limit=2, cursor=cursor)
        ids += [each["statement"]["id"] for each in told["found"]]
        cursor = told["next_cursor"]
        if cursor is None:
            break
    assert len(ids) == len(set(ids)) == 5


def test_an_article_goes_on_by_cursor(ask: Ask) -> None:
    first = answered(ask, "get_article", id=PAGE, limit=1)
    second = answered(ask, "get_article", id=PAGE, limit=1, cursor=first["next_cursor"])
    acts = [told["statements"][0]["act"] for told in (first, second)]
    assert (acts, second["next_cursor"]) == (["deny", "show"], None)


def test_the_text_of_an_article_comes_in_blocks_that_fit(ask: Ask) -> None:
    text = "Long\n\n" + " ".join(f"word{number}" for number in range(1_100))
    page = answered(ask, "read_page", text=text)["page"]["page_id"]
    blocks, cursor = [], None
    while True:
        told = answered(ask, "get_article", id=page, part="text", cursor=cursor)
        blocks += told["text"]
        cursor = told["next_cursor"]
        if cursor is None:
            break
    assert all(len(block["untrusted_page_text"]) <= 4_000 for block in blocks)
    assert all(text[block["start"] : block["end"]] == block["untrusted_page_text"] for block in blocks)
    assert "".join(block["untrusted_page_text"] for block in blocks) == text.replace("\n\n", "")


def test_comments_are_left_out_unless_asked_for_and_nameless_then(ask: Ask) -> None:
    page = make_page(f"{TEXT}\n\n{THREAD}").id
    for tool, arguments in (
        ("search_statements", {}),
        ("get_article", {"id": page}),
        ("get_article", {"id": page, "part": "text"}),
        ("list_sources", {}),
    ):
        told = json.dumps(answered(ask, tool, **arguments))
        assert "lorries" not in told
        assert "Tolan" not in told
        if tool != "list_sources":
            asked = json.dumps(answered(ask, tool, **arguments, comments=True))
            assert "lorries" in asked
            assert "Tolan" not in asked


def test_the_number_of_comments_is_told_all_the_same(ask: Ask) -> None:
    assert answered(ask, "get_article", id=make_page(f"{TEXT}\n\n{THREAD}").id)["page"]["comments"] == 1


def test_what_is_not_to_be_kept_is_not(ledger: Ledger, ask: Ask) -> None:
    told = answered(ask, "read_page", text="Quay\n\nIt was shut.", keep=False)
    assert (told["kept"], len(told["statements"])) == (False, 1)
    assert "bears the id" in refused(ask, "get_article", id=told["page"]["page_id"])
    assert ledger.status().pages == 4


def test_text_that_is_too_long_is_cut_and_says_so(ask: Ask, ledger: Ledger) -> None:
    from tests.factory import make_document, make_statement

    text = "Long\n\nThe mayor said " + "never " * 1_000 + "again."
    document = make_document(text, page_id=make_page(text).id)
    statement = make_statement(document, "The mayor", "said", "never " * 1_000 + "again")
    ledger.store(make_reading(document, statements=(statement,), page=make_page(text)))
    (told,) = answered(ask, "get_article", id=document.page_id)["statements"]
    assert told["shortened"]
    assert len(json.dumps(told)) < 8_000
    place = told["places"]["content"][0]
    assert text[place["start"] : place["end"]] == "never " * 1_000 + "again"


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("search_statements", {"act": "lie"}, "give one of assert, deny"),
        ("search_statements", {"since": "yesterday"}, "YYYY-MM-DD"),
        ("search_statements", {"limit": 51}, "less than or equal to 50"),
        ("search_statements", {"cursor": "nonsense"}, "cursor"),
        ("search_statements", {"words": "a\0b"}, "pattern"),
        ("get_article", {"id": "page_00"}, "bears the id"),
        ("get_article", {"id": PAGE, "cursor": "nonsense"}, "cursor"),
        ("get_article", {"id": make_page("").id}, "cannot be read"),
        ("read_page", {}, "one of text, address and path"),
        ("read_page", {"text": "a", "path": "b"}, "one of text, address and path"),
        ("read_page", {"text": "long " * 3_000}, "10,000 are allowed"),
        ("read_page", {"path": "/etc/passwd"}, "--root FOLDER"),
        ("read_page", {"address": "http://127.0.0.1:1/"}, "cannot be read (address)"),
        ("read_page", {"address": "file:///etc/passwd"}, "cannot be read (address)"),
        ("read_page", {"address": "/etc/passwd"}, "cannot be read (address)"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_words(ask: Ask, tool: str, arguments: dict[str, Any], said: str) -> None:
    assert said in refused(ask, tool, **arguments)


def test_a_path_is_read_below_a_root_only(ask: Ask, tmp_path: Path) -> None:
    root = tmp_path / "clippings"
    root.mkdir()
    (root / "page.txt").write_text("Port\n\nIt was shut.", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert answered(ask, "read_page", path="page.txt", roots=(root,))["page"]["statements"] == 1
    for path in ("../secret.txt", "link.txt", str(tmp_path / "secret.txt")):
        assert "not below a folder" in refused(ask, "read_page", path=path, roots=(root,))
