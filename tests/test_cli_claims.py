"""`sayso claims` and `sayso show claim_…`: what is claimed in a ledger, as a report and as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso import cli
from sayso.ledger import open_ledger
from tests.claims.pages import PUMPS, ByWords, four

TREES = "sayso.claims.linking.pairs.load_pair_trees"


@pytest.fixture(scope="module")
def barges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with the four articles, to be copied: quicker than to make it anew."""
    path = tmp_path_factory.mktemp("barges") / "sayso.db"
    with pytest.MonkeyPatch.context() as patched, open_ledger(path) as ledger:
        patched.setattr(TREES, ByWords)
        for reading in four():
            ledger.store(reading)
    return path


@pytest.fixture(autouse=True)
def _ledger(barges: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TREES, ByWords)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    shutil.copy(barges, "sayso.db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def lines(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json").stdout.splitlines()]


def test_claims_are_listed_with_their_origins() -> None:
    told = run("claims", "pumps").stdout
    assert PUMPS in told
    assert "contested · 1 independent origin · 2 unknown" in told
    assert "machine-read, unchecked" in told


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), 4),
        (("--contested",), 1),
        (("pumps",), 1),
        (("--holder", "odo kest"), 1),
        (("--min-origins", "2"), 0),
        (("--since", "2031-04-04"), 1),
        (("--limit", "2"), 2),
        (("--rebuild",), 4),
    ],
)
def test_each_filter_narrows_the_list(asked: tuple[str, ...], found: int) -> None:
    assert len(lines("claims", *asked)) == found


def test_claims_of_one_page() -> None:
    page = lines("claims", "--contested")[0]
    answer = json.loads(run("show", page["id"], "--json").stdout)
    signal = next(each["page"]["id"] for each in answer["members"] if each["page"]["outlet"] == "State Signal")
    assert [each["text"] for each in lines("claims", "--page", signal)] == [PUMPS]


def test_one_claim_tells_who_says_it_who_denies_it_and_on_whose_word() -> None:
    (entry,) = lines("claims", "--contested")
    told = run("show", entry["id"]).stdout
    for words in ("1 independent origin (Timo Falk)", "denies · Timo Falk · Kerran Daily · 2031-04-03", "own voice",
                  "Timo Falk says it and denies it"):  # fmt: skip
        assert words in told
    answer = json.loads(run("show", entry["id"], "--json").stdout)
    stands = {(each["page"]["outlet"], each["mention"]["stand"]) for each in answer["members"]}
    assert ("Kerran Daily", "denies") in stands
    assert answer["origins"]["independent"] == ["Timo Falk"]
    texts = {reading.document.outlet: reading.document.text for reading in four() if reading.document}
    for each in answer["members"]:
        for place in each["mention"]["content"]:
            assert texts[each["page"]["outlet"]][place["start"] : place["end"]] == place["text"]


def test_numbers_that_contradict_are_told_of_both() -> None:
    (entry,) = lines("claims", '"9 sailors"')
    assert "cannot both be so “at least 12 sailors were missing" in " ".join(run("show", entry["id"]).stdout.split())


def test_nothing_found_is_said_and_an_unknown_claim_refused() -> None:
    assert "nothing found" in run("claims", "weather").stderr
    assert run("show", "claim_00").exit_code == 1
