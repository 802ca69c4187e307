"""Claims for assistants: what is found, what one tells, and that words of pages stand where they are marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.ledger import open_ledger
from tests.claims.pages import PUMPS, ByWords, four
from tests.mcp.conftest import Ask, fill
from tests.mcp.test_tools import answered, refused, trusted

TREES = "sayso.claims.linking.pairs.load_pair_trees"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with the four articles on the barge besides, to be copied."""
    path = tmp_path_factory.mktemp("barges") / "news.db"
    with pytest.MonkeyPatch.context() as patched, open_ledger(path) as ledger:
        patched.setattr(TREES, ByWords)
        fill(ledger)
        for reading in four():
            ledger.store(reading)
    return path


@pytest.fixture(autouse=True)
def _by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TREES, ByWords)


def test_claims_are_found_with_their_origins_counted(ask: Ask) -> None:
    told = answered(ask, "find_claims", contested=True)
    (claim,) = told["claims"]
    assert claim["untrusted_page_text"] == {"text": PUMPS, "title": None}
    assert (claim["independent_origins"], claim["unknown_origins"]) == (1, 2)
    assert claim["status_in_words"] == "machine-read, unchecked"
    assert "never pages" in told["counting"]


def test_a_list_goes_on_behind_its_cursor(ask: Ask) -> None:
    first = answered(ask, "find_claims", limit=3)
    rest = answered(ask, "find_claims", limit=3, cursor=first["next_cursor"])
    assert len({each["id"] for each in (*first["claims"], *rest["claims"])}) == 4
    assert rest["next_cursor"] is None


def test_one_claim_tells_each_place_with_its_passage(ask: Ask) -> None:
    (claim,) = answered(ask, "find_claims", words="pumps")["claims"]
    told = answered(ask, "get_claim", id=claim["id"])
    denied = next(each for each in told["members"] if each["stand"] == "denies")
    assert "Timo Falk denied that the pumps" in denied["untrusted_page_text"]["passage"]
    assert denied["statement_link"].startswith("sayso://statements/st_")
    assert [each["untrusted_page_text"]["words"] for each in told["origins"] if each["independent"]] == ["Timo Falk"]
    assert told["members_left_out"] == 0
    assert answered(ask, "get_claim", id=claim["id"], limit=2)["members_left_out"] == 3


def test_numbers_and_rival_claims_are_told(ask: Ask) -> None:
    (claim,) = answered(ask, "find_claims", words='"9 sailors"')["claims"]
    told = answered(ask, "get_claim", id=claim["id"])
    (number,) = told["members"][0]["numbers"]
    assert (number["value"], number["bound"], number["untrusted_page_text"]["measure"]) == (9, "=", "missing")
    assert [each["kind"] for each in told["relations"]] == ["contradicts", "contradicts"]


def test_words_of_pages_stand_where_they_are_marked(ask: Ask) -> None:
    found = answered(ask, "find_claims")["claims"]
    answers = [found, *(answered(ask, "get_claim", id=each["id"]) for each in found)]
    words = " ".join(trusted(answers))
    for name in ("Falk", "Brask", "Kest", "sailors", "barge", "Herald", "River Wire", "missing"):
        assert name not in words


@pytest.mark.parametrize("id", ["claim_00", "st_00", "nothing"])
def test_an_unknown_claim_is_refused(ask: Ask, id: str) -> None:  # noqa: A002
    assert refused(ask, "get_claim", id=id)
