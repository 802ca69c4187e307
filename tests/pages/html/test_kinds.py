"""What pages are made of: linked paragraphs, inline quotations, lists of stories, live reports, many links."""

from __future__ import annotations

import time

import pytest

from sayso.pages.html import read_html
from sayso.pages.html.index_pages import INDEX
from sayso.pages.markup.passage import read_back
from sayso.reading import read_page
from sayso.records import Document, Page

BEFORE = (
    "The tunnel under the Ostra pass stayed shut on Thursday, and lorries stood in a line of nine kilometres, the "
    "road office said.",
    "“We had no warning at all,” said Nora Vind, a driver who had been waiting since four in the morning.",
)
AFTER = (
    "The road office has asked for engineers from the capital, who are to look at the roof of the tunnel on Friday.",
    "Until then all lorries are sent around the lake, which takes them some three hours longer than before.",
)
LINKED = [
    "On Wednesday the builder of the tunnel, Erik Moen, denied that its roof had ever been in danger.",
    "Nobody was hurt when the stones fell, according to the police of the valley, who came within minutes.",
    "“It held for forty years, and it will hold for forty more,” Moen told the Valley Ledger last winter.",
    "The ministry said in March that the tunnel would be looked at each year, and then did not do so.",
    "Is the tunnel safe at all, the mayor of Ostra asked on the day after, and got no answer from the office?",
]
WRAPPERS = [
    '<p><a href="/x">{}</a></p>',
    '<div class="c-box"><p><a href="/x"><strong>{} </strong></a></p></div>',
    '<p><a href="/x">{}</a> </p>',
    '<p class="text"><em><a href="https://other.example/x">{}</a></em></p>',
    '<div><p><a href="/x"><span>{}</span></a></p></div>',
]


def page_of(middle: str, *, title: str = "Tunnel under the pass stays shut", behind: str = "", body: str = "") -> Page:
    paragraphs = ["".join(f"<p>{text}</p>" for text in texts) for texts in (BEFORE, AFTER)]
    html = (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body{body}><main><article><h1>{title}</h1>"
        f"{paragraphs[0]}{middle}{paragraphs[1]}</article>{behind}</main></body></html>"
    )
    return Page(data=html.encode(), media_type="text/html", charset="utf-8")


def texts(document: Document, role: str) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role == role]


@pytest.mark.parametrize("wrapper", WRAPPERS, ids=range(len(WRAPPERS)))
@pytest.mark.parametrize("text", LINKED, ids=range(len(LINKED)))
def test_a_paragraph_that_is_a_link_stays(text: str, wrapper: str) -> None:
    document = read_html(page_of(wrapper.format(text)))
    assert texts(document, "paragraph") == [*BEFORE, text, *AFTER]


@pytest.mark.parametrize(
    "other",
    [
        '<p><a href="/x">Why the tunnel fell in</a></p>',
        '<p><a href="/x">Read more: The tunnel was never safe, says the man who built it in the war.</a></p>',
        '<p><a href="/x">Subscribe to our newsletter and have the news of the valley in your inbox each day.</a></p>',
        '<div class="related"><p><a href="/x">The tunnel was never safe, says the man who built it.</a></p></div>',
        '<aside><p><a href="/x">The tunnel was never safe, says the man who built it in the war.</a></p></aside>',
    ],
)  # fmt: skip
def test_links_to_other_stories_are_no_paragraphs(other: str) -> None:
    assert texts(read_html(page_of(other)), "paragraph") == [*BEFORE, *AFTER]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<q>It fell at noon,</q> she said.", "“It fell at noon,” she said."),
        ("She said: <q lang=en class='x'>It fell.</q>", "She said: “It fell.”"),
        ("“<q>It fell</q>”, she said.", "“It fell”, she said."),
        ("<q>“It fell,”</q> she said.", "“It fell,” she said."),
        ("He wrote <q>a <b>bold</b> word</q> and left.", "He wrote “a bold word” and left."),
    ],
)
def test_an_inline_quotation_shows_its_marks(markup: str, read: str) -> None:
    page = page_of(f"<p>{markup}</p>")
    document = read_html(page)
    (block,) = [b for b in document.blocks if document.text[b.start : b.end] == read]
    assert read_back(page.data.decode(), block.ranges) == read


