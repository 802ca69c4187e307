"""Mentions in a ledger are compared with those of pages about one matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import Connection, func, select

from sayso.claims.linking.likeness import Array
from sayso.claims.linking.told import Told, near, told_of
from sayso.ledger.claims import pairs, refresh
from sayso.ledger.claims.between import relate
from sayso.ledger.ledger import Ledger
from sayso.ledger.store.claim_tables import page_sketches, sketch_stems
from sayso.records import Reading
from tests.ledger.claims.pages import Line, page, shown

VAULT = "thieves emptied the salt vault of Corvenna abbey"
ORCHARD = "frost killed the plum orchards around Dellmark"
THEFT, FREE, COLD = (100, 0, 0, 0), (0, 100, 0, 0), (0, 0, 100, 0)
FIRST, SECOND = "nobody has been charged", "police let all suspects go"


def meaning(reading: Reading, *vectors: tuple[int, ...]) -> Reading:
    """Return a reading whose mentions have these vectors."""
    told = zip(reading.mentions, (np.array(each, dtype=np.int8).tobytes() for each in vectors), strict=True)
    return replace(reading, mentions=tuple(replace(each, vector=vector) for each, vector in told))


@pytest.fixture(autouse=True)
def _compared_by_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_vectors(both: Iterable[tuple[Told, Told]]) -> Array:
        return np.array([near(one, other) for one, other in both], dtype=np.float32)

    monkeypatch.setattr(pairs, "same_claim", by_vectors)


@pytest.mark.parametrize("turned", [False, True])
def test_other_words_are_one_claim_where_pages_are_about_one_matter(ledger: Ledger, turned: bool) -> None:
    readings = [
        meaning(page("Bell", Line("", VAULT), Line("", FIRST)), THEFT, FREE),
        meaning(page("Gate", Line("", f"{VAULT} on Sunday"), Line("", SECOND)), THEFT, FREE),
        meaning(page("Plum", Line("", ORCHARD), Line("", "everybody went home")), COLD, (0, 80, 0, 60)),
    ]
    for reading in readings[::-1] if turned else readings:
        ledger.store(reading)
    found = {frozenset(each.stated.text for each in ledger.claim(entry.id).members) for entry in shown(ledger).values()}
    assert found == {frozenset((VAULT, f"{VAULT} on Sunday")), frozenset((FIRST, SECOND))}
    ledger.rebuild_claims()
    assert len(shown(ledger)) == 2


def test_what_is_forgotten_is_found_no_more(ledger: Ledger) -> None:
    readings = [
        meaning(page(title, Line("", VAULT), Line("", FIRST)), THEFT, FREE) for title in ("Bell", "Gate", "Oak")
    ]
    for reading in readings:
        ledger.store(reading)
    for reading in readings[:2]:
        ledger.forget(reading.page.id)
    later = meaning(page("Moor", Line("", f"{VAULT} twice"), Line("", SECOND)), THEFT, FREE)
    ledger.store(later)
    assert {(entry.mentions, entry.pages) for entry in shown(ledger).values()} == {(2, 2)}
    for reading in (readings[2], later):
        ledger.forget(reading.page.id)
    with ledger._engine.connect() as connection:
        kept = [
            connection.execute(select(func.count()).select_from(each)).scalar()
            for each in (page_sketches, sketch_stems)
        ]
    assert kept == [0, 0]


def test_claims_that_stay_as_they_are_are_left_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def noting(connection: Connection, changed: Collection[int]) -> set[int]:
        asked.extend(changed)
        return relate(connection, changed)

    for title, vector in (("Bell", THEFT), ("Gate", (95, 0, 0, 30))):
        ledger.store(meaning(page(title, Line("", f"{VAULT} in {title}"), Line("", ORCHARD)), vector, COLD))
    monkeypatch.setattr(refresh, "relate", noting)
    leaning = (30, 80, 0, -60)  # nearer to one of them than it must be, and not to both
    ledger.store(meaning(page("Loft", Line("", f"{VAULT} and its bells")), leaning))
    assert len(asked) == 1
    assert {entry.mentions for entry in shown(ledger).values()} == {2}


def test_mentions_of_the_ledger_are_compared_by_all_that_their_pages_tell(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[Told] = []

    def noting(both: Iterable[tuple[Told, Told]]) -> Array:
        given = list(both)
        compared.extend(each for pair in given for each in pair)
        return np.zeros(len(given), dtype=np.float32)

    monkeypatch.setattr(pairs, "same_claim", noting)
    readings = [page(title, Line("", f"{VAULT} in {title}"), Line("", FIRST)) for title in ("Bell", "Gate")]
    for reading in readings:
        ledger.store(reading)
    told = {
        (each.page, each.text): each
        for reading in readings
        if reading.document
        for each in told_of(reading.document, reading.mentions)
    }
    assert {each.text for each in compared} >= {f"{VAULT} in Bell", f"{VAULT} in Gate"}
    for each in compared:
        assert (each.telling, each.around) == (told[each.page, each.text].telling, told[each.page, each.text].around)
        assert each.around
