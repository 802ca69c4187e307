"""Times as pages write them, and as machines do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from sayso.pages.threads.html.stamps import find_moment, parse_stamp, stamp, trim_moment

CASES = json.loads((Path(__file__).parents[3] / "cases" / "html" / "moments.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_the_words_that_tell_a_time(text: str, expected: str | None) -> None:
    found = find_moment(text)
    assert (text[slice(*found)] if found else None) == expected


@given(st.text(max_size=80))
def test_no_text_trips_it(text: str) -> None:
    found = find_moment(text)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
    assert trim_moment(text) in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-12-22T11:24:19+00:00", "2019-12-22T11:24:19+00:00"),
        ("2020-05-05", "2020-05-05T00:00:00"),
        ("1665325860", "2022-10-09T14:31:00+00:00"),
        ("1665325860000", "2022-10-09T14:31:00+00:00"),
        ("5 years ago", None),
        ("2020-13-41", None),
        ("", None),
    ],
)
def test_stamps_are_read_and_never_guessed(value: str, expected: str | None) -> None:
    found = parse_stamp(value)
    assert (found.isoformat() if found else None) == expected


def test_an_element_bears_its_stamp() -> None:
    found = stamp(fragment_fromstring('<abbr title="2018-09-11T10:57:27Z">then</abbr>'))
    assert found is not None
    assert found.isoformat() == "2018-09-11T10:57:27+00:00"
    assert stamp(fragment_fromstring('<a title="Permalink">then</a>')) is None
