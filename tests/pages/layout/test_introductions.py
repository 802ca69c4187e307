"""Mail programs say in many wordings whose message they quote: tests/cases/introductions.json."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages.layout.introductions import find_introduction

CASES = json.loads((Path(__file__).parents[2] / "cases" / "introductions.json").read_text("utf-8"))


@pytest.mark.parametrize(("line", "name", "cue"), CASES["told"])
def test_the_writer_is_named(line: str, name: str, cue: str) -> None:
    found = find_introduction(line)
    assert found is not None
    assert (line[slice(*found.name)], line[slice(*found.cue)]) == (name, cue)


@pytest.mark.parametrize("line", CASES["none"])
def test_other_lines_name_nobody(line: str) -> None:
    assert find_introduction(line) is None


@given(st.text(alphabet="On 3,<@>:.wrote schrieb Ida", max_size=80).map(lambda line: line + ":"))
def test_what_is_found_stands_in_the_line(line: str) -> None:
    found = find_introduction(line)
    assert found is None or (line[slice(*found.name)].strip() and line[slice(*found.cue)].strip())


@pytest.mark.parametrize("piece", ["a@b.c ", "1 ", "<a", "wrote ", "on ", ", "])
def test_no_line_takes_long(piece: str) -> None:
    started = time.process_time()
    find_introduction(f"{piece * 130}:"[:400])
    assert time.process_time() - started < 1
