"""The list of claims, the page of one, and what people say of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from sayso.ledger import ClaimQuery, open_ledger
from tests.claims.pages import PUMPS
from tests.web.conftest import HURT
from tests.web.reviewing.conftest import Answer, Desk, listening, words_of
from tests.web.reviewing.test_in_browser import _check
from tests.web.test_browser import _opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _claim(desk: Desk, words: str = "pumps") -> str:
    with open_ledger(desk.path) as ledger:
        return ledger.find_claims(ClaimQuery(words=words))[0].id


def _judge(desk: Desk, kind: str, words: str = "pumps", **fields: object) -> Answer:
    data = {"by": "Ada Quist", "kind": kind} | fields
    return desk.client.post(f"/claims/{_claim(desk, words)}", data=data, follow_redirects=False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 4),
        ("?q=pumps", 1),
        ("?contested=1", 1),
        ("?holder=odo+kest", 1),
        ("?origins=2", 0),
        ("?since=2031-04-04", 1),
    ],
)
def test_each_filter_narrows_the_list(barge: Desk, asked: str, found: int) -> None:
    page = html.fromstring(barge.client.get(f"/claims{asked}").text)
    assert len(page.cssselect("ol.pages > li")) == found


def test_what_is_asked_wrongly_is_refused(barge: Desk) -> None:
    for asked, status in (("origins=many", 422), ("since=yesterday", 422), ("after=x", 400)):
        assert barge.client.get(f"/claims?{asked}").status_code == status
    assert barge.client.get("/claims/claim_0000000000000000").status_code == 404


def test_a_claim_tells_who_says_it_who_denies_it_and_when(barge: Desk) -> None:
    answer = barge.client.get(f"/claims/{_claim(barge)}")
    told = words_of(answer)
    for words in (
        "Who says it", "Who denies it", "Timo Falk denied that the pumps", "1 independent origin (Timo Falk)",
        "In State Signal it is stated in the outlet’s own voice; others attribute it to Timo Falk; an engineer.",
        "Timo Falk says it, and later denies it in Kerran Daily, 3 April 2031.",
    ):  # fmt: skip
        assert words in told
    page = html.fromstring(answer.text)
    holders = page.cssselect("svg.holders text.hand-name")
    assert [each.text for each in holders] == ["Timo Falk", "an engineer", "River Wire", "State Signal"]


def test_numbers_of_rival_claims_are_drawn_and_linked(barge: Desk) -> None:
    nine = _claim(barge, '"9 sailors"')
    page = html.fromstring(barge.client.get(f"/claims/{nine}").text)
    (drawing,) = page.cssselect("svg.numbers:not(.holders)")
    assert "at least 12: Lena Brask says" in str(drawing.get("aria-label"))
    assert len(page.xpath("//ul[@class='plain']//a[starts-with(@href, '/claims/claim_')]")) == 2


def test_people_confirm_rename_and_reject_a_claim(barge: Desk) -> None:
    assert _judge(barge, "confirm", note="read all three").status_code == 303
    assert _judge(barge, "rename", text="  The pumps   failed ").status_code == 303
    told = words_of(barge.client.get(f"/claims/{_claim(barge)}"))
    assert "Named “The pumps failed” by Ada Quist" in told
    assert "Confirmed that its mentions are one claim by Ada Quist" in told
    assert f"As its first asserter words it: “{PUMPS}”" in told
    assert _judge(barge, "reject").status_code == 303
    with open_ledger(barge.path) as ledger:
        assert ledger.find_claims(ClaimQuery(words="pumps")) == ()


def test_people_part_mentions_from_a_claim_and_make_two_one(barge: Desk) -> None:
    pumps = _claim(barge)
    with open_ledger(barge.path) as ledger:
        members = ledger.claim(pumps).members
    denial = next(each.stated.mention.id for each in members if each.stated.stand == "denies")
    assert _judge(barge, "split", mention=[denial]).status_code == 303
    with open_ledger(barge.path) as ledger:
        assert denial not in {each.stated.mention.id for each in ledger.claim(pumps).members}
    other = _claim(barge, '"9 sailors"')
    assert _judge(barge, "merge", '"15 sailors"', other=other).status_code == 303
    with open_ledger(barge.path) as ledger:
        assert ledger.claim(other).claim.mentions == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "confirm", "by": ""}, "Tell your name first"),
        ({"kind": ""}, "Choose: confirm, reject"),
        ({"kind": "rename", "text": ""}, "The name of a claim is one line"),
        ({"kind": "split"}, "needs the mentions"),
        ({"kind": "merge", "other": "claim_00"}, "claim_00"),
        ({"kind": "merge", "other": ""}, "is no claim"),
    ],
)
def test_what_cannot_be_taken_is_told_and_what_was_typed_kept(barge: Desk, fields: dict[str, str], wrong: str) -> None:
    answer = _judge(barge, **({"note": "as I saw it"} | fields))
    assert answer.status_code == 422
    assert wrong in words_of(answer)
    assert "as I saw it" in words_of(answer)


def test_a_name_that_a_person_gave_is_no_markup(barge: Desk) -> None:
    assert _judge(barge, "rename", text=HURT).status_code == 303
    for place in ("/claims", f"/claims/{_claim(barge)}"):
        assert HURT not in barge.client.get(place).text


@pytest.mark.parametrize("where", ["list", "claim"])
def test_it_can_be_read_by_all(chromium: Browser, barge: Desk, where: str) -> None:
    _judge(barge, "confirm", note=HURT)
    place = "/claims" if where == "list" else f"/claims/{_claim(barge)}"
    with listening(barge) as address, _opened(chromium, address + place) as page:
        _check(page)
        assert page.title() != "ran"
