"""What OpenAPI is told of format 1 is what is written: no field more, none less."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel

from sayso.export.json.page import to_json
from sayso.records import Reading, Repair, TimeMention
from sayso.web.api.schemas.shapes import FailedPage, ReadPage
from tests.claims.pages import four
from tests.factory import find, make_document, make_failure, make_reading, make_thread


def _full() -> Reading:
    """Return a reading with something in every field."""
    document = make_document()
    time = TimeMention(span=find(document.text, "Friday"), text="Friday", resolved="2021-03-05")
    repair = Repair(start=0, end=1, original="x", repaired="H", kind="mac-roman")
    whole = make_reading()
    read = replace(document, repairs=(repair,), times=(time,), notes=("a note",), byline="Ana Ruz")
    return replace(whole, document=read, page=replace(whole.page, fetched_at=datetime(2024, 3, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("reading", "shape"),
    [
        (make_reading(), ReadPage),
        (_full(), ReadPage),
        *((reading, ReadPage) for reading in four()),
        (make_reading(make_thread()), ReadPage),
        (make_failure("empty.txt"), FailedPage),
    ],
)
def test_the_shape_is_that_of_the_json(reading: Reading, shape: type[BaseModel]) -> None:
    written: Any = json.loads(to_json(reading))
    assert shape.model_validate(written).model_dump() == written
    assert all(field.is_required() for field in shape.model_fields.values())
