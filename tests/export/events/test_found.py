"""Events that a ledger finds as tables: the same rows as the Parquet of events."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.export.events import found
from sayso.export.events.tables import COLUMNS
from sayso.ledger import EventQuery, open_ledger
from tests.factory import make_event, make_events_reading, make_reading, make_thread


def test_a_data_frame_has_a_row_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        def load(self) -> object:
            return found

    def points(**asked: str) -> list[Point]:
        assert asked == {"group": "sayso.tables", "name": "events"}
        return [Point()]

    monkeypatch.setattr("sayso.ledger.ledger.entry_points", points)
    thread = make_thread()
    with open_ledger(tmp_path / "news.db") as ledger:
        ledger.store(make_reading(thread, events=(make_event(thread, "full of lorries"),), places=(), moments=()))
        ledger.store(make_events_reading())
        frame = ledger.events().to_pandas()
        assert tuple(frame.columns) == COLUMNS
        assert list(frame.event_type) == ["COERCE", "MOBILIZE"]
        landing = frame.iloc[1]
        assert (landing.place, landing.latitude, landing.date, landing.told_by) == (
            "Velmar", 54.5, "2021-03-05", "Oda Renn",
        )  # fmt: skip
        assert landing.actors[0]["country"] == "RUS"
        assert len(ledger.events(EventQuery(stand="denied", comments=True)).to_arrow()) == 1
        assert len(ledger.events(EventQuery(words="nowhere")).to_pandas()) == 0


def test_the_project_names_who_makes_tables_of_events() -> None:
    project = (Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'events = "{found.__name__}"' in project
