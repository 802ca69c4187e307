"""Comparing and reviewing in a browser: by mouse, touch and keyboard, with JavaScript and without, for all readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sayso.ledger import open_ledger
from sayso.records import Statement
from tests.factory import find
from tests.web.conftest import HURT, Kept
from tests.web.reviewing import articles
from tests.web.reviewing.conftest import Desk, listening
from tests.web.test_browser import SCHEMES, WIDTHS, _opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE = {"viewport": {"width": 1280, "height": 800}}


def _places(desk: Desk) -> dict[str, str]:
    statement = desk.statement(0)
    return {
        "compare": "/compare?" + "&".join(f"page={each}" for each in desk.pages),
        "choose": f"/compare?choose=1&page={desk.pages[0]}",
        "review": f"/pages/{desk.pages[0]}/review",
        "add": f"/pages/{desk.pages[0]}/review/add",
        "editor": f"/statements/{statement.id}/review",
    }


def _check(page: Page) -> None:
    """Fail where the page hangs over its edge, or axe finds something serious, at a width or in a scheme."""
    from axe_playwright_python.sync_playwright import Axe

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            whole = (width, scheme) in ((375, "dark"), (1280, "light"))
            found = Axe().run(page, options=None if whole else {"runOnly": ["color-contrast"]}).response["violations"]
            serious = [
                (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
            ]
            assert serious == [], (width, scheme)


@pytest.mark.parametrize("name", ["compare", "choose", "review", "add", "editor"])
def test_every_page_can_be_read_by_all(chromium: Browser, desk: Desk, name: str) -> None:
    desk.judge(desk.statement(1).id, kind="confirm", by=HURT[:60], note=HURT)
    with listening(desk) as address, _opened(chromium, address + _places(desk)[name]) as page:
        for folded in page.locator("details:not([open]) > summary").all():
            folded.click()
        _check(page)
        assert page.title() != "ran"


def test_what_was_wrong_is_told_to_all(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address + _places(desk)["editor"], **WIDE) as page:
        page.get_by_label("Your name").fill("Ada")
        page.get_by_label("Source who says it").fill("nowhere to be found")
        page.get_by_label("Cue the words").fill("said")
        _expecting_422(page, lambda: page.get_by_role("button", name="Save as corrected").click())
        assert "does not stand in this text" in page.get_by_role("alert").inner_text()
        assert page.get_by_role("group", name="“said” stands in 2 places").is_visible()
        assert page.get_by_label("Source who says it").input_value() == "nowhere to be found"
        _check(page)


def _expecting_422(page: Page, act) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Do something that is answered with 422, which a browser writes to its console."""
    with page.expect_response(lambda answer: answer.status == 422):
        act()
    page.wait_for_load_state()


