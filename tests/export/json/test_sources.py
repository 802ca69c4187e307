"""The JSON on who speaks has every figure of the survey."""

from __future__ import annotations

import json
from dataclasses import fields

from sayso.export.json.sources import to_json
from sayso.survey import Survey, survey_sources
from tests.survey.pages import HARBOUR


def test_every_figure_is_one_line_of_json() -> None:
    line = to_json(survey_sources(HARBOUR))
    told = json.loads(line)
    assert b"\n" not in line
    assert list(told) == ["format", *(field.name for field in fields(Survey))]
    assert told["format"] == 1


def test_an_origin_has_its_statements_pages_and_outlets() -> None:
    (first, *_) = json.loads(to_json(survey_sources(HARBOUR)))["origins"]
    officers = [reading for reading in HARBOUR if len(reading.statements) == 1]
    assert first == {
        "name": "An officer via ARNA",
        "kind": "military",
        "naming": "unnamed",
        "traced": True,
        "single": "unnamed",
        "statements": [reading.statements[0].id for reading in officers],
        "pages": [reading.page.id for reading in officers],
        "outlets": ["Courier", "Lantern", "Tide"],
    }
