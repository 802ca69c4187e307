"""The page of a dossier: chosen from the library, bounded, harmless, and read by all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from sayso.ledger import open_ledger
from tests.claims.pages import PUMPS, mention
from tests.factory import make_document, make_failure, make_page, make_reading
from tests.web.conftest import HURT
from tests.web.reviewing.conftest import Desk, listening, words_of
from tests.web.reviewing.test_in_browser import _check
from tests.web.test_browser import _opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _address(desk: Desk, *at: int, more: str = "") -> str:
    return "/dossier?" + "&".join(f"page={desk.pages[n]}" for n in at or range(len(desk.pages))) + more


def test_claims_stand_down_and_outlets_across(barge: Desk) -> None:
    answer = barge.client.get(_address(barge))
    page = html.fromstring(answer.text)
    heads = [" ".join(each.text_content().split()) for each in page.xpath("//thead//th")]
    assert heads == ["Claim", "Ostrel Herald", "Kerran Daily", "River Wire", "State Signal"]
    row = next(row for row in page.xpath("//tbody/tr") if PUMPS in row.text_content())
    cells = [cell.xpath(".//a") for cell in row.xpath("./td")]
    assert [[each.text for each in cell] for cell in cells] == [["says"], ["denies"], ["says"], ["own voice"]]
    assert cells[0][0].get("title") == "River Wire, from an engineer via River Wire"
    assert page.xpath(f"//*[@id='{cells[1][0].get('href')[1:]}']//blockquote")
    told = words_of(answer)
    assert "Read by a machine" in told
    assert "1 independent origin (Timo Falk)" in told


def test_what_is_contested_alone(barge: Desk) -> None:
    page = html.fromstring(barge.client.get(_address(barge, more="&contested=1")).text)
    chosen = page.xpath("//nav[@aria-label='Which claims']/a[@aria-current]/text()")
    assert chosen == ["Contested only"]
    marks = [row.xpath(".//*[@class='contested']/text()") for row in page.xpath("//tbody/tr")]
    assert sorted(mark for (mark,) in marks) == ["contradicted"] * 3 + ["denied"]


def test_pages_are_chosen_from_the_library_the_search_and_an_article(barge: Desk) -> None:
    library = html.fromstring(barge.client.get("/").text)
    (form,) = [form for form in library.forms if form.action == "/dossier"]
    assert set(form.xpath(".//input[@name='page']/@value")) == set(barge.pages)
    found = html.fromstring(barge.client.get("/search?q=pumps").text)
    (together,) = found.xpath("//a[starts-with(@href, '/dossier?page=')]/@href")
    assert "denies" in words_of(barge.client.get(together))
    asked = html.fromstring(barge.client.get(f"/dossier?choose=1&page={barge.pages[0]}").text)
    assert asked.xpath("//input[@checked]/@value") == [barge.pages[0]]
    assert f"/dossier?choose=1&page={barge.pages[0]}" in html.fromstring(
        barge.client.get(f"/pages/{barge.pages[0]}").text
    ).xpath("//a/@href")


def test_without_pages_it_asks_which(barge: Desk) -> None:
    assert "Choose up to 50" in words_of(barge.client.get("/dossier"))


def test_beyond_fifty_pages_is_told_in_one_line(barge: Desk) -> None:
    with open_ledger(barge.path) as ledger:
        more = [ledger.store(_bare(number)).page_id for number in range(53)]
    told = words_of(barge.client.get("/dossier?" + "&".join(f"page={each}" for each in (*barge.pages, *more))))
    assert "At most 50 pages are put together: the last 7 of those chosen are left out." in told
    assert "What 50 pages claim" in told


def test_a_page_that_could_not_be_read_is_told_and_an_unknown_one_refused(barge: Desk) -> None:
    with open_ledger(barge.path) as ledger:
        failed = ledger.store(make_failure("empty.txt")).page_id
    assert "empty.txt could not be read" in words_of(barge.client.get(_address(barge, 0, 1, more=f"&page={failed}")))
    assert barge.client.get("/dossier?page=page_0000000000000000").status_code == 404
    assert barge.client.get("/dossier?page=../x").status_code == 422


@pytest.mark.parametrize("more", ["", "&contested=1"])
def test_it_can_be_read_by_all(chromium: Browser, barge: Desk, more: str) -> None:
    with listening(barge) as address, _opened(chromium, address + _address(barge, more=more)) as page:
        _check(page)


def test_from_a_cell_to_the_passage_by_keyboard(chromium: Browser, barge: Desk) -> None:
    wide = {"viewport": {"width": 1280, "height": 800}}
    with listening(barge) as address, _opened(chromium, address + _address(barge), **wide) as page:
        page.locator("td a.denies").focus()
        page.keyboard.press("Enter")
        assert "Timo Falk denied that" in page.locator(":target").inner_text()


def test_a_hostile_page_runs_nothing(chromium: Browser, barge: Desk) -> None:
    words = f"barge 12 {HURT} was lost"
    document = make_document(f"{HURT}\n\n{HURT} {words} {HURT}.\n\nEarlier {words}.", outlet=HURT)
    hurt = replace(mention(document, words), voice="statement", holder=f"Clerk {HURT}", origin=f"{HURT} via {HURT}")
    told = (hurt, mention(document, f"Earlier {words}"))
    page_made = make_page(document.text, location=HURT)
    with open_ledger(barge.path) as ledger:
        page_id = ledger.store(make_reading(document, page=page_made, statements=(), mentions=told)).page_id
    with listening(barge) as address, _opened(chromium, f"{address}{_address(barge)}&page={page_id}") as page:
        assert page.title() != "ran"
        assert "was lost" in page.locator("main").inner_text()


def _bare(number: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    text = f"Barge news {number}\n\nNothing was said."
    return make_reading(make_document(text), page=make_page(text, location=f"{number}.txt"), statements=())
