"""Events over HTTP: what is found, what one tells, what is counted, what people say of one, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from sayso.ledger import open_ledger
from sayso.web.api.schemas.event_answers import (
    EventAnswer,
    EventFacetsAnswer,
    EventJudgementAnswer,
    EventJudgementsAnswer,
    EventsAnswer,
)
from sayso.web.app import create_app
from tests.factory import TEXT, make_event, make_events_reading, make_reading, make_thread
from tests.web.api.conftest import HOST

EVENTS = "/api/v1/events"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with a page of two events and one whose reader's comment tells one."""
    path = tmp_path_factory.mktemp("harbour") / "news.db"
    thread = make_thread()
    told = (make_event(thread, "full of lorries", "MOBILIZE", source="Tolan Brisk"),)
    with open_ledger(path) as ledger:
        ledger.store(make_reading(thread, events=told, places=(), moments=()))
        ledger.store(make_events_reading())
    return path


@pytest.fixture
def client(harbour: Path, tmp_path: Path) -> Iterator[TestClient]:
    """Yield a client of an application over it."""
    shutil.copy(harbour, tmp_path)
    with TestClient(create_app(tmp_path / "news.db"), base_url=HOST) as made:
        yield made


def get(client: TestClient, address: str, shape: type[BaseModel], **params: Any) -> dict[str, Any]:
    """Return an answer, which must be of a shape, no field more and none less."""
    answer = client.get(address, params=params or None)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    assert shape.model_validate(told).model_dump(by_alias=True) == told
    return told


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["COERCE", "MOBILIZE"]),
        ({"event_type": "MOBILIZE", "mode": "troops"}, ["MOBILIZE"]),
        ({"near": "54.4,18.5,20"}, ["MOBILIZE"]),
        ({"near": "54.4,18.5,2"}, []),
        ({"since": "2021-03-05", "until": "2021-03-05"}, ["MOBILIZE"]),
        ({"country": "ARD"}, ["COERCE"]),
        ({"words": "lorries"}, []),
        ({"holder": "oda renn", "stand": "denied", "factuality": "CT-", "context": "military"}, ["MOBILIZE"]),
        ({"page_id": make_reading().page.id}, ["COERCE", "MOBILIZE"]),
        ({"page_id": "page_0000000000000000"}, []),
    ],
)
def test_events_are_found(client: TestClient, asked: dict[str, Any], found: list[str]) -> None:
    told = get(client, EVENTS, EventsAnswer, **asked)
    assert [each["event"]["event_type"] for each in told["events"]] == found
    assert get(client, "/api/v1/event-facets", EventFacetsAnswer, **asked)["counted"] == len(found)


def test_a_list_goes_on(client: TestClient) -> None:
    first = get(client, EVENTS, EventsAnswer, limit=1)
    rest = get(client, first["next"], EventsAnswer)
    assert [each["event"]["event_type"] for each in (*first["events"], *rest["events"])] == ["COERCE", "MOBILIZE"]
    assert rest["next"] is None


def test_one_event_tells_where_and_when_on_whose_word(client: TestClient) -> None:
    (found,) = get(client, EVENTS, EventsAnswer, event_type="MOBILIZE")["events"]
    told = get(client, found["link"], EventAnswer)
    assert (told["place"]["resolved"]["name"], told["moment"]["value"]) == ("Velmar", "2021-03-05")
    assert told["event"]["source"] == "Oda Renn"
    (cue,) = told["event"]["cue"]
    assert TEXT[cue["start"] : cue["end"]] == "had landed"
    assert client.get(f"{EVENTS}/ev_0123").status_code == 404


def test_facets_tell_months_and_places(client: TestClient) -> None:
    told = get(client, "/api/v1/event-facets", EventFacetsAnswer)
    assert told["month"] == [{"value": "2021-03", "count": 1}]
    assert told["places"] == [
        {"name": "Velmar", "country": "AR", "latitude": 54.5, "longitude": 18.5, "count": 1}
    ]  # fmt: skip


def test_a_correction_wins(client: TestClient) -> None:
    (found,) = get(client, EVENTS, EventsAnswer, event_type="MOBILIZE")["events"]
    where = TEXT.index("Coast Monitor")
    given = {
        "kind": "correct",
        "by": "Ana Ruz",
        "labels": {"event_type": "COERCE", "mode": "seize", "date": None},
        "actors": [{"start": where, "end": where + 13, "country": "ARD", "sectors": ["MED"]}],
        "place": {"name": "Ondra", "latitude": 10.0, "longitude": 20.0, "at": {"start": 11, "end": 17}},
    }
    answer = client.post(f"{found['link']}/judgements", json=given)
    assert answer.status_code == 201, answer.text
    assert EventJudgementAnswer.model_validate(answer.json()).by == "Ana Ruz"
    now = get(client, found["link"], EventAnswer)
    assert (now["event"]["status"], now["event"]["mode"], now["judged_by"]) == ("corrected", "seize", "Ana Ruz")
    assert now["event"]["actors"][0]["text"] == "Coast Monitor"
    assert (now["moment"], now["place"]["resolved"]["name"], now["place"]["text"]) == (None, "Ondra", "Velmar")
    kept = get(client, "/api/v1/event-judgements", EventJudgementsAnswer, page_id=found["page"]["id"])
    assert [each["id"] for each in kept["judgements"]] == [answer.json()["id"]]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"kind": "correct"}, 422),
        ({"kind": "reject", "labels": {"mode": "drone"}}, 422),
        ({"kind": "correct", "labels": {"mode": "fly"}}, 422),
        ({"kind": "correct", "actors": [{"start": 100_000, "end": 100_009}]}, 422),
        ({"kind": "correct", "place": {"name": "x", "latitude": 91, "longitude": 0}}, 422),
        ({"kind": "add"}, 422),
    ],
)
def test_what_cannot_be_said_is_refused(client: TestClient, given: dict[str, Any], status: int) -> None:
    (found,) = get(client, EVENTS, EventsAnswer, event_type="MOBILIZE")["events"]
    answer = client.post(f"{found['link']}/judgements", json={"by": "Ana Ruz", **given})
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    "asked",
    [
        {"event_type": "FIGHT"}, {"near": "54,18"}, {"near": "95,0,1"}, {"since": "today"}, {"country": "Kenya"},
        {"kind": "war"}, {"mode": "fly"}, {"after": "nowhere"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get(EVENTS, params=asked).status_code == 422
