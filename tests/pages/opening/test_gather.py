"""Files, folders and standard input become pages; what cannot be read is named, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sayso.errors import HugePage, MissingPage
from sayso.pages.opening.gather import FailedPage, Gathered, gather, open_page
from sayso.records import Page


def pages(gathered: Gathered) -> list[Page]:
    return [page for page in gathered if isinstance(page, Page)]


def failures(gathered: Gathered) -> list[FailedPage]:
    return [page for page in gathered if isinstance(page, FailedPage)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.md",
        "deep/c.html",
        "deep/d.HTM",
        ".hidden/e.txt",
        ".f.txt",
        "g.jpg",
        "sayso.db",
        "sayso.db-wal",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"words of " + name.encode())
    (tmp_path / "h.txt.gz").write_bytes(gzip.compress(b"packed words"))
    (tmp_path / "i.csv.gz").write_bytes(b"")
    return tmp_path


def test_a_folder_is_searched_through(folder: Path) -> None:
    gathered = gather([folder], max_bytes=100)
    found = [(Path(p.location or "").relative_to(folder).as_posix(), p.media_type) for p in pages(gathered)]
    assert found == [
        ("a.md", "text/plain"),
        ("b.txt", "text/plain"),
        ("h.txt.gz", "text/plain"),
        ("deep/c.html", "text/html"),
        ("deep/d.HTM", "text/html"),
    ]
    assert (gathered.total, gathered.skipped) == (5, 2)
    assert dict(gathered.skipped_kinds) == {".jpg": 1, ".gz": 1}


def test_a_packed_page_is_unpacked(folder: Path) -> None:
    assert open_page(folder / "h.txt.gz", max_bytes=100).data == b"packed words"


def test_a_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    page = open_page(folder / "g.jpg", max_bytes=100)
    assert (page.data, page.media_type, page.location) == (b"words of g.jpg", "text/plain", str(folder / "g.jpg"))
    assert page.fetched_at is not None


def test_bad_pages_are_named_and_the_others_read(folder: Path) -> None:
    (folder / "long.txt").write_bytes(b"x" * 101)
    (folder / "torn.txt.gz").write_bytes(gzip.compress(b"words")[:-9])
    places = ["none.txt", "long.txt", "torn.txt.gz", "b.txt"]
    gathered = gather([folder / name for name in places], max_bytes=100)
    assert [failed.failure.kind for failed in failures(gathered)] == ["missing", "huge", "binary"]
    for failed, name in zip(failures(gathered), places, strict=False):
        assert failed.failure.message.startswith(f"{folder / name}: ")
        assert "\n" not in failed.failure.message
        assert failed.page.location == str(folder / name)
    assert [page.data for page in pages(gathered)] == [b"words of b.txt"]


def test_what_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"0" * 10_000_000))
    with pytest.raises(HugePage):
        open_page(tmp_path / "bomb.txt.gz", max_bytes=1000)


def test_a_missing_page_raises_when_opened_alone() -> None:
    with pytest.raises(MissingPage, match=r"^no\.txt: "):
        open_page("no.txt", max_bytes=10)


@pytest.mark.parametrize(("data", "media_type"), [(b"words", "text/plain"), (b"\n<!DOCTYPE html><p>x", "text/html")])
def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch, data: bytes, media_type: str) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (page,) = pages(gather(["-"], max_bytes=100))
    assert (page.data, page.media_type, page.location) == (data, media_type, None)
