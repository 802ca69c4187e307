"""Archives of the web: which records are pages, with which address, time and bytes, and what is told of the rest."""

from __future__ import annotations

import base64
import gzip
import io
import os
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import BrokenPage, EmptyPage, HugePage, LockedPage, ManyPages, PageError
from sayso.pages import open_page, read_document
from sayso.pages.containers import Asked, Opened, OpenFile
from sayso.pages.containers.archives import bodies
from sayso.pages.containers.archives.bodies import unpack
from sayso.pages.containers.opened import open_file, open_given
from sayso.pages.opening.gather import FailedPage, gather
from sayso.records import Page, capture_of
from tests.pages.containers.warcs import Answer, article, chunked, note, packed, record, wacz

zstd = bodies._zstd()
MOST = 200_000
QUAY, MOLE = (
    Answer(address="https://quay.example/1", body=article("Quay Vell"), number=1),
    Answer(address="https://quay.example/2?a=b", body=article("Mole Arnt"), number=2, date="2023-05-05T10:00:00Z"),
)


def opened(path: Path, data: bytes) -> OpenFile:
    path.write_bytes(data)
    return open_file(str(path), Asked(), max_bytes=MOST)


def through(path: Path, data: bytes) -> tuple[list[Page], list[str], Opened]:
    """Return the pages of an archive, the lines on it, and itself."""
    path.write_bytes(data)
    file = Opened(gather([path], max_bytes=MOST))
    pages, told = [], []
    for one in file:
        if isinstance(one, FailedPage):
            told.append(one.failure.message)
        else:
            pages.append(one)
    told += file.notes
    assert all("\n" not in line for line in told)
    return pages, told, file


def the_page(path: Path, answer: Answer) -> Page:
    (page,) = through(path, record(answer))[0]
    return page


KINDS: dict[str, Callable[[list[bytes]], bytes]] = {
    "a.warc": b"".join,
    "a.warc.gz": packed,
    "whole.warc.gz": lambda records: gzip.compress(b"".join(records)),
    "a.wacz": lambda records: wacz({"data.warc.gz": packed(records)}),
    "no_suffix": packed,
}


@pytest.mark.parametrize("name", KINDS)
def test_every_answer_is_a_page_with_its_address_and_the_time_it_was_met(tmp_path: Path, name: str) -> None:
    pages, told, file = through(tmp_path / name, KINDS[name]([note(), record(QUAY), note("request"), record(MOLE)]))
    assert told == []
    assert file.total == 2
    assert [(page.location, page.data) for page in pages] == [(one.address, one.body) for one in (QUAY, MOLE)]
    assert [page.fetched_at for page in pages] == [
        datetime(2023, 5, 4, 6, 7, 8, tzinfo=UTC),
        datetime(2023, 5, 5, 10, tzinfo=UTC),
    ]
    assert [(page.status, page.media_type, page.charset) for page in pages] == [(200, "text/html", "utf-8")] * 2
    places = [page.origin for page in pages]
    assert [(place.number, place.digest, place.cut) for place in places if place] == [
        (2, QUAY.digest, False),
        (4, MOLE.digest, False),
    ]
    member = "#archive/data.warc.gz" if name.endswith("wacz") else ""
    assert {place.location for place in places if place} == {f"{tmp_path / name}{member}"}
    assert read_document(pages[1]).title == "Mole Arnt shut"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_page_tells_the_byte_at_which_its_record_begins(tmp_path: Path, name: str) -> None:
    data = KINDS[name]([note(), record(QUAY), record(MOLE)])
    pages = list(opened(tmp_path / name, data))
    for page in pages:
        assert page.origin is not None
        alone = data[page.origin.offset :]
        assert next(iter(opened(tmp_path / f"alone-{name}", alone))).location == page.location


def test_read_twice_an_archive_gives_the_same_captures(tmp_path: Path) -> None:
    data = packed([record(QUAY), record(MOLE)])
    first, second = ([capture_of(page).id for page in opened(tmp_path / "a.warc.gz", data)] for _ in range(2))
    assert first == second
    assert len(set(first)) == 2


