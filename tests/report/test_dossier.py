"""What pages contest, in short: who says it, who denies it, on how many origins it rests."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from sayso.claims.dossier import make_dossier
from sayso.report.dossier import put_contested
from tests.claims.pages import PUMPS, ByWords, four, herald


def told(monkeypatch: pytest.MonkeyPatch, *readings) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN002
    monkeypatch.setattr("sayso.claims.linking.pairs.load_pair_trees", ByWords)
    file = io.StringIO()
    put_contested(Console(file=file, width=120), make_dossier(readings))
    return [line.strip() for line in file.getvalue().splitlines() if line.strip()]


def test_what_is_contested_is_told_with_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch, *four())
    assert lines[0] == "Contested in these pages: 1 claim"
    at = lines.index(PUMPS)
    assert lines[at + 1 : at + 4] == [
        "says: River Wire; an engineer; Timo Falk; State Signal",
        "denies: Timo Falk",
        "1 independent origin (Timo Falk) · 2 unknown (an engineer via River Wire; State Signal)",
    ]


def test_nothing_contested_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, herald())[0] == "Contested in these pages: 0 claims"
