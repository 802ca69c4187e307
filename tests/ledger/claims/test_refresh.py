"""Claims follow the pages that are written, read again, judged and forgotten; only what is touched is computed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from sayso.claims.linking.likeness import Array
from sayso.claims.linking.link import group, make_claim, sure_of
from sayso.claims.linking.told import Told, told_of
from sayso.ledger import judge_statement, open_ledger
from sayso.ledger.claims import pairs, refresh
from sayso.ledger.claims.rows import order
from sayso.ledger.ledger import Ledger
from sayso.records import Reading
from tests.factory import RUN
from tests.ledger.claims.conftest import by_words
from tests.ledger.claims.pages import Line, page, partition, shown

FERRY = "the night ferry to Ostrel hit the breakwater"
DRILL = "the reactor at Kaldun was shut down for a drill"


def story() -> list[Reading]:
    """Return pages of several outlets on one accident."""
    return [
        page(
            "Tide",
            Line("Mara Voss", FERRY),
            Line("Ilan Dorr", "41 people were killed on the Ostrel ferry"),
            published="2021-03-01",
        ),
        page("Quay", Line("Mara Voss", FERRY, cue="denied", act="deny"), Line("", DRILL), published="2021-03-07"),
        page(
            "Gull",
            Line("", FERRY),
            Line("Ilan Dorr", "29 people were killed on the Ostrel ferry"),
            published="2021-03-01",
        ),
        page(
            "Buoy",
            Line("a sailor", "the night ferry to Ostrel hit the old breakwater", named=False),
            Line("Pell Aster", "the ferry crew had been drinking before Ostrel"),
            published="2021-03-06",
        ),
        page("Reef", Line("Pell Aster", "the crew of the ferry had been drinking before Ostrel"), Line("", DRILL)),
        page("Mast", Line("Ilan Dorr", "41 people were killed aboard the Ostrel ferry"), Line("", "it rained")),
    ]


def test_pages_that_say_the_same_are_one_claim(ledger: Ledger) -> None:
    for reading in story():
        ledger.store(reading)
    claims = shown(ledger)
    assert set(claims) == {
        FERRY,
        DRILL,
        "41 people were killed on the Ostrel ferry",
        "29 people were killed on the Ostrel ferry",
        "the crew of the ferry had been drinking before Ostrel",
    }
    ferry = claims[FERRY]
    assert (ferry.mentions, ferry.pages, ferry.holders, ferry.independent, ferry.unknown) == (4, 4, 3, 1, 2)
    assert ferry.contested
    assert (ferry.first, ferry.last) == (date(2021, 3, 1), date(2021, 3, 7))
    assert claims[DRILL].independent == 0
    assert claims[DRILL].unknown == 2
    assert not claims[DRILL].contested


def test_a_reading_with_mentions_comes_back_equal(ledger: Ledger) -> None:
    reading = page("Tide", Line("Mara Voss", FERRY), items=(("video", "night ferry"),))
    mentions = (replace(reading.mentions[0], vector=bytes(range(256))),)
    reading = replace(reading, mentions=mentions)
    ledger.store(reading)
    assert ledger.reading(reading.id) == reading
    assert reading.items


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_pages_gives_what_making_all_anew_gives(
    ledger: Ledger, empty: Path, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    readings = story()
    with open_ledger(shutil.copy(empty, tmp_path / "other.db")) as other:
        for reading in readings:
            other.store(reading)
        wanted = partition(other)
    assert len(wanted) == 5
    strays = [page(f"Stray{n}", Line("Ilan Dorr", chance.choice((FERRY, DRILL)))) for n in range(2)]
    mixed = [*strays, *readings]
    chance.shuffle(mixed)
    for reading in mixed:
        ledger.store(reading)
    for reading in strays:
        ledger.forget(reading.page.id)
    assert partition(ledger) == wanted
    ids = {entry.id: entry.text for entry in ledger.find_claims()}
    ledger.rebuild_claims()
    assert partition(ledger) == wanted
    assert {entry.id: entry.text for entry in ledger.find_claims()} == ids


def test_the_ledger_counts_as_the_linking_of_pages_does(ledger: Ledger) -> None:
    told: list[Told] = []
    for reading in story():
        ledger.store(reading)
        assert reading.document is not None
        told += told_of(reading.document, reading.mentions)
    told.sort(key=order)
    every = [(one, other) for one in range(len(told)) for other in range(one + 1, len(told))]
    chances = dict(zip(every, by_words((told[a], told[b]) for a, b in every).tolist(), strict=True))
    linked = {}
    for numbers in group(told, chances):
        claim = make_claim([told[number] for number in numbers], sure_of(numbers, chances))
        linked[claim.text] = claim
    for entry in ledger.find_claims():
        claim = linked[entry.text]
        assert (entry.independent, entry.unknown) == (len(claim.independent), len(claim.unknown))
        assert entry.contested == claim.contested
        answer = ledger.claim(entry.id)
        assert answer.independent == claim.independent
        stands = {each.mention.id: each.stand for each in claim.stated}
        assert {each.stated.mention.id: each.stated.stand for each in answer.members} == stands
        assert entry.pages == len({each.page for each in claim.stated})


def test_a_claim_keeps_its_id_while_others_join(ledger: Ledger) -> None:
    one, other, *more = story()
    ledger.store(one)
    ledger.store(other)
    before = shown(ledger)[FERRY].id
    for reading in more:
        ledger.store(reading)
    assert shown(ledger)[FERRY].id == before


def test_ids_lead_on_where_a_page_makes_two_claims_one(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    left, right, both = (f"{who} harbour lamps near Sund darkened" for who in ("customs", "pilots", "everybody"))

    def rule(pairs_given: Iterable[tuple[Told, Told]]) -> Array:
        return np.array([1.0 if both in (a.text, b.text) else 0.2 for a, b in pairs_given], dtype=np.float32)

    monkeypatch.setattr(pairs, "same_claim", rule)
    for at in range(5):
        ledger.store(page(f"Page{at}", Line("", left if at < 3 else right)))
    before = {text: entry.id for text, entry in shown(ledger).items()}
    assert set(before) == {left, right}
    bridge = page("Bridge", Line("", both), published="2021-09-01")
    ledger.store(bridge)
    (entry,) = ledger.find_claims()
    assert (entry.id, entry.mentions) == (before[left], 6)
    assert ledger.claim(before[right]).claim == entry
    assert ledger.claim(entry.id).former == (before[right],)
    ledger.forget(bridge.page.id)
    assert {text: entry.id for text, entry in shown(ledger).items()} == before
    assert ledger.claim(before[left]).former == ()


def test_a_page_read_again_counts_once(ledger: Ledger) -> None:
    first, second = story()[:2]
    ledger.store(first)
    ledger.store(second)
    newer = replace(RUN, version="0.2.0")
    changed = replace(first, run=newer, mentions=first.mentions[:1], statements=first.statements[:1])
    ledger.store(changed)
    assert set(shown(ledger)) == {FERRY}
    assert shown(ledger)[FERRY].mentions == 2


def test_who_says_it_is_who_people_say_it_is(ledger: Ledger) -> None:
    first, second, *_ = story()
    ledger.store(first)
    ledger.store(second)
    at = datetime(2026, 2, 3, 12, tzinfo=UTC)
    labels = {"entity": "Mira Vosch", "origin": "Mira Vosch"}
    ledger.judge(judge_statement(first, first.statements[0], "correct", by="Ada", at=at, labels=labels), join=True)
    answer = ledger.claim(shown(ledger)[FERRY].id)
    assert {each.stated.mention.holder for each in answer.members} == {"Mira Vosch", "Mara Voss"}
    assert [each.words for each in answer.independent] == ["Mira Vosch"]
    assert answer.changes == ()
    ledger.judge(judge_statement(first, first.statements[0], "reject", by="Ada", at=at.replace(day=4)))
    assert [each.stated.mention.holder for each in ledger.claim(answer.claim.id).members] == ["Mara Voss"]


def test_whose_line_changes_is_told(ledger: Ledger) -> None:
    for reading in story():
        ledger.store(reading)
    claims = shown(ledger)
    ferry = claims[FERRY]
    (change,) = ledger.claim(ferry.id).changes
    assert (change.holder, change.before, change.after, change.known) == ("Mara Voss", ferry.id, ferry.id, True)
    many, few = (claims[f"{n} people were killed on the Ostrel ferry"] for n in (41, 29))
    (beside,) = ledger.claim(many.id).relations
    assert beside.relation.kind == "contradicts"
    assert beside.other.id == few.id
    (back,) = ledger.claim(few.id).relations
    assert back.relation == beside.relation
    (change,) = ledger.claim(few.id).changes
    assert {change.before, change.after} == {many.id, few.id}
    assert not change.known


def test_copies_are_compared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scored: list[tuple[Told, Told]] = []

    def counting(both: Iterable[tuple[Told, Told]]) -> Array:
        given = list(both)
        scored.extend(given)
        return by_words(given)

    monkeypatch.setattr(pairs, "same_claim", counting)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for reading in story():
            ledger.store(reading)
        for at in range(40):
            ledger.store(page(f"Copy{at}", Line("Mara Voss", FERRY), Line("", DRILL)))
        assert shown(ledger)[FERRY].mentions == 44
        assert shown(ledger)[DRILL].pages == 42
        assert len(scored) < 100  # a saying is compared anew only where another mention comes to stand for it
        before = partition(ledger)
        ledger.rebuild_claims()
        assert partition(ledger) == before


def test_words_that_say_little_are_no_copies(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "same_claim", lambda both: by_words(both) * 0)
    for title in ("Tide", "Quay"):
        ledger.store(page(title, Line("", "he denied it all"), Line("", FERRY)))
    assert set(shown(ledger)) == {FERRY}


def test_a_key_that_many_hold_is_passed_over(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "COMMON", 2)
    wordings = [f"the night ferry to Ostrel hit the {word} breakwater" for word in ("old", "new", "big", "long")]
    for at, words in enumerate(wordings):
        ledger.store(page(f"Page{at}", Line("", words)))
    assert [entry.pages for entry in ledger.find_claims()] == [2]  # the first two hold all keys that they share


def test_a_crowded_neighbourhood_takes_only_what_is_new(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "MOST", 2)
    wordings = [f"the night ferry to Ostrel hit the breakwater {word}" for word in ("hard", "again", "twice", "early")]
    for at, words in enumerate(wordings):
        ledger.store(page(f"Page{at}", Line("", words)))
    (entry,) = ledger.find_claims()
    assert entry.pages == 4


def test_forgetting_leaves_no_words(tmp_path: Path) -> None:
    mark = "qxzvoran"
    with open_ledger(tmp_path / "ledger.db") as ledger:
        gone = page("Tide", Line(mark, f"{FERRY} {mark}"), items=(("video", mark),), outlet=mark)
        for reading in (*story(), gone):
            ledger.store(reading)
        named = shown(ledger)[FERRY]
        assert gone.page.id in {each.page_id for each in ledger.claim(named.id).members}
        at = datetime(2026, 2, 3, 12, tzinfo=UTC)
        ledger.judge_claim(named.id, "confirm", by="Ada", at=at)
        ledger.forget(gone.page.id)
        assert named.id in {entry.id for entry in ledger.find_claims()}
    held = [file.name for file in tmp_path.iterdir() if mark.encode() in file.read_bytes().lower()]
    assert held == []
