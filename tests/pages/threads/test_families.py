"""Threads of many kinds of markup, as data: tests/cases/html/threads.json beside the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.pages.html import read_html
from sayso.pages.markup.passage import read_back
from sayso.records import Document, Page

CASES = Path(__file__).parents[2] / "cases" / "html"
THREADS: list[dict[str, Any]] = json.loads((CASES / "threads.json").read_text("utf-8"))
ESCAPED = {"json_ld", "script_state"}  # data whose texts are escaped: led to the escapes, but not read back


def read(name: str) -> tuple[str, Document]:
    data = (CASES / f"{name}.html").read_bytes()
    return data.decode(), read_html(Page(data=data, media_type="text/html"))


@pytest.mark.parametrize("case", THREADS, ids=[case["page"] for case in THREADS])
def test_thread_is_read_whole(case: dict[str, Any]) -> None:
    _, document = read(case["page"])
    places = [comment.id for comment in document.comments]
    found = [
        {
            "commenter": comment.commenter,
            "posted": comment.posted,
            "text": "" if comment.start is None else document.text[comment.start : comment.end],
            "reply_to": None if comment.reply_to is None else places.index(comment.reply_to),
            **({"posted_at": comment.posted_at.isoformat()} if comment.posted_at else {}),
        }
        for comment in document.comments
    ]
    assert found == case["comments"]


@pytest.mark.parametrize("case", THREADS, ids=[case["page"] for case in THREADS])
def test_thread_and_article_keep_apart(case: dict[str, Any]) -> None:
    source, document = read(case["page"])
    article = "\n".join(document.text[block.start : block.end] for block in document.blocks)
    assert document.blocks[0].role == "headline"
    assert "according to a spokeswoman for its transport office" in article
    for comment in case["comments"]:
        assert not comment["text"] or comment["text"] not in article
        assert comment["commenter"] not in article or comment["commenter"] == "Mara Quill"
    for comment in document.comments:
        text = "" if comment.start is None else document.text[comment.start : comment.end]
        assert read_back(source, comment.ranges) == text or (case["page"] in ESCAPED and not comment.ranges)
        assert comment.header_start is not None
