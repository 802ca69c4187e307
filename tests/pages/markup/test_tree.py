"""The tree: every text with its place in the source, or without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from sayso.pages.markup.flow import read_flows
from sayso.pages.markup.mark import MOST_TAGS, TooManyTagsError
from sayso.pages.markup.passage import read_back, read_passage
from sayso.pages.markup.scan import cut
from sayso.pages.markup.tree import Tree, parse

TAGS = [
    "p",
    "div",
    "b",
    "i",
    "span",
    "table",
    "tr",
    "td",
    "li",
    "ul",
    "h2",
    "blockquote",
    "a",
    "br",
    "body",
    "title",
    "select",
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(["&amp;", "&nbsp;", "&eacute", "&#x1F600;", "&lt;b&gt;", "&notit;", "&", "<", "\x00", "\r\n"]),
    st.sampled_from(["<!-- a > b -->", "<!---->", "<script>var a = '<p>';</script>", "<a title='x > y'>", "<o:p>"]),
    st.text(st.sampled_from(list("abc dé.\n\t“”")), min_size=1, max_size=12),
)  # fmt: skip
PAGES = st.lists(PIECES, max_size=40).map("".join)


def texts(tree: Tree) -> str:
    return "".join(text.text for text in tree.texts)


@given(PAGES)
def test_a_place_is_never_wrong(source: str) -> None:
    tree = parse(source)
    for text in tree.texts if tree else ():
        if text.at is None or not text.text:
            continue
        assert tree is not None
        assert tree.stream[text.at : text.at + len(text.text)] == text.text
        for first, last, page_first, page_last in cut(tree.pieces, text.at, text.at + len(text.text)):
            if last - first == page_last - page_first and last - first > 1:
                assert tree.stream[first:last] == source[page_first:page_last]


@given(PAGES)
def test_flows_read_back_and_nothing_shown_is_lost(source: str) -> None:
    tree = parse(source)
    if tree is None:
        return
    flows = read_flows(tree)
    for flow in flows:
        ranges = read_passage(tree, flow.texts).ranges
        if ranges:
            assert "".join(read_back(source, ranges).split()) == "".join(flow.text.split())
    assert "".join("".join(flow.text for flow in flows).split()) == "".join(texts(tree).split())


@given(PAGES)
def test_segments_cover_what_is_placed(source: str) -> None:
    tree = parse(source)
    if tree is None:
        return
    for flow in read_flows(tree):
        end = 0
        for segment in read_passage(tree, flow.texts).segments:
            assert end <= segment.text_start < segment.text_end <= len(flow.text)
            end = segment.text_end
            run, page = flow.text[segment.text_start : segment.text_end], source[segment.page_start : segment.page_end]
            assert len(run) != len(page) or run == page or run.isspace()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>one  <b>two</b>\n three<br>four</p>", "one two three four"),
        ("<p>re<b>mark</b>able&nbsp;&eacute;t&eacute;</p>", "remarkable été"),
        ("<p>a<script>x()</script>b<!-- c > d -->e</p>", "abe"),
        ("<p>Fish &amp; Chips</p>", "Fish & Chips"),
        ("<p>nul\x00l</p>", "null"),
        ("<html><body><p>before <a>in</body></html>side</a> after</p>", "before inside after"),
    ],
)
def test_white_space_folds_and_tags_drop(source: str, expected: str) -> None:
    tree = parse(source)
    assert tree is not None
    passage = read_passage(tree, range(len(tree.texts)))
    assert passage.text == expected
    assert "".join(read_back(source, passage.ranges).split()).replace("\x00", "") == "".join(expected.split())


def test_two_line_breaks_part_paragraphs() -> None:
    tree = parse("<div>one<br>still one<br><br>two</div>")
    assert tree is not None
    assert [flow.text for flow in read_flows(tree)] == ["one still one", "two"]


def test_paths_lead_to_their_elements() -> None:
    tree = parse("<div><p>a<p>b<ul><li>c</ul></div><o:p>d</o:p>" + "<p>e" * 30)
    assert tree is not None
    for index, element in enumerate(tree.elements):
        found = tree.root.getroottree().xpath(tree.xpath(index))
        assert isinstance(found, list)
        assert isinstance(found[0], HtmlElement)
        assert len(found) == 1
        assert found[0] is element


def test_deep_nesting_is_flattened_and_keeps_its_text() -> None:
    tree = parse("<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after</p>")
    assert tree is not None
    assert [flow.text for flow in read_flows(tree)] == ["deep", "after"]


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(TooManyTagsError, match="tags"):
        parse("<p>" * (MOST_TAGS + 1))


def test_many_attributes_take_no_time() -> None:
    tree = parse("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">text</p>")
    assert tree is not None
    assert texts(tree) == "text"