def test_an_inline_quotation_is_direct() -> None:
    reading = read_page(page_of("<p><q>The roof came down behind me,</q> said Per Aas, who drove the last lorry.</p>"))
    assert reading.document is not None
    said = [
        (reading.document.quote(s.content[0]), s.form)
        for s in reading.statements
        if any("Per Aas" in reading.document.quote(span) for span in s.source)
    ]
    assert said == [("“The roof came down behind me,”", "direct")]


def test_a_block_quote_keeps_its_cite() -> None:
    document = read_html(
        page_of(
            "<blockquote><p>The roof will hold for as long as I live.</p><cite>Erik Moen, builder</cite></blockquote>"
        )
    )
    assert texts(document, "blockquote") == ["The roof will hold for as long as I live.", "Erik Moen, builder"]


TEASERS = [
    ("Tunnel under the pass stays shut", "The road office denies that it was warned."),
    ("Ferry to the island stops for good", "Its owner says that nobody would buy it."),
    ("Mill burns down on Sunday night", "Police accuse the son of the owner, who denies it."),
    ("School at Ostra is to be closed", "Parents demand that the council resign."),
    ("New bridge opens a year late", "The mayor claims that the price was as agreed."),
    ("Wolves are seen near the lake", "A farmer says that he has lost forty sheep."),
    ("Doctor leaves the valley", "She told the council that she had not been paid."),
]


@pytest.mark.parametrize(
    "item",
    [
        '<div class="item"><h2><a href="/{n}">{t}</a></h2><p>{x}</p></div>',
        '<article><a href="/{n}"><h3>{t}</h3></a><p>{x}</p></article>',
        '<li><h3><a href="/{n}">{t}</a></h3><div>{x}</div></li>',
        '<section><h2><a href="/{n}"><span>{t}</span></a></h2><p>{x} <a href="/{n}">More</a></p></section>',
        '<div><h4><a href="/{n}">{t}</a></h4><p>{x}</p><p>By Nora Vind</p></div>',
    ],
)
def test_a_list_of_stories_is_no_article(item: str) -> None:
    items = "".join(item.format(n=n, t=title, x=text) for n, (title, text) in enumerate(TEASERS))
    html = f"<html lang=en><title>Valley Ledger</title><body><main><h1>News of the valley</h1>{items}</main>"
    reading = read_page(Page(data=html.encode(), media_type="text/html", charset="utf-8"))
    assert reading.document is not None
    assert reading.document.notes[-1:] == (INDEX,)
    assert {block.role for block in reading.document.blocks} == {"related"}
    assert reading.statements == ()


def test_an_article_with_links_to_many_stories_is_one() -> None:
    items = "".join(f'<h3><a href="/{n}">{title}</a></h3>' for n, (title, _) in enumerate(TEASERS))
    document = read_html(page_of("", behind=f"<section><h2>More</h2>{items}</section>"))
    assert INDEX not in document.notes
    assert set(texts(document, "paragraph")) >= {*BEFORE, *AFTER}


ENTRIES = [
    ("14:20", "Nora Vind", "The engineers have gone into the tunnel, and the office says that it takes an hour."),
    ("13:05", "Per Aas", "The line of lorries is eleven kilometres long now, according to the police of the valley."),
    ("11:40", "Nora Vind", "Erik Moen says that he has not been asked, and that he would come if somebody rang him."),
    ("10:10", "Liv Berg", "The tunnel is shut in both directions, and nobody may walk up to it, the office says."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "around", "body"),
    [
        ("Live: Tunnel under the pass stays shut", "<div>{}</div>", ""),
        ("Tunnel under the pass: live updates", "<div>{}</div>", ""),
        ("Tunnel stays shut - as it happened", "<section>{}</section>", ""),
        ("Tunnel under the pass stays shut", '<div class="liveblog">{}</div>', ""),
        ("Tunnel under the pass stays shut", "<div>{}</div>", ' class="ticker page"'),
    ],
)
@pytest.mark.parametrize(
    "entry",
    [
        '<div class="entry"><span class="time">{t}</span> <span class="author">{n}</span><div>{x}</div></div>',
        '<div class="message"><div class="meta"><span class="name">{n}</span> <span class="date">4 May 2024, {t}</span>'
        '</div><div class="body">{x}</div></div>',
    ],
)  # fmt: skip
def test_entries_of_a_live_report_are_nobodys_comments(title: str, around: str, body: str, entry: str) -> None:
    entries = around.format("".join(entry.format(t=t, n=n, x=x) for t, n, x in ENTRIES))
    assert read_html(page_of("", title=title, behind=entries, body=body)).comments == ()


