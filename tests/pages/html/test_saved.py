"""Pages that a browser saved: SingleFile and its like write at the head where from and when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.pages import open_page, read_document
from sayso.pages.offsets import locate
from sayso.pages.opening.saved import read_saved
from sayso.records import ARTICLE_ROLES, Span

SAVED = Path(__file__).parents[2] / "cases" / "html" / "singlefile.html"
ADDRESS = "https://www.gulden-herald.example/2023/05/tide-gate?utm_source=mail"
ARTICLE = [
    ("headline", "Tide gate at Gulden fails a second time"),
    ("paragraph", "The tide gate at Gulden jammed on Wednesday night"),
    ("paragraph", "“Nobody had greased the hinge since winter,” said Malin Trost"),
    ("paragraph", "The board had been told in February, according to a letter"),
    ("paragraph", "The board denied that. Its chairman, Jost Ahlers, said"),
    ("paragraph", "Three households were taken to the school hall"),
]


def test_a_page_saved_with_singlefile_is_read() -> None:
    page = open_page(SAVED, max_bytes=10**7)
    document = read_document(page)
    assert page.fetched_at == datetime.fromisoformat("2023-05-19T14:07:33+02:00")
    assert (document.address, document.outlet, document.byline) == (ADDRESS, "Gulden Herald", "Nora Feld")
    assert (document.title, (document.published or "")[:10]) == (ARTICLE[0][1], "2023-05-18")
    text = [(b.role, document.text[b.start : b.end]) for b in document.blocks if b.role in ("headline", "paragraph")]
    assert [role for role, _ in text] == [role for role, _ in ARTICLE]
    assert all(found.startswith(words) for (_, found), (_, words) in zip(text, ARTICLE, strict=True))
    assert document.comments == ()
    shown = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.role in ARTICLE_ROLES)
    for other in ("base64", "SingleFile", "Advert", "Subscribe", "Copy link", "third gate", "Sport"):
        assert other not in shown


def test_what_stands_in_a_shadow_leads_back_to_the_file() -> None:
    source = SAVED.read_text("utf-8")
    document = read_document(open_page(SAVED, max_bytes=10**7))
    at = document.text.index("according to a letter")
    place = locate(document.offsets, Span(start=at, end=at + 21))
    assert place is not None
    assert source[place.start : place.end] == "according to a letter"


HEAD = (
    "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: {} \n saved date: {}\n--><title>x</title>"
)
TIME = "Fri May 19 2023 14:07:33 GMT+0200 (CEST)"


@pytest.mark.parametrize(
    ("head", "address", "at"),
    [
        (HEAD.format("https://a.example/1", TIME), "https://a.example/1", "2023-05-19T14:07:33+02:00"),
        (HEAD.format("file:///home/me/a.html", TIME), None, "2023-05-19T14:07:33+02:00"),
        (HEAD.format("about:blank", TIME), None, "2023-05-19T14:07:33+02:00"),
        (HEAD.format("https://me:secret@a.example/1", TIME), None, "2023-05-19T14:07:33+02:00"),
        (HEAD.format("https://a.example/1", "Sat May 19 2063 14:07:33 GMT+0200"), "https://a.example/1", None),
        (HEAD.format("https://a.example/1", "some day"), "https://a.example/1", None),
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0023)https://a.example/one/1 -->\n<html>",
            "https://a.example/one/1",
            None,
        ),
        (
            "<!DOCTYPE html>\n<html>\n<!-- Mirrored from a.example/1 by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Fri, 19 May 2023 12:07:33 GMT -->",
            "http://a.example/1",
            "2023-05-19T12:07:33+00:00",
        ),
        ("<html><body>" + HEAD.format("https://a.example/1", TIME), None, None),
        ("<html><!-- hello --><body>", None, None),
        ("<html>", None, None),
        ("", None, None),
    ],
)
def test_only_what_is_true_is_taken(head: str, address: str | None, at: str | None) -> None:
    saved = read_saved(head.encode(), now=datetime(2031, 1, 1, tzinfo=UTC))
    assert saved.address == address
    assert (saved.at.isoformat() if saved.at else None) == at
