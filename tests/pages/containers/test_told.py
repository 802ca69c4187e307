"""What is told of pages from outside wins; what a dateline tells is taken where nothing better does."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import ManyPages, UnclearTable
from sayso.pages import read_document
from sayso.pages.containers.opened import Asked, Opened, open_file
from sayso.pages.containers.told import read_metadata
from sayso.pages.opening.gather import FailedPage, gather
from sayso.records import Document, Page, Told
from tests.pages.containers.samples import nexis_text

TEXT = "Ferry held at Brenn\n\nThe harbour office said on Friday that the ferry was held for an hour.\n"


def documents(*paths: Path, asked: Asked | None = None) -> list[Document]:
    pages = Opened(gather(paths, max_bytes=100_000), asked)
    return [read_document(page) for page in pages if isinstance(page, Page)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one.txt", "two.txt", "deep/one.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_table_beside_the_texts_tells_of_them(folder: Path) -> None:
    (folder / "articles.csv").write_text("file,outlet,date,author\none.txt,Brenn Echo,2018-06-01,Nils Aker\n", "utf-8")
    one, two = documents(folder / "one.txt", folder / "two.txt")
    assert (one.outlet, one.published, one.byline) == ("Brenn Echo", "2018-06-01", "Nils Aker")
    assert (two.outlet, two.published, two.byline) == (None, None, None)


def test_a_named_table_tells_by_path_before_name(folder: Path) -> None:
    table = folder / "table.tsv"
    table.write_text("filename\tpublisher\tlink\none.txt\tBrenn Echo\t\ndeep/one.txt\tQuay Post\thttp://a.example\n")
    asked = Asked(metadata=read_metadata(str(table), max_bytes=10_000))
    found = documents(folder / "one.txt", folder / "deep/one.txt", asked=asked)
    assert [(one.outlet, one.address) for one in found] == [("Brenn Echo", None), ("Quay Post", "http://a.example")]


def test_a_table_that_names_no_files_is_refused(folder: Path) -> None:
    table = folder / "table.csv"
    table.write_text("outlet,date\nBrenn Echo,2018-06-01\n", encoding="utf-8")
    with pytest.raises(UnclearTable, match="names files"):
        read_metadata(str(table), max_bytes=10_000)


def test_what_is_told_of_one_page_wins(folder: Path) -> None:
    told = Told(outlet="Brenn Echo", published="2018-06-01", address="https://example.org/f", title="Held")
    (document,) = documents(folder / "one.txt", asked=Asked(told=told))
    assert (document.outlet, document.published, document.title) == ("Brenn Echo", "2018-06-01", "Held")
    assert document.address == "https://example.org/f"
    assert [time.resolved for time in document.times] != [None]


def test_what_is_told_of_one_page_is_not_told_of_many(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(nexis_text(), encoding="utf-8")
    asked = Asked(told=Told(outlet="Brenn Echo"))
    with pytest.raises(ManyPages, match="holds 3 pages"):
        open_file(str(path), asked, max_bytes=100_000)
    (failed,) = Opened(gather([path], max_bytes=100_000), asked)
    assert isinstance(failed, FailedPage)


def test_pages_of_all_files_are_counted_as_they_are_opened(folder: Path) -> None:
    (folder / "many.txt").write_text(nexis_text(), encoding="utf-8")
    pages = Opened(gather([folder], max_bytes=100_000))
    assert pages.total == 4
    assert len(list(pages)) == pages.total == 6


@pytest.mark.parametrize(
    ("opening", "published", "outlet"),
    [
        ("BRENN, May 3, 2019 (Quay Wire) – ", "2019-05-03", "Quay Wire"),
        ("Brenn, Lower Orsk, 3 May 2019 (Tessary) — ", "2019-05-03", "Tessary"),
        ("BRENN, May 3 (Quay Wire) -- ", None, "Quay Wire"),
        ("BRENN (QWA) - ", None, "QWA"),
        ("BRENN, May 3, 2019 — ", "2019-05-03", None),
        ("BRENN, May 3, 2019 (Friday) – ", "2019-05-03", None),
        ("BRENN (Lower Orsk) – ", None, None),
        ("Brenn (QWA) – ", None, None),
        ("On May 3, 2019 the board met (Alma Reyes was away) – and ", None, None),
        ("BRENN, 03/05/2019 (UK) – ", None, None),
        ("", None, None),
    ],
)
def test_day_and_agency_of_a_dateline(opening: str, published: str | None, outlet: str | None) -> None:
    text = f"Ferry held at Brenn\n\n{opening}The harbour office said that the ferry was held for an hour.\n"
    document = read_document(Page(data=text.encode()))
    assert (document.published, document.outlet) == (published, outlet)
    marks = [note for note in document.notes if "dateline" in note]
    assert len(marks) == (published is not None) + (outlet is not None)


def test_a_dateline_is_no_better_than_what_the_page_says() -> None:
    text = "Ferry held\n\nPublished 4 May 2019\n\nBRENN, May 3, 2019 (Quay Wire) – The office said that it was held.\n"
    document = read_document(Page(data=text.encode(), told=Told(outlet="Brenn Echo")))
    assert (document.published, document.outlet) == ("2019-05-04", "Brenn Echo")
