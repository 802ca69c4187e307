"""A PDF file is read as an article, in paragraphs with the numbers of their pages; a bad one is refused in a line."""

from __future__ import annotations

import sys
import time
import zlib

import pytest

from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage, MissingExtra, PageError
from sayso.pages import read_document
from sayso.pages.papers import pdf as reader
from sayso.pages.papers.paragraphs import TextLine, join_lines
from sayso.records import Document, Page
from tests.pages.papers.make_pdf import Set, make_pdf, set_page

HEAD = (Set(text="PRESS RELEASE", y=800, size=24), Set(text="Harbour of Halmora shuts its north pier", y=760, size=18))
BODY = (
    "The harbour authority of Halmora closed the north pier on Tuesday after a crane",
    "fell into the water, and an inves-",
    "tigation has begun. Nobody was hurt, the authority said in a statement late in the",
    "evening, and the ferries go on from the south pier until further notice.",
    "",
    "The mayor of the town said that the cranes are looked at every year by an engin-",
    "eer from the capital, and that a long-",
    "term plan for the pier has been ready since spring but was never paid for by",
)
REST = (
    "anybody in the government. She asked for money once more this week.",
    "",
    "An inspector denied that the engineer was ever sent to the north pier of the town.",
)


def read(data: bytes) -> Document:
    return read_document(Page(data=data, media_type="application/pdf", location="a.pdf"))


def attempt(data: bytes) -> tuple[str | None, str]:
    """Return the kind and the line of a refusal, or None and the notes of what was read."""
    try:
        return None, "; ".join(read(data).notes)
    except PageError as error:
        return error.kind, str(error)


def texts(document: Document, role: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.role == role]


def report(pages: int = 3) -> bytes:
    edges = [(Set(text="Halmora Harbour Authority", y=825, size=8), Set(text=f"Page {n + 1} of {pages}", y=30, size=8))
             for n in range(pages)]  # fmt: skip
    body = [(*HEAD, *set_page(BODY)), set_page(REST), *(set_page(REST[2:]) for _ in range(pages - 2))]
    return make_pdf(*((top, *page, foot) for (top, foot), page in zip(edges, body, strict=True)))


def test_lines_become_paragraphs_with_the_pages_they_begin_on() -> None:
    document = read(report())
    assert document.title == "Harbour of Halmora shuts its north pier"
    assert [(block.place, block.role) for block in document.blocks if block.role != "furniture"] == [
        ("1", "headline"), ("1", "paragraph"), ("1", "paragraph"), ("2", "paragraph"), ("3", "paragraph"),
    ]  # fmt: skip
    first, second, third, _ = texts(document, "paragraph")
    assert first.startswith("The harbour authority")
    assert first.endswith("until further notice.")
    assert second.endswith("never paid for by anybody in the government. She asked for money once more this week.")
    assert third == REST[2]


def test_a_word_cut_at_a_lines_end_is_put_together_and_a_compound_is_kept() -> None:
    text = read(report()).text
    assert "an investigation has begun" in text
    assert "by an engineer from" in text
    assert "a long-term plan" in text


def test_what_repeats_at_the_edges_is_furniture() -> None:
    furniture = texts(read(report()), "furniture")
    assert furniture.count("Halmora Harbour Authority") == 3
    assert [text for text in furniture if text.startswith("Page ")] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert "PRESS RELEASE" in furniture


def test_columns_are_read_one_after_the_other() -> None:
    left = set_page(["The left column tells of the pier,", "and it runs over into the"], x=60)
    right = set_page(["right one, where it ends.", "", "A new paragraph stands there."], x=320)
    document = read(make_pdf((*left, *right)))
    assert document.text == (
        "The left column tells of the pier, and it runs over into the right one, where it ends.\n\n"
        "A new paragraph stands there."
    )


def test_a_block_quote_and_a_list_are_known_as_on_a_page_of_text() -> None:
    lines = [
        "Pier shut",
        "",
        "The mayor of Halmora said in the evening:",
        "",
        "\x93We are shut until the cranes are gone.\x94",
    ]
    items = [
        "",
        "The plan of the town has two parts, she went on to tell:",
        "",
        "\x95 The pier is closed",
        "\x95 The cranes go",
    ]
    page = set_page([line.encode("latin-1").decode("cp1252") for line in (*lines, *items)])
    roles = [block.role for block in read(make_pdf(page)).blocks]
    assert roles == ["headline", "paragraph", "blockquote", "paragraph", "list", "list"]


def test_metadata_fills_in_what_the_text_does_not_tell() -> None:
    info = "/Title (Pier report) /Author (Ann Roe) /CreationDate (D:20310304100500+01'00')"
    document = read(make_pdf(set_page(BODY), info=info))
    assert (document.byline, document.published) == ("Ann Roe", "2031-03-04T10:05:00+01:00")
    assert any("published" in note for note in document.notes)
    dated = read(make_pdf((*HEAD, Set(text="Halmora, 2 March 2031", y=735), *set_page(BODY)), info=info))
    assert dated.published == "2031-03-02"


def test_an_account_is_no_author_and_a_broken_date_none() -> None:
    document = read(make_pdf(set_page(BODY), info="/Author (aroe) /CreationDate (D:2031-99)"))
    assert (document.byline, document.published) == (None, None)


def test_a_pdf_without_text_is_empty() -> None:
    with pytest.raises(EmptyPage, match=r"^a\.pdf: .*scanned[^\n]*$"):
        read(make_pdf((), ()))


def test_an_encrypted_pdf_is_locked() -> None:
    encrypt = f"/Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32})"
    with pytest.raises(LockedPage, match=r"^a\.pdf: [^\n]+$"):
        read(make_pdf(set_page(BODY), encrypt=encrypt))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9])
def test_a_cut_off_pdf_is_refused_or_says_that_it_is_cut_off(share: float) -> None:
    data = report()
    kind, said = attempt(data[: int(share * len(data))])
    assert kind in {"broken", "empty"} or "cut off" in said
    assert "\n" not in said


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(b" " * 90_000_000, 9)
    started = time.process_time()
    with pytest.raises((HugePage, BrokenPage, EmptyPage), match=r"^a\.pdf: "):
        read(make_pdf((), content=bomb))
    assert time.process_time() - started < 10


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_SECONDS", 0.0)
    with pytest.raises(HugePage, match=r"^a\.pdf: .*seconds"):
        read(report())


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST_PAGES", 2)
    with pytest.raises(HugePage, match=r"^a\.pdf: .*3 pages"):
        read(report())


def test_without_pypdf_the_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf.errors", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sayso\[pdf\]'") as raised:
        read(report())
    assert isinstance(raised.value, PageError)  # a batch goes on
    assert raised.value.kind == "extra"


def test_a_paragraph_of_short_lines_ends_with_its_sentence() -> None:
    lines = [
        "Crane falls.",
        "The pier was closed for the whole of the week.",
        "It opens on Monday in the early morning, he said.",
    ]
    page = [TextLine(text=text, x=72, y=700 - 14 * at, size=11) for at, text in enumerate(lines)]
    assert join_lines([page])[0].text == "Crane falls."
