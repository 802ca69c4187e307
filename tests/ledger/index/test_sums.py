"""Sums that follow differences are those of a full count, whatever came before."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from sayso.ledger import SourceEntry, judge_statement
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.schema import source_tallies
from sayso.records import Document, Reading, Run, Statement
from tests.factory import make_document, make_reading, make_statement

NAMES = ("Ilse Varga", "ILSE VARGA", "Tarn Water Board", "tarn water board", "Bo Lind", "Ossian")
KINDS = ("government", "expert", "company", None)
PLACES = ("Tarn", "Upper Tarn", None)
PAGES = 6


def read(chance: random.Random, number: int, version: int) -> Reading:
    """Return a reading of one of a few pages: other people, other labels each time."""
    day = None if chance.random() < 0.3 else (date(2024, 1, 1) + timedelta(days=chance.randrange(9))).isoformat()
    document = make_document(f"Weir {number}\n\nShe said the sluice holds.", published=day)
    said = tuple(_statement(chance, document) for _ in range(chance.randrange(5)))
    return make_reading(document, statements=said, run=Run(version=f"{version}", weights="made-up"))


def _statement(chance: random.Random, document: Document) -> Statement:
    name = chance.choice(NAMES)
    return make_statement(
        document,
        "She",
        "said",
        "the sluice holds",
        entity=name,
        naming="body" if "oard" in name.casefold() else "named",
        source_kind=chance.choice(KINDS),
        affiliation=chance.choice(PLACES),
        act=chance.choice(("assert", "deny")),
        confidence=chance.random(),
    )


def count(readings: Iterable[Reading]) -> dict[str, tuple[object, ...]]:
    """Return what the list of sources must say, by folded name, counted from all that is current."""
    pages: dict[str, list[tuple[Reading, list[Statement]]]] = {}
    for reading in readings:
        by_name: dict[str, list[Statement]] = {}
        for each in reading.statements:
            if each.status != "rejected" and each.entity:
                alone = reading.page.id if each.naming == "named" and " " not in each.entity else ""
                by_name.setdefault(f"{each.entity.casefold()}{alone}", []).append(each)
        for name, said in by_name.items():
            pages.setdefault(name, []).append((reading, said))
    return {name: tuple(_row(found)) for name, found in pages.items()}


def _row(found: list[tuple[Reading, list[Statement]]]) -> Iterator[object]:
    for field in ("entity", "source_kind", "naming", "affiliation"):
        counted: Counter[str] = Counter()
        for _, said in found:
            on_page = Counter(getattr(each, field) for each in said if getattr(each, field) is not None)
            if on_page:
                counted[min(on_page, key=lambda value: (-on_page[value], value))] += len(said)
        yield min(counted, key=lambda value: (-counted[value], value), default=None)
    yield sum(len(said) for _, said in found)
    yield len(found)
    yield sum(each.denies for _, said in found for each in said)
    days = sorted(r.document.published for r, _ in found if r.document and r.document.published)
    yield from (days[0], days[-1]) if days else (None, None)


def told(entry: SourceEntry) -> tuple[object, ...]:
    """Return what an entry says, as `count` does."""
    days = (entry.first, entry.last)
    called = (entry.name, entry.kind, entry.naming, entry.affiliation)
    return (*called, entry.statements, entry.pages, entry.denies, *(day and str(day) for day in days))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_are_those_of_a_full_count(ledger: Ledger, seed: int) -> None:
    chance = random.Random(seed)
    at = datetime(2026, 4, 1, tzinfo=UTC)
    for step in range(24):
        what = chance.choice(("read", "read", "read", "judge", "judge", "forget"))
        current = [each for each in ledger.current() if each.statements]
        if what == "read" or not current:
            ledger.store(read(chance, chance.randrange(PAGES), step), again=True)
        elif what == "forget":
            ledger.forget(chance.choice(current).page.id)
        else:
            reading = ledger.reading(chance.choice(current).id, judged=False)
            statement = chance.choice(reading.statements)
            when, name = at + timedelta(hours=step), chance.choice(NAMES)
            if chance.random() < 0.5:
                ledger.judge(judge_statement(reading, statement, "reject", by="Ada", at=when))
            else:
                labels = {"entity": name, "affiliation": chance.choice(PLACES)}
                said = judge_statement(reading, statement, "correct", by="Ada", at=when, labels=labels)
                ledger.judge(said, join=True)
        expected = count(ledger.current())
        found = ledger.sources(limit=1000)
        assert sorted(map(told, found), key=str) == sorted(expected.values(), key=str), (seed, step, what)
    with ledger._engine.connect() as connection:
        numbers = connection.execute(select(source_tallies.c.statements)).scalars().all()
    assert numbers
    assert all(number > 0 for number in numbers)


def test_nothing_is_left_of_a_source_that_nobody_names(ledger: Ledger) -> None:
    document = make_document("Ford\n\nShe said the sluice holds.")
    said = make_statement(document, "She", "said", "the sluice holds", entity="Ilse Varga", naming="named")
    ledger.store(make_reading(document, statements=(said,)))
    assert [each.name for each in ledger.sources()] == ["Ilse Varga"]
    ledger.forget(document.page_id)
    assert ledger.sources() == ()
    with ledger._engine.connect() as connection:
        assert connection.execute(select(source_tallies)).all() == []
