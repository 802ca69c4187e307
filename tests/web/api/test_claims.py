"""Claims and dossiers over HTTP: what is found, what one tells, what pages tell together, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from sayso.ledger import open_ledger
from sayso.web.api.schemas.claims import ClaimAnswerShape, ClaimsAnswer, DossierAnswer
from sayso.web.app import create_app
from tests.claims.pages import PUMPS, ByWords, four
from tests.factory import make_failure
from tests.web.api.conftest import HOST

CLAIMS = "/api/v1/claims"


TREES = "sayso.claims.linking.pairs.load_pair_trees"


@pytest.fixture(scope="module")
def barges(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Return a ledger with the four articles and a page that failed, to be copied, and the ids of the pages."""
    path = tmp_path_factory.mktemp("barges") / "news.db"
    with pytest.MonkeyPatch.context() as patched, open_ledger(path) as ledger:
        patched.setattr(TREES, ByWords)
        return path, tuple(ledger.store(reading).page_id for reading in (*four(), make_failure("empty.txt")))


@pytest.fixture
def pages(barges: tuple[Path, tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Return the ids of the pages in a ledger of this test alone."""
    monkeypatch.setattr(TREES, ByWords)
    shutil.copy(barges[0], tmp_path)
    return barges[1]


@pytest.fixture
def client(tmp_path: Path, pages: tuple[str, ...]) -> Iterator[TestClient]:
    """Yield a client of an application over the four articles."""
    with TestClient(create_app(tmp_path / "news.db"), base_url=HOST) as made:
        yield made


def get(client: TestClient, address: str, shape: type[BaseModel], **params: Any) -> dict[str, Any]:
    """Return an answer, which must be of a shape, no field more and none less."""
    answer = client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    assert shape.model_validate(told).model_dump(by_alias=True) == told
    return told


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, 4),
        ({"contested": True}, 1),
        ({"contested": False}, 3),
        ({"words": "pumps"}, 1),
        ({"holder": "LENA BRASK"}, 2),
        ({"origins": 1}, 4),
        ({"origins": 2}, 0),
        ({"since": "2031-04-04"}, 1),
        ({"status": "rejected"}, 0),
    ],
)
def test_each_filter_narrows_the_list(client: TestClient, params: dict[str, Any], found: int) -> None:
    assert len(get(client, CLAIMS, ClaimsAnswer, **params)["claims"]) == found


def test_a_list_goes_on_where_it_ended(client: TestClient) -> None:
    every = [each["id"] for each in get(client, CLAIMS, ClaimsAnswer)["claims"]]
    first = get(client, CLAIMS, ClaimsAnswer, limit=3)
    rest = client.get(first["next"]).json()
    assert [each["id"] for each in (*first["claims"], *rest["claims"])] == every
    assert rest["next"] is None


def test_claims_of_a_page(client: TestClient, pages: tuple[str, ...]) -> None:
    (found,) = get(client, CLAIMS, ClaimsAnswer, page_id=pages[3])["claims"]
    assert found["text"] == PUMPS


def test_one_claim_tells_everything(client: TestClient) -> None:
    (entry,) = get(client, CLAIMS, ClaimsAnswer, contested=True)["claims"]
    told = get(client, entry["link"], ClaimAnswerShape)
    assert told["claim"] == {name: value for name, value in entry.items() if name != "link"}
    stands = {(each["page"]["outlet"], each["mention"]["voice"], each["mention"]["stand"]) for each in told["members"]}
    assert {("Kerran Daily", "statement", "denies"), ("State Signal", "author", "asserts")} < stands
    assert told["origins"]["independent"] == ["Timo Falk"]
    assert {"words": "an engineer", "via": "River Wire"} in told["origins"]["unknown"]
    (number,) = get(client, CLAIMS, ClaimsAnswer, words='"9 sailors"')["claims"]
    between = get(client, number["link"], ClaimAnswerShape)["relations"]
    assert {each["kind"] for each in between} == {"contradicts"}
    assert len(between) == 2


def test_pages_are_put_together(client: TestClient, pages: tuple[str, ...]) -> None:
    told = get(client, "/api/v1/dossier", DossierAnswer, page=list(pages))
    assert [each["page_id"] for each in told["pages"]] == list(pages[:4])
    assert [each["page_id"] for each in told["failed"]] == [pages[4]]
    claim = next(each for each in told["claims"] if each["contested"])
    assert {each["link"] for each in claim["mentions"]} == {"asserts", "denies"}
    assert {each["bound"] for each in told["quantities"]} == {">=", "~", "="}
    assert [each["holder"] for each in told["changes"]] == ["Timo Falk"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/claims?contest=1", 422),
        ("/claims?since=yesterday", 422),
        ("/claims?after=x", 422),
        ("/claims?page_id=page_0000000000000000", 404),
        ("/claims/claim_00", 404),
        ("/claims/st_00", 404),
        ("/dossier", 422),
        ("/dossier?page=page_0000000000000000", 404),
        ("/dossier?" + "&".join(f"page=page_{number}" for number in range(51)), 422),
    ],
)
def test_what_cannot_be_answered_is_refused(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
