"""Claims are found by words, pages, holders, origins and days, and one is told with everything."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sayso.errors import BadCursor, UnknownId
from sayso.ledger import ClaimQuery, Query, judge_statement
from sayso.ledger.ledger import Ledger
from tests.ledger.claims.conftest import by_words
from tests.ledger.claims.pages import Line, page, shown

BRIDGE = "the Hallan bridge was sold to a widow"
TOLL = "a toll of nine crowns is taken at Hallan"
LOCKS = "the lower locks leak every spring"


@pytest.fixture(autouse=True)
def _compared_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.claims.pairs.same_claim", by_words)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Return a ledger of three claims."""
    readings = (
        page("Otter", Line("Runa Falk", BRIDGE), Line("Runa Falk", TOLL), published="2022-01-01"),
        page("Heron", Line("Stig Moe", BRIDGE), Line("", LOCKS), published="2022-02-01"),
        page(
            "Perch",
            Line("Stig Moe", TOLL),
            Line("", LOCKS),
            Line("Alva Rask", BRIDGE, cue="denied", act="deny"),
            items=(("document", "toll of nine crowns"),),
            published="2022-03-01",
        ),
    )
    for reading in readings:
        ledger.store(reading)
    return ledger


def texts(ledger: Ledger, **asked: Any) -> set[str]:
    """Return the words of the claims found."""
    return {entry.text for entry in ledger.find_claims(ClaimQuery(**asked))}


def test_claims_are_found_by_what_is_asked(told: Ledger) -> None:
    pages = {entry.title: entry.page_id for entry in told.documents()}
    assert texts(told) == {BRIDGE, TOLL, LOCKS}
    assert texts(told, words="widows bridge") == {BRIDGE}
    assert texts(told, words="zebra") == texts(told, words="?!") == set()
    assert texts(told, contested=True) == {BRIDGE}
    assert texts(told, contested=False) == {TOLL, LOCKS}
    assert texts(told, page_id=pages["Otter"]) == {BRIDGE, TOLL}
    assert texts(told, holder="stig MOE") == {BRIDGE, TOLL}
    assert texts(told, holder="alva rask") == {BRIDGE}
    assert texts(told, origins=2) == {BRIDGE, TOLL}
    assert texts(told, origins=3) == set()
    assert texts(told, since=date(2022, 3, 2)) == set()
    assert texts(told, since=date(2022, 3, 1)) == {BRIDGE, TOLL, LOCKS}
    assert texts(told, words="Hallan", holder="Runa Falk", contested=False) == {TOLL}
    with pytest.raises(UnknownId):
        told.find_claims(ClaimQuery(page_id="page_00"))


def test_a_list_goes_on_behind_its_cursor_while_others_write(told: Ledger) -> None:
    for words, news in ((None, "geese crossed the Hallan ice"), ("Hallan", "bakers at Hallan ran out of rye")):
        every = told.find_claims(ClaimQuery(words=words))
        first = told.find_claims(ClaimQuery(words=words, limit=1))
        assert first == every[:1]
        for title in ("Stoat", "Vole"):
            told.store(page(f"{title} {words}", Line("", news)))
        assert told.find_claims(ClaimQuery(words=words, after=first[0].cursor)) == every[1:]
        assert len(told.find_claims(ClaimQuery(words=words))) == len(every) + 1
    with pytest.raises(BadCursor):
        told.find_claims(ClaimQuery(after="nowhere"))


def test_one_claim_is_told_with_everything(told: Ledger) -> None:
    bridge = told.claim(shown(told)[BRIDGE].id)
    stood = [(each.title, each.stated.mention.holder, each.stated.stand) for each in bridge.members]
    assert stood == [
        ("Otter", "Runa Falk", "asserts"),
        ("Heron", "Stig Moe", "asserts"),
        ("Perch", "Alva Rask", "denies"),
    ]
    for each in bridge.members:
        document = told.reading(each.reading_id).document
        assert document is not None
        assert each.stated.page == document.id
        assert [document.quote(span) for span in each.stated.mention.content] == [BRIDGE]
    assert [each.words for each in bridge.independent] == ["Runa Falk", "Stig Moe"]
    assert bridge.items == ()
    toll = told.claim(shown(told)[TOLL].id)
    (item,) = toll.items
    assert (item.kind, item.words) == ("document", "toll of nine crowns")
    assert told.claim(bridge.claim.id[:14]) == bridge
    assert len(told.claim(bridge.claim.id, limit=1).members) == 1
    for unknown in ("claim_0123", "bridge"):
        with pytest.raises(UnknownId):
            told.claim(unknown)


def test_a_statement_leads_to_who_else_says_so_and_who_denies(told: Ledger) -> None:
    hits = {(hit.statement.entity, hit.content[0]): hit.statement.id for hit in told.search(Query())}
    first = hits["Runa Falk", BRIDGE]
    found = told.claims_of([first, hits["Alva Rask", BRIDGE], "st_00"])
    (claim,) = found[first]
    assert (claim.claim.text, claim.stand) == (BRIDGE, "asserts")
    assert (claim.asserted_by, claim.denied_by) == (("Stig Moe",), ("Alva Rask",))
    (denied,) = found[hits["Alva Rask", BRIDGE]]
    assert (denied.stand, denied.asserted_by, denied.denied_by) == ("denies", ("Runa Falk", "Stig Moe"), ())
    assert "st_00" not in found


def test_a_statement_is_known_by_the_id_it_has_as_judged(told: Ledger) -> None:
    otter = next(told.reading(entry.reading_id) for entry in told.documents() if entry.title == "Otter")
    statement = otter.statements[0]
    span = statement.content[0]
    moved = {"content": (type(span)(start=span.start + 4, end=span.end),)}
    at = datetime(2026, 2, 3, 12, tzinfo=UTC)
    told.judge(judge_statement(otter, statement, "correct", by="Ada", at=at, spans=moved))
    judged = told.reading(otter.id).statements[0]
    assert judged.id != statement.id
    found = told.claims_of([judged.id])
    assert [each.claim.text for each in found[judged.id]] == [BRIDGE]