def test_an_archive_that_the_library_wrote_is_read(tmp_path: Path) -> None:
    held = io.BytesIO()
    writer = GzipWriter(held)
    one = WarcRecord()
    one.init_headers(WarcRecordType.response)
    one.headers["WARC-Target-URI"] = QUAY.address
    one.headers["Content-Type"] = "application/http; msgtype=response"
    one.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + QUAY.body)
    one.write(writer, checksum_data=True)
    writer.finish()
    (page,) = opened(tmp_path / "a.warc.gz", held.getvalue())
    assert (page.location, page.data) == (QUAY.address, QUAY.body)
    assert page.fetched_at is not None


def test_lines_may_end_in_a_line_feed_alone(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + QUAY.body
    head = f"WARC/1.0\nWARC-Type: response\nWARC-Target-URI: {QUAY.address}\nContent-Type: application/http\n"
    data = f"{head}Content-Length: {len(block)}\n\n".encode() + block + b"\n\n"
    pages, _, _ = through(tmp_path / "a.warc", data * 2)
    assert [(page.data, page.fetched_at) for page in pages] == [(QUAY.body, None)] * 2


def test_what_is_no_page_is_counted_in_one_line(tmp_path: Path) -> None:
    others = [
        Answer(address="https://quay.example/gone", status="404 Not Found", body=b"gone"),
        Answer(address="https://quay.example/moved", status="301 Moved", headers=[("Location", "/1")]),
        Answer(address="https://quay.example/sea.png", media_type="image/png", body=b"\x89PNG"),
        Answer(address="https://quay.example/land.png", media_type="image/png", body=b"\x89PNG"),
        Answer(address="https://quay.example/robots.txt", media_type="text/plain", body=b"User-agent: *"),
        Answer(address="https://quay.example/what", media_type=None, body=b"who knows"),
        Answer(address="https://quay.example/none"),
        Answer(address="dns:quay.example", kind="resource", media_type="text/dns", body=b"127.0.0.1"),
        Answer(address="urn:thumbnail:https://quay.example/", kind="resource", media_type="text/plain", body=b"A quay"),
    ]
    pages, told, file = through(tmp_path / "a.warc.gz", packed([record(QUAY), *map(record, others), record(MOLE)]))
    assert [page.location for page in pages] == [QUAY.address, MOLE.address]
    assert file.total == 2
    (line,) = told
    for words in ("9 records are no pages", "2 image/png", "1 status 404", "1 status 301", "1 for programs", "1 empty",
                  "1 type unknown", "2 of other kinds"):  # fmt: skip
        assert words in line


def test_an_archive_without_pages_is_told_with_what_is_in_it(tmp_path: Path) -> None:
    with pytest.raises(EmptyPage, match=r"without pages; 1 record is no page, left alone: 1 status 500"):
        opened(tmp_path / "a.warc", record(Answer(address=QUAY.address, status="500 Oh", body=b"oh")))


@pytest.mark.parametrize(
    ("media_type", "body", "read_as"),
    [
        ("text/html", QUAY.body, "text/html"),
        ("TEXT/HTML ; charset=utf-8", QUAY.body, "text/html"),
        ("application/xhtml+xml", QUAY.body, "application/xhtml+xml"),
        ("text/plain", b"The quay is shut, the pilot said.", "text/plain"),
        ("text/plain", QUAY.body, "text/html"),
        ("application/pdf", b"%PDF-1.4 of a kind", "application/pdf"),
    ],
)
def test_html_text_and_pdf_are_pages(tmp_path: Path, media_type: str, body: bytes, read_as: str) -> None:
    page = the_page(tmp_path / "a.warc", Answer(address=QUAY.address, media_type=media_type, body=body))
    assert (page.media_type, page.data) == (read_as, body)


def test_a_bare_resource_is_a_page_too(tmp_path: Path) -> None:
    page = the_page(
        tmp_path / "a.warc",
        Answer(address=QUAY.address, kind="resource", body=QUAY.body, media_type="text/html;charset=utf-8"),
    )
    assert (page.data, page.charset, page.status) == (QUAY.body, "utf-8", None)


def test_the_head_of_an_answer_tells_the_character_set(tmp_path: Path) -> None:
    words = "<html><body><p>Der Fährmann sagte, die Mole sei zu, und niemand dürfe hinüber.</p></body></html>"
    body = words.encode("cp1250").replace("ä".encode("cp1250"), "ř".encode("cp1250"))
    page = the_page(
        tmp_path / "a.warc", Answer(address=QUAY.address, media_type='text/html; charset="windows-1250"', body=body)
    )
    assert "Fřhrmann" in read_document(page).text


def test_cookies_and_passwords_are_not_kept(tmp_path: Path) -> None:
    page = the_page(
        tmp_path / "a.warc",
        Answer(
            address="https://ida:secret@quay.example/1",
            body=QUAY.body,
            headers=[("Set-Cookie", "visitor=77"), ("ETag", '"x"')],
        ),
    )
    assert page.location == "https://quay.example/1"
    assert dict(page.headers)["etag"] == '"x"'
    assert "77" not in str(page.headers)


BARE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(QUAY.body),
    "x-gzip": gzip.compress(QUAY.body[:50]) + gzip.compress(QUAY.body[50:]),
    "deflate": zlib.compress(QUAY.body),
    "Deflate": BARE.compress(QUAY.body) + BARE.flush(),
    "br": brotli.compress(QUAY.body),
    "zstd": zstd.compress(QUAY.body),
    "ZSTD": zstd.compress(QUAY.body[:50]) + zstd.compress(QUAY.body[50:]),
    "gzip, br": brotli.compress(gzip.compress(QUAY.body)),
    "identity": QUAY.body,
}


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("transfer", ["", "chunked", "Chunked;extended"])
def test_bodies_are_taken_out_of_chunks_and_unpacked(tmp_path: Path, coding: str, transfer: str) -> None:
    body, headers = PACKED[coding], [("Content-Encoding", coding)]
    if transfer:
        body = chunked(body, extension=";sign=1" if ";" in transfer else "")
        headers.append(("Transfer-Encoding", transfer.partition(";")[0]))
    page = the_page(tmp_path / "a.warc", Answer(address=QUAY.address, body=body, headers=headers))
    assert page.data == QUAY.body
    assert page.origin is not None
    assert not page.origin.cut


