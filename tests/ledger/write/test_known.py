"""What is known of pages and files before they are read, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sayso.engine.resume import KnownPage, known_page
from sayso.ledger import Known, ReadFile, open_ledger
from sayso.ledger.ledger import Ledger
from sayso.pages.opening.gather import FailedPage
from sayso.records import Origin, Page, Told
from tests.factory import RUN, make_failure, make_page, make_reading

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)
LATER = datetime(2024, 5, 3, 12, tzinfo=UTC)
OTHER = replace(RUN, weights="v" * 8)


def test_a_page_is_known_by_its_bytes_run_and_kind(ledger: Ledger) -> None:
    reading = make_reading()
    page = reading.page
    assert ledger.look(page, RUN) == Known()
    ledger.store(reading)
    assert ledger.look(page, RUN) == Known(reading_id=reading.id, captured=True)
    for other in (
        replace(page, media_type="text/html"),
        replace(page, charset="latin-1"),
        replace(page, told=Told(outlet="Orsk Echo")),
    ):
        assert ledger.look(other, RUN).reading_id is None
    assert ledger.look(page, OTHER).reading_id is None
    assert ledger.look(make_page("Another."), RUN) == Known()


def test_a_failed_page_is_not_known(ledger: Ledger) -> None:
    failed = make_failure("dull.txt", data=b"...")
    ledger.store(failed)
    assert ledger.look(failed.page, RUN).reading_id is None
    assert known_page(ledger, failed.page, RUN) == failed.page


def test_a_file_is_met_once_and_an_address_each_time(ledger: Ledger) -> None:
    reading = make_reading()
    for place, sightings in (("news/harbour.txt", 1), ("https://quay.example/harbour", 2)):
        met = replace(reading.page, location=place, fetched_at=NOON)
        ledger.store(replace(reading, page=met))
        before = ledger.status().captures
        for _ in range(2):
            assert known_page(ledger, replace(met, fetched_at=LATER), RUN) == KnownPage(reading_id=reading.id)
        assert ledger.status().captures == before + sightings - 1


def test_a_page_in_a_container_is_known_wherever_it_is_met(ledger: Ledger) -> None:
    reading = make_reading()
    origin = Origin(location="may.warc", number=3)
    record = replace(reading.page, location="https://quay.example/a", fetched_at=NOON, origin=origin)
    ledger.store(replace(reading, page=record))
    assert isinstance(known_page(ledger, record, RUN), KnownPage)
    assert ledger.status().captures == 1
    revisit = replace(record, fetched_at=LATER, origin=replace(origin, location="june.warc"))
    assert isinstance(known_page(ledger, revisit, RUN), KnownPage)
    assert [each.fetched_at for each in ledger.captures(record.id)] == [NOON, LATER]


def test_a_page_that_is_read_anew_bears_the_time_it_was_met(ledger: Ledger) -> None:
    reading = make_reading(page=make_page(fetched_at=NOON))
    ledger.store(reading)
    page = known_page(ledger, replace(reading.page, fetched_at=LATER), RUN, again=True)
    assert isinstance(page, Page)
    assert page.fetched_at == NOON


def test_a_forgotten_page_is_not_read(ledger: Ledger) -> None:
    reading = make_reading()
    ledger.store(reading)
    ledger.forget(reading.page.id)
    for again in (False, True):
        known = known_page(ledger, reading.page, RUN, again=again)
        assert isinstance(known, FailedPage)
        assert known.failure.kind == "forgotten"


def test_bytes_that_are_to_be_kept_are_asked_for(target: str) -> None:
    reading = make_reading()
    with open_ledger(target, keep_pages=False) as bare:
        bare.store(reading)
        assert bare.look(reading.page, RUN).reading_id == reading.id
    with open_ledger(target) as keeping:
        assert keeping.look(reading.page, RUN).reading_id is None


def test_a_file_is_known_while_it_bears_its_mark(ledger: Ledger) -> None:
    ledger.remember_files([ReadFile(location="a.csv", mark="file_1", pages=7)])
    ledger.remember_files([ReadFile(location=f"b{n}.csv", mark="file_1", pages=n) for n in range(3)])
    assert ledger.file_pages("a.csv", "file_1") == 7
    assert ledger.file_pages("b0.csv", "file_1") == 0
    ledger.remember_files([ReadFile(location="a.csv", mark="file_2", pages=8)])
    assert (ledger.file_pages("a.csv", "file_1"), ledger.file_pages("a.csv", "file_2")) == (None, 8)


def test_a_file_that_holds_a_forgotten_page_is_opened_again(ledger: Ledger) -> None:
    reading = make_reading()
    page = replace(reading.page, location="a.csv#article=2", origin=Origin(location="a.csv", number=2))
    ledger.store(replace(reading, page=page))
    ledger.remember_files([ReadFile(location=name, mark="file_1", pages=7) for name in ("a.csv", "b.csv")])
    ledger.forget(page.id)
    assert (ledger.file_pages("a.csv", "file_1"), ledger.file_pages("b.csv", "file_1")) == (None, 7)
