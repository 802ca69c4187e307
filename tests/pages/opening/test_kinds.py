"""A page's type is told by its bytes as well as by its name, and what is no page is refused with its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import BinaryPage
from sayso.pages import open_page, read_document
from sayso.records import ARTICLE_ROLES, Document, Page

TEXT = "The lighthouse at Ness is to be shut in May, its keeper said on Sunday, and the village will not have it so."
MORE = "“Nobody has asked us,” said Ingrid Moe, who has lived beside the lighthouse for sixty years and more."
BODY = f"<h1>Lighthouse at Ness to be shut</h1><p>{TEXT}</p><p>{MORE}</p>"
HEAD = "<head><title>Lighthouse at Ness to be shut</title></head>"
HTML = f"<html lang=en>{HEAD}<body><article>{BODY}</article></body></html>"
SAVED = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ness.example/light\r\n"
    "Subject: Lighthouse at Ness to be shut\r\nDate: Sun, 3 Nov 2030 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
    "Content-Transfer-Encoding: 8bit\r\nContent-Location: https://ness.example/light\r\n\r\n{}\r\n"
    "--b\r\nContent-Type: text/css\r\n\r\np {{ color: red }}\r\n--b--\r\n"
)


def article(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role in ARTICLE_ROLES]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", HTML),
        ("a.txt", f"<!DOCTYPE html>\n{HTML}"),
        ("a.html", f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n{HTML}'),
        ("unnamed", f'<?xml version="1.0"?>\n{HTML}'),
        ("a.txt", f"<!-- saved from url=(0024)https://ness.example/ -->\n{HTML}"),
        ("a.xhtml", f'<?xml version="1.0"?>\n{HTML}'),
    ],
)
def test_markup_is_read_as_such_whatever_its_name(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    page = open_page(tmp_path / name, max_bytes=10_000)
    assert page.media_type == "text/html"
    assert article(read_document(page))[-2:] == [TEXT, MORE]


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.eml", "a.txt", "unnamed"])
def test_a_page_that_a_browser_saved_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAVED.format(HTML).encode())
    document = read_document(open_page(tmp_path / name, max_bytes=10_000))
    assert article(document)[-2:] == [TEXT, MORE]
    assert (document.title, document.byline, document.outlet) == ("Lighthouse at Ness to be shut", None, None)


@pytest.mark.parametrize(
    "mode", ["shadowrootmode=open", "shadowmode=open", 'shadowrootmode="closed"', 'shadowmode="closed"']
)
def test_what_a_declared_shadow_holds_is_shown(mode: str) -> None:
    held = f"<template {mode}><article>{BODY}</article></template>"
    page = f"<html lang=en><title>Light</title><body><ness-page>{held}</ness-page>"
    assert article(read_document(Page(data=page.encode(), media_type="text/html")))[-2:] == [TEXT, MORE]


def test_a_template_that_no_shadow_is_made_of_stays_unread() -> None:
    page = HTML.replace(
        "</article>", "<template><p>Never shown, said nobody at all to anybody here.</p></template></article>"
    )
    assert "Never shown" not in read_document(Page(data=page.encode(), media_type="text/html")).text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ('{"title": "Light", "text": "He said no."}', "JSON data"),
        ('{"a": 1}\n{"a": 2}\n', "JSON data"),
        ("[1, 2,\n 3]", "JSON data"),
        ('<?xml version="1.0"?>\n<doc><p>He said no.</p></doc>', "an XML file"),
        ('<rss version="2.0"><channel><title>Ness</title></channel></rss>', "an XML file"),
        ("WEBVTT\n\n00:00.000 --> 00:02.000\nHe said no.\n", "captions (WebVTT)"),
        ("1\n00:00:00,000 --> 00:00:02,000\nHe said no.\n", "captions (SubRip)"),
        ("WARC/1.1\r\nWARC-Type: response\r\n\r\n", "an archive of web pages (WARC)"),
        ("From ann@ness.example Sun Nov  3 09:00:00 2030\nSubject: Light\n\nNo.\n", "a mailbox of several messages"),
        ("".join(f"[03/11/30, 09:0{n}:11] Ann: He said no.\n" for n in range(4)), "an exported chat"),
        ("".join(f"03/11/2030, 09:0{n} - Bo Moe: He said no.\n" for n in range(4)), "an exported chat"),
    ],
)
def test_what_is_no_page_is_refused_with_its_kind(data: str, kind: str) -> None:
    with pytest.raises(BinaryPage, match=r"^a\.txt: this is [^\n]+ give [^\n]+$") as refused:
        read_document(Page(data=data.encode(), location="a.txt"))
    assert kind in str(refused.value)


@pytest.mark.parametrize("text", ["[Music] He said no to the keeper.", "{sic} he said no.", "From Ness he rang."])
def test_what_only_begins_like_it_is_a_page(text: str) -> None:
    assert read_document(Page(data=text.encode(), location="a.txt")).text == text
