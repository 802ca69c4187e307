"""Tables of articles: a row a page, led back to the file; which columns are read, and what is refused."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import BrokenPage, EmptyPage, HugePage, ManyPages, UnclearTable
from sayso.pages import open_page, read_document
from sayso.pages.containers.opened import Asked, OpenFile, open_file
from sayso.pages.containers.tables.columns import find_columns
from sayso.pages.containers.tables.csv_rows import csv_rows
from sayso.pages.containers.tables.json_rows import object_values, unescape
from sayso.pages.offsets import locate
from sayso.records import Page, Span

ROWS = (
    {
        "id": "a7",
        "headline": 'The "Orsk" sluice',
        "body": 'The keeper said: "It was shut."\n\nHis wife, Ida Torvik, denied it; so did the board.',
        "source": "Orsk Canal Herald",
        "published": "2019-04-09",
        "author": "Petra Holm",
        "url": "https://example.org/a7",
        "mood": "grim",
    },
    {
        "id": "a8",
        "headline": "Log, torn",
        "body": "A page is missing, the chairwoman told reporters — “with care”.",
        "source": "Lower Orsk Gazette",
        "published": "10 April 2019",
        "author": "",
        "url": "",
        "mood": "",
    },
)


def opened(path: Path, **columns: str) -> OpenFile:
    return open_file(str(path), Asked(columns=columns), max_bytes=100_000)


def write(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, ROWS[0], delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(ROWS)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def lines(path: Path) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), encoding="utf-8")
    return path


def parquet(path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist([dict(row) for row in ROWS]), path)
    return path


def packed(path: Path) -> Path:
    inner = write(path.with_suffix(""))
    path.write_bytes(gzip.compress(inner.read_bytes()))
    return path


TABLES = {
    "a.csv": write,
    "semicolon.csv": lambda path: write(path, delimiter=";"),
    "marked.csv": lambda path: write(path, "utf-8-sig"),
    "utf16.csv": lambda path: write(path, "utf-16"),
    "old.csv": lambda path: write(path, "cp1252"),
    "a.tsv": lambda path: write(path, delimiter="\t"),
    "packed.csv.gz": packed,
    "a.jsonl": lines,
    "a.parquet": parquet,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_a_page_with_its_fields(tmp_path: Path, name: str) -> None:
    path = TABLES[name](tmp_path / name)
    file = opened(path)
    pages = list(file)
    assert (len(file), len(pages)) == (2, 2)
    assert [page.location for page in pages] == [f"{path}#article=1", f"{path}#article=2"]
    documents = [read_document(page) for page in pages]
    for document, row in zip(documents, ROWS, strict=True):
        assert (document.title, document.outlet) == (row["headline"], row["source"])
        assert " ".join(document.text.split()) == " ".join(f"{row['headline']} {row['body']}".split())
    assert [document.published for document in documents] == ["2019-04-09", "2019-04-10"]
    assert (documents[0].byline, documents[0].address) == ("Petra Holm", "https://example.org/a7")
    assert (documents[1].byline, documents[1].address) == (None, None)
    assert file.columns is not None
    assert file.columns.unread == ("mood",)


@pytest.mark.parametrize("name", [name for name in TABLES if name not in {"a.parquet", "packed.csv.gz"}])
def test_every_character_leads_back_to_the_file(tmp_path: Path, name: str) -> None:
    path = TABLES[name](tmp_path / name)
    encoding = {"marked.csv": "utf-8-sig", "utf16.csv": "utf-16", "old.csv": "cp1252"}.get(name, "utf-8")
    text = path.read_bytes().decode(encoding)
    for page in opened(path):
        document = read_document(page)
        for block in document.blocks:
            for at in range(block.start, block.end):
                found = locate(document.offsets, Span(start=at, end=at + 1))
                place = page.origin.place(found) if page.origin and found else None
                assert place is not None
                there = text[place.start : place.end]
                meant = json.loads(f'"{there}"') if there.startswith("\\") else there.replace('""', '"')
                assert meant == document.text[at]


@given(st.lists(st.lists(st.text(st.sampled_from('ab",;\n\r\t é'), max_size=8), min_size=3, max_size=3), min_size=1))
@settings(max_examples=100, deadline=None)
def test_rows_are_those_that_were_written(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    found = list(csv_rows(io.StringIO(text.getvalue(), newline="").readline, ",", most=10_000))
    assert [[row.value(number) for number in range(3)] for row in found] == rows
    assert "".join(f"{row.text}\n" for row in found) == text.getvalue()
    assert all(text.getvalue()[row.start :].startswith(row.text) for row in found)


@given(st.dictionaries(st.text(max_size=5), st.one_of(st.text(), st.none(), st.integers(), st.lists(st.text()))))
@settings(max_examples=100, deadline=None)
def test_values_of_an_object_are_found_where_they_stand(values: Mapping[str, object]) -> None:
    line = json.dumps(values)
    found = object_values(line)
    assert {key: value for key, (value, _) in found.items()} == values
    for value, span in found.values():
        assert json.loads(line[span.start : span.end]) == value
        if isinstance(value, str):
            text, segments = unescape(line, span, 0)
            assert len(text) == len(value)
            assert all(segment.page_end <= span.end for segment in segments)


@pytest.mark.parametrize(
    ("names", "asked", "words"),
    [
        (("id", "mood", "weight"), {}, "no column is known to be the text; its columns are id, mood, weight"),
        (("Text", "body"), {}, "Text and body may both be the text"),
        (("full text", "Article-Text", "x"), {}, "full text and Article-Text may both"),
        (("a",), {"text": "b"}, "has no column 'b'"),
        (("a",), {"colour": "a"}, "no column is known as colour"),
    ],
)
def test_a_table_whose_text_is_not_clear_is_refused(names: tuple[str, ...], asked: dict[str, str], words: str) -> None:
    with pytest.raises(UnclearTable, match=words):
        find_columns("a.csv", names, asked)


def test_columns_that_may_be_several_things_are_left_alone_and_told() -> None:
    columns = find_columns("a.csv", ("Body", "publisher", "newspaper", "date", "pub_date"), {})
    assert dict(columns.of) == {"text": "Body", "date": "date"}
    assert columns.notes == (
        "outlet: publisher or newspaper may be it, so none is taken; name it: --column outlet=NAME",
    )
    named = find_columns("a.csv", ("Body", "publisher", "newspaper"), {"outlet": "publisher"})
    assert dict(named.of) == {"text": "Body", "outlet": "publisher"}


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_a_table_is_no_one_page(tmp_path: Path, name: str) -> None:
    path = TABLES[name](tmp_path / name)
    with pytest.raises(ManyPages, match="each row of it a page"):
        read_document(open_page(path, max_bytes=100_000))


def test_a_row_that_cannot_be_read_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('title,text\nOne,"He said so."\nTwo\nThree,\nFour,"She did not say.\n', encoding="utf-8")
    first, second, third, fourth = opened(path)
    assert read_document(first).title == "One"
    for page, error, words in (
        (second, BrokenPage, "#article=2: has 1 cells, its text should be number 2"),
        (third, EmptyPage, "#article=3: its cell of text is empty"),
        (fourth, BrokenPage, "#article=4: a quotation mark is opened and never closed"),
    ):
        with pytest.raises(error, match=words):
            read_document(page)


def test_a_line_that_is_no_object_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "He said so."}\n[1]\n{"text": "She\n{"id": 3}\n' + "[" * 9_000, encoding="utf-8")
    pages = list(opened(path))
    assert read_document(pages[0]).text == "He said so."
    assert len(pages) == 5
    for page, error in zip(pages[1:], (BrokenPage, BrokenPage, EmptyPage, BrokenPage), strict=True):
        with pytest.raises(error):
            read_document(page)


def test_a_day_that_can_be_read_in_two_ways_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,date\nHe said so.,03/04/2019\nShe too.,20190403\n", encoding="utf-8")
    first, second = map(read_document, opened(path))
    assert (first.published, second.published) == (None, "2019-04-03")
    assert any("'03/04/2019'" in note for note in first.notes)


def test_a_packed_table_that_grows_without_bounds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"text\n" + (b"word " * 400 + b"\n") * 40_000, 9))
    with pytest.raises(HugePage, match="unpacks to more than"):
        opened(path)


def test_a_row_without_end_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text\n"' + "word\n" * 60_000, encoding="utf-8")
    (page,) = opened(path)
    assert page.size < 10


def test_memory_is_flat_over_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("text,title\n")
        for number in range(50_000):
            file.write(f'"The clerk said that it was number {number}, and more of the like.",Number {number}\n')
    file_pages = opened(path)
    assert len(file_pages) == 50_000
    tracemalloc.start()
    count = sum(1 for _ in file_pages)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50_000
    assert peak < 2_000_000


def test_a_row_is_read_by_itself(tmp_path: Path) -> None:
    page = next(iter(opened(write(tmp_path / "a.csv"))))
    alone = Page(data=page.data, media_type=page.media_type, charset=page.charset)
    assert read_document(alone) == read_document(page)
