"""Pages, sources, what they said, contents alike and counts: each list right, and whole however it is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BadCursor, UnknownId
from sayso.ledger import Query
from sayso.ledger.ask.cursors import make_cursor, read_cursor
from sayso.ledger.index.likeness import NEAR, nearness, sketch
from sayso.ledger.ledger import Ledger
from sayso.records import Reading, Statement
from tests.factory import RUN, make_document, make_failure, make_page, make_reading, make_statement, make_thread

NEXT = replace(RUN, version="0.2.0")
RENN = {"entity": "Oda Renn", "naming": "named", "source_kind": "government", "affiliation": "Interior Ministry"}
MONITOR = {"entity": "Coast Monitor", "naming": "body", "source_kind": "news_media"}


def page(number: int, *labels: dict[str, Any], day: str | None = None, outlet: str = "Velmar Courier") -> Reading:
    """Return the reading of a page with one statement for each set of labels."""
    text = f"Page {number}\n\nWord{number} said that it rained in Velmar on day {number} of the long and wet spring."
    document = make_document(text, published=day, outlet=outlet)
    cues = [
        make_statement(document, f"Word{number}", "said", text[60 - at :], **each) for at, each in enumerate(labels)
    ]
    where = f"https://velmar.example/{number}"
    return make_reading(document, page=make_page(text, location=where), statements=tuple(cues))


def whole(ask: Callable[..., Iterable[Any]], **asked: Any) -> list[Any]:
    """Return a list taken two at a time, by cursor."""
    found: list[Any] = []
    after = None
    while part := list(ask(after=after, limit=2, **asked)):
        found.extend(part)
        after = found[-1].cursor
    return found


def without_cursors(hits: Iterable[Any]) -> list[Any]:
    """Return hits as any list has them."""
    return [replace(hit, cursor="", in_document=False) for hit in hits]


def searching(ledger: Ledger) -> Callable[..., Iterable[Any]]:
    """Return search with the fields of a query as options."""
    return lambda **asked: ledger.search(Query(**asked))


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """Return a ledger of seven pages and a failed one."""
    for number in range(7):
        labels = (RENN, MONITOR, RENN | {"act": "deny"}) if number % 2 else (RENN,)
        ledger.store(page(number, *labels, day=f"202{number}-03-05" if number else None))
    ledger.store(make_failure("gone.txt"))
    return ledger


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"words": "rained"},
        {"words": "word3"},
        {"words": "page", "act": "deny"},
        {"outlet": "velmar"},
        {"source": "renn"},
    ],
)
def test_a_search_cut_by_cursors_is_the_whole_search(full: Ledger, asked: dict[str, Any]) -> None:
    assert whole(searching(full), **asked) == list(full.search(Query(**asked)))


def test_a_cursor_goes_on_at_the_same_place_while_others_write(full: Ledger) -> None:
    every = list(full.search(Query()))
    cursor = every[3].cursor
    full.store(page(8, RENN, RENN))
    full.store(replace(page(1), run=NEXT))  # the page is read anew, and nothing is found on it
    left = [hit for hit in every[4:] if hit.page_id != page(1).page.id]
    assert list(full.search(Query(after=cursor))) == left


def test_documents_are_listed_newest_first_with_what_failed(full: Ledger) -> None:
    listed = full.documents()
    assert whole(full.documents) == list(listed)
    assert [each.title for each in listed] == [None, *(f"Page {n}" for n in (6, 5, 4, 3, 2, 1, 0))]
    failed, six = listed[:2]
    assert failed.failure is not None
    assert (failed.document_id, failed.location, failed.statements) == (None, "gone.txt", 0)
    reading = page(6, RENN)
    assert reading.document
    assert (six.page_id, six.reading_id, six.document_id) == (reading.page.id, reading.id, reading.document.id)
    assert (six.location, six.published, six.statements, six.comments) == (reading.page.location, "2026-03-05", 1, 0)
    assert (datetime.now(UTC) - six.read_at).total_seconds() < 600


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"words": "word3 rained"}, ["Page 3"]),
        ({"words": "?!"}, []),
        ({"outlet": "courier", "since": date(2025, 1, 1)}, ["Page 6", "Page 5"]),
        ({"outlet": "monitor"}, []),
        ({"until": date(2022, 3, 5)}, ["Page 2", "Page 1"]),
        ({"location": "https://velmar.example/4"}, ["Page 4"]),
        ({"location": "https://velmar.example/"}, []),
    ],
)
def test_documents_are_found(full: Ledger, asked: dict[str, Any], titles: list[str]) -> None:
    assert [each.title for each in full.documents(**asked)] == titles


def test_a_page_read_anew_is_listed_once(full: Ledger) -> None:
    full.store(replace(page(2), run=NEXT))
    assert [(each.title, each.statements) for each in full.documents(limit=1)] == [("Page 2", 0)]
    assert len(full.documents()) == 8


def test_sources_are_counted(full: Ledger) -> None:
    renn, monitor = full.sources()
    assert (renn.name, renn.kind, renn.naming, renn.affiliation) == (
        "Oda Renn",
        "government",
        "named",
        "Interior Ministry",
    )
    assert (renn.statements, renn.pages, renn.denies) == (10, 7, 3)
    assert (renn.first, renn.last) == (date(2021, 3, 5), date(2026, 3, 5))
    assert (monitor.name, monitor.statements) == ("Coast Monitor", 3)
    assert full.source(renn.key) == renn
    assert whole(full.sources) == [renn, monitor]
    assert full.sources(words="coast mon") == full.sources(kind="news_media") == (monitor,)
    assert full.sources(words="enn") == full.sources(words="—") == full.sources(kind="ngo") == ()


def test_counts_follow_what_is_read_anew_and_forgotten(full: Ledger) -> None:
    full.store(replace(page(1, MONITOR, day="2021-03-05"), run=NEXT))
    full.forget(page(6).page.id)
    renn, monitor = full.sources()
    assert (renn.statements, renn.pages, renn.denies, renn.last) == (7, 5, 2, date(2025, 3, 5))
    assert monitor.statements == 3
    for number in (0, 2, 3, 4, 5):
        full.forget(page(number).page.id)
    assert [each.name for each in full.sources()] == ["Coast Monitor"]
    with pytest.raises(UnknownId, match="No source of this ledger has the key"):
        full.source(renn.key)


def test_what_a_source_said_comes_in_the_order_of_publication(full: Ledger) -> None:
    renn = full.sources()[0]
    said = full.said_by(renn.key)
    assert whole(lambda **asked: full.said_by(renn.key, **asked)) == list(said)
    days = [hit.published for hit in said]
    assert days == [*sorted(day for day in days if day), None]
    assert len(said) == renn.statements
    assert {hit.source_key for hit in said} == {renn.key}
    with pytest.raises(UnknownId):
        full.said_by("src_00")


@pytest.mark.parametrize(
    ("labels", "listed"),
    [
        ({"entity": "Oda  RENN", "naming": "named"}, 1),  # one name in any case
        ({"entity": "Renn", "naming": "named"}, 2),  # another Renn perhaps: joined within a page alone
        ({"entity": "Nordkai", "naming": "body"}, 1),
        ({"entity": "she", "naming": "unnamed"}, 0),
        ({"entity": None, "naming": "named"}, 0),
        ({"entity": "Tolan Brisk", "naming": "named", "source_kind": "reader"}, 0),
        ({"entity": "Tolan Brisk", "naming": "named", "layer": "comment"}, 0),
    ],
)
def test_only_sure_names_are_sources(ledger: Ledger, labels: dict[str, Any], listed: int) -> None:
    ledger.store(page(1, labels, labels))
    ledger.store(page(2, labels | {"entity": labels["entity"] and labels["entity"].title()}))
    assert len(ledger.sources()) == listed


def test_contents_alike_are_found_on_other_pages(ledger: Ledger) -> None:
    said = "the harbour of Velmar was closed to all ships after the storm of Friday night"
    nearly = "the harbour of Velmar was closed for all ships after the storm on Friday night"
    other = "the budget of the northern school was cut by a third after the vote of Monday"
    readings = []
    for number, content in enumerate((said, nearly, other, said)):
        document = make_document(f"Page {number}\n\nRenn said {content}. He said {content}.")
        made = (make_statement(document, "Renn", "said", content), make_statement(document, "He", "said", content))
        readings.append(make_reading(document, statements=made))
        ledger.store(readings[-1])
    found = ledger.alike(readings[0].statements[0].id)
    pages = [hit.page_id for hit in found]
    assert pages == [readings[3].page.id] * 2 + [readings[1].page.id] * 2
    assert ledger.alike(readings[0].statements[0].id, limit=1) == found[:1]
    assert ledger.alike(readings[2].statements[0].id) == ()


@given(st.text(max_size=60))
def test_a_content_is_like_itself(content: str) -> None:
    assert bool(sketch(content)) == (nearness(content, content) >= NEAR)


def test_facets_count_what_a_query_finds(full: Ledger) -> None:
    facets = full.facets(Query())
    assert (facets.counted, facets.capped) == (13, False)
    assert facets.act == (("deny", 3),)
    assert facets.kind == (("government", 10), ("news_media", 3))
    assert facets.denies == (("false", 10), ("true", 3))
    assert facets.outlet == (("Velmar Courier", 13),)
    assert facets.year == (("2021", 3), ("2023", 3), ("2025", 3), ("2022", 1), ("2024", 1), ("2026", 1))
    assert full.facets(Query(entity="coast monitor", limit=1)).form == (("indirect", 3),)
    assert full.facets(Query(words="nowhere")).counted == 0


def test_facets_tell_that_there_is_more(full: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.ask.facets.FACETS_OVER", 12)
    facets = full.facets(Query())
    assert (facets.counted, facets.capped, facets.form) == (12, True, (("indirect", 12),))


def test_one_statement_is_found_by_its_id(full: Ledger) -> None:
    for hit in full.search(Query()):
        assert without_cursors([full.statement(hit.statement.id)]) == without_cursors([hit])
    old = page(1, RENN, MONITOR, RENN | {"act": "deny"}, day="2021-03-05").statements
    full.store(replace(page(1), run=NEXT))
    assert full.statement(old[0].id).statement == old[0]
    for wrong in ("st_ffffffffffffffff", "page_00", "nothing"):
        with pytest.raises(UnknownId):
            full.statement(wrong)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"entity": "oda  renn"}, 10),
        ({"entity": "oda"}, 0),
        ({"entity": " "}, 0),
        ({"location": "https://velmar.example/3"}, 3),
        ({"location": "https://velmar.example/3", "entity": "Coast Monitor"}, 1),
        ({"page_id": page(5).page.id}, 3),
        ({"page_id": page(5).page.id, "words": "word5"}, 3),
        ({"page_id": "page_00"}, 0),
        ({"status": "machine"}, 13),
        ({"status": "confirmed"}, 0),
    ],
)
def test_the_newer_fields_of_a_query(full: Ledger, asked: dict[str, Any], found: int) -> None:
    assert len(list(full.search(Query(**asked)))) == found
    assert len(list(full.statements(Query(**asked)))) == found


def test_statements_can_be_gone_through_twice(full: Ledger) -> None:
    statements = full.statements(Query(limit=3))
    assert list(statements) == list(statements) == list(full.search(Query(limit=3)))


def test_readers_are_in_no_list(ledger: Ledger) -> None:
    document = make_thread()
    labels = {"layer": "comment", "comment": "c1"}
    heard: Statement = make_statement(document, "I", "heard", "that the quay is full of lorries", **labels, **RENN)
    ledger.store(make_reading(document, statements=(heard,)))
    other = make_document(document.text + "\n\nMore.")
    ledger.store(make_reading(other, statements=(replace(heard, document_id=other.id, layer="article", comment=None),)))
    assert ledger.sources()[0].statements == 1
    assert len(ledger.said_by(ledger.sources()[0].key)) == 1
    assert [each.statements for each in ledger.documents()] == [1, 0]
    assert ledger.facets(Query()).counted == 1
    article = next(iter(ledger.search(Query())))
    assert ledger.alike(article.statement.id) == ()


@pytest.mark.parametrize(
    "cursor", ["", "?", "é", "W10", "bnVsbA", make_cursor("x", 0, 1), make_cursor("s", "a", 1), "A" * 9]
)
def test_a_bad_cursor_is_refused(ledger: Ledger, cursor: str) -> None:
    ledger.store(page(1, RENN))
    key = ledger.sources()[0].key
    for ask in (ledger.documents, ledger.sources, lambda **asked: ledger.said_by(key, **asked), searching(ledger)):
        with pytest.raises(BadCursor, match="is no cursor of this list"):
            list(ask(after=cursor))


@given(st.text())
def test_whatever_is_given_as_a_cursor_is_refused_in_one_way(cursor: str) -> None:
    with pytest.raises(BadCursor):
        read_cursor("s", cursor, (int, int))


@given(st.integers(-(2**62), 2**62), st.text())
def test_cursors_come_back(number: int, words: str) -> None:
    assert read_cursor("s", make_cursor("s", number, words), (int, str)) == (number, words)