@pytest.mark.parametrize(
    "headers", [[("Content-Encoding", each)] for each in PACKED] + [[("Transfer-Encoding", "chunked")]]
)
def test_a_body_that_was_kept_unpacked_under_its_old_head_is_taken_as_it_is(
    tmp_path: Path, headers: list[tuple[str, str]]
) -> None:
    page = the_page(tmp_path / "a.warc", Answer(address=QUAY.address, body=QUAY.body, headers=headers))
    assert page.data == QUAY.body


def test_a_trailer_behind_the_last_chunk_is_no_body() -> None:
    trailed = chunked(QUAY.body)[:-2] + b"Checked: yes\r\n\r\n"
    assert unpack(trailed, "chunked", "", most=MOST).data == QUAY.body


@pytest.mark.parametrize("coding", ["sdch", "gzip, gzip, gzip, gzip, gzip"])
def test_what_does_not_unpack_is_a_page_that_fails_in_one_line(tmp_path: Path, coding: str) -> None:
    answer = Answer(address=QUAY.address, body=b"\x00\x01\x02\xff" * 100, headers=[("Content-Encoding", coding)])
    with pytest.raises(BrokenPage, match=r"https://quay.example/1: packed as .*, which does not unpack"):
        read_document(the_page(tmp_path / "a.warc", answer))


def test_bytes_that_are_not_packed_as_they_say_and_are_no_text_fail(tmp_path: Path) -> None:
    answer = Answer(address=QUAY.address, body=b"\x00\x01\x02\xff" * 100, headers=[("Content-Encoding", "zstd")])
    with pytest.raises(BrokenPage, match="zstd"):
        read_document(the_page(tmp_path / "a.warc", answer))


