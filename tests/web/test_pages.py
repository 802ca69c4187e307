"""What the pages say: checked on their text, without a browser."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from lxml import html

from sayso.errors import PageError
from sayso.ledger import open_ledger
from sayso.ledger.judge.apply import judge_statement
from sayso.pages import read_document
from sayso.pages.containers.opened import Asked, open_file
from sayso.records import Failure, Page, Reading
from sayso.web import create_app
from tests.factory import RUN, THREAD, make_document, make_reading
from tests.pages.containers.samples import (
    NEWS,
    as_docx,
    as_rtf,
    factiva_coded,
    factiva_html,
    nexis_text,
    nexis_uni_paragraphs,
    proquest,
)
from tests.web.conftest import HURT, OURS, Kept


def _page(client: TestClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _published(page: html.HtmlElement) -> str:
    """Return the text of an article without the numbers of its statements."""
    (article,) = page.cssselect("article.text")
    for number in article.cssselect("a.ref"):
        number.drop_tree()
    return _words(article)


def test_an_article_has_its_whole_text_in_order(client: TestClient, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        for page_id in (*kept.demo, kept.page):
            document = ledger.reading(page_id).document
            assert document is not None
            blocks = [document.quote(b.span) for b in document.blocks if b.role not in ("related", "furniture")]
            shown = _published(_page(client, f"/pages/{page_id}"))
            at = 0
            for block in blocks:
                at = shown.index(" ".join(block.split()), at)


def test_every_statement_is_marked_numbered_and_told(client: TestClient, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        reading = ledger.reading(kept.demo[0])
    page = _page(client, f"/pages/{kept.demo[0]}")
    cards = {card.attrib["id"]: card for card in page.cssselect("article.card")}
    told = {each.id for each in reading.statements} | {each.id for each in reading.events or ()}
    assert {card for card in cards if not card.startswith("voice-")} == told
    leads = {link.attrib["href"] for link in page.cssselect("a.ref")}
    assert leads == {f"#{statement}" for statement in cards}
    assert all("machine-read, unchecked" in _words(card) for card in cards.values())


def test_parts_are_told_apart_and_carry_their_statement(client: TestClient, kept: Kept) -> None:
    page = _page(client, f"/pages/{kept.page}")
    marked = {
        (tuple(m.attrib["class"].split()), m.attrib["data-s"], m.text_content()) for m in page.cssselect(".text .m")
    }
    assert (("m", "source", "k-state"), "1", "Interior minister Oda Renn") in marked
    assert (("m", "cue", "k-state"), "1", "denied") in marked
    assert (("m", "content", "k-paper"), "2", "two ships") in marked


def test_a_paraphrase_never_stands_in_quotation_marks(client: TestClient, kept: Kept) -> None:
    said = _words(_page(client, f"/pages/{kept.page}").cssselect("article.card .said")[0])
    assert said == "Interior minister Oda Renn denied: that troops had landed at Velmar"


def test_comments_stand_apart_and_folded(client: TestClient, kept: Kept) -> None:
    (folded,) = _page(client, f"/pages/{kept.page}").cssselect("details.remarks")
    assert folded.get("open") is None
    assert THREAD in _words(folded)
    assert THREAD not in client.get("/search?q=lorries").text


def test_repairs_are_shown_and_undone_on_demand(client: TestClient, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        damaged = next(page for page in kept.demo if (d := ledger.reading(page).document) and d.repairs)
        document = ledger.reading(damaged).document
    assert document is not None
    kinds = {repair.original: repair.repaired for repair in document.repairs}
    repaired = _published(_page(client, f"/pages/{damaged}"))
    original = _published(_page(client, f"/pages/{damaged}?text=original"))
    assert all(original.count(damage) > repaired.count(damage) for damage in kinds)
    assert all(original.count(mended) < repaired.count(mended) for mended in kinds.values())
    assert _page(client, f"/pages/{damaged}?text=marked").cssselect("ins")


def test_the_shares_of_the_text_add_up(client: TestClient, kept: Kept) -> None:
    bar = _page(client, f"/pages/{kept.demo[1]}").cssselect("svg.shares rect")
    whole = sum(float(rect.attrib["width"]) for rect in bar)
    assert 100 - 0.5 * len(bar) <= whole <= 100


def test_a_statement_is_cited_with_its_passage(client: TestClient, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        statement = ledger.reading(kept.page).statements[0]
    cited = _words(_page(client, f"/statements/{statement.id}").cssselect("#citation")[0])
    assert "Velmar Courier, Harbour of Velmar closed, 5 March 2021" in cited
    assert (
        "“Interior minister Oda Renn denied that troops had landed at Velmar.” [characters 26–93 of the page]" in cited
    )
    assert "machine-read, unchecked" in cited


def test_who_confirmed_is_named(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    with open_ledger(tmp_path / "sayso.db") as ledger:
        stored = ledger.store(make_reading())
        reading = ledger.reading(stored.page_id)
        when = datetime(2026, 3, 4, tzinfo=UTC)
        ledger.judge(judge_statement(reading, reading.statements[0], "confirm", by="Mara <b>", at=when))
    with TestClient(create_app(tmp_path / "sayso.db"), base_url=OURS) as client:
        for address in (f"/pages/{stored.page_id}", f"/statements/{reading.statements[0].id}", "/search"):
            assert "confirmed by Mara <b> on 4 March 2026" in _words(_page(client, address)), address


@pytest.mark.parametrize(
    "address", ["/", "/search", "/sources", "/pages/{0.hostile}", "/statements/{1}", "/sources/{2}", "/search?q=landed"]
)
def test_a_hostile_page_is_shown_as_text(client: TestClient, kept: Kept, address: str) -> None:
    with open_ledger(kept.path) as ledger:
        statement = ledger.reading(kept.hostile).statements[0]
        source = next(s.key for s in ledger.sources() if s.name.startswith("<"))
    page = _page(client, address.format(kept, statement.id, source))
    assert {script.get("src", "").partition("?")[0] for script in page.iter("script")} <= {
        "/static/article.js", "/static/copy.js", "/static/progress.js",
    }  # fmt: skip
    assert not list(page.iter("img"))
    for element in page.iter("*"):
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for link in (element.get("href", ""), element.get("action", "")):
            assert not link.lower().startswith("javascript")
    assert HURT[:20] in page.text_content()


def test_search_narrows_by_facets(client: TestClient) -> None:
    page = _page(client, "/search?q=aircraft")
    facet = next(a for a in page.cssselect(".facets a") if a.text == "deny")
    narrowed = _page(client, facet.attrib["href"])
    facts = [_words(fact) for fact in narrowed.cssselect(".hit .facts")]
    assert facts
    assert all(re.search(r"· (not )?deny ·", fact) for fact in facts)
    assert "act deny ×, take it away" in _words(narrowed.cssselect(".set")[0])


@pytest.mark.parametrize(
    "address", ["/search?act=lie", "/search?since=tomorrow", "/sources?kind=liar", "/search?after=x"]
)
def test_a_value_that_is_none_is_refused_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (400, 422)
    assert "Back to the library" in answer.text


@pytest.mark.parametrize(
    "address", ["/pages/page_ffffffffffffffff", "/statements/st_ffffffffffffffff", "/sources/none", "/x"]
)
def test_what_is_not_there_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_lists_are_paged_to_their_end(client: TestClient) -> None:
    seen: list[str] = []
    address = "/search"
    while address:
        page = _page(client, address)
        seen += [a.attrib["href"] for a in page.cssselect(".hit a.what")]
        address = next((a.attrib["href"] for a in page.cssselect("a[rel=next]")), "")
    assert len(seen) == len(set(seen)) > 100


def test_a_source_is_shown_by_time_and_act(client: TestClient, kept: Kept) -> None:
    page = _page(client, f"/sources/{kept.source}")
    assert page.cssselect(".hit")
    for dot in page.cssselect("svg.time-line a"):
        assert re.fullmatch(r"/statements/st_[0-9a-f]{16}", dot.attrib["href"])


def test_pages_are_added_and_read(tmp_path: Path) -> None:
    app = create_app(tmp_path / "sayso.db", read=_as_told)
    with TestClient(app, base_url=OURS) as client:
        files = [("file", ("../../etc/<b>.txt", b"one")), ("file", ("b.txt", b"two"))]
        client.post("/add", data={"text": "pasted\r\ntext", "address": "http://127.0.0.1:1/"}, files=files)
        page = _wait(client)
        named = [_words(name) for name in page.cssselect(".jobs .done .job-name")]
        assert named == ["pasted text", "two", "one"]
        (failed,) = page.cssselect(".jobs .failed")
        assert "127.0.0.1" in _words(failed)  # addresses of this machine are not fetched, whoever asks
        assert "--" not in _words(failed)  # who asks here can set no option
        assert len(_page(client, "/").cssselect(".pages li")) == 3
        assert "etc" not in client.get("/").text


def test_a_page_that_breaks_the_reader_costs_no_other(tmp_path: Path) -> None:
    def read(page: Page) -> Reading:
        if page.data == b"bad":
            raise RuntimeError("a bug")
        return _as_told(page)

    with TestClient(create_app(tmp_path / "sayso.db", read=read), base_url=OURS) as client:
        client.post("/add", files=[("file", ("a.txt", b"bad")), ("file", ("b.txt", b"good"))])
        states = [item.attrib["class"] for item in _wait(client).cssselect(".jobs li")]
        assert states == ["done", "failed"]


def test_a_download_is_read_article_by_article(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "sayso.db", read=_as_told), base_url=OURS) as client:
        client.post("/add", files=[("file", ("orsk.txt", nexis_text().encode()))])
        (job,) = _wait(client).cssselect(".jobs .done")
        assert "3 articles" in _words(job)
        assert len(_page(client, "/").cssselect(".pages li")) == 3


def test_what_the_ledger_has_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str | None] = []

    def reader(page: Page) -> Reading:
        read.append(page.location)
        return _as_told(page)

    monkeypatch.setattr("sayso.web.reading_jobs.current_run", lambda settings: RUN)
    with TestClient(create_app(tmp_path / "sayso.db", read=reader), base_url=OURS) as client:
        for _ in range(2):
            client.post("/add", files=[("file", ("orsk.txt", nexis_text().encode())), ("file", ("b.txt", b"two"))])
            _wait(client)
        jobs = _wait(client).cssselect(".jobs .done")
        assert [_words(job).count("3 articles") for job in jobs] == [0, 1, 0, 1]
        assert len({job.cssselect("a")[0].attrib["href"] for job in jobs if job.cssselect("a")}) >= 1
        assert len(read) == 4


def test_what_waits_is_bounded_and_added_whole_or_not_at_all(tmp_path: Path) -> None:
    go = threading.Event()

    def read(page: Page) -> Reading:
        assert go.wait(20)
        return _as_told(page)

    def add(client: TestClient, count: int, size: int) -> int:
        files = [("file", (f"{n}.txt", f"{n}".encode() * size)) for n in range(count)]
        return client.post("/add", files=files).status_code

    with TestClient(create_app(tmp_path / "sayso.db", read=read, max_bytes=10_000), base_url=OURS) as client:
        try:
            assert add(client, 45, 1) == 200
            assert add(client, 10, 1) == 503  # too many
            assert add(client, 3, 9_000) == 200
            assert add(client, 3, 9_000) == 503  # too large together
            assert len(_page(client, "/reading").cssselect(".jobs li")) == 48
        finally:
            go.set()
        _wait(client)
        assert add(client, 3, 9_000) == 200


def _as_told(page: Page) -> Reading:
    return make_reading(make_document(page.data.decode()), page=page)


def _wait(client: TestClient) -> html.HtmlElement:
    for _ in range(500):
        page = _page(client, "/reading")
        if page.cssselect("#jobs")[0].attrib["data-running"] == "0":
            return page
        time.sleep(0.02)
    raise AssertionError("never done")


def test_what_a_page_shows_is_taken_along(client: TestClient, kept: Kept) -> None:
    for address in ("/search?q=aircraft", f"/pages/{kept.demo[0]}", f"/sources/{kept.source}"):
        (link,) = [a.attrib["href"] for a in _page(client, address).cssselect(".exports a") if a.text == "csv"]
        answer = client.get(link)
        assert answer.headers["content-disposition"] == 'attachment; filename="sayso-csv.csv"'
        assert len(answer.text.splitlines()) > 1
    assert THREAD not in client.get(f"/export/jsonl?page={kept.page}").text
    assert client.get("/export/novel").status_code == 404


def test_what_a_source_said_is_taken_along_by_its_key(client: TestClient, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        said = len(ledger.said_by(kept.source))
    lines = client.get(f"/export/csv?key={kept.source}").text.splitlines()
    assert f"key={kept.source}" in client.get(f"/sources/{kept.source}").text
    assert len(lines) >= said + 1 > 1
    assert client.get("/export/csv?key=src_0").text.count("\n") == 1


def test_nothing_to_add_is_told(client: TestClient) -> None:
    told = client.post("/add", files={"files": ("empty.txt", b"")}, headers={"origin": OURS})
    assert "There was nothing in it" in told.text


def _added(client: TestClient, data: dict[str, str], *files: tuple[str, bytes]) -> html.HtmlElement:
    answer = client.post("/add", data=data, files=[("file", file) for file in files] or None)
    assert answer.status_code == 200, answer.text
    return _wait(client)


def _document(page: Page) -> Reading:
    try:
        return make_reading(read_document(page), page=page)
    except PageError as error:
        return Reading(page=page, run=RUN, failure=Failure(kind=error.kind, message=str(error)))


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[TestClient]:
    """Return a client of a site that reads pages without the model."""
    with TestClient(create_app(tmp_path / "sayso.db", read=_document), base_url=OURS) as client:
        yield client


TOLD = {
    "outlet": "Sund Tidings",
    "published": "7 June 2022",
    "stood_at": "https://sund.example/7",
    "title": "Mole shut",
}


@pytest.mark.parametrize("way", ["pasted", "uploaded"])
def test_what_is_known_of_a_page_is_told_with_it(reader: TestClient, tmp_path: Path, way: str) -> None:
    text = "The mole\n\nHarbour master Eskil Roe said that the mole is shut.\n"
    files = [] if way == "pasted" else [("mole.txt", text.encode())]
    page = _added(reader, TOLD | ({"text": text} if way == "pasted" else {}), *files)
    assert page.cssselect(".jobs .done")
    with open_ledger(tmp_path / "sayso.db") as ledger:
        (entry,) = ledger.documents()
        document = ledger.reading(entry.page_id).document
    assert document is not None
    assert (document.outlet, document.published) == ("Sund Tidings", "2022-06-07")
    assert (document.address, document.title) == ("https://sund.example/7", "Mole shut")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("published", "06/07/2022", "“06/07/2022” cannot be read as one day; write it as 2024-03-12."),
        ("published", "soon <b>", "“soon <b>” cannot be read as one day"),
        ("published", "2022-02-30", "cannot be read as one day"),
        ("stood_at", "sund.example/7", "begins with https://"),
        ("columns", "body", "Write a role"),
        ("columns", "colour=x", "No column is known as colour"),
        ("outlet", "x" * 1001, "longer than 1,000 characters"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(reader: TestClient, field: str, value: str, words: str) -> None:
    given = TOLD | {"text": "The mole\nis shut.", "title": '"><b>'} | {field: value}
    answer = reader.post("/add", data=given)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    (wrong,) = page.cssselect(".wrong")
    assert words in _words(wrong)
    (place,) = page.cssselect(f".add input[name={field}]")
    assert place.attrib["aria-invalid"] == "true"
    assert place.attrib["aria-describedby"] == wrong.attrib["id"]
    for name in ("outlet", "published", "stood_at", "title"):
        assert page.cssselect(f".add input[name={name}]")[0].attrib["value"] == given[name]
    assert page.cssselect("textarea[name=text]")[0].text_content().strip() == "The mole\nis shut."
    assert page.cssselect(".add details[open]")
    assert "Nothing was added" in _words(page)
    assert not _page(reader, "/reading").cssselect(".jobs li")


def test_what_is_told_of_one_page_is_not_taken_for_two(reader: TestClient) -> None:
    files = [("file", (f"{n}.txt", b"The mole is shut.")) for n in (1, 2)]
    answer = reader.post("/add", data={"outlet": "Sund Tidings"}, files=files)
    assert answer.status_code == 422
    assert "told of one page, and 2 were given" in answer.text
    assert "choose the files again" in answer.text


def test_what_is_told_of_one_page_is_not_taken_for_a_download(reader: TestClient) -> None:
    page = _added(reader, {"outlet": "Sund Tidings"}, ("orsk.txt", nexis_text().encode()))
    (failed,) = page.cssselect(".jobs .failed")
    assert "holds 3 pages, what is told is of one; leave it out" in _words(failed)
    assert "--" not in _words(failed)


def _parquet() -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), held)
    return held.getvalue()


ROWS = [
    {"text": f"The pilot said that buoy {n} was lit.", "title": f"Buoy {n}", "outlet": "Sund Tidings"}
    for n in (1, 2, 3)
]
CSV = "text,title,outlet\n" + "".join(f"{row['text']},{row['title']},{row['outlet']}\n" for row in ROWS)
UPLOADS = {
    "buoys.csv": CSV.encode(),
    "buoys.csv.gz": gzip.compress(CSV.encode()),
    "buoys.tsv": CSV.replace(",", "\t").encode(),
    "buoys.jsonl": "".join(f"{json.dumps(row)}\n" for row in ROWS).encode(),
    "buoys.parquet": _parquet(),
    "buoys": CSV.encode(),
    "nexis.txt": nexis_text().encode(),
    "nexis.docx": as_docx(nexis_uni_paragraphs()),
    "nexis.rtf": as_rtf(nexis_uni_paragraphs()),
    "factiva.html": factiva_html().encode(),
    "factiva.rtf": as_rtf(factiva_coded()),
    "proquest.txt": proquest().encode(),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_files_of_many_pages_are_read_page_by_page(reader: TestClient, tmp_path: Path, name: str) -> None:
    (job,) = _added(reader, {}, (name, UPLOADS[name])).cssselect(".jobs .done")
    assert "3 articles" in _words(job)
    with open_ledger(tmp_path / "sayso.db") as ledger:
        read = [ledger.reading(entry.page_id) for entry in ledger.documents()]
    path = tmp_path / name
    path.write_bytes(UPLOADS[name])
    by_path = open_file(str(path), Asked(columns={"text": "text"} if name == "buoys" else {}), max_bytes=10**6)
    pages = list(by_path) if name != "buoys" else [r.page for r in read]
    assert {reading.page.id for reading in read} == {page.id for page in pages}
    assert {r.page.location for r in read} == {f"{name}#article={n}" for n in (1, 2, 3)}
    assert {r.document.title for r in read if r.document} in ({row["title"] for row in ROWS}, {n.title for n in NEWS})


def test_a_pasted_table_is_one(reader: TestClient) -> None:
    (job,) = _added(reader, {"text": CSV.replace("\n", "\r\n")}).cssselect(".jobs .done")
    assert "3 articles" in _words(job)


def test_columns_are_named_beside_the_file(reader: TestClient) -> None:
    data = CSV.replace("text,title", "words,head").encode()
    (failed,) = _added(reader, {}, ("b.csv", data)).cssselect(".jobs .failed")
    assert "no column is known to be the text; its columns are words, head, outlet: name it with text=NAME" in _words(
        failed
    )
    done = _added(reader, {"columns": "text=words, title=head"}, ("b.csv", data)).cssselect(".jobs .done")
    assert "3 articles" in _words(done[0])


def test_articles_that_cannot_be_read_are_named(reader: TestClient) -> None:
    (job,) = _added(reader, {}, ("b.csv", CSV.encode() + b",No text,Sund Tidings\n")).cssselect(".jobs .done")
    assert "read: 3 articles" in _words(job)
    assert "1 of its 4 articles could not be read: 4" in _words(job)


def test_a_file_that_breaks_off_is_read_up_to_there(reader: TestClient) -> None:
    rows = CSV + "".join(
        f"{hashlib.sha256(bytes([n])).hexdigest()} it said.,Row {n},Sund Tidings\n" for n in range(250)
    )
    (job,) = _added(reader, {}, ("b.csv.gz", gzip.compress(rows.encode())[:-4000])).cssselect(".jobs .done")
    found = re.search(r"read: (\d+) articles.* the gzip file breaks off behind row (\d+) ", _words(job))
    assert found
    assert found[1] == found[2]
    assert 50 < int(found[1]) < 253
    assert "get the whole file" in _words(job)
