"""Downloads from databases of news: every article is found, its fields are right, every span leads back to the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import EmptyPage, ManyPages
from sayso.pages import read_document
from sayso.pages.containers import Split, split_page
from sayso.pages.containers.kinds import OF_HTML, OF_TEXT, Kind
from sayso.pages.decoding.decode import decode
from sayso.pages.offsets import locate
from sayso.pages.papers import RTF, WORD
from sayso.pages.papers.rtf import extract_rtf
from sayso.pages.papers.word import word_paragraphs
from sayso.records import Document, Page, Span
from tests.pages.containers.samples import (
    NEWS,
    SEARCH,
    USER,
    News,
    as_docx,
    as_rtf,
    factiva_bare,
    factiva_coded,
    factiva_html,
    nexis_text,
    nexis_uni_paragraphs,
    proquest,
)

LABELS = ("LENGTH", "LOAD-DATE", "Load-Date", "BYLINE", "SECTION", "Classification", "End of Document", " words",
          "Copyright", "DOCUMENTS", "Publication", "Full text", "ORSKCH", "English", "Document", "gcat")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    name: str
    make: Callable[[], bytes]
    media_type: str


DOWNLOADS = (
    Download(name="LexisNexis text", make=lambda: nexis_text().encode("utf-8-sig"), media_type="text/plain"),
    Download(
        name="LexisNexis text, CR LF", make=lambda: nexis_text().replace("\n", "\r\n").encode(), media_type="text/plain"
    ),
    Download(name="LexisNexis text, UTF-16", make=lambda: nexis_text().encode("utf-16"), media_type="text/plain"),
    Download(name="LexisNexis text, 1252", make=lambda: nexis_text().encode("cp1252"), media_type="text/plain"),
    Download(name="Nexis Uni, Word", make=lambda: as_docx(nexis_uni_paragraphs()), media_type=WORD),
    Download(name="Nexis Uni, RTF", make=lambda: as_rtf(nexis_uni_paragraphs()), media_type=RTF),
    Download(name="Factiva HTML", make=lambda: factiva_html().encode(), media_type="text/html"),
    Download(name="Factiva HTML, codes", make=lambda: factiva_html(coded=True).encode(), media_type="text/html"),
    Download(name="Factiva RTF, codes", make=lambda: as_rtf(factiva_coded()), media_type=RTF),
    Download(name="Factiva RTF", make=lambda: as_rtf(factiva_bare()), media_type=RTF),
    Download(name="ProQuest", make=lambda: proquest().encode(), media_type="text/plain"),
)
EVERY = pytest.mark.parametrize("download", DOWNLOADS, ids=lambda download: download.name)


def whole(download: Download) -> Page:
    return Page(data=download.make(), media_type=download.media_type, location="orsk.dat")


def file_text(page: Page) -> str:
    """Return the characters that places in a file count."""
    if page.media_type == RTF:
        return "\n\n".join(part.text for part in extract_rtf(page).parts if part.place is None)
    if page.media_type == WORD:
        return "\n\n".join(word_paragraphs(page, most=10**7))
    return decode(page).text


@EVERY
def test_every_article_is_found_and_its_fields_are_right(download: Download) -> None:
    split = split_page(whole(download))
    documents = [read_document(page) for page in split.pages]
    assert split.notes == ()
    assert [page.location for page in split.pages] == [f"orsk.dat#article={n}" for n in (1, 2, 3)]
    told = [(d.title, d.outlet, d.published, d.byline) for d in documents]
    assert told == [(one.title, one.outlet, one.iso, one.author) for one in NEWS]
    for document, one in zip(documents, NEWS, strict=True):
        words = " ".join(document.text.split())
        assert words == " ".join(" ".join((one.title, *one.body)).split())


@EVERY
def test_labels_and_who_downloaded_it_are_no_text_and_in_no_page(download: Download) -> None:
    for page in split_page(whole(download)).pages:
        document = read_document(page)
        assert [label for label in LABELS if label in document.text] == []
        assert USER.encode() not in page.data
        assert SEARCH.encode() not in page.data


@EVERY
def test_every_span_leads_back_to_the_file(download: Download) -> None:
    page = whole(download)
    text = file_text(page)
    for part in split_page(page).pages:
        assert part.origin is not None
        document = read_document(part)
        for block in document.blocks:
            _leads_back(document, part, text, block.start, block.end)


def _leads_back(document: Document, page: Page, text: str, start: int, end: int) -> None:
    for at in range(start, end):
        found = locate(document.offsets, Span(start=at, end=at + 1))
        place = page.origin.place(found) if page.origin and found else None
        assert place is not None
        there = text[place.start : place.end]
        assert there == document.text[at] or there.isspace() or there.startswith("&")


@pytest.mark.parametrize(
    ("make", "media_type"),
    [
        (lambda news: re.sub(r"(Pg\.|LENGTH:) \d+", "", nexis_text(news, total=40)).encode(), "text/plain"),
        (lambda news: as_docx(nexis_uni_paragraphs(news)), WORD),
    ],
    ids=["text", "word"],
)
def test_the_same_article_of_two_downloads_is_one_page(make: Callable[[list[News]], bytes], media_type: str) -> None:
    one, two = make([*NEWS]), make([NEWS[2], NEWS[0]])
    first, second = (split_page(Page(data=data, media_type=media_type)).pages for data in (one, two))
    assert [page.id for page in second] == [first[2].id, first[0].id]


def test_a_count_in_the_line_above_makes_no_other_page() -> None:
    first, second = (split_page(Page(data=nexis_text(total=total).encode())) for total in (3, 500))
    assert [page.id for page in first.pages] == [page.id for page in second.pages]


@pytest.mark.parametrize(
    ("data", "media_type", "words"),
    [
        (nexis_text()[:-700].encode(), "text/plain", "cut off"),
        (nexis_text().replace("2 of 3 DOC", "5 of 9 DOC").encode(), "text/plain", "2 to 4 missing"),
        (as_docx(nexis_uni_paragraphs()[:-6]), WORD, "lacks the line that ends it"),
        (as_docx(nexis_uni_paragraphs(announced=40)), WORD, "announces 40, it holds 3"),
        (factiva_html()[:-1500].encode(), "text/html", "never closed"),
        (as_rtf(factiva_bare()[:-6]), RTF, "lacks the line that ends it"),
        (proquest().rpartition("Document 3")[0].encode(), "text/plain", "count to 3, it holds 2"),
    ],
    ids=["nexis", "gap", "uni", "uni count", "factiva html", "factiva rtf", "proquest"],
)
def test_a_download_that_breaks_off_says_so_and_gives_the_rest(data: bytes, media_type: str, words: str) -> None:
    split = split_page(Page(data=data, media_type=media_type))
    assert any(words in note for note in split.notes), split.notes
    assert read_document(split.pages[0]).title == NEWS[0].title


def test_a_damaged_head_keeps_no_cover() -> None:
    paragraphs = [p for p in nexis_uni_paragraphs(NEWS[:2]) if p != NEWS[0].day]
    split = split_page(Page(data=as_docx(paragraphs), media_type=WORD))
    assert len(split.pages) == 2
    assert not any(USER.encode() in page.data or SEARCH.encode() in page.data for page in split.pages)


def test_an_article_without_text_fails_alone() -> None:
    page = split_page(Page(data=proquest().replace("Full text: ", "Abstract: ", 1).encode(), location="a.txt"))
    with pytest.raises(EmptyPage, match="#article=1: its fields hold no text"):
        read_document(page.pages[0])
    assert read_document(page.pages[1]).title == NEWS[1].title


@pytest.mark.parametrize("data", [nexis_text().encode(), proquest().encode()])
def test_many_articles_are_no_one_page(data: bytes) -> None:
    with pytest.raises(ManyPages, match=r"of 3 articles, where one page is wanted"):
        read_document(Page(data=data, location="a.txt"))
    assert read_document(Page(data=data), plain=True).text


@pytest.mark.parametrize(
    "text",
    [
        "The clerk held up a sheet.\n\n3 of 12 DOCUMENTS\n\nThat was all it said, she told the court.",
        f"Notes\n\n{'_' * 60}\n\nThe mayor said the full text would follow.",
        "The play ends with the words\n\nEnd of Document\n\nand the critics said they had expected more.",
        "He signed it.\n\nDocument ORSKCH0020190401ef4a00001\n\nNobody, he said, knew why.",
    ],
)
def test_a_page_that_speaks_of_documents_is_a_page(text: str) -> None:
    page = Page(data=text.encode())
    assert split_page(page) == Split(pages=(page,))


def _texts() -> st.SearchStrategy[str]:
    marks = st.sampled_from((
        "\n", "\r\n", "   1 of 2 DOCUMENTS\n", "LENGTH: 3 words\n", "\nEnd of Document\n", "Body\n", "_" * 60 + "\n",
        "Full text: a\n", "Document ORSKCH0020190401ef4a00001\n", "100 words\n", "May 3, 2019\n", "Copyright\n",
        '<div id="article-ORSKCH00201904">', "</div>", "<!--", "-->", "User Name: X\n",
    ))  # fmt: skip
    return st.lists(st.one_of(marks, st.text(max_size=8)), max_size=24).map("".join)


@pytest.mark.parametrize("kind", [*OF_TEXT, *OF_HTML], ids=lambda kind: kind.name)
@settings(max_examples=60, deadline=None)
@given(text=_texts())
def test_cutting_and_joining_loses_no_character(kind: Kind, text: str) -> None:
    cuttings = kind.cut(text).cuttings
    assert "".join(text[one.start : one.end] for one in cuttings) == text
    numbers = [one.number for one in cuttings if one.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
