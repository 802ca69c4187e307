"""What people say of claims holds, whatever pages and machines come after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from sayso.claims.linking.likeness import Array
from sayso.claims.linking.told import Told
from sayso.errors import BadJudgement, UnknownId
from sayso.ledger import ClaimEntry, ClaimQuery
from sayso.ledger.claims import pairs
from sayso.ledger.ledger import Ledger
from sayso.records import Reading
from tests.factory import RUN
from tests.ledger.claims.pages import Line, page, shown

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
LATER = datetime(2026, 5, 5, 9, tzinfo=UTC)
MINE = "the zinc mine at Orrow was flooded on purpose"
WELL = "somebody poured brine into the Orrow shafts"


def two_claims(ledger: Ledger) -> tuple[ClaimEntry, ClaimEntry, list[Reading]]:
    """Store four pages with two claims, and return these with the pages."""
    readings = [
        page("Spade", Line("Tuva Lind", MINE), published="2021-01-01"),
        page("Lamp", Line("Egil Brandt", MINE), published="2021-01-02"),
        page("Cage", Line("Tuva Lind", WELL), published="2021-01-03"),
        page("Rope", Line("", WELL), published="2021-01-04"),
    ]
    for reading in readings:
        ledger.store(reading)
    claims = shown(ledger)
    return claims[MINE], claims[WELL], readings


def test_a_merge_holds_whatever_comes(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, well, readings = two_claims(ledger)
    judgement = ledger.judge_claim(mine.id, "merge", by="Ada", at=AT, other=well.id)
    assert len(judgement.mentions) == len(judgement.others) == 2
    (entry,) = ledger.find_claims()
    assert (entry.id, entry.text, entry.mentions, entry.status) == (mine.id, MINE, 4, "confirmed")
    assert ledger.claim(well.id).claim == entry
    ledger.store(page("Cart", Line("Jon Aas", WELL), published="2021-02-01"))
    assert [each.mentions for each in ledger.find_claims()] == [5]
    again = replace(readings[0], run=replace(RUN, version="0.2.0"))
    ledger.store(again)
    assert [each.mentions for each in ledger.find_claims()] == [5]

    def never(both: Iterable[tuple[Told, Told]]) -> Array:
        return np.zeros(len(list(both)), dtype=np.float32)

    monkeypatch.setattr(pairs, "same_claim", never)  # new weights that see nothing alike
    ledger.rebuild_claims()
    (entry,) = ledger.find_claims()
    assert (entry.id, entry.mentions) == (mine.id, 5)
    assert [each.kind for each in ledger.claim(mine.id).judgements] == ["merge"]
    ledger.forget(readings[0].page.id)
    assert [each.mentions for each in ledger.find_claims()] == [4]


def test_a_merge_holds_on_to_places_when_words_are_cut_otherwise(ledger: Ledger) -> None:
    mine, well, readings = two_claims(ledger)
    ledger.judge_claim(mine.id, "merge", by="Ada", at=AT, other=well.id)
    for reading in readings:
        assert reading.document is not None
        mention = reading.mentions[0]
        span = mention.content[0]
        shorter = replace(mention, content=(replace(span, start=span.start + 4),))
        ledger.store(replace(reading, run=replace(RUN, version="0.2.0"), mentions=(shorter,)))
    (entry,) = ledger.find_claims()
    assert entry.mentions == 4
    assert ledger.claim(mine.id).claim == entry


def test_a_later_split_wins_over_a_merge_and_the_other_way_round(ledger: Ledger) -> None:
    mine, well, _ = two_claims(ledger)
    ledger.judge_claim(mine.id, "merge", by="Ada", at=AT, other=well.id)
    members = ledger.claim(mine.id).members
    leaving = [each.stated.mention.id for each in members if each.stated.text == WELL]
    ledger.judge_claim(mine.id, "split", by="Bo", at=LATER, mentions=leaving)
    claims = shown(ledger)
    assert set(claims) == {MINE, WELL}
    assert claims[MINE].id == mine.id
    ledger.rebuild_claims()
    assert set(shown(ledger)) == {MINE, WELL}
    ledger.judge_claim(mine.id, "merge", by="Ada", at=LATER.replace(day=6), other=claims[WELL].id)
    assert [each.mentions for each in ledger.find_claims()] == [4]


def test_a_mention_is_split_off_from_others_of_the_same_words(ledger: Ledger) -> None:
    mine, *_ = two_claims(ledger)
    first, second = ledger.claim(mine.id).members
    ledger.judge_claim(mine.id, "split", by="Ada", at=AT, mentions=[second.stated.mention.id])
    assert MINE not in shown(ledger)  # neither is stated twice any more
    ledger.store(page("Cart", Line("Jon Aas", MINE)))
    (entry,) = (each for each in ledger.find_claims() if each.text == MINE)
    held = {each.stated.mention.id for each in ledger.claim(entry.id).members}
    assert first.stated.mention.id in held
    assert second.stated.mention.id not in held
    ledger.rebuild_claims()
    assert {each.stated.mention.id for each in ledger.claim(entry.id).members} == held


def test_a_claim_is_confirmed_rejected_renamed(ledger: Ledger) -> None:
    mine, well, _ = two_claims(ledger)
    ledger.judge_claim(mine.id, "rename", by="Ada", at=AT, text="Orrow: sabotage")
    ledger.judge_claim(mine.id, "confirm", by="Ada", at=LATER)
    ledger.judge_claim(well.id, "reject", by="Ada", at=AT)
    (entry,) = ledger.find_claims()
    assert (entry.id, entry.title, entry.status) == (mine.id, "Orrow: sabotage", "confirmed")
    assert ledger.find_claims(ClaimQuery(words="sabotage")) == (entry,)
    assert ledger.find_claims(ClaimQuery(words="flooded")) == (entry,)
    assert [each.id for each in ledger.find_claims(ClaimQuery(status="rejected"))] == [well.id]
    ledger.store(page("Cart", Line("Jon Aas", WELL), Line("Jon Aas", MINE)))
    assert [(each.title, each.mentions) for each in ledger.find_claims()] == [("Orrow: sabotage", 3)]
    ledger.rebuild_claims()
    assert [(each.title, each.mentions) for each in ledger.find_claims()] == [("Orrow: sabotage", 3)]
    ledger.judge_claim(well.id, "confirm", by="Bo", at=LATER)
    assert {each.id for each in ledger.find_claims()} == {mine.id, well.id}


def test_the_same_word_is_kept_once(ledger: Ledger) -> None:
    mine, *_ = two_claims(ledger)
    for _ in range(2):
        ledger.judge_claim(mine.id, "confirm", by="Ada", at=AT)
    assert len(ledger.claim(mine.id).judgements) == 1


@pytest.mark.parametrize(
    ("kind", "given", "line"),
    [
        ("merge", {}, "needs another claim"),
        ("confirm", {"text": "x"}, "needs its words"),
        ("rename", {"text": "?!"}, "with a word in it"),
        ("rename", {"text": "two\nlines"}, "one line"),
        ("split", {}, "needs the mentions"),
        ("split", {"mentions": ["men_0"]}, "is no mention of this claim"),
        ("doubt", {}, "is nothing to say of a claim"),
        ("confirm", {"by": " "}, "needs the name of who judges"),
    ],
)
def test_what_says_nothing_is_refused(ledger: Ledger, kind: str, given: dict[str, object], line: str) -> None:
    mine, *_ = two_claims(ledger)
    with pytest.raises(BadJudgement, match=line):
        ledger.judge_claim(mine.id, kind, **{"by": "Ada", "at": AT, **given})  # type: ignore[arg-type]
    everybody = [each.stated.mention.id for each in ledger.claim(mine.id).members]
    with pytest.raises(BadJudgement, match="cannot leave"):
        ledger.judge_claim(mine.id, "split", by="Ada", at=AT, mentions=everybody)
    with pytest.raises(BadJudgement, match="one claim already"):
        ledger.judge_claim(mine.id, "merge", by="Ada", at=AT, other=mine.id)
    with pytest.raises(UnknownId):
        ledger.judge_claim("claim_0", "confirm", by="Ada", at=AT)
    assert ledger.claim(mine.id).judgements == ()
