"""One page at a time, no endless queue, and the plain fetch rules."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from sayso.engine.desk import Desk
from sayso.errors import BarredPage, Busy, RefusedAddress
from sayso.records import Page, Reading
from tests.factory import make_page, make_reading


class Watched:
    """Reads, and remembers how many pages were read at the same time."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.going_on = threading.Event()

    def __call__(self, page: Page) -> Reading:
        self.now += 1
        self.most = max(self.most, self.now)
        self.going_on.wait(0.01)
        self.now -= 1
        return make_reading(page=page)


def test_pages_are_read_one_at_a_time() -> None:
    watched = Watched()
    desk = Desk(read=watched)
    with ThreadPoolExecutor(8) as askers:
        readings = list(askers.map(lambda number: desk.read(make_page(f"page {number}")), range(8)))
    assert [reading.page.id for reading in readings] == [make_page(f"page {number}").id for number in range(8)]
    assert watched.most == 1


def test_whoever_comes_on_top_is_turned_away_and_may_come_again() -> None:
    started, done = threading.Event(), threading.Event()

    def slow(page: Page) -> Reading:
        started.set()
        done.wait(10)
        return make_reading(page=page)

    desk = Desk(places=1, read=slow)
    with ThreadPoolExecutor(1) as askers:
        first = askers.submit(desk.read, make_page())
        assert started.wait(10)
        with pytest.raises(Busy, match="try again"):
            desk.read(make_page())
        done.set()
        assert first.result().document
    assert desk.read(make_page()).document


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/a", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "file:///etc/hosts",
        "/etc/hosts", "-", "", "ftp://example.org/a", "http://name:word@example.org/", "http://\ud800/", "http://a\0b/",
    ],
)  # fmt: skip
def test_addresses_that_lead_into_the_house_are_refused(address: str) -> None:
    desk = Desk(places=1, read=Watched())
    for _ in range(2):  # the place is free again after an error
        with pytest.raises(RefusedAddress) as told:
            desk.read_address(address)
        assert "--" not in str(told.value)


def test_no_message_tells_how_to_get_round_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(read=Watched())

    class Barred:
        def page(self, address: str) -> Page:
            raise BarredPage(f"{address}: robots.txt asks programs to stay away; --ignore-robots reads it all the same")

    monkeypatch.setitem(vars(desk), "_fetcher", Barred())
    with pytest.raises(BarredPage) as told:
        desk.read_address("https://example.org/a")
    assert str(told.value) == "https://example.org/a: robots.txt asks programs to stay away"
