"""Damage of encodings is put right, all else is left alone: cases/pages/repairs.json has both."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.pages.decoding.repair import repair

CASES = json.loads((Path(__file__).parents[2] / "cases" / "pages" / "repairs.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("damaged", "sound"), CASES["damaged"])
def test_damage_is_repaired(damaged: str, sound: str) -> None:
    repaired = repair(damaged)
    assert repaired.text == sound
    assert all(found.end - found.start <= 3 and len(found.repaired) == 1 for found in repaired.repairs)


@pytest.mark.parametrize("text", CASES["sound"])
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert repair(text).repairs == ()


def test_kinds_say_what_happened() -> None:
    kinds = [found.kind for found in repair("sources†that say itís so. Itâ€™s").repairs]
    assert kinds == [
        "cp1252-read-as-mac-roman (0xA0, no-break space)",
        "cp1252-read-as-mac-roman (0x92, right single quotation mark)",
        "utf-8-read-as-sloppy-windows-1252",
    ]


@given(
    st.one_of(
        st.text(max_size=120),
        st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace").decode("cp1252", "replace")),
        st.text(alphabet="asthe ìîíëñóÖ†.,I\n’“”–", max_size=80),
    )
)
def test_segments_cover_the_text_and_lead_back(text: str) -> None:
    repaired = repair(text)
    segments = repaired.segments
    assert "".join(repaired.text[s.text_start : s.text_end] for s in segments) == repaired.text
    assert all(a.text_end == b.text_start and a.page_end == b.page_start for a, b in pairwise(segments))
    damaged = {(found.start, found.end) for found in repaired.repairs}
    for s in segments:
        if (s.page_start, s.page_end) not in damaged:
            assert repaired.text[s.text_start : s.text_end] == text[s.page_start : s.page_end]
