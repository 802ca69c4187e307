"""HTML pages as documents: roles, places, fallbacks, bad input."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import EmptyPage, HugePage, PageError
from sayso.pages.decoding.decode import decode
from sayso.pages.html import find_charset, read_html
from sayso.pages.html.article import NO_BODY
from sayso.pages.markup.passage import read_back
from sayso.pages.offsets import locate
from sayso.records import ARTICLE_ROLES, Block, Comment, Document, Page, Span

CASES = Path(__file__).parents[2] / "cases" / "html"
PROSE = "<p>The harbour board of Port Ellery said on Monday that the last ferry would leave in November.</p>"


def page_of(html: str | bytes, **fields: str) -> Page:
    return Page(data=html.encode() if isinstance(html, str) else html, media_type="text/html", **fields)  # type: ignore[arg-type]


def blocks_of(document: Document) -> list[tuple[str, str]]:
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


def check_places(source: str, document: Document) -> None:
    """Every part reads back from its ranges; every segment is within the page and apart from the others."""
    parts: list[Block | Comment] = [*document.blocks, *document.comments]
    for part in parts:
        if part.start is not None and part.ranges and not document.repairs:
            text = document.text[part.start : part.end]
            assert "".join(read_back(source, part.ranges).split()) == "".join(text.split())
    end = 0
    for segment in document.offsets:
        assert end <= segment.text_start < segment.text_end <= len(document.text)
        assert 0 <= segment.page_start < segment.page_end <= len(source)
        end = segment.text_end
        run, read = document.text[segment.text_start : end], source[segment.page_start : segment.page_end]
        assert len(run) != len(read) or run == read or run.isspace() or document.repairs


def test_blocks_have_the_roles_of_the_label_book() -> None:
    page = page_of((CASES / "article_roles.html").read_bytes())
    document = read_html(page)
    assert [list(block) for block in blocks_of(document)] == json.loads(
        (CASES / "article_roles.json").read_text("utf-8")
    )
    assert (document.title, document.byline, document.outlet) == (
        "Mill at Oster Dale to close",
        "Jonna Reyk",
        "The Dale Courier",
    )
    assert (document.published, document.language, document.notes) == ("2023-05-04", "en", ())
    check_places(page.data.decode(), document)


def test_every_word_of_an_article_leads_to_the_page() -> None:
    page = page_of((CASES / "article_roles.html").read_bytes())
    document, source = read_html(page), page.data.decode()
    start = document.text.index("“There is no buyer,”")
    span = locate(document.offsets, Span(start=start, end=start + 20))
    assert span is not None
    assert source[span.start : span.end] == "&ldquo;There is no buyer,&rdquo;"
    for word in ("cooperative", "140", "inspected", "managing"):
        at = document.text.find(word)
        place = locate(document.offsets, Span(start=at, end=at + len(word))) if at >= 0 else None
        assert (place is not None and source[place.start : place.end] == word) or at < 0


def test_what_stands_between_ranges_is_not_the_text() -> None:
    page = page_of((CASES / "article_roles.html").read_bytes())
    document, source = read_html(page), page.data.decode()
    for marker in ("track(", "ad > here"):
        at = source.index(marker)
        assert not any(r.start <= at < r.end for block in document.blocks for r in block.ranges)


def test_paths_lead_to_the_blocks() -> None:
    document = read_html(page_of((CASES / "article_roles.html").read_bytes()))
    assert (
        next(block.xpath for block in document.blocks if block.role == "blockquote")
        == "/html[1]/body[1]/article[1]/blockquote[1]/p[1]"
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<meta charset=windows-1252>", "windows-1252"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">', "ISO-8859-2"),
        (b"<?xml version='1.0' encoding='koi8-r'?><html>", "koi8-r"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_declared_charset(data: bytes, expected: str | None) -> None:
    assert find_charset(data) == expected


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "no-such-set", "utf-16", ""])
def test_a_wrong_declaration_harms_no_utf8(declared: str) -> None:
    body = f"<body><h1>Café élan</h1>{PROSE * 3}<p>Zoë was in the café.</p></body>"
    html = f"<html><head><meta charset='{declared}'></head>{body}</html>"
    document = read_html(page_of(html))
    text = (
        document.text
        if declared not in ("iso-8859-1", "windows-1252")
        else document.text.replace("Ã«", "ë").replace("Ã©", "é")
    )
    assert "Zoë was in the café." in text


def test_damage_is_repaired_and_leads_to_the_damaged_characters() -> None:
    broken = "“We are done,” said the chair of the café.".encode().decode("cp1252", "replace").replace("�", "\x9d")
    html = f"<html><body><article><h1>Done</h1>{PROSE * 2}<p>{broken}</p>{PROSE}</article></body></html>"
    document = read_html(page_of(html))
    assert "said the chair of the café." in document.text
    assert document.repairs
    for repair in document.repairs:
        assert html[repair.start : repair.end] == repair.original
    at = document.text.index("café")
    place = locate(document.offsets, Span(start=at, end=at + 4))
    assert place is not None
    assert html[place.start : place.end] == "cafÃ©"
    assert document.text[document.blocks[-1].start : document.blocks[-1].end].endswith("in November.")


def test_a_page_without_an_article_says_so() -> None:
    document = read_html(
        page_of("<html><body><ul>" + "<li><a href=/x>Some link to somewhere</a></li>" * 4 + "</ul></body></html>")
    )
    assert document.blocks
    tables = "<table><tr><td>" * 2000 + "deep" + "</td></tr></table>" * 2000
    assert read_html(page_of(f"<html><body>{PROSE}{tables * 3}</body></html>")).notes in ((), (NO_BODY,))


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<script>x()</script>", "<!-- nothing -->", "<p> &nbsp; </p>"]
)
def test_a_page_that_shows_nothing_is_an_error(html: str) -> None:
    with pytest.raises(EmptyPage, match="shows no text"):
        read_html(page_of(html))


def test_a_page_too_large_is_an_error() -> None:
    with pytest.raises(HugePage):
        read_html(page_of(PROSE * 100), max_bytes=1000)
    with pytest.raises(HugePage, match="tags"):
        read_html(page_of("<p>a" * 400_001))


BAD = {
    "nested tables": PROSE * 3 + "<table><tr><td>" * 10_000 + "x" + "</td></tr></table>" * 10_000,
    "cells": PROSE * 3 + "<table>" + "<tr><td>a cell</td><td>7</td></tr>" * 2_500 + "</table>",
    "unclosed": "<div>" * 20_000 + PROSE * 3,
    "null bytes": "\x00".join(PROSE * 3),
    "angle brackets": "<" * 200_000 + PROSE * 3,
    "open quotes": "<a href='x " * 20_000 + PROSE * 3,
    "comment ends nowhere": PROSE * 3 + "<!--" * 50_000 + PROSE,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">" + PROSE * 3,
    "thread": PROSE * 3 + "<div class=comment id=c-1><b class=fn>Ann</b> <time>3 May 2020</time><p>So.</p>" * 300,
    "thread of many names": PROSE * 3
    + "<table class=comments>"
    + "<tr><td><b class=name>Ann</b></td><td><i class=date>3 May 2020</i><span>So it was.</span></td></tr>" * 2_500
    + "</table>",
    "long word": "<p>" + "a" * 1_000_000 + "</p>" + PROSE * 3,
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_takes_bounded_time(kind: str) -> None:
    started = time.process_time()
    try:
        document = read_html(page_of(BAD[kind]))
    except PageError as error:
        pytest.fail(f"{kind}: {error}")
    assert "harbour board" in document.text or kind in ("null bytes", "open quotes")
    assert time.process_time() - started < 20


WORDS = st.text(st.sampled_from(list("abcd é”&;<>\n")), min_size=1, max_size=30)
TAGS = st.sampled_from(["p", "div", "li", "h2", "blockquote", "td", "span", "b", "figcaption", "article", "section"])
PARTS = st.one_of(
    WORDS,
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from([PROSE, "<br>", "&quot;", "&#8217;", "<!-- x > y -->", "<script>1<2</script>", "<img alt='a>b'>"]),
    st.builds(
        "<div class='comment' id='comment-{}'><b class='author'>{}</b> <time>3 May 2020</time><p>{}</p></div>".format,
        st.integers(100, 999), st.sampled_from(["Ann", "old salt"]), WORDS,
    ),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_whatever_stands_in_a_page_leads_to_it(body: str) -> None:
    page = page_of(f"<html><body>{PROSE}{body}</body></html>")
    document = read_html(page)
    check_places(decode(page).text, document)
    article = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.role in ARTICLE_ROLES)
    assert article
    assert all(comment.reply_to in {None, *(other.id for other in document.comments)} for comment in document.comments)