LONG = base64.b64encode(os.urandom(140_000))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(LONG)),
        ("deflate", zlib.compress(LONG)),
        ("br", brotli.compress(LONG)),
        ("zstd", zstd.compress(LONG)),
        ("chunked", chunked(LONG)),
    ],
)
def test_a_body_that_breaks_off_is_read_as_far_as_it_reaches_and_told(tmp_path: Path, coding: str, body: bytes) -> None:
    name = "Transfer-Encoding" if coding == "chunked" else "Content-Encoding"
    broken = Answer(
        address=QUAY.address, body=body[: len(body) * 3 // 4], headers=[(name, coding)], media_type="text/plain"
    )
    pages, told, _ = through(tmp_path / "a.warc.gz", packed([record(broken), record(MOLE)]))
    assert LONG.startswith(pages[0].data)
    assert len(pages[0].data) > len(LONG) // 3
    assert pages[1].data == MOLE.body
    assert [line for line in told if "1 page is cut short in the archive" in line and "record 1" in line]
    assert any("cut short" in text for text in read_document(pages[0]).notes)


def test_a_record_that_says_it_was_cut_is_told(tmp_path: Path) -> None:
    pages, told, _ = through(
        tmp_path / "a.warc", record(Answer(address=QUAY.address, body=QUAY.body, told={"WARC-Truncated": "length"}))
    )
    assert pages[0].data == QUAY.body
    assert len(told) == 1


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_breaks_off_is_read_as_far_as_it_reaches(tmp_path: Path, name: str) -> None:
    last = Answer(address=MOLE.address, body=LONG, media_type="text/plain")
    whole = KINDS[name]([record(QUAY), record(last)])
    pages, told, _ = through(tmp_path / name, whole[:-60_000])
    assert [page.location for page in pages] == [QUAY.address, MOLE.address]
    assert LONG.startswith(pages[1].data)
    assert len(pages[1].data) > 10_000
    assert "cut short" in told[-1]


def test_damage_in_a_packed_archive_costs_the_record_it_is_in(tmp_path: Path) -> None:
    records = [
        gzip.compress(record(Answer(address=f"https://quay.example/{n}", body=article(f"Pier {n}")))) for n in range(6)
    ]
    hurt = records[2][:40] + b"\xff" * 60 + records[2][100:]
    pages, told, _ = through(tmp_path / "a.warc.gz", b"".join((*records[:2], hurt, b"junk " * 30, *records[3:])))
    assert [page.location for page in pages if page.location != "https://quay.example/2"] == [
        f"https://quay.example/{n}" for n in (0, 1, 3, 4, 5)
    ]
    assert any("damaged behind record" in line and "so is what comes after" in line for line in told)


def test_what_looks_like_packed_records_over_and_over_takes_no_more_time(tmp_path: Path) -> None:
    rubble = b"\x1f\x8b\x08" * 300_000
    started = time.process_time()
    pages, told, _ = through(tmp_path / "a.warc.gz", packed([record(QUAY)]) + rubble + packed([record(MOLE)]))
    assert [page.location for page in pages] == [QUAY.address, MOLE.address]
    assert time.process_time() - started < 30
    assert len(told) == 1


def test_damage_in_an_archive_that_is_not_packed_ends_it(tmp_path: Path) -> None:
    # the words of a page may look like a record: behind damage nobody can tell
    trap = b"rubble\r\n" + record(Answer(address="https://other.example/", body=MOLE.body))
    pages, told, file = through(tmp_path / "a.warc", record(QUAY) + trap)
    assert [page.location for page in pages] == [QUAY.address]
    assert any("damaged behind record 1" in line and "nothing behind it" in line for line in told)
    assert file.total == 2


def test_a_record_that_lies_about_its_length_takes_no_page_into_another(tmp_path: Path) -> None:
    lying = record(QUAY, length=10**12)
    pages, told, _ = through(tmp_path / "a.warc.gz", packed([lying, record(MOLE)]))
    assert pages[0].origin is not None
    assert pages[0].origin.cut or pages[0].data.startswith(b"<html>")
    assert told


def revisit(of: Answer, **told: str) -> Answer:
    profile = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    return Answer(
        address="https://quay.example/later",
        kind="revisit",
        date="2023-05-09T00:00:00Z",
        number=9,
        told={"WARC-Payload-Digest": of.digest, "WARC-Profile": profile, **told},
    )


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "again",
    [
        revisit(QUAY),
        revisit(QUAY, **{"WARC-Refers-To-Target-URI": QUAY.address, "WARC-Refers-To-Date": QUAY.date}),
    ],
)
def test_a_revisit_is_a_further_capture_of_the_page_it_leads_to(tmp_path: Path, name: str, again: Answer) -> None:
    pages, told, _ = through(tmp_path / name, KINDS[name]([record(QUAY), record(MOLE), record(again)]))
    first, _, last = pages
    assert told == []
    assert (last.id, last.data, last.media_type) == (first.id, first.data, first.media_type)
    assert last.location == "https://quay.example/later"
    assert last.fetched_at == datetime(2023, 5, 9, tzinfo=UTC)
    assert last.origin is not None
    assert last.origin.number == 3


