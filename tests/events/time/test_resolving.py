"""Expressions of time mean what readers take them for, and nothing where the page does not pin them.

Cases are in expressions_of_time.jsonl: a text, a phrase in it, the day of its page, the value.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.events.time import read_moments, resolve
from tests.examples import ROOT
from tests.factory import make_document

FILE = ROOT / "tests/cases/expressions_of_time.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
#: Not found in a running text: a span of nine days is no moment.
DURATIONS = {"nine days"}
PIECES = st.sampled_from(
    [case["text"] for case in CASES]
    + [case["phrase"] for case in CASES]
    + ["to", "and", " of ", "31", "0", "99999", "May", "\n\n", "1,2.3", "the", "'90s", "9999-99-99", "-", "٣", "ſunday"]
)


def day_of_case(case: dict[str, Any]) -> date | None:
    return date.fromisoformat(case["day"]) if case["day"] else None


@pytest.mark.parametrize("case", CASES, ids=[f"{case['phrase']}, {case['day']}" for case in CASES])
def test_phrases_mean_their_days(case: dict[str, Any]) -> None:
    end = case["start"] + len(case["phrase"])
    sense = resolve(case["text"], case["start"], end, day=day_of_case(case), country=case.get("country"))
    assert sense.value == case["value"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['phrase']}, {case['day']}" for case in CASES])
def test_phrases_are_found_and_mean_the_same(case: dict[str, Any]) -> None:
    if case["phrase"] in DURATIONS:
        return
    address = {"GB": "https://courier.example.co.uk/1", "US": "https://courier.us/1", "ZA": "https://veld.co.za/1"}
    document = make_document(case["text"], published=case["day"], address=address.get(case.get("country", "")))
    end = case["start"] + len(case["phrase"])
    meant = [m.value for m in read_moments(document) if m.span.start < end and case["start"] < m.span.end]
    assert case["value"] in meant


@given(st.lists(PIECES, max_size=8), st.sampled_from([" ", "", "\n\n"]), st.none() | st.dates())
def test_whatever_the_text_spans_read_back_and_stretches_go_forward(
    pieces: list[str], between: str, day: date | None
) -> None:
    text = between.join(pieces)
    document = make_document(text, published=day.isoformat() if day else None)
    last = 0
    for moment in read_moments(document):
        assert last <= moment.span.start < moment.span.end <= len(text)
        assert document.quote(moment.span).strip() == document.quote(moment.span)
        assert not (moment.start and moment.end) or moment.start <= moment.end
        assert (moment.value is None) == (moment.anchor is None) == (moment.start is None and moment.end is None)
        last = moment.span.end


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.none() | st.dates())
def test_any_part_of_any_text_can_be_asked_for(text: str, one: int, other: int, day: date | None) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    sense = resolve(text, start, end, day=day)
    assert not (sense.first and sense.last) or sense.first <= sense.last


@given(st.sampled_from(CASES))
def test_without_a_day_nothing_hangs_on_one(case: dict[str, Any]) -> None:
    document = make_document(case["text"], published=None)
    assert {moment.anchor for moment in read_moments(document)} <= {None, "itself", "named", "dateline"}
