"""Files of many pages on the command line and in the ledger. Pages are read without the model: none has statements."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

import sayso
from sayso import cli
from sayso.engine import local
from sayso.errors import ManyPages, PageError
from sayso.ledger import open_ledger
from sayso.pages import read_document
from sayso.reading import ReadingSettings
from sayso.records import Failure, Page, Reading
from tests.factory import RUN
from tests.pages.containers.samples import NEWS, SEARCH, USER, as_docx, nexis_text, nexis_uni_paragraphs, proquest
from tests.pages.containers.warcs import Answer, article, packed, record, wacz

_ROW = '"The clerk said so, {n}.",Row {n},Quay Post,dull\n'
ROWS = "body,headline,publisher,mood\n" + "".join(_ROW.format(n=n) for n in range(4))


def read_page(page: Page, *, settings: ReadingSettings) -> Reading:
    reading = Reading(page=page, run=RUN)
    try:
        return replace(reading, document=read_document(page, plain=settings.plain))
    except PageError as error:
        return replace(reading, failure=Failure(kind=error.kind, message=str(error)))


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(local, "read_page", read_page)
    monkeypatch.setattr("sayso.reading.current_run", lambda settings: RUN)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    Path("orsk.txt").write_text(nexis_text(), encoding="utf-8")
    Path("rows.csv").write_text(ROWS, encoding="utf-8")
    Path("page.txt").write_text("Quay shut\n\nThe harbour office said that the quay was shut.\n", encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def told(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_download_is_as_many_pages_as_it_has_articles() -> None:
    done = run("read", "orsk.txt", "page.txt")
    assert done.exit_code == 0
    lines = [line.partition("  ")[2] for line in done.stdout.splitlines()]
    assert lines == [f"{one.title} · no statements, no comments" for one in NEWS] + [
        "Quay shut · no statements, no comments"
    ]
    with open_ledger("sayso.db") as ledger:
        assert ledger.status().pages == 4


def test_each_tells_its_place_in_the_file() -> None:
    pages = [one["page"] for one in told(run("read", "orsk.txt", "--json", "--no-ledger"))]
    text = Path("orsk.txt").read_text(encoding="utf-8")
    for number, (page, news) in enumerate(zip(pages, NEWS, strict=True), 1):
        place = page["container"]
        assert (place["location"], place["article"], page["location"]) == (
            "orsk.txt",
            number,
            f"orsk.txt#article={number}",
        )
        assert news.outlet in text[place["start"] : place["end"]]
    assert told(run("read", "page.txt", "--json", "--no-ledger"))[0]["page"]["container"] is None


def test_read_again_it_is_the_same_pages_and_no_cover_is_kept() -> None:
    Path("orsk.docx").write_bytes(as_docx(nexis_uni_paragraphs()))
    Path("later.docx").write_bytes(as_docx(nexis_uni_paragraphs(NEWS[1:])))
    for _ in range(2):
        assert run("read", "orsk.docx").exit_code == 0
    assert run("read", "later.docx").exit_code == 0
    with open_ledger("sayso.db") as ledger:
        status = ledger.status()
        assert (status.pages, status.readings) == (3, 3)
        entries = ledger.documents()
        kept = [ledger.reading(entry.page_id) for entry in entries]
        assert all(reading.page.origin is not None for reading in kept)
        captured = {capture.location for entry in entries for capture in ledger.captures(entry.page_id)}
    assert {"orsk.docx#article=3", "later.docx#article=2"} <= captured
    assert not any(word.encode() in reading.page.data for reading in kept for word in (USER, SEARCH))


def test_a_dry_run_shows_what_would_be_read_and_reads_nothing() -> None:
    done = run("read", "rows.csv", "orsk.txt", "page.txt", "--dry-run")
    assert done.exit_code == 0
    assert "rows.csv: CSV, 4 pages\n" in done.stdout
    assert "read: text from body, title from headline, outlet from publisher\n" in done.stdout
    assert "left alone: mood\n" in done.stdout
    assert "1. Row 0 · Quay Post · The clerk said so, 0.\n" in done.stdout
    assert "Row 3" not in done.stdout
    assert f"2. {NEWS[1].title} · {NEWS[1].outlet} · {NEWS[1].iso} · {NEWS[1].author} · " in done.stdout
    assert "page.txt: 1 page\n" in done.stdout
    assert not Path("sayso.db").exists()


def test_a_table_without_a_clear_text_is_refused_and_one_can_be_named() -> None:
    Path("two.csv").write_text("text,body\nHe said so.,She denied it.\n", encoding="utf-8")
    refused = run("read", "two.csv", "page.txt", "--no-ledger")
    assert refused.exit_code == 1
    assert "two.csv: text and body may both be the text" in refused.stderr
    assert "Quay shut" in refused.stdout
    named = told(run("read", "two.csv", "--column", "text=body", "--json", "--no-ledger"))
    assert [block["text"] for block in named[0]["document"]["blocks"]] == ["She denied it."]


def test_articles_that_cannot_be_read_are_counted_and_named() -> None:
    Path("pq.txt").write_text(proquest().replace("Full text: ", "Abstract: ", 2), encoding="utf-8")
    done = run("read", "pq.txt", "--no-ledger")
    assert done.exit_code == 1
    assert "pq.txt: 1 of 3 articles read, not: 1, 2: fewer than half" in done.stderr
    assert "pq.txt#article=2: its fields hold no text" in done.stderr
    assert NEWS[2].title in done.stdout


def test_a_download_that_breaks_off_says_so() -> None:
    Path("orsk.txt").write_text(nexis_text().rpartition("GRAPHIC")[0], encoding="utf-8")
    done = run("read", "orsk.txt", "--no-ledger")
    assert "orsk.txt: its last article lacks the fields that end the others" in done.stderr
    assert done.exit_code == 0


def test_what_is_told_of_a_page_is_kept_and_told_anew() -> None:
    run("read", "page.txt")
    run(
        "read", "page.txt", "--outlet", "Brenn Echo", "--published", "1 June 2018", "--address", "https://example.org/q"
    )
    with open_ledger("sayso.db") as ledger:
        (entry,) = ledger.documents()
        assert (entry.outlet, entry.published, entry.title) == ("Brenn Echo", "2018-06-01", "Quay shut")
        reading = ledger.reading(entry.page_id)
    assert reading.document is not None
    assert reading.document.address == "https://example.org/q"
    assert "https://example.org/q" in run("show", entry.page_id).stdout


def test_a_table_tells_of_many_files() -> None:
    Path("told.csv").write_text("file,outlet,date\npage.txt,Brenn Echo,2018-06-01\n", encoding="utf-8")
    (page,) = told(run("read", "page.txt", "--metadata", "told.csv", "--json", "--no-ledger"))
    assert (page["document"]["outlet"], page["document"]["published"]) == ("Brenn Echo", "2018-06-01")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("page.txt", "rows.csv", "--outlet", "X"), "tell of one page"),
        (("page.txt", "--published", "03/04/2019"), "--published wants a day"),
        (("rows.csv", "--column", "text"), "--column wants ROLE=NAME"),
    ],
)
def test_what_is_asked_wrongly_is_told(arguments: tuple[str, ...], words: str) -> None:
    done = run("read", *arguments, "--no-ledger")
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())


def test_in_python_a_file_of_many_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = sayso.open_pages("orsk.txt")
    assert (len(opened), opened.kind) == (3, "LexisNexis text")
    assert [read_document(page).title for page in opened] == [one.title for one in NEWS]
    rows = sayso.open_pages("rows.csv", columns={"text": "headline"})
    assert [read_document(page).text for page in rows][:1] == ["Row 0"]
    for path in ("orsk.txt", "rows.csv"):
        with pytest.raises(ManyPages):
            sayso.read(path)


@pytest.mark.parametrize("name", ["rows.csv", "rows.csv.gz", "rows.jsonl", "rows.parquet", "orsk.txt", "orsk.docx"])
def test_what_comes_in_on_standard_input_is_read_as_from_a_file(name: str) -> None:
    rows = [{"text": f"The clerk said so, {n}.", "title": f"Row {n}", "outlet": "Quay Post"} for n in range(4)]
    makers: dict[str, Callable[[], bytes]] = {
        "rows.csv": Path("rows.csv").read_bytes,
        "rows.csv.gz": lambda: gzip.compress(Path("rows.csv").read_bytes()),
        "rows.jsonl": lambda: "".join(f"{json.dumps(row)}\n" for row in rows).encode(),
        "rows.parquet": lambda: _parquet(rows),
        "orsk.txt": Path("orsk.txt").read_bytes,
        "orsk.docx": lambda: as_docx(nexis_uni_paragraphs()),
    }
    data = makers[name]()
    Path(name).write_bytes(data)
    by_name = told(run("read", name, "--json", "--no-ledger"))
    done = CliRunner().invoke(cli.app, ["read", "-", "--json", "--no-ledger"], input=data)
    assert done.exit_code == 0
    piped = told(done)
    assert len(piped) == len(by_name) > 2
    for one, other in zip(piped, by_name, strict=True):
        assert one["page"]["id"] == other["page"]["id"]
        assert one["document"]["blocks"] == other["document"]["blocks"]
        assert one["page"]["location"] == f"#article={other['page']['container']['article']}"


def test_a_long_table_on_standard_input_is_put_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MAX_BYTES", "50000")
    monkeypatch.setattr(tempfile, "tempdir", str(Path.cwd()))
    data = "text,title\n" + "".join(f"The clerk said so {n}.,Row {n}\n" for n in range(50_000))
    runner = CliRunner()
    done = runner.invoke(cli.app, ["read", "-", "--dry-run"], input=data)
    assert "standard input: CSV, 50,000 pages" in done.stdout
    refused = runner.invoke(cli.app, ["read", "-", "--dry-run"], input=data * 3)
    assert refused.exit_code == 1
    assert "a table of more than 2,500,000 bytes; save it and name the file" in refused.stderr
    assert list(Path.cwd().glob("sayso-*")) == []


def test_columns_that_a_table_on_standard_input_lacks_are_told() -> None:
    done = CliRunner().invoke(cli.app, ["read", "-", "--column", "text=story"], input="mood,x\ngrim,2\n")
    assert done.exit_code == 1
    assert "standard input: has no column 'story'; its columns are mood, x" in done.stderr


def _parquet(rows: list[dict[str, str]]) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), held)
    return held.getvalue()


def test_an_archive_is_as_many_pages_as_it_has_answers_and_read_twice_it_is_the_same_captures() -> None:
    pier, dock = (
        Answer(address=f"https://harbour.example/{name}", body=article(name), number=n)
        for n, name in enumerate(("Pier", "Dock"))
    )
    gone = Answer(address="https://harbour.example/gone", status="410 Gone")
    Path("crawl.warc.gz").write_bytes(packed(map(record, (pier, gone, dock))))
    for again in ((), ("--again",)):
        done = run("read", "crawl.warc.gz", "--json", *again)
        assert done.exit_code == 0
        assert "crawl.warc.gz: 1 record is no page, left alone: 1 status 410" in done.stderr
    pages = [one["page"] for one in told(done)]
    assert [page["location"] for page in pages] == [pier.address, dock.address]
    assert [page["fetched_at"] for page in pages] == ["2023-05-04T06:07:08Z"] * 2
    assert [(page["container"]["article"], page["container"]["digest"]) for page in pages] == [
        (1, pier.digest),
        (3, dock.digest),
    ]
    assert gzip.decompress(Path("crawl.warc.gz").read_bytes()[pages[1]["container"]["offset"] :]) == record(dock)
    with open_ledger("sayso.db") as ledger:
        assert ledger.status().pages == 2
        (capture,) = ledger.captures(pages[0]["id"])
    assert (capture.location, capture.status, capture.origin and capture.origin.number) == (pier.address, 200, 1)


def test_an_archive_is_known_on_standard_input() -> None:
    data = packed([record(Answer(address="https://harbour.example/", body=article("Pier")))])
    done = CliRunner().invoke(cli.app, ["read", "-", "--json", "--no-ledger"], input=data)
    assert done.exit_code == 0
    assert told(done)[0]["page"]["location"] == "https://harbour.example/"


def test_what_an_archive_holds_is_shown_without_being_read() -> None:
    Path("crawl.wacz").write_bytes(
        wacz({"a.warc": record(Answer(address="https://harbour.example/", body=article("Pier")))})
    )
    done = run("read", "crawl.wacz", "--dry-run")
    assert "crawl.wacz: WACZ, 1 page\n" in done.stdout
    assert "1. Pier shut · harbour.example · " in done.stdout