def test_a_page_that_did_not_change_is_a_revisit_too(tmp_path: Path) -> None:
    unchanged = Answer(
        address=QUAY.address, kind="revisit", status="304 Not Modified", date="2023-05-09T00:00:00Z",
        told={"WARC-Refers-To-Target-URI": QUAY.address, "WARC-Refers-To-Date": QUAY.date, "WARC-Payload-Digest": ""},
    )  # fmt: skip
    pages, _, _ = through(tmp_path / "a.warc.gz", packed([record(QUAY), record(unchanged)]))
    assert [page.id for page in pages] == [pages[0].id] * 2


def test_a_revisit_of_a_page_in_another_file_of_a_wacz_is_found(tmp_path: Path) -> None:
    data = wacz({"one.warc.gz": packed([record(QUAY)]), "two.warc.gz": packed([record(revisit(QUAY))])})
    pages, told, _ = through(tmp_path / "a.wacz", data)
    assert [page.data for page in pages] == [QUAY.body] * 2
    assert told == []


def test_a_revisit_whose_page_is_elsewhere_or_another_is_counted_and_left_out(tmp_path: Path) -> None:
    named = {"WARC-Refers-To-Target-URI": QUAY.address, "WARC-Refers-To-Date": QUAY.date}
    lying = revisit(MOLE, **named)  # leads to one page, and names the bytes of another
    pages, told, file = through(tmp_path / "a.warc.gz", packed([record(revisit(MOLE)), record(QUAY), record(lying)]))
    assert [page.location for page in pages] == [QUAY.address]
    assert any("2 revisits lead to pages captured elsewhere" in line for line in told)
    assert file.total == 1


def test_of_a_wacz_that_lists_its_pages_those_are_read_and_what_they_send_on_to(tmp_path: Path) -> None:
    frame = Answer(address="https://adverts.example/frame", body=article("Buy a boat"), number=3)
    moved = Answer(address="http://quay.example/two", status="302 Found", headers=[("Location", MOLE.address)])
    data = wacz(
        {"data.warc.gz": packed([record(QUAY), record(frame), record(moved), record(MOLE)])},
        listed=(f"{QUAY.address}#top", moved.address),
    )
    pages, told, _ = through(tmp_path / "a.wacz", data)
    assert [page.location for page in pages] == [QUAY.address, MOLE.address]
    assert "1 not among the pages that the archive lists" in told[0]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"PK\x03\x04 no archive", BrokenPage, "not a whole WACZ file"),
        (wacz({"a.warc.gz": packed([record(QUAY)])})[:-40], BrokenPage, "not a whole WACZ file"),
        (wacz({"notes.txt": b"no"}), EmptyPage, "without WARC files"),
        (wacz({"a.warc": record(QUAY) + b"\0" * 80_000_000}, method=zipfile.ZIP_DEFLATED), HugePage, "unpacks to more"),
        (b"no archive at all", EmptyPage, "without pages"),
    ],
)
def test_a_wacz_that_is_none_is_refused_in_one_line(
    tmp_path: Path, data: bytes, error: type[PageError], words: str
) -> None:
    with pytest.raises(error, match=words) as told:
        opened(tmp_path / ("a.wacz" if data.startswith(b"PK") else "a.warc"), data)
    assert "\n" not in str(told.value)


def test_an_encrypted_wacz_is_refused(tmp_path: Path) -> None:
    data = bytearray(wacz({"a.warc.gz": packed([record(QUAY)])}))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)  # the member's entry in the directory
    data[at + 8] |= 1
    with pytest.raises(LockedPage, match="encrypted"):
        opened(tmp_path / "a.wacz", bytes(data))


