"""What is cut off, damaged or made to burst: one line says what is the matter, and what can be read is read."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sayso.errors import PageError
from sayso.pages import read_document
from sayso.pages.containers import Asked, Opened
from sayso.pages.opening.gather import FailedPage, gather
from sayso.records import Document
from tests.pages.containers.samples import (
    NEWS,
    as_docx,
    as_rtf,
    factiva_bare,
    factiva_coded,
    factiva_html,
    nexis_text,
    nexis_uni_paragraphs,
    proquest,
)

MOST = 2_000_000
ROWS = [{"title": f"Buoy {n}", "text": f"The pilot said that buoy {n} was {hashlib.md5(bytes([n % 251])).hexdigest()}."}
        for n in range(3000)]  # fmt: skip
CSV = "title,text\n" + "".join(f'{row["title"]},"{row["text"]}"\n' for row in ROWS)
JSONL = "".join(f"{json.dumps(row)}\n" for row in ROWS)


def parquet(rows: list[dict[str, str]] = ROWS, **options: object) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), held, **options)
    return held.getvalue()


def read(path: Path, data: bytes, **columns: str) -> tuple[list[Document], list[str], Opened]:
    """Return what can be read of a file, the lines on what cannot, and the file."""
    path.write_bytes(data)
    opened = Opened(gather([path], max_bytes=MOST), Asked(columns=columns))
    documents: list[Document] = []
    told: list[str] = []
    for page in opened:
        if isinstance(page, FailedPage):
            told.append(page.failure.message)
            continue
        try:
            documents.append(read_document(page))
        except PageError as error:
            told.append(str(error))
    told += opened.notes
    assert all("\n" not in line and path.name in line for line in told)
    return documents, told, opened


def cut(text: str, last: int) -> bytes:
    """Return a download that ends in the midst of its last article."""
    body = NEWS[last].body[0]
    return text[: text.index(body[:40]) + 30].encode()


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.txt", lambda: cut(nexis_text(), 2), "may have been cut off"),
        (
            "b.txt",
            nexis_text().partition("3 of 3 DOCUMENTS")[0].encode,
            "asks for articles up to 3, its last is 2",
        ),
        ("c.txt", proquest().partition("Document 3 of 3")[0].encode, "count to 3, it holds 2"),
        ("d.html", lambda: cut(factiva_html(), 2), "never closed"),
        ("e.rtf", lambda: as_rtf(nexis_uni_paragraphs())[:-900], "may have been cut off"),
        ("f.rtf", lambda: as_rtf(factiva_coded())[:-150], "lacks the line that ends it"),
        ("g.rtf", lambda: as_rtf(factiva_bare()[:-8]), "lacks the line that ends it"),
        ("h.docx", lambda: as_docx(nexis_uni_paragraphs()[:-12]), "may have been cut off"),
    ],
)
def test_a_download_that_is_cut_off_is_told_and_read_up_to_there(
    tmp_path: Path, name: str, make: Callable[[], bytes], words: str
) -> None:
    documents, told, _ = read(tmp_path / name, make())
    assert [document.title for document in documents[:2]] == [one.title for one in NEWS[:2]]
    assert " ".join(documents[0].text.split()).endswith(" ".join(NEWS[0].body[-1].split()))
    assert any(words in line for line in told)


def test_a_word_file_that_is_cut_off_is_refused_in_one_line(tmp_path: Path) -> None:
    documents, told, _ = read(tmp_path / "a.docx", as_docx(nexis_uni_paragraphs())[:-200])
    assert documents == []
    assert len(told) == 1
    assert "not a whole Word document" in told[0]
    assert "save it anew" in told[0]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", CSV.encode()[: len(CSV) // 2], "#article=1514: a quotation mark is opened and never closed"),
        ("b.csv", (CSV + 'Buoy,"The pilot').encode(), "#article=3001: a quotation mark is opened"),
        (
            "c.csv",
            (CSV.replace("title,text", "title,text,day") + "Buoy,The pilot").encode(),
            "fewer cells than the table",
        ),
        ("d.jsonl", JSONL.encode()[: len(JSONL) // 2], "no whole JSON object"),
        ("e.csv.gz", gzip.compress(CSV.encode())[:-9000], "breaks off behind row"),
        ("f.jsonl.gz", gzip.compress(JSONL.encode())[:-9000], "breaks off behind row"),
    ],
)
def test_a_table_that_is_cut_off_is_read_up_to_there(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    documents, told, opened = read(tmp_path / name, data)
    assert len(documents) > 1400
    assert [document.title for document in documents] == [row["title"] for row in ROWS[: len(documents)]]
    assert len(told) == 1
    assert words in told[0]
    assert opened.total == len(documents) + 1
    if "behind row" in words:
        assert f"behind row {len(documents):,} " in told[0]


def test_parquet_that_is_damaged_is_read_up_to_there(tmp_path: Path) -> None:
    data = bytearray(parquet(row_group_size=200, compression="none"))
    data[len(data) // 2 : len(data) // 2 + 300] = b"\xff" * 300
    documents, told, _ = read(tmp_path / "a.parquet", bytes(data))
    assert [document.title for document in documents] == [row["title"] for row in ROWS[: len(documents)]]
    assert len(documents) > 1000
    assert len(told) == 1
    assert f"damaged behind row {len(documents):,} " in told[0]


@pytest.mark.parametrize("name", ["a.parquet", "a.parquet.gz"])
def test_parquet_without_its_end_is_refused(tmp_path: Path, name: str) -> None:
    documents, told, _ = read(tmp_path / name, gzip.compress(parquet()) if name.endswith("gz") else parquet()[:-20])
    assert documents == []
    assert len(told) == 1


def test_ten_bad_rows_of_three_thousand_cost_no_other(tmp_path: Path) -> None:
    lines = CSV.splitlines(keepends=True)
    bad = (7, 90, 300, 301, 700, 1200, 1900, 2400, 2999, 3000)
    wrong = ("Buoy\n", "Buoy,\n", 'Buoy,"said" he, then\n', "Buoy,he said, yes, it was\n", '"Buoy" seven,"x"\n')
    for at, number in enumerate(bad):
        lines[number] = wrong[at % len(wrong)]
    documents, told, opened = read(tmp_path / "a.csv", "".join(lines).encode())
    assert opened.total == 3000
    assert len(documents) == 2990
    assert [int(line.partition("#article=")[2].partition(":")[0]) for line in told] == list(bad)


def test_words_behind_a_closing_quotation_mark_are_never_lost(tmp_path: Path) -> None:
    documents, told, _ = read(tmp_path / "a.csv", b'title,text\nOne,"It was \\"shut\\", he said."\nTwo,He left.\n')
    assert [document.title for document in documents] == ["Two"]
    assert "words stand behind the quotation mark that ends a cell" in told[0]


def test_a_long_line_costs_no_other(tmp_path: Path) -> None:
    data = b'{"text": "One."}\n{"text": "' + b"word " * MOST + b'"}\n{"text": "Three."}\n'
    documents, told, opened = read(tmp_path / "a.jsonl", data)
    assert [document.text for document in documents] == ["One.", "Three."]
    assert opened.total == 3
    assert "longer than a page may be" in told[0]


def test_a_late_line_of_an_older_encoding_is_read(tmp_path: Path) -> None:
    lines = ["title,text\n", *(f"Buoy {n},{'The pilot said so. ' * 30}\n" for n in range(2500))]
    data = "".join(lines).encode() + "Zoé,Le café was shut.\n".encode("cp1252")
    documents, told, _ = read(tmp_path / "a.csv", data)
    assert told == []
    assert documents[-1].title == "Zoé"
    assert "Le café was shut." in documents[-1].text


def test_bytes_in_parquet_are_text_where_they_are_utf8(tmp_path: Path) -> None:
    held = io.BytesIO()
    pq.write_table(pa.table({"text": ["Le café was shut.".encode(), b"\xff\xfe\x00"]}), held)
    documents, told, _ = read(tmp_path / "a.parquet", held.getvalue())
    assert [document.text for document in documents] == ["Le café was shut."]
    assert "bytes that are no UTF-8" in told[0]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv.gz", gzip.compress(b"text\n" + (b"word " * 4000 + b"\n") * 4000), "unpacks to more than 200 times"),
        ("b.parquet", parquet([{"text": "word " * 20_000_000}], compression="zstd"), "unpacks to more than 200 times"),
        ("c.jsonl", b'{"text": "a", "x": ' + b"[" * 500_000 + b"\n", "is a JSON object"),
    ],
)
def test_bombs_are_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    documents, told, _ = read(tmp_path / name, data)
    assert documents == []
    assert len(told) == 1
    assert words in told[0]


def test_a_value_that_a_dictionary_repeats_is_not_held_for_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    column = pa.DictionaryArray.from_arrays([0] * 100, ["word " * 500_000])
    pq.write_table(pa.table({"text": column}), path, store_schema=False, dictionary_pagesize_limit=2**28)
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in Opened(gather([path], max_bytes=MOST))]
    assert len(held) == 100
    assert max(held) < 30_000_000  # all of them would be 250 MB
