"""The scanner: tags, running text, entities, each with its place."""

from __future__ import annotations

import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages.markup.scan import cut, decode, scan

MARKUP = st.text(st.sampled_from(list("<>/!?-=\"' &;#ab1\n\r\x00é")), max_size=120)


def kinds(source: str) -> list[tuple[str, str]]:
    return [(token.kind, token.name or source[token.start : token.end]) for token in scan(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</P>", [("start", "p"), ("text", "a"), ("end", "p")]),
        ('<a title="x > y">b', [("start", "a"), ("text", "b")]),
        ("<a title=it's>b</a>", [("start", "a"), ("text", "b"), ("end", "a")]),
        ("a < b <3", [("text", "a < b <3")]),
        ("a<!-- <p> -->b<!x>c<?php d ?>e", [("text", "a"), ("text", "b"), ("text", "c"), ("text", "e")]),
        ("<!-->a", [("text", "a")]),
        ("<script>a </p></script>c", [("start", "script"), ("raw", "a </p>"), ("end", "script"), ("text", "c")]),
        ("<title>a <b> &amp;</title>", [("start", "title"), ("text", "a <b> &amp;"), ("end", "title")]),
        ('<p>a<a href="b>c', [("start", "p"), ("text", "a"), ("start", "a"), ("text", "c")]),
    ],
)  # fmt: skip
def test_cuts_a_page_as_a_browser_does(source: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(source) == expected


def test_an_open_comment_does_not_swallow_the_page() -> None:
    assert kinds("a<!-- b>c") == [("text", "a"), ("text", "c")]


@given(MARKUP)
def test_tokens_are_in_order_and_apart(source: str) -> None:
    end = 0
    for token in scan(source):
        assert end <= token.start < token.end <= len(source)
        end = token.end


@given(st.text(st.sampled_from(list("&;#x1amplt copyno\r\n\x00é")), max_size=60))
def test_every_decoded_character_leads_to_what_it_was_written_as(source: str) -> None:
    text, pieces = decode(source, 0, len(source), 7)
    at, page = 7, 0
    for start, end, page_start, page_end in pieces:
        assert start == at
        assert page_start >= page
        if end - start == page_end - page_start:
            assert text[start - 7 : end - 7].replace("\n", "\r") == source[page_start:page_end].replace("\n", "\r")
        at, page = end, page_end
    assert at - 7 == len(text)
    clean = source.replace("\x00", "")
    if "\x00" not in source and "&#" not in source:
        assert text == unescape(clean.replace("\r\n", "\n").replace("\r", "\n"))


def test_an_entity_in_a_longer_word_ends_where_browsers_end_it() -> None:
    text, pieces = decode("&notit; &amp;&AMP", 0, 17, 0)
    assert text == "¬it; &&"
    assert pieces == [(0, 1, 0, 4), (1, 4, 4, 7), (4, 5, 7, 8), (5, 6, 8, 13), (6, 7, 13, 17)]


def test_cut_keeps_a_whole_whole() -> None:
    pieces = [(0, 5, 10, 15), (5, 6, 15, 20), (6, 9, 20, 23)]
    assert list(cut(pieces, 2, 7)) == [(2, 5, 12, 15), (5, 6, 15, 20), (6, 7, 20, 21)]


@pytest.mark.parametrize("part", ["<", "<a href='x ", "<!--", "&", "<a b=", "</", "<!--> -", "<title>"])
def test_time_is_linear_in_the_page(part: str) -> None:
    source = part * (300_000 // len(part)) + "<p>end</p>"
    started = time.process_time()
    for token in scan(source):
        if token.kind == "text":
            decode(source, token.start, token.end, 0)
    assert time.process_time() - started < 5  # quadratic would be minutes
