"""The pages in a browser: seen at both widths and in both schemes, used by keyboard, with JavaScript and without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import pytest

from sayso.ledger import open_ledger
from tests.web.conftest import Kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (375, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = {
    "library": "/",
    "reading": "/reading",
    "search": "/search?q=aircraft&act=deny",
    "article": "/pages/{kept.demo[0]}",
    "comments": "/pages/{kept.page}",
    "hostile": "/pages/{kept.hostile}",
    "statement": "/statements/{kept.statement}",
    "sources": "/sources",
    "source": "/sources/{kept.source}",
    "missing": "/pages/page_ffffffffffffffff",
}


@contextmanager
def _opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Yield a page that fails the test with whatever its console complains of."""
    context = browser.new_context(**options)
    context.set_default_timeout(30_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        page.goto(address)
        yield page
        assert [each for each in said if "404" not in each and "422" not in each] == []
    finally:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_by_all(chromium: Browser, address: str, kept: Kept, name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with _opened(chromium, address + PAGES[name].format(kept=kept)) as page:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width  # nothing hangs over the edge
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                whole = (width, scheme) in ((375, "dark"), (1280, "light"))  # colours are all that schemes differ in
                only = None if whole else {"runOnly": ["color-contrast"]}
                found = Axe().run(page, options=only).response["violations"]
                serious = [
                    (each["id"], each["nodes"][0]["html"], each["nodes"][0].get("failureSummary"))
                    for each in found
                    if each["impact"] in ("serious", "critical")
                ]
                assert serious == [], (width, scheme)


def test_an_article_is_read_by_keyboard(chromium: Browser, address: str, kept: Kept) -> None:
    with _opened(chromium, f"{address}/pages/{kept.demo[0]}", viewport={"width": 1280, "height": 800}) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".cards > .card:visible").count() > 5
        page.keyboard.press("j")
        page.keyboard.press("j")
        shown = page.locator(".cards > .card:visible")
        assert shown.count() == 1
        second = shown.get_attribute("data-number")
        assert page.locator(f".text .lit[data-s~='{second}']").count() > 0
        page.keyboard.press("k")
        assert page.locator(".cards > .card:visible").get_attribute("data-number") == "1"
        page.locator(".text a.ref").nth(2).focus()
        third = page.locator(".text a.ref").nth(2).get_attribute("data-s")
        assert page.locator(".cards > .card:visible").get_attribute("data-number") == third
        page.keyboard.press("Escape")
        assert page.locator(".cards > .card:visible").count() > 5


def test_the_pointer_shows_the_statement_under_it(chromium: Browser, address: str, kept: Kept) -> None:
    with _opened(chromium, f"{address}/pages/{kept.page}", viewport={"width": 1280, "height": 800}) as page:
        page.locator(".text .m.content").nth(1).hover()
        assert page.locator(".cards > .card:visible").get_attribute("data-number") == "2"


def test_on_a_phone_a_touch_brings_the_statement_up(chromium: Browser, address: str, kept: Kept) -> None:
    phone = {"viewport": {"width": 375, "height": 800}, "has_touch": True}
    with _opened(chromium, f"{address}/pages/{kept.page}", **phone) as page:
        page.locator(".text .m.content").first.tap()
        card = page.locator(".card.current")
        assert card.bounding_box()["y"] < 800  # type: ignore[index]
        page.get_by_role("button", name="Show all").click()
        assert page.locator(".card.current").count() == 0


def test_it_all_works_without_javascript(chromium: Browser, address: str, kept: Kept) -> None:
    plain = {"viewport": {"width": 1280, "height": 800}, "java_script_enabled": False}
    with _opened(chromium, f"{address}/pages/{kept.demo[0]}", **plain) as page:
        assert page.locator(".stepper").count() == 0
        number = page.locator(".text a.ref[href^='#st_']").nth(2)
        card = page.locator(f"[id='{(number.get_attribute('href') or '')[1:]}']")
        number.click()
        assert -1 < card.bounding_box()["y"] < 800  # type: ignore[index]
        card.get_by_role("link", name="Permanent link").click()
        page.get_by_role("heading", name="Cite as").wait_for()
        page.get_by_role("link", name="Sources").click()
        page.locator("table.sources a").first.click()
        page.get_by_role("heading", name="Oldest first").wait_for()
        page.get_by_label("Search statements").fill("aircraft")
        page.keyboard.press("Enter")
        page.get_by_text("More filters").click()
        page.get_by_label("Act").select_option("deny")
        page.get_by_role("main").get_by_role("button", name="Search").click()
        page.wait_for_url("**act=deny**")
        page.locator(".hit").nth(3).wait_for()
        page.get_by_role("link", name="Library").click()
        page.get_by_label("Text", exact=True).wait_for()


def test_a_hostile_page_runs_nothing(chromium: Browser, address: str, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        statement = ledger.reading(kept.hostile).statements[0].id
    for place in (f"/pages/{kept.hostile}", f"/statements/{statement}", "/", "/search?q=landed"):
        with _opened(chromium, address + place) as page:
            assert page.title() != "ran"
            assert "<script>document.title='ran'</script>" in page.inner_text("main")


def test_a_page_is_added_by_pasting_it(chromium: Browser, address: str) -> None:
    with _opened(chromium, address + "/") as page:
        page.get_by_label("Text", exact=True).fill("Bridge shut\n\nMayor Ilse Brand said that the bridge is unsafe.")
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("link", name="Bridge shut").click()  # the list brings itself up to date
        assert page.inner_text("h1") == "Bridge shut"
        assert "Ilse Brand" in page.inner_text(".cards")


def test_print_leaves_out_what_cannot_be_clicked(chromium: Browser, address: str, kept: Kept) -> None:
    with _opened(chromium, f"{address}/pages/{kept.page}") as page:
        page.keyboard.press("j")
        page.emulate_media(media="print")
        assert not page.locator("header.top").is_visible()
        assert page.locator(".cards > .card:visible").count() == 2


def _no_wider(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("window.innerWidth")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_known_of_a_page_is_told_in_the_form(chromium: Browser, address: str, width: int, script: bool) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"viewport": {"width": width, "height": 800}, "java_script_enabled": script}
    with _opened(chromium, address + "/", **size) as page:
        outlet = f"Sund Tidings {width} {script}"
        page.get_by_label("Text", exact=True).fill(
            f"{outlet}\n\nPilot Unni Brask said that the buoy of {outlet} was lit."
        )
        page.get_by_text("What you know of it").click()
        page.get_by_label("Published").fill("05/04/2023")
        page.locator(".add").get_by_label("Outlet").fill(outlet)
        page.get_by_role("button", name="Read it").click()
        published = page.get_by_label("Published")
        told = page.locator("#a-published-wrong")
        assert "cannot be read as one day" in told.inner_text()
        apart = "line => line.getBoundingClientRect().top - line.previousElementSibling.getBoundingClientRect().bottom"
        assert 0 <= told.evaluate(apart) < 24  # right below its field
        assert told.evaluate("line => line.previousElementSibling.name") == "published"
        assert published.input_value() == "05/04/2023"
        assert page.locator(".add").get_by_label("Outlet").input_value() == outlet
        assert page.get_by_label("Text", exact=True).input_value().startswith(outlet)
        _no_wider(page)
        if script:
            found = Axe().run(page).response["violations"]
            assert [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in ("serious", "critical")] == []
        published.fill("5 April 2023")
        page.get_by_role("button", name="Read it").click()
        page.locator(".jobs").get_by_role("link", name=outlet).click()
        head = page.inner_text("main")
        assert outlet in head
        assert "5 April 2023" in head
        _no_wider(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_is_uploaded_and_read(chromium: Browser, address: str, width: int) -> None:
    rows = "".join(
        f'"Pilot Unni Brask said that buoy {n} of {width} was lit.",Buoy {n} of {width}\n' for n in (1, 2, 3)
    )
    file: Any = {"name": f"buoys-{width}.csv", "mimeType": "text/csv", "buffer": f"text,title\n{rows}".encode()}
    with _opened(chromium, address + "/", viewport={"width": width, "height": 800}) as page:
        page.get_by_label("Files").set_input_files(file)
        page.get_by_role("button", name="Read it").click()
        page.locator(".jobs li.done", has_text=f"buoys-{width}.csv").filter(has_text="3 articles").wait_for()
        _no_wider(page)
        page.get_by_role("link", name="Library", exact=True).first.click()
        for number in (1, 2, 3):
            page.get_by_role("link", name=f"Buoy {number} of {width}", exact=True).wait_for()
