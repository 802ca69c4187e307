"""A folder that is read again: what is known is skipped, what is new, changed, failed or asked for is read.

Pages are read by a stand-in that tells which it was given.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sayso import cli
from sayso.engine import local, resume
from sayso.ledger import open_ledger
from sayso.reading import ReadingSettings
from sayso.records import Page, Reading, Run
from tests.factory import RUN, make_document, make_failure, make_reading

Read = list[str | None]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Return the places of the pages that were read, in a folder of pages and tables."""
    places: Read = []

    def read_page(page: Page, *, settings: ReadingSettings) -> Reading:
        places.append(page.location)
        run = of_settings(settings)
        if page.data.strip() == b"bad":
            return replace(make_failure(page.location or "", data=page.data, run=run), page=page)
        document = make_document(page.data.decode(), page_id=page.id)
        return make_reading(document, page=page, run=run)

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.setattr(local, "read_page", read_page)
    monkeypatch.setattr("sayso.reading.current_run", of_settings)
    monkeypatch.setattr(resume, "_SETTLED", 0)
    for name in ("weir", "sluice", "mole"):
        write(f"news/{name}.txt", f"The {name}\n\nThe keeper said that the {name} was dry.")
    rows = "".join(f"Row {n},The pilot said that buoy {n} had gone.\n" for n in range(4))
    write("rows.csv", f"title,text\n{rows}")
    return places


def of_settings(settings: ReadingSettings) -> Run:
    return replace(RUN, settings=(("plain", "true"),)) if settings.plain else RUN


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, ("read", *arguments))


def captures() -> int:
    with open_ledger("sayso.db", create=False) as ledger:
        return ledger.status().captures


def test_a_finished_folder_is_not_read_again(read: Read) -> None:
    assert run("news", "rows.csv").exit_code == 0
    before = captures()
    assert (len(read), before) == (7, 7)
    done = run("news", "rows.csv", "--json")
    assert (done.exit_code, done.stdout, len(read), captures()) == (0, "", 7, before)
    assert done.stderr.splitlines()[-1] == "sayso: read already, skipped: 7 pages; --again reads anew"


def test_a_finished_file_is_not_even_opened(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    run("news", "rows.csv")

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr("sayso.pages.containers.opened.open_file", opened)
    assert "skipped: 7 pages" in run("news", "rows.csv").stderr


def test_a_file_that_changed_a_moment_ago_is_told_by_its_bytes(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_SETTLED", 3_600_000_000_000)
    run("news")
    seen = Path("news/weir.txt").stat()
    write("news/weir.txt", "The weir\n\nThe keeper said that the weir was wet.")
    os.utime("news/weir.txt", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert run("news").exit_code == 0
    assert read[3:] == ["news/weir.txt"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: write("news/weir.txt", "The weir\n\nThe keeper said that the weir had gone."),
        lambda: write("news/quay.txt", "The quay\n\nThe clerk said that the quay was let."),
    ],
)
def test_what_is_new_is_read(read: Read, change: Callable[[], None]) -> None:
    run("news")
    change()
    done = run("news", "--json")
    assert len(read) == 4
    assert [json.loads(line)["page"]["location"] for line in done.stdout.splitlines()] == read[3:]


def test_a_table_that_grows_is_read_from_where_it_ended(read: Read) -> None:
    run("rows.csv")
    with Path("rows.csv").open("a", encoding="utf-8") as file:
        file.write("Row 4,The pilot said that buoy 4 lit up.\n")
    assert "skipped: 4 pages" in run("rows.csv").stderr
    assert read[4:] == ["rows.csv#article=5"]


def test_again_reads_anew_and_adds_no_sighting(read: Read) -> None:
    run("news")
    done = run("news", "--again")
    assert (done.exit_code, len(read), captures(), "skipped" in done.stderr) == (0, 6, 3, False)


def test_other_settings_are_another_run(read: Read) -> None:
    run("news")
    run("news", "--plain")
    assert len(read) == 6
    assert "skipped: 3 pages" in run("news", "--plain").stderr
    assert "skipped: 3 pages" in run("news").stderr
    assert captures() == 3


def test_what_is_told_of_a_page_counts(read: Read) -> None:
    run("news/mole.txt", "--outlet", "Ostrel Post")
    run("news/mole.txt", "--outlet", "Ostrel Gazette")
    assert len(read) == 2
    write("news/articles.csv", "file,outlet\nweir.txt,Ostrel Post\n")
    run("news")
    write("news/articles.csv", "file,outlet\nweir.txt,Ostrel Echo\n")
    from sayso.pages.containers.told import find_sidecar

    find_sidecar.cache_clear()
    done = run("news")
    assert read[-1] == "news/weir.txt"
    assert "skipped: 2 pages" in done.stderr


def test_a_page_that_failed_is_tried_again(read: Read) -> None:
    write("news/bad.txt", "bad")
    assert run("news").exit_code == 1
    done = run("news")
    assert (done.exit_code, read[4:], captures()) == (1, ["news/bad.txt"], 4)
    assert "skipped: 3 pages" in done.stderr


def test_a_stopped_run_goes_on(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: Callable[..., Reading] = vars(local)["read_page"]

    def stopped(page: Page, *, settings: ReadingSettings) -> Reading:
        if page.location == "rows.csv#article=3":
            raise KeyboardInterrupt
        return whole(page, settings=settings)

    monkeypatch.setattr(local, "read_page", stopped)
    assert run("news", "rows.csv").exit_code == 130
    monkeypatch.setattr(local, "read_page", whole)
    assert "skipped: 5 pages" in run("news", "rows.csv").stderr
    assert read[5:] == ["rows.csv#article=3", "rows.csv#article=4"]


def test_a_page_in_another_place_is_a_sighting_and_no_reading(read: Read) -> None:
    run("news")
    write("old/pier.txt", Path("news/mole.txt").read_text(encoding="utf-8"))
    assert "skipped: 1 page;" in run("old").stderr
    assert (len(read), captures()) == (3, 4)
    run("old")
    assert captures() == 4


def test_the_same_file_by_another_path_is_a_sighting(read: Read) -> None:
    run("news")
    run("./news")
    assert (len(read), captures()) == (3, 6)


def test_one_page_is_shown_though_it_is_known(read: Read) -> None:
    first = run("news/mole.txt", "--json")
    second = run("news/mole.txt", "--json")
    assert len(read) == 1
    assert second.stdout == first.stdout
    assert "skipped: 1 page;" in second.stderr


def test_bytes_that_were_not_kept_are_read_again_where_they_are_to_be(read: Read) -> None:
    run("news", "--no-keep-pages")
    run("news", "--no-keep-pages")
    assert len(read) == 3
    run("news")
    assert len(read) == 6


def test_a_forgotten_page_fails_unread_and_its_file_is_opened(read: Read) -> None:
    run("rows.csv")
    with open_ledger("sayso.db") as ledger:
        (gone,) = (entry.page_id for entry in ledger.documents(words="buoy 2"))
        ledger.forget(gone)
    done = run("rows.csv")
    assert (done.exit_code, len(read)) == (1, 4)
    assert f"rows.csv#article=3: {gone} was forgotten on " in done.stderr
    assert "skipped: 3 pages" in done.stderr


def test_again_wants_a_ledger(read: Read) -> None:
    assert run("news", "--again", "--no-ledger").exit_code == 2
    assert not read