def _edge(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def _field(page: Page, part: str) -> str:
    return page.locator(f"#p-{part}").input_value()


def _line(words: str) -> str:
    span = find(articles.FIRST, words)
    return f"{span.start}–{span.end} {words}"


def _save(page: Page) -> None:
    page.get_by_label("Your name").fill("Ada Quist")
    page.get_by_role("button", name="Save as corrected").click()
    page.get_by_text("Corrected by Ada Quist").first.wait_for()


def _words(desk: Desk, statement: Statement) -> str:
    document = desk.reading().document
    assert document
    return document.quote(statement.content[0])


def test_an_edge_is_moved_by_keyboard(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address + _places(desk)["editor"], **WIDE) as page:
        _edge(page, "Start of the content").focus()
        page.keyboard.press("ArrowRight")
        assert _field(page, "content") == _line("twelve people were missing below the Tarn Gap road")
        assert _edge(page, "Start of the content").evaluate("each => each === document.activeElement")
        assert _edge(page, "Start of the content").get_attribute("aria-valuetext") == "twelve"
        page.keyboard.press("Shift+ArrowRight")
        assert _field(page, "content") == _line("welve people were missing below the Tarn Gap road")
        page.keyboard.press("Shift+ArrowLeft")
        _edge(page, "End of the content").focus()
        for _ in range(5):
            page.keyboard.press("ArrowLeft")
        assert "content: twelve people were missing" in page.locator("#moved").inner_text()
        _save(page)
    assert _words(desk, desk.statement(0)) == "twelve people were missing"


def test_an_edge_stays_in_its_paragraph_and_before_the_other(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address + _places(desk)["editor"], **WIDE) as page:
        _edge(page, "End of the source").focus()
        for _ in range(60):
            page.keyboard.press("ArrowRight")
        end = articles.FIRST.index("\n\nThe Hill")
        assert _field(page, "source").startswith(f"35–{end} ")
        _edge(page, "Start of the source").focus()
        for _ in range(60):
            page.keyboard.press("ArrowRight")
        start = int(_field(page, "source").split("–")[0])
        assert start < end


def test_words_typed_by_hand_stay_when_an_edge_is_moved(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address + _places(desk)["editor"], **WIDE) as page:
        field = page.get_by_label("Content what is said")
        field.fill("70-76\n35-59 words that stand elsewhere\nmoving")
        field.blur()
        assert page.locator("#passages .m.content").all_inner_texts() == ["twelve"]
        _edge(page, "End of the content").press("ArrowRight")
        assert _field(page, "content") == f"{_line('twelve people')}\n35-59 words that stand elsewhere\nmoving"


def _at(page: Page, words: str) -> tuple[float, float]:
    """Return where a word of the text begins on the screen."""
    script = """words => {
        const walker = document.createTreeWalker(document.getElementById("passages"), NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const box = range.getBoundingClientRect();
            return [box.left, box.top + box.height / 2];
        }
    }"""
    left, middle = page.evaluate(script, words)
    return left + 1, middle


def _middle(edge: Locator) -> tuple[float, float]:
    box = edge.bounding_box()
    assert box
    return box["x"], box["y"] + box["height"] / 2


def test_an_edge_is_dragged_with_the_mouse(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address + _places(desk)["editor"], **WIDE) as page:
        page.mouse.move(*_middle(_edge(page, "Start of the content")))
        page.mouse.down()
        page.mouse.move(*_at(page, "people were"), steps=4)
        page.mouse.up()
        assert _field(page, "content") == _line("people were missing below the Tarn Gap road")
        _save(page)
    assert _words(desk, desk.statement(0)) == "people were missing below the Tarn Gap road"


def test_an_edge_is_dragged_with_a_finger(chromium: Browser, desk: Desk) -> None:
    phone = {"viewport": {"width": 375, "height": 800}, "has_touch": True, "is_mobile": True}
    with listening(desk) as address, _opened(chromium, address + _places(desk)["editor"], **phone) as page:
        finger = page.context.new_cdp_session(page)
        _edge(page, "Start of the content").scroll_into_view_if_needed()
        x, y = _middle(_edge(page, "Start of the content"))
        to_x, to_y = _at(page, "people were")

        def touch(kind: str, *points: tuple[float, float]) -> None:
            finger.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]}
            )

        touch("touchStart", (x + 2, y))
        touch("touchMove", ((x + to_x) / 2, (y + to_y) / 2))
        touch("touchMove", (to_x, to_y))
        touch("touchEnd")
        assert _field(page, "content") == _line("people were missing below the Tarn Gap road")


def _select(page: Page, words: str) -> None:
    """Select words as a person does, from their first letter to behind the last."""
    script = """words => {
        const walker = document.createTreeWalker(document.getElementById("passages"), NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
        }
        throw new Error(words);
    }"""
    page.evaluate(script, words)