def test_many_links_in_one_block_take_no_longer_than_their_number() -> None:
    one = "The <a href='/{n}'>tunnel {n}</a> is <b>shut</b>, <em>he</em> said to <a href='/y'>her</a> at noon.<br><br>"
    page = page_of(f"<div>{''.join(one.format(n=n) for n in range(2500))}</div>")
    assert len(page.data) > 230_000
    started = time.process_time()
    assert len(read_html(page).blocks) > 2500
    assert time.process_time() - started < 15  # the square took half a minute


PARTS = [
    "The weir above Oldham Reach gave way shortly before six, and water was a metre high in the lower street by seven.",
    "The warden of the weir, Tomas Brill, said that he had asked for new gates in each of the last four years.",
    "A spokeswoman for the river board said nobody had told the board of any danger before that morning.",
    "Some sixty people spent the night in the gymnasium, among them the whole of the village choir.",
    "“I took the dog and the photographs,” said Ines Marlow, whose house stands nearest to the weir.",
    "The mayor denied that the village had known, and asked the county to look into the matter itself.",
    "Repairs will take until spring, the river board said, and the street will stay shut to cars until then.",
]


@pytest.mark.parametrize("sizes", [(3, 2, 2), (4, 1, 2)])
def test_a_body_in_several_boxes_is_read_whole(sizes: tuple[int, ...]) -> None:
    left, boxes = iter(PARTS), ""
    for size in sizes:
        paragraphs = "".join(f"<p>{next(left)}</p>" for _ in range(size))
        boxes += (
            f'<div class="row wide"><div class="part article__body"><div>{paragraphs}</div></div></div>'
            '<aside class="row ad"><p>Boots for wet days, at the chandler in the lower street.</p></aside>'
        )
    html = (
        "<!doctype html><html lang=en><head><title>Weir gives way</title></head><body><main><article>"
        f"<h1>Weir gives way</h1><div class=chunks>{boxes}</div></article></main></body></html>"
    )
    document = read_html(Page(data=html.encode(), media_type="text/html"))
    assert texts(document, "paragraph") == PARTS


def test_titles_that_are_links_are_other_stories() -> None:
    titles = ["Lorry line reaches the lake", "Builder of the tunnel dies at ninety", "A pass and its winters"]
    lines = "".join(f'<p><a href="/{at}">{title}</a></p>' for at, title in enumerate(titles))
    document = read_html(page_of(lines))
    assert texts(document, "paragraph") == [*BEFORE, *AFTER]
    assert set(texts(document, "related")) <= set(titles)


def test_an_article_that_stands_in_a_menu_is_read() -> None:
    above, below = ("".join(f"<p>{part}</p>" for part in parts) for parts in (PARTS[:3], PARTS[3:]))
    between = "<h3>The night after</h3><ol><li>Sixty people slept in the gymnasium of the village.</li></ol>"
    html = f"<html><head><title>Weir gives way</title></head><body><nav>{above}{between}{below}</nav></body></html>"
    document = read_html(Page(data=html.encode(), media_type="text/html"))
    assert texts(document, "paragraph") == PARTS
    assert texts(document, "subheading") == ["The night after"]
    assert texts(document, "list") == ["Sixty people slept in the gymnasium of the village."]