def test_a_body_over_the_limit_is_a_page_that_fails_and_no_more_of_it_is_held(tmp_path: Path) -> None:
    bomb = gzip.compress(gzip.compress(b"<p>" * 100_000_000, 1), 9)
    answers = [
        Answer(address=QUAY.address, body=bomb, headers=[("Content-Encoding", "gzip, gzip")]),
        Answer(
            address=QUAY.address,
            body=brotli.compress(b"<p>" * 30_000_000, quality=1),
            headers=[("Content-Encoding", "br")],
        ),
        Answer(address=QUAY.address, body=zstd.compress(b"<p>" * 100_000_000), headers=[("Content-Encoding", "zstd")]),
        Answer(address=QUAY.address, body=b"<p>" * MOST),
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed([*map(record, answers), record(MOLE)]))
    tracemalloc.start()
    pages = list(open_file(str(path), Asked(), max_bytes=MOST))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    for page in pages[:4]:
        with pytest.raises(HugePage, match="larger than 200,000 bytes"):
            read_document(page)
    assert pages[4].data == MOLE.body
    assert most < 8_000_000


def test_an_archive_of_many_pages_that_unpacks_to_far_more_than_it_is_stops(tmp_path: Path) -> None:
    one = record(Answer(address=QUAY.address, body=b"<p>" + b" " * (MOST - 10)))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(one * 400))
    file = Opened(gather([path], max_bytes=MOST))
    *pages, last = file
    assert 300 < len(pages) < 400
    assert isinstance(last, FailedPage)
    assert "more than 200 times its size" in last.failure.message


def test_memory_is_flat_however_many_records(tmp_path: Path) -> None:
    def most(records: int) -> int:
        path = tmp_path / f"{records}.warc.gz"
        with path.open("wb") as file:
            for number in range(records):
                body = article(f"Quay {number}", paragraphs=9)
                file.write(gzip.compress(record(Answer(address=f"https://quay.example/{number}", body=body)), 1))
        tracemalloc.start()
        assert sum(1 for _ in open_file(str(path), Asked(), max_bytes=MOST)) == records
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    most(10)
    assert most(2_000) < most(200) + 400_000  # the pages together are ten times that


def test_an_archive_is_many_pages_where_one_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(QUAY))
    with pytest.raises(ManyPages, match="an archive of captured pages"):
        read_document(open_page(path, max_bytes=MOST))


def test_archives_in_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl" / "b.warc.gz").write_bytes(packed([record(MOLE)]))
    (tmp_path / "crawl" / "a.txt").write_text("The mole is shut, the pilot said.")
    pages = list(Opened(gather([tmp_path / "crawl"], max_bytes=MOST)))
    assert [page.location for page in pages if isinstance(page, Page)] == [str(tmp_path / "crawl/a.txt"), MOLE.address]


@settings(max_examples=150)
@given(st.data())
def test_no_damage_raises_anything_but_what_is_told(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([
        b"".join([note(), record(QUAY), record(revisit(QUAY)), record(MOLE)]),
        packed([note(), record(QUAY), record(revisit(QUAY)), record(MOLE)]),
        wacz({"a.warc.gz": packed([record(QUAY), record(MOLE)])}, listed=[QUAY.address]),
    ]))  # fmt: skip
    hurt = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(hurt) - 1))
        hurt[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    name = "a.wacz" if whole.startswith(b"PK") else "a.warc"
    page = Page(data=bytes(hurt), location=name)
    told = ""
    try:
        for one in open_given(page, Asked(), max_bytes=MOST):
            assert one.origin is not None
            assert one.location is None or one.location.startswith("http")
    except PageError as error:
        told = str(error)
    assert "\n" not in told


def test_a_directory_that_points_before_its_file_is_told_in_one_line(tmp_path: Path) -> None:
    """The place of a member is told from the end of a zip file: where that lies, it may be before the beginning."""
    whole = bytearray(wacz({"a.warc.gz": packed([record(QUAY)])}, listed=[QUAY.address]))
    end = whole.rindex(b"PK\x05\x06")
    whole[end + 16 : end + 20] = (0x00F00000).to_bytes(4, "little")  # where the directory is said to begin
    path = tmp_path / "crawl.wacz"
    path.write_bytes(whole)
    with pytest.raises(PageError) as told:
        list(open_given(Page(data=bytes(whole), location="crawl.wacz"), Asked(), max_bytes=MOST))
    assert "\n" not in str(told.value)