def test_selected_words_become_a_part(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address + _places(desk)["add"], **WIDE) as page:
        _select(page, "a local official")
        page.get_by_role("button", name="Source", exact=True).click()
        assert _field(page, "source") == _line("a local official")
        _select(page, "The Hill Agency")
        page.get_by_label("as a further piece").check()
        page.get_by_role("button", name="Source", exact=True).click()
        assert _field(page, "source") == f"{_line('The Hill Agency')}\n{_line('a local official')}"
        page.get_by_label("as a further piece").uncheck()
        _select(page, "citing")
        page.get_by_role("button", name="Cue", exact=True).click()
        page.get_by_role("button", name="Content", exact=True).click()  # nothing is selected
        start = articles.FIRST.index("The Hill")
        assert _field(page, "content") == f"{start}–{start + 3} The"
        page.keyboard.press("Delete")
        assert _field(page, "content") == ""
        _select(page, "the dam above the village had been opened")
        page.get_by_role("button", name="Content", exact=True).click()
        page.get_by_label("Your name").fill("Ada Quist")
        page.get_by_role("button", name="Add it").click()
        page.get_by_text("Added by Ada Quist").first.wait_for()
    (added,) = [each for each in desk.reading().statements if each.status == "confirmed"]
    assert _words(desk, added) == "the dam above the village had been opened"
    assert len(added.source) == 2


def test_letters_outside_the_first_plane_are_counted_as_the_server_does(chromium: Browser, desk: Desk) -> None:
    from tests.factory import make_document, make_page, make_reading, make_statement

    text = "Signs 🏔🏔 of a slide\n\n“🏔 It is 🏔 moving,” said Mira Oltean."
    document = make_document(text)
    said = make_statement(document, "Mira Oltean", "said", "It is 🏔 moving")
    with open_ledger(desk.path) as ledger:
        ledger.store(make_reading(document, statements=(said,), page=make_page(text)))
    with listening(desk) as address, _opened(chromium, f"{address}/statements/{said.id}/review", **WIDE) as page:
        _edge(page, "End of the content").focus()
        page.keyboard.press("ArrowLeft")
        span = find(text, "It is 🏔")
        assert _field(page, "content") == f"{span.start}–{span.end} It is 🏔"
        _save(page)


def test_it_all_works_without_javascript(chromium: Browser, desk: Desk) -> None:
    with listening(desk) as address, _opened(chromium, address, java_script_enabled=False, **WIDE) as page:
        page.get_by_role("link", name="Compare").click()
        for box in page.get_by_role("checkbox").all()[:2]:
            box.check()
        page.get_by_role("button", name="Compare").click()
        assert page.get_by_role("heading", name="2 articles side by side").is_visible()
        page.goto(f"{address}/pages/{desk.pages[0]}")
        page.get_by_role("link", name="Review").click()
        page.get_by_label("Your name").fill("Ada Quist")
        page.get_by_role("button", name="Confirm statement 1").click()
        assert "Confirmed by Ada Quist" in page.get_by_role("status").inner_text()
        page.get_by_role("link", name="Correct statement 2").click()
        assert page.locator("#passages .m.content").count() == 1
        assert not page.locator("#tools").is_visible()
        page.get_by_label("Content what is said").fill("still moving")
        page.get_by_label("Act", exact=True).select_option("predict")
        assert page.get_by_label("Your name").input_value() == "Ada Quist"
        page.get_by_role("button", name="Save as corrected").click()
        assert "Corrected by Ada Quist" in page.get_by_role("status").inner_text()
    assert (desk.statement(1).act, _words(desk, desk.statement(1))) == ("predict", "still moving")


def test_a_hostile_page_runs_nothing(chromium: Browser, address: str, kept: Kept) -> None:
    with open_ledger(kept.path) as ledger:
        statement = ledger.reading(kept.hostile).statements[0].id
    places = (
        f"/pages/{kept.hostile}/review",
        f"/pages/{kept.hostile}/review/add",
        f"/statements/{statement}/review",
        f"/compare?page={kept.hostile}&page={kept.page}",
        f"/compare?choose=1&page={kept.hostile}",
    )
    for place in places:
        with _opened(chromium, address + place) as page:
            assert page.title() != "ran"
            assert "<script>document.title='ran'</script>" in page.inner_text("main")
            for edge in page.locator(".edge").all()[:2]:  # what is painted anew is text, too
                edge.press("ArrowRight")
            assert page.title() != "ran"
