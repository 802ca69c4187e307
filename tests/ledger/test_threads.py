"""One ledger serves many threads, and streams without gathering."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sayso.ledger import Hit, Query
from sayso.ledger.ledger import Ledger
from sayso.records import Reading
from tests.factory import make_document, make_reading, make_statement


def page(number: int, statements: int = 4) -> Reading:
    """Return the reading of one of many pages."""
    document = make_document(f"Page {number}\n\nWord{number} said it, and so it was.")
    said = make_statement(document, f"Word{number}", "said", "it", entity="Coast Monitor", naming="body")
    return make_reading(document, statements=(said,) * statements)


def test_many_threads_read_and_write_one_ledger(ledger: Ledger) -> None:
    def work(number: int) -> int:
        ledger.store(page(number))
        return len(list(ledger.search(Query(source=f"word{number}")))) + len(ledger.documents(words=f"word{number}"))

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(work, range(20))) == [5] * 20
    (source,) = ledger.sources()
    assert (source.statements, source.pages) == (80, 20)


def test_more_streams_than_connections_are_kept(ledger: Ledger) -> None:
    ledger.store(page(1))
    streams = [ledger.search(Query()) for _ in range(30)]
    first = [next(each) for each in streams]
    assert len(ledger.documents()) == 1
    assert all(hit == first[0] for hit in first)
    assert [len(list(each)) for each in streams] == [3] * 30


def test_a_stream_may_go_on_in_another_thread(ledger: Ledger) -> None:
    ledger.store(page(1))
    stream: Iterator[Hit] = ledger.search(Query())
    found = []
    for _ in range(4):
        with ThreadPoolExecutor(1) as pool:
            found.append(pool.submit(next, stream).result())
    assert len(found) == 4
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: list(stream)).result() == []


def test_streaming_holds_a_few_hits_at_a_time(ledger: Ledger) -> None:
    document = make_document("Long page\n\nSomebody said it.")
    said = make_statement(document, "Somebody", "said", "it", origin="x" * 5_000)
    for number in range(2):
        fresh = make_document(f"{document.text} {number}")
        ledger.store(make_reading(fresh, statements=(replace(said, document_id=fresh.id),) * 500))
    list(ledger.search(Query(words="it", limit=1)))
    tracemalloc.start()
    count = sum(1 for _ in ledger.search(Query(words="it")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_000
    assert peak < 3_500_000  # all of them are 5 MB and more
