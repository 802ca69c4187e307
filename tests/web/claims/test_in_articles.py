"""Claims beside an article: who else says what a statement says, who denies it, and whose names were dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from sayso.ledger import ClaimQuery, open_ledger
from tests.claims.pages import PUMPS, wire
from tests.web.reviewing.conftest import Desk, listening
from tests.web.reviewing.test_in_browser import _check
from tests.web.test_browser import _opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERALD, DAILY, WIRE, SIGNAL = range(4)


def _facts(desk: Desk, address: str) -> list[dict[str, str]]:
    """Return what the cards of a page tell, by their terms."""
    page = html.fromstring(desk.client.get(address).text)
    return [
        {row.xpath("string(./dt)"): " ".join(row.xpath("string(./dd)").split()) for row in card.xpath(".//dl/div")}
        for card in page.cssselect(".card")
    ]


def test_a_card_tells_who_else_says_so_and_who_denies_it(barge: Desk) -> None:
    _, relayed = _facts(barge, f"/pages/{barge.pages[HERALD]}")
    assert relayed["Claim"] == PUMPS
    assert relayed["Also said by"] == "State Signal, Timo Falk, an engineer"
    assert relayed["Denied by"] == "Timo Falk"


def test_the_card_of_a_denial_tells_who_says_it(barge: Desk) -> None:
    denial = next(each for each in _facts(barge, f"/pages/{barge.pages[DAILY]}") if each["Act"] == "deny")
    assert denial["Said by"] == "River Wire, State Signal, an engineer"
    assert "Also denied by" not in denial


def test_the_page_of_a_statement_tells_them_too(barge: Desk) -> None:
    relayed = wire().statements[0]
    (told,) = _facts(barge, f"/statements/{relayed.id}")
    assert told["Denied by"] == "Timo Falk"


def test_a_name_that_was_dropped_is_marked_where_it_was(barge: Desk) -> None:
    page = html.fromstring(barge.client.get(f"/pages/{barge.pages[SIGNAL]}").text)
    (mark,) = page.xpath("//article[@class='text']//span[@data-s='v1']")
    assert mark.text == PUMPS
    assert "voice" in mark.get("class")
    (card,) = page.xpath("//*[@id='voice-v1']")
    told = " ".join(card.text_content().split())
    assert "Stated here in the outlet’s own voice; others attribute it to River Wire, Timo Falk, an engineer." in told
    assert page.xpath("//article[@class='text']//a[@href='#voice-v1']")


@pytest.mark.parametrize("at", [HERALD, DAILY, WIRE])
def test_a_page_that_names_somebody_dropped_nobody(barge: Desk, at: int) -> None:
    assert "voice-v1" not in barge.client.get(f"/pages/{barge.pages[at]}").text


def test_what_people_rejected_is_told_no_more(barge: Desk) -> None:
    from datetime import UTC, datetime

    with open_ledger(barge.path) as ledger:
        (entry,) = ledger.find_claims(ClaimQuery(words="pumps"))
        ledger.judge_claim(entry.id, "reject", by="Ada Quist", at=datetime.now(UTC))
    assert "voice-v1" not in barge.client.get(f"/pages/{barge.pages[SIGNAL]}").text
    assert not any("Claim" in each for each in _facts(barge, f"/pages/{barge.pages[WIRE]}")[:2])


def test_it_can_be_read_by_all_and_by_keyboard(chromium: Browser, barge: Desk) -> None:
    with listening(barge) as address, _opened(chromium, f"{address}/pages/{barge.pages[SIGNAL]}") as page:
        _check(page)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.keyboard.press("j")
        assert "own voice" in page.locator(".cards > .card.current").inner_text()
