"""Events for assistants: what is found, what one tells, and that words of pages stand where they are marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import open_ledger
from tests.factory import (
    RUN,
    TEXT,
    make_document,
    make_event,
    make_events_reading,
    make_moment,
    make_page,
    make_party,
    make_place,
    make_reading,
    make_thread,
)
from tests.mcp.conftest import HOSTILE, Ask, fill
from tests.mcp.test_tools import answered, refused, trusted


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with pages that tell events besides, one of which gives orders, to be copied."""
    path = tmp_path_factory.mktemp("events") / "news.db"
    thread, text = make_thread(), f"Orders\n\nToday {HOSTILE} at {HOSTILE}"
    orders = make_document(text, page_id=make_page(text).id, outlet=HOSTILE, published=HOSTILE)
    party = replace(make_party(orders, HOSTILE, entity=HOSTILE), span=make_party(orders, HOSTILE).span)
    place = make_place(orders, HOSTILE)
    named = replace(place, resolved=place.resolved and replace(place.resolved, name=HOSTILE))
    moment = make_moment(orders, HOSTILE)
    told = make_event(
        orders, HOSTILE, "REQUEST", actors=(party,), place=named.id, moment=moment.id, source=HOSTILE, statement="st_1"
    )
    newer = replace(RUN, version="0.2.0")
    with open_ledger(path) as ledger:
        fill(ledger)
        said = make_event(thread, "full of lorries", source="Tolan Brisk")
        ledger.store(
            make_reading(thread, run=newer, events=(said,), page=make_page(thread.text), places=(), moments=())
        )
        ledger.store(make_events_reading(run=newer))
        page = make_page(text, location=HOSTILE)
        ledger.store(make_reading(orders, events=(told,), places=(named,), moments=(moment,), page=page))
    return path


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"event_type": "MOBILIZE"}, ["MOBILIZE"]),
        ({"near": "54.4,18.5,20", "stand": "denied"}, ["MOBILIZE"]),
        ({"since": "2021-03-05", "actor": "troops"}, ["MOBILIZE"]),
        ({"page_id": make_page().id}, ["COERCE", "MOBILIZE"]),
        ({"words": "lorries"}, []),
    ],
)
def test_events_are_found(ask: Ask, asked: dict[str, Any], found: list[str]) -> None:
    assert [each["event_type"] for each in answered(ask, "find_events", **asked)["events"]] == found


def test_a_list_goes_on_behind_its_cursor(ask: Ask) -> None:
    first = answered(ask, "find_events", limit=2)
    rest = answered(ask, "find_events", limit=2, cursor=first["next_cursor"])
    assert [len(each["events"]) for each in (first, rest)] == [2, 1]
    assert rest["next_cursor"] is None
    assert "one voice" in first["telling"]


def test_one_event_tells_all_of_it(ask: Ask) -> None:
    (event,) = answered(ask, "find_events", event_type="MOBILIZE")["events"]
    told = answered(ask, "get_event", id=event["id"])["event"]
    assert told == event
    assert (told["told_by"], told["untrusted_page_text"]["source"], told["factuality"]) == (
        "statement", "Oda Renn", "CT-",
    )  # fmt: skip
    (place,) = told["cue_places"]
    assert TEXT[place["start"] : place["end"]] == "had landed"
    assert (told["place"]["latitude"], told["moment"]["value"]) == (54.5, "2021-03-05")
    assert [each["counts"] for each in told["numbers"]] == ["troops"]
    assert told["status_in_words"] == "machine-read, unchecked"
    assert "denied that troops had landed" in told["untrusted_page_text"]["passage"]


def test_words_of_pages_stand_where_they_are_marked(ask: Ask) -> None:
    (event,) = answered(ask, "find_events", event_type="REQUEST")["events"]
    assert HOSTILE in str(event)
    assert HOSTILE not in str(trusted(event))


@pytest.mark.parametrize(
    "asked", [{"event_type": "FIGHT"}, {"near": "north"}, {"country": "Kenya"}, {"cursor": "nowhere"}]
)
def test_what_cannot_be_asked_is_refused(ask: Ask, asked: dict[str, str]) -> None:
    assert refused(ask, "find_events", **asked)


def test_an_unknown_event_is_refused(ask: Ask) -> None:
    assert "ev_0123" in refused(ask, "get_event", id="ev_0123")
