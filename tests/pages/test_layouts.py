"""Whole pages in many layouts: each `.txt` under cases/pages/layouts has a `.json` beside it that says what it holds.

A long block is given by its first and last characters, " … " between them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.pages import read_document
from sayso.pages.offsets import locate
from sayso.records import ARTICLE_ROLES, Document, Page, Span

LAYOUTS = Path(__file__).parent.parent / "cases" / "pages" / "layouts"
PAGES = sorted(LAYOUTS.glob("*.txt"))


def open_layout(path: Path) -> tuple[Page, Document]:
    page = Page(data=path.read_bytes(), location=path.name)
    return page, read_document(page)


def matches(text: str, wanted: str) -> bool:
    first, cut, last = wanted.partition(" … ")
    return (text.startswith(first) and text.endswith(last)) if cut else text == wanted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_blocks_have_their_roles(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["blocks"]
    _, document = open_layout(path)
    found = [(block.role, document.text[block.start : block.end]) for block in document.blocks]
    assert [role for role, _ in found] == [role for role, _ in wanted]
    assert all(matches(text, words) for (_, text), (_, words) in zip(found, wanted, strict=True))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_comments_are_records(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["comments"]
    _, document = open_layout(path)
    ids = [comment.id for comment in document.comments]
    assert [
        {
            "display": comment.display,
            "commenter": comment.commenter,
            "posted": comment.posted,
            "text": None if comment.start is None else document.text[comment.start : comment.end],
            "reply_to": comment.reply_to and ids.index(comment.reply_to),
        }
        for comment in document.comments
    ] == wanted
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_title_byline_date_and_language(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    _, document = open_layout(path)
    for field in ("title", "byline", "published", "language"):
        assert getattr(document, field) == wanted[field], field


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_other_line_ends_change_nothing_but_offsets(path: Path, newline: str) -> None:
    _, document = open_layout(path)
    data = path.read_text(encoding="utf-8").replace("\n", newline).encode()
    other = read_document(Page(data=data))

    def told(read: Document) -> list[tuple[str, str]]:
        return [(block.role, read.text[block.start : block.end].replace(newline, "\n")) for block in read.blocks]

    assert told(other) == told(document)
    assert [c.display for c in other.comments] == [c.display for c in document.comments]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_plain_takes_all_of_it_as_paragraphs(path: Path) -> None:
    page = Page(data=path.read_bytes())
    document = read_document(page, plain=True)
    assert {block.role for block in document.blocks} == {"paragraph"}
    assert document.comments == ()
    assert "".join(document.text.split()) == "".join(page.data.decode().split())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_comment_is_in_the_article(path: Path) -> None:
    _, document = open_layout(path)
    article = [span for block in document.blocks if block.role in ARTICLE_ROLES for span in block.ranges]
    comments = [span for comment in document.comments for span in comment.ranges]
    assert not any(a.start < c.end and c.start < a.end for a in article for c in comments)


def test_a_comments_heading_stands_where_it_says() -> None:
    page, document = open_layout(LAYOUTS / "wrapped_two_names.txt")
    text = page.data.decode()
    assert [text[c.header_start :].splitlines()[0] for c in document.comments] == ["Mary P.", "Tom", "Eve W."]
    empty = document.comments[1]
    assert (empty.start, empty.end, empty.ranges) == (None, None, ())


def test_a_block_leads_back_to_its_characters() -> None:
    page, document = open_layout(LAYOUTS / "quoted_mail_and_list.txt")
    text = page.data.decode()
    quote = next(block for block in document.blocks if block.role == "blockquote")
    assert [text[span.start : span.end] for span in quote.ranges] == [
        "I have never signed",
        "such a paper, and I",
        "never will.",
    ]
    assert locate(document.offsets, Span(start=quote.start, end=quote.end)) == Span(
        start=quote.ranges[0].start, end=quote.ranges[-1].end
    )
