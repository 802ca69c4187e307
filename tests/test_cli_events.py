"""`sayso events` and `sayso judge-event`: what happened in pages and in a ledger, as a report and as JSON."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from sayso import cli
from sayso.ledger import EventQuery, open_ledger
from sayso.records import Page, Reading
from tests.factory import TEXT, make_event, make_events_reading, make_reading


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with one page, to be copied: quicker than to make it anew."""
    path = tmp_path_factory.mktemp("harbour") / "sayso.db"
    with open_ledger(path) as ledger:
        ledger.store(make_events_reading())
    return path


@pytest.fixture(autouse=True)
def _ledger(harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    monkeypatch.delenv("SAYSO_BY", raising=False)
    shutil.copy(harbour, "sayso.db")


@pytest.fixture
def coded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a file, which a reader that codes events reads."""

    def read_page(page: Page, **_: Any) -> Reading:
        made = make_events_reading() if page.data.decode() == TEXT else make_reading()
        return replace(made, page=page)

    monkeypatch.setattr("sayso.engine.local.read_page", read_page)
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def lines(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json").stdout.splitlines()]


def test_a_page_is_one_line_in_the_form_that_coders_are_scored_by(coded: Path) -> None:
    (told,) = lines("events", str(coded))
    assert told["id"] == "harbour"
    closing, landing = told["events"]
    assert (landing["event_type"], landing["mode"], landing["contexts"]) == (
        "MOBILIZE", "troops", ["military", "territory"],
    )  # fmt: skip
    assert (landing["actor"], landing["actor_code"]) == (["troops"], [["RUS", "MIL"]])
    assert (landing["recipient"], landing["reciprocal"]) == ([], False)
    assert (landing["location"], landing["date"]) == ("Velmar", "2021-03-05")
    assert (landing["factuality"], landing["source"], landing["stand"]) == ("CT-", "Oda Renn", "denied")
    assert landing["quantities"] == {"troops": 0.0}
    (cue,) = landing["cue"]
    assert TEXT[cue["start"] : cue["end"]] == cue["text"] == "had landed"
    assert closing["source"] is None
    assert closing["recipient_code"] == [["ARD", "BUS"]]


def test_a_source_that_is_not_sure_is_told_by_its_words(coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = make_events_reading()
    told = tuple(replace(event, source=None) for event in reading.events or ())
    monkeypatch.setattr("sayso.engine.local.read_page", lambda page, **_: replace(reading, events=told, page=page))
    ((_, landing),) = (line["events"] for line in lines("events", str(coded)))
    assert landing["source"] == "Interior minister Oda Renn"


def test_pages_that_no_run_looked_at_say_so(coded: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing here.", encoding="utf-8")
    result = run("events", str(other), str(coded), "--json")
    assert [json.loads(line)["events"] is None for line in result.stdout.splitlines()] == [True, False]
    assert "nothing was looked for in 1 page" in result.stderr
    assert result.exit_code == 0


def test_a_page_that_fails_is_named_and_the_others_are_told(coded: Path) -> None:
    result = run("events", "lost.txt", str(coded), "--json")
    lost, found = map(json.loads, result.stdout.splitlines())
    assert (lost["id"], lost["events"]) == ("lost", None)
    assert "lost.txt" in lost["error"]
    assert len(found["events"]) == 2
    assert result.exit_code == 1


def test_the_report_tells_an_event_once_with_all_who_tell_it(coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = make_events_reading()
    assert reading.document
    assert reading.events
    own = make_event(
        reading.document, "set foot", "MOBILIZE", actors=reading.events[1].actors, factuality="CT+", confidence=0.61
    )
    told = replace(reading, events=(*reading.events, own))
    monkeypatch.setattr("sayso.engine.local.read_page", lambda page, **_: replace(told, page=page))
    shown = run("events", str(coded)).stdout
    assert shown.count("MOBILIZE (troops) · troops") == 1
    assert "told by Oda Renn · given as certainly not so (CT-) · denied" in shown
    assert "told by the author · given as certain (CT+)" in shown
    assert "at Velmar (Velmar, 54.50, 18.50) · on Friday: 2021-03-05 · 0 troops" in shown
    assert "│ had landed" in shown
    assert "machine-read, unchecked · confidence 0.61" in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), ["COERCE", "MOBILIZE"]),
        (("--type", "mobilize"), ["MOBILIZE"]),
        (("--mode", "restrict"), ["COERCE"]),
        (("--actor", "troops", "--source", "renn"), ["MOBILIZE"]),
        (("--recipient", "harbour", "--country", "ard"), ["COERCE"]),
        (("--place", "velmar", "--stand", "denied"), ["MOBILIZE"]),
        (("--near", "54.4,18.5,20"), ["MOBILIZE"]),
        (("--near", "54.4,18.5,2"), []),
        (("--since", "2021-03-05", "--until", "2021-03-05"), ["MOBILIZE"]),
        (("--since", "2021-03-06"), []),
        (("--context", "territory", "--factuality", "CT-"), ["MOBILIZE"]),
        (("--words", "closed"), ["COERCE"]),
        (("--limit", "1"), ["COERCE"]),
        (("--min-confidence", "0.8"), ["MOBILIZE"]),
    ],
)
def test_filters_find_events_of_the_ledger(asked: tuple[str, ...], found: list[str]) -> None:
    assert [line["event"]["event_type"] for line in lines("events", *asked)] == found
    shown = run("events", *asked)
    assert all(f"{number}  {kind}" in shown.stdout for number, kind in enumerate(found, 1))
    assert ("nothing found" in shown.stderr) is not bool(found)


def test_a_line_of_the_ledger_has_page_place_and_moment() -> None:
    (told,) = lines("events", "--type", "MOBILIZE")
    assert told["format"] == 1
    assert told["page"]["outlet"] == "Velmar Courier"
    assert told["place"]["resolved"]["name"] == "Velmar"
    assert told["moment"]["value"] == "2021-03-05"
    assert "denied that troops had landed" in told["passage"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--type", "FIGHT"), "ASSAULT"),
        (("--type", "AGREE", "--mode", "riot"), "that type has no modes"),
        (("--mode", "fly"), "drone"),
        (("--context", "war"), "military"),
        (("--stand", "real"), "denied"),
        (("--factuality", "sure"), "CT+"),
        (("--near", "54,18"), "LAT,LON,KM"),
        (("--near", "95,18,3"), "latitude"),
        (("--near", "nan,18,3"), "latitude"),
        (("--plain",), "without PATHS"),
        (("harbour.txt", "--type", "ASSAULT"), "with PATHS"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_what_can(asked: tuple[str, ...], told: str) -> None:
    result = run("events", *asked)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_an_event_is_corrected_and_told_so() -> None:
    (told,) = lines("events", "--type", "MOBILIZE")
    id_ = told["event"]["id"]
    result = run(
        "judge-event", "correct", id_[:9], "--by", "Ana Ruz", "--type", "coerce", "--mode", "seize", "--actor",
        "soldier", "--place", "Ondra", "--at", "10,20.5", "--date", "2021-02",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("ejud_")
    (now,) = lines("events", "--near", "10,20.5,1")
    assert (now["event"]["id"], now["event"]["event_type"], now["event"]["status"]) == (id_, "COERCE", "corrected")
    assert ([each["text"] for each in now["event"]["actors"]], now["moment"]["value"]) == (["soldier"], "2021-02")
    assert "corrected by Ana Ruz" in run("events", "--mode", "seize").stdout
    assert run("judge-event", "reject", id_, "--by", "Ana Ruz").exit_code == 0
    assert [line["event"]["event_type"] for line in lines("events")] == ["COERCE"]
    with open_ledger("sayso.db") as ledger:
        assert [entry.event.id for entry in ledger.events(EventQuery(status="rejected"))] == [id_]


def test_a_known_candidate_needs_no_coordinates_and_nothing_takes_all_away() -> None:
    (told,) = lines("events", "--type", "MOBILIZE")
    id_ = told["event"]["id"]
    assert run("judge-event", "correct", id_, "--by", "Ana Ruz", "--place", "velmar").exit_code == 0
    result = run("judge-event", "correct", id_, "--by", "A", "--place", "", "--date", "", "--actor", "", "--mode", "")
    assert result.exit_code == 0, result.stderr
    (now,) = lines("events", "--type", "MOBILIZE")
    assert (now["place"], now["moment"], now["event"]["actors"], now["event"]["mode"]) == (None, None, [], None)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("confirm", "--mode", "weapons"), "to correct an event"),
        (("correct",), "say what is to be corrected"),
        (("correct", "--at", "1,2"), "--place"),
        (("correct", "--place", "Ondra"), "Velmar"),
        (("correct", "--place", "Ondra", "--at", "north"), "LAT,LON"),
        (("correct", "--actor", "pirates"), "does not stand on the page"),
    ],
)
def test_wrong_corrections_are_refused(asked: tuple[str, ...], told: str) -> None:
    (line,) = lines("events", "--type", "MOBILIZE")
    result = run("judge-event", asked[0], line["event"]["id"], "--by", "Ana Ruz", *asked[1:])
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert run("judge-event", "reject", line["event"]["id"]).exit_code == 2
