"""Cases kept as data: JSON Lines, one case a line; `fails` names why a known failure is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def load_cases(name: str) -> list[Any]:
    """Return the cases of tests/cases/`name`.jsonl as pytest parameters, known failures as strict xfails."""
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_parameter(json.loads(line)) for line in lines if line.strip()]


def _parameter(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case.get("note", "")[:60], marks=marks)
