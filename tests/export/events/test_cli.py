"""`sayso events --format`: of a ledger with its filters, of pages without one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from sayso import cli
from sayso.export.events import stream
from sayso.export.events.found import to_pandas
from sayso.ledger import EventQuery, judge_event, open_ledger
from sayso.records import Reading
from tests.export.events.pages import make_shelling
from tests.factory import make_events_reading, make_thread


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a ledger with two pages that tell events."""
    path = tmp_path / "sayso.db"
    with open_ledger(path) as ledger:
        for reading in (make_shelling(), make_events_reading(make_thread())):
            ledger.store(reading)
    return path


def _run(*given: str) -> Any:
    return CliRunner().invoke(cli.app, ["events", *given])


def test_filters_choose_what_goes_out(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "told.csv"
    done = _run("--type", "ASSAULT", "--format", "acled_versions", "--out", str(target), "--ledger", str(kept))
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"), newline="")))
    assert [row["plover_type"] for row in rows] == ["ASSAULT"] * 4
    assert len({row["event_id_cnty"] for row in rows}) == 1


def test_all_goes_out_unless_fewer_are_asked_for(kept: Path) -> None:
    with open_ledger(kept) as ledger:
        whole = json.loads(b"".join(stream("geojson", ledger, EventQuery())))
        some = json.loads(b"".join(stream("geojson", ledger, EventQuery(limit=2))))
    assert len(whole["features"]) == 9
    assert len(some["features"]) == 2


def test_a_data_frame_has_the_columns_of_parquet(kept: Path) -> None:
    with open_ledger(kept) as ledger:
        frame = to_pandas(ledger.events(EventQuery(stand="denied")))
        parquet = b"".join(stream("parquet", ledger, EventQuery(stand="denied")))
    assert list(frame["told_by"]) == ["Oda Renn", "Ivo Tamm"]
    assert frame.equals(pd.read_parquet(io.BytesIO(parquet)))


def test_what_people_judged_goes_out_as_they_judged_it(kept: Path) -> None:
    with open_ledger(kept) as ledger:
        told = {entry.event.event_type: entry for entry in ledger.events() if entry.event.statement is None}
        march, shelling = told["PROTEST"], told["ASSAULT"]
        reading = ledger.reading(march.reading_id)
        at = datetime(2024, 6, 1, tzinfo=UTC)
        ledger.judge_event(judge_event(reading, march.event, "reject", by="Ada", at=at))
        ledger.judge_event(judge_event(reading, shelling.event, "confirm", by="Ada", at=at))
        rows = list(csv.DictReader(io.StringIO(b"".join(stream("acled", ledger, EventQuery())).decode(), newline="")))
    by_type = {row["plover_type"]: row for row in rows}
    assert "PROTEST" not in by_type
    assert by_type["ASSAULT"]["vouched"] == "confirmed by Ada on 2024-06-01"
    assert by_type["RETREAT"]["vouched"] == "machine-read, unchecked"


def test_an_unknown_format_is_refused_in_one_line(kept: Path) -> None:
    done = _run("--format", "xml", "--ledger", str(kept))
    assert done.exit_code == 1
    assert "give one of polecat, acled" in str(done.output) + str(done.exception or "")


def test_pages_go_out_without_a_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: Any, **__: Any) -> Iterator[Reading]:
        yield make_shelling()
        yield make_shelling(events=None, places=None, moments=None)

    monkeypatch.setattr("sayso.engine.local.read_many", read)
    page, target = tmp_path / "page.txt", tmp_path / "told.geojson"
    page.write_text("Nothing", encoding="utf-8")
    done = _run(str(page), "--format", "geojson", "--out", str(target))
    assert done.exit_code == 0, done.output
    assert len(json.loads(target.read_text(encoding="utf-8"))["features"]) == 7
    assert "nothing was looked for in 1 page" in done.output
