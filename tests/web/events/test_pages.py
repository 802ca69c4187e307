"""Events beside an article and in their list: who tells what, how sure, where, when; and that no word runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from tests.web.conftest import HURT
from tests.web.events.conftest import HOSTILE, LANDING, OLDER, SHELLING, Happened
from tests.web.reviewing.test_in_browser import _check
from tests.web.test_browser import _opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _page(happened: Happened, address: str) -> Any:
    answer = happened.client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _facts(card: Any) -> dict[str, str]:
    return {_words(row.find("dt")): _words(row.find("dd")) for row in card.cssselect("dl > div")}


def _accounts(happened: Happened, address: str) -> list[str]:
    return [_words(item) for item in _page(happened, address).cssselect(".events .tellings li")]


def test_an_article_tells_events_in_its_margin(happened: Happened) -> None:
    page = _page(happened, f"/pages/{happened.pages[SHELLING]}")
    first, second, third = page.cssselect(".event-card")[:3]
    assert _words(first.find("h3")) == "e1 assault: heavy weapons"
    assert _facts(first) == {
        "Who, to whom": "the Northern Army (Ukraine, military)",
        "Where": "Dorvik, Northmark, Ukraine",
        "When": "4 May 2024 (“on 4 May 2024”)",
        "On whose word": "the outlet itself",
        "How sure": "told as something that took place; given as certain (CT+)",
        "Place": "characters 54–61 of the page",
    }
    assert "machine-read, unchecked · confidence 0.91" in _words(first)
    assert _facts(second)["Who, to whom"] == "the army (Ukraine, military) →to the town (Ukraine, civilians)"
    assert _facts(second)["Numbers"] == "at least 12 deaths"
    assert _facts(second)["On whose word"].startswith("the governor, statement ")
    assert _facts(third)["How sure"] == "denied; given as certainly not so (CT-)"
    assert _words(first.cssselect(".nest")[0]) == "Also told in e2, e3, e4."


def test_the_words_that_tell_an_event_are_marked_and_lead_to_its_card(happened: Happened) -> None:
    page = _page(happened, f"/pages/{happened.pages[SHELLING]}")
    cards = {card.get("data-number"): card.get("id") for card in page.cssselect(".event-card")}
    marked = {piece.get("data-s").split()[-1]: _words(piece) for piece in page.cssselect(".text .m.event")}
    assert marked["e1"] == "shelled"
    assert marked["e2"] == "bombarded"
    references = {a.text: a.get("href") for a in page.cssselect(".text a.ref") if a.text.startswith("e")}
    assert references == {number: f"#{given}" for number, given in cards.items()}
    # words within a statement keep its colour beside the mark of the event
    (inner,) = (piece for piece in page.cssselect(".text .m.event") if _words(piece) == "bombarded")
    assert "content" in inner.get("class")


def test_a_page_of_an_older_run_says_that_nobody_looked(happened: Happened) -> None:
    older = _words(_page(happened, f"/pages/{happened.pages[OLDER]}"))
    assert "a run that looked for no events" in older
    assert "looked for no events" not in _words(_page(happened, f"/pages/{happened.pages[LANDING]}"))


def test_the_list_puts_the_accounts_of_one_event_together(happened: Happened) -> None:
    page = _page(happened, f"/events?page={happened.pages[SHELLING]}")
    first = page.cssselect(".events > li")[0]
    assert _words(first.find("h3")) == "assault: heavy weapons"
    told = [_words(item) for item in first.cssselect(".tellings li")]
    assert [line.split(" “")[0] for line in told] == ["the outlet itself", "the governor", "Ivo Tamm", "a monitor"]
    assert "denied · given as certainly not so" in told[2]
    assert all(line.endswith("machine-read, unchecked") for line in told)
    assert len(page.cssselect(".events > li")) == 4


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("type=COERCE", ["the outlet itself “closed”", "the outlet itself “arrest”"]),
        ("stand=denied&place=Velmar", ["Oda Renn “had landed”"]),
        ("source=governor", ["the governor “bombarded”"]),
        ("since=2021-03-01&until=2021-03-05&type=MOBILIZE", ["Oda Renn “had landed”"]),
        ("near=48,-37,200&factuality=PR%2B", ["a monitor “bombardment”"]),
        ("near=0,0,10", []),
        ("country=rus", ["Oda Renn “had landed”"]),
    ],
)
def test_the_list_is_narrowed_by_filters(happened: Happened, filters: str, expected: list[str]) -> None:
    found = [line.split(" · ")[0] for line in _accounts(happened, f"/events?{filters}")]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("wrong", ["type=WAR", "near=1,2", "near=91,0,5", "near=nan,0,5", "since=soon", "mode=x"])
def test_a_filter_that_cannot_be_read_is_told(happened: Happened, wrong: str) -> None:
    answer = happened.client.get(f"/events?{wrong}")
    assert answer.status_code == 422
    assert f"{wrong.split('=', maxsplit=1)[0]}=" in answer.text


def test_map_and_months_say_in_words_and_in_tables_what_they_draw(happened: Happened) -> None:
    page = _page(happened, "/events")
    chart = page.cssselect("svg.map")[0]
    named = {each.get("id"): each.text_content() for each in chart.xpath("./title | ./desc")}
    assert chart.get("aria-labelledby").split() == list(named)
    assert "Dorvik: 3" in named["map-said"]
    spots = {_words(a.find("title")): a.get("href") for a in chart.cssselect("a")}
    assert spots["Dorvik: 3 accounts"] == "/events?place=Dorvik"
    tables = [_words(table) for table in page.cssselect(".spread table")]
    assert "Dorvik Ukraine3" in tables[0]
    assert "May 20242" in tables[1]
    assert len(chart.cssselect("path.land")[0].get("d")) > 1_000
    months = {a.get("href") for a in page.cssselect("svg.months a")}
    assert "/events?since=2024-05-01&until=2024-05-31" in months
    assert "at least 12: the governor says" in page.cssselect("svg.numbers")[0].get("aria-label")


def test_a_list_is_gone_through_by_its_links(happened: Happened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.pages.events.listing._SHOWN", 4)
    whole, address = [], "/events"
    for _ in range(9):
        page = _page(happened, address)
        whole += [a.get("href") for a in page.cssselect(".events .tellings a")]
        onward = page.cssselect("a[rel=next]")
        if not onward:
            break
        address = onward[0].get("href")
    assert len(whole) == len(set(whole)) == 10


def test_what_a_list_shows_is_taken_along(happened: Happened) -> None:
    links = [a.get("href") for a in _page(happened, "/events?type=ASSAULT&place=Dorvik").cssselect(".exports a")]
    assert [link.split("?")[0].rsplit("/", 1)[1] for link in links] == [
        "polecat", "acled", "acled_versions", "geojson", "parquet",
    ]  # fmt: skip
    answer = happened.client.get(links[2])
    assert answer.headers["content-disposition"] == 'attachment; filename="sayso-events-acled_versions.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [row["plover_type"] for row in rows] == ["ASSAULT"] * 3
    assert happened.client.get("/events/export/xml").status_code == 404


def test_a_hostile_page_runs_nothing(happened: Happened) -> None:
    for address in ("/events", "/events?type=ASSAULT", f"/pages/{happened.pages[HOSTILE]}"):
        page = _page(happened, address)
        assert HURT in "".join(page.itertext())
        assert not page.xpath("//script[not(@src)] | //img | //*[@onerror]")


@pytest.mark.parametrize("name", ["list", "article"])
def test_it_can_be_read_by_all_and_without_javascript(chromium: Browser, happened: Happened, name: str) -> None:
    from tests.web.reviewing.conftest import Desk, listening

    desk = Desk(path=happened.path, client=happened.client, pages=happened.pages)
    place = "/events?type=ASSAULT" if name == "list" else f"/pages/{happened.pages[SHELLING]}"
    with listening(desk) as address:
        with _opened(chromium, address + place) as page:
            _check(page)
            if name == "article":
                for _ in range(4):  # three statements, then the events
                    page.keyboard.press("j")
                assert page.locator(".card.current").get_attribute("data-number") == "e1"
        plain = {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False}
        with _opened(chromium, address + place, **plain) as page:
            if name == "list":
                page.locator("svg.map a").first.click()
                page.wait_for_url("**place=**")
            else:
                page.locator(".text a.ref", has_text="e3").click()
                assert -1 < page.locator(".event-card[data-number=e3]").bounding_box()["y"] < 800  # type: ignore[index]
